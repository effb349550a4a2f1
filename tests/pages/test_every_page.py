from __future__ import annotations

import posixpath
import re
from collections import Counter

from mingze.values.fields import ID_PATTERN
from tests.conftest import ROOT
from tests.pages.rendered_site import Site


def test_the_site_has_a_page_for_every_role_article_bank_and_paper(site: Site) -> None:
    expected = {f"roles/{id_}/index.html" for id_ in site.catalog.roles}
    expected |= {f"quizzes/{id_}/index.html" for id_ in site.catalog.banks}
    expected |= {f"papers/{id_}/index.html" for id_ in site.catalog.papers}
    for regulation in site.catalog.regulations.values():
        expected.add(f"regulation/{regulation.id}/index.html")
        expected |= {f"regulation/{regulation.id}/art{a.number}/index.html" for a in regulation.all_articles}
    assert expected <= set(site.pages)
    boards = ("roles", "regulation", "key-points", "compare", "accountability", "glossary", "cases", "quizzes")
    others = ("downloads", "search", "practice", "hall", "progress", "scope", "faults", "offline")
    about = ("about", "about/design", "about/currency", "about/coverage")
    fixed = {"index.html", *(f"{name}/index.html" for name in (*boards, *others, *about))}
    optional = (
        "scope",
        "key-points",
        "glossary",
        "compare",
        "accountability",
        "cases",
        "about/currency",
        "about/coverage",
    )
    assert expected | fixed - {f"{name}/index.html" for name in optional} <= set(site.pages) <= expected | fixed


def test_no_page_leads_to_one_the_site_does_not_have(site: Site, empty: Site) -> None:
    for one in (site, empty):
        for path, tree in one.trees.items():
            for node in tree.walk():
                href = node.attributes.get("href", "").split("#")[0].split("?")[0]
                if node.tag == "a" and href and "//" not in href and not href.startswith("mailto:"):
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
                    made = target.startswith("downloads/") or target == "about/currency/feed.xml"
                    assert target in one.pages or made, f"{path}: {href}"


def test_every_page_has_one_main_heading_a_title_and_a_description(site: Site) -> None:
    for path, tree in site.trees.items():
        headings = [node for node in tree.walk() if node.tag == "h1"]
        assert len(headings) == 1, path
        assert headings[0].text().strip(), path
        assert site.pages[path].title, path
        assert site.pages[path].description, path


def test_headings_skip_no_level(site: Site) -> None:
    for path, tree in site.trees.items():
        before = 0
        for node in tree.walk():
            if re.fullmatch("h[1-6]", node.tag):
                level = int(node.tag[1])
                assert level <= before + 1, f"{path}: {node.text()}"
                before = level


def test_no_id_occurs_twice_on_a_page(site: Site) -> None:
    for path, tree in site.trees.items():
        ids = Counter(node.attributes["id"] for node in tree.walk() if "id" in node.attributes)
        assert not [id_ for id_, count in ids.items() if count > 1], path
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+|letter_#", id_) for id_ in ids), path


def test_the_ids_of_the_frame_cannot_be_those_of_entities() -> None:
    frame = [p.read_text("utf-8") for p in sorted((ROOT / "mingze" / "web" / "frame").rglob("*.html"))]
    ids = [id_ for text in frame for id_ in re.findall(r'\bid="([^"]+)"', text)]
    assert ids
    assert not [id_ for id_ in ids if re.fullmatch(ID_PATTERN, id_)]


def test_pages_load_nothing_and_run_nothing(site: Site) -> None:
    for path, tree in site.trees.items():
        for node in tree.walk():
            if node.tag == "script" and node.attributes.get("type") == "application/json":
                continue  # data of the quizzes: text, not run
            assert node.tag not in {"script", "style", "iframe", "object", "embed", "img", "link", "base", "meta"}, path
            assert not [
                a for a in node.attributes if a.startswith("on") or a in ("style", "src", "action", "formaction")
            ], path


def test_an_empty_site_still_renders(empty: Site) -> None:
    assert "还没有岗位。" in empty.html["roles/index.html"]
    assert not empty.html.keys() & {"quizzes/index.html", "practice/index.html", "hall/index.html"}, (
        "nobody is led to them"
    )
    assert "还没有来源。" in empty.html["about/index.html"]
