"""A site of several instruments: whose numbers are meant, how many duties each lays down, twins of themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from mingze.handouts.books import Books
from mingze.model import Catalog, Theme
from mingze.pages import Renderer, plan_pages
from mingze.pages.paper_data import practice_data
from mingze.views.matrix import compare
from mingze.views.names import Names
from mingze.views.outline import banks_asking, questions_by_duty
from mingze.views.view import Views
from tests.conftest import MINIMAL, real_catalog
from tests.pages.rendered_site import Site, county_pages, load, real_pages

ROLE = "roles/party-secretary/index.html"


@pytest.fixture(scope="module")
def county() -> Site:
    return county_pages()


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("见第五条第（六）项。", True),
        ("第五条和第六条各说一半。", True),
        ("《规定》第五条第（六）项写明。", False),
        ("《规定》第五条、第六条和第七条都有。", False),
        ("《规定》第五条写明，第六条没有写。", True),
        ("安全生产法第五条写明。", False),
        ("条例第五条第二款、第六条。", False),
        ("这一条要记住。", False),
    ],
)
def test_a_bare_article_number_is_given_its_instrument(county: Site, text: str, unclear: bool) -> None:
    names = Names(county.catalog)
    said = names.whose_numbers("shilixian-xize", text)
    assert said == (f"文中没有写明出处的条款号，指《{short(county.catalog, 'shilixian-xize')}》。" if unclear else "")


def short(catalog: Catalog, regulation: str) -> str:
    return catalog.regulations[regulation].short_title


def test_with_one_instrument_nothing_is_unclear(real: Site) -> None:
    assert Names(real.catalog).whose_numbers("anquan-zerenzhi", "见第五条。") == ""
    assert not [path for path, html in real.html.items() if "没有写明出处的条款号" in html]


def told_with(catalog: Catalog, explained: str) -> tuple[str, str]:
    """Return the page and the hand-out of a post all of whose explanations say the same."""
    said = {"plain": explained, "actions": (), "evidence": (), "caution": None}
    changed = tuple(
        replace(a, explanations=tuple(e.model_copy(update=said) for e in a.explanations)) for a in catalog.assignments
    )
    told = replace(catalog, assignments=changed)
    page = Renderer(told).render(next(page for page in plan_pages(told) if page.path == ROLE))
    return page, str(Books(told).role(told.roles["party-secretary"]))


def test_commentary_says_whose_numbers_it_means(county: Site) -> None:
    catalog = county.catalog
    told = zip(told_with(catalog, "见第五条，照着做。"), told_with(catalog, "照着做。"), strict=True)
    for with_number, without in told:
        for assignment in catalog.assignments_of("party-secretary"):
            said = f"文中没有写明出处的条款号，指《{short(catalog, assignment.regulation)}》。"
            assert with_number.count(said) - without.count(said) == len(assignment.explanations)


def test_a_post_says_at_its_top_how_many_duties_each_instrument_lays_down(county: Site) -> None:
    page = county.html[ROLE]
    counts = {a.regulation: len(a.duties) for a in county.catalog.assignments_of("party-secretary")}
    assert f"共 {sum(counts.values())} 项：" in page
    for regulation, n in counts.items():
        assert f'<a href="#regulation_{regulation}">《{short(county.catalog, regulation)}》{n} 项</a>' in page
        assert f'data-regulation="{regulation}"' in page
        assert f'data-regulation="{regulation}"' in county.html["compare/index.html"]


def test_a_site_of_one_instrument_offers_no_choice(real: Site) -> None:
    assert not [path for path, html in real.html.items() if "only-regulation" in html]


def test_twins_of_themes_are_one_row_that_both_addresses_lead_to(county: Site) -> None:
    catalog = county.catalog
    theme = next(iter(catalog.themes.values()))
    twin = Theme(id="a-twin", title=theme.title)
    changed = tuple(
        replace(
            a,
            duties=tuple(d.model_copy(update={"themes": ("a-twin",)}) if n == 0 else d for n, d in enumerate(a.duties)),
        )
        for a in catalog.assignments
    )
    both = replace(catalog, themes={**catalog.themes, "a-twin": twin}, assignments=changed)
    rows = [row for row in compare(Views(both)).rows if row.theme.title == theme.title]
    assert [(row.theme.id, [t.id for t in row.twins]) for row in rows] == [(theme.id, ["a-twin"])]
    compared = next(page for page in plan_pages(both) if page.path == "compare/index.html")
    page = Renderer(both).render(compared)
    assert page.count(f'<span class="mz-comparison__theme">{theme.title}<') == 1
    assert 'id="a-twin"' in page


@pytest.mark.parametrize("pages", [real_pages, county_pages, lambda: load(MINIMAL)], ids=["real", "county", "minimal"])
def test_the_number_of_a_posts_questions_is_the_same_everywhere(pages: Callable[[], Site]) -> None:
    site = pages()
    catalog = site.catalog
    drawn = practice_data(catalog)["questions"]
    for role in catalog.roles:
        total = sum(role in question["roles"] for question in drawn.values())
        assert sum(banks_asking(catalog, questions_by_duty(catalog, role)).values()) == total
        page = site.html[f"roles/{role}/index.html"]
        assert (f"做这个岗位的全部自测题（{total} 题）" in page) == bool(total)
        for assignment in catalog.assignments_of(role):
            for duty in assignment.duties:
                assert len(catalog.questions_about(duty)) <= total


def test_the_button_of_a_post_leads_to_all_of_its_questions(real: Site) -> None:
    page = real.html["roles/committee-member/index.html"]
    assert 'href="../../practice/index.html?role=committee-member&amp;count=all"' in page
    for bank, n in banks_asking(real.catalog, questions_by_duty(real.catalog, "committee-member")).items():
        assert f'quizzes/{bank}/index.html">{real.catalog.banks[bank].bank.title}</a>（{n} 题）' in page
    assert real_catalog().questions.keys() == real.catalog.questions.keys()
