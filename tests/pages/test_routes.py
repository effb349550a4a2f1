from __future__ import annotations

import posixpath
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingze.model import Assignment, Catalog, Citation, ClauseKey, Duty, Role, SiteSettings, Term
from mingze.pages.page import Page, relative
from mingze.views import routes

IDS = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
PATHS = st.lists(IDS, max_size=4).map(lambda parts: "/".join([*parts, "index.html"]))
TARGETS = st.tuples(PATHS, st.just("") | IDS.map("#{}".format)).map("".join)


@given(TARGETS, PATHS)
def test_a_relative_link_leads_where_it_should_from_everywhere(target: str, page: str) -> None:
    link = relative(target, page)
    assert not link.startswith("/")
    for root in ("https://example.org/portal/study/", "file:///media/usb/site/"):
        assert urljoin(root + page, link) == root + target


@given(PATHS)
def test_the_base_of_a_page_leads_to_the_root(path: str) -> None:
    page = Page(path, "题", "duty/role-page.html")
    assert urljoin(f"https://example.org/a/{path}", page.base + "index.html") == "https://example.org/a/index.html"
    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), page.base or ".")) == "."


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("roles/a/index.html#a-1", "roles/a/index.html", "#a-1"),
        ("roles/a/index.html", "roles/a/index.html", "index.html"),
        ("roles/b/index.html", "roles/a/index.html", "../b/index.html"),
        ("index.html", "roles/a/index.html", "../../index.html"),
        ("roles/a/index.html", "index.html", "roles/a/index.html"),
        ("index.html#x", "index.html", "#x"),
        ("glossary/index.html#t", "regulation/r/art5/index.html", "../../../glossary/index.html#t"),
    ],
)
def test_relative_links(target: str, page: str, expected: str) -> None:
    assert relative(target, page) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("art5", "regulation/r/art5/index.html"),
        ("art5z1", "regulation/r/art5z1/index.html"),
        ("art5-item6", "regulation/r/art5/index.html#art5-item6"),
        ("art2-para1", "regulation/r/art2/index.html#art2-para1"),
        ("art5z1-para2-item3-sub4", "regulation/r/art5z1/index.html#art5z1-para2-item3-sub4"),
        ("ch2", "regulation/r/index.html#ch2"),
        ("ch2-sec1", "regulation/r/index.html#ch2-sec1"),
    ],
)
def test_a_clause_stands_on_the_page_of_its_article(key: str, expected: str) -> None:
    assert routes.clause(ClauseKey.parse(key, "r")) == expected


def test_every_page_is_an_index_file_so_that_the_folder_works_from_a_disk() -> None:
    paths = [
        routes.HOME,
        routes.ROLES,
        routes.REGULATIONS,
        routes.KEY_POINTS,
        routes.GLOSSARY,
        routes.QUIZZES,
        routes.ABOUT,
        routes.FAULTS,
    ]
    paths += [routes.role("r"), routes.regulation("r"), routes.bank("b")]
    assert all(path.endswith("index.html") and not path.startswith("/") for path in paths)
    assert len(set(paths)) == len(paths)


def test_anchors_of_entities() -> None:
    assert routes.question("b", "q") == "quizzes/b/index.html#q"
    assert routes.key_point("k") == "key-points/index.html#k"
    assert routes.term("t") == "glossary/index.html#t"
    assert routes.source("s") == "about/index.html#source_s"


@pytest.fixture
def catalog() -> Catalog:
    role = Role.model_validate({"id": "leader", "name": "岗位", "short_name": "岗", "order": 1})
    duty = Duty.model_validate({"id": "leader-1", "title": "职责", "cites": "r/art5-item1"})
    term = Term.model_validate({"id": "t", "name": "术语", "standing": "source", "definition": "释义"})
    return Catalog(
        site=SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"}),
        roles={"leader": role},
        terms={"t": term},
        assignments=(Assignment("r", "leader", (duty,)),),
    )


def test_a_duty_stands_on_the_page_of_its_role(catalog: Catalog) -> None:
    assert routes.duty(catalog, "leader-1") == "roles/leader/index.html#leader-1"
    with pytest.raises(KeyError):
        routes.duty(catalog, "leader-2")


def test_citations_lead_to_what_the_site_has_a_page_for(catalog: Catalog) -> None:
    key = ClauseKey("r", article=5)
    assert routes.citation(catalog, Citation("clause", str(key), key)) == "regulation/r/art5/index.html"
    assert routes.citation(catalog, Citation("duty", "leader-1")) == "roles/leader/index.html#leader-1"
    assert routes.citation(catalog, Citation("term", "t")) == "glossary/index.html#t"
    assert routes.citation(catalog, Citation("duty", "unknown")) == ""
    assert routes.citation(catalog, Citation("term", "unknown")) == ""
