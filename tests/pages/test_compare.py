from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mingze.model import Assignment, Catalog, Duty, Regulation, Role, SiteSettings, Theme
from mingze.views.matrix import compare
from mingze.views.view import Views
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, load, rendered, write
from tests.pages.small_site import SMALL

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "compare/index.html"


def cells(site: Site) -> dict[tuple[str, str], Node]:
    """Return the cells of the table by theme and role, as its header and row ids name them."""
    tree = site.trees[PAGE]
    heads = [n for n in tree.walk() if n.tag == "th" and n.attributes["role"] == "columnheader"][1:]
    roles = [
        urljoin(f"https://x/{PAGE}", a.attributes["href"]).split("/")[-2]
        for head in heads
        for a in head.walk()
        if a.tag == "a"
    ]
    rows = [n for n in tree.walk() if n.tag == "tr" and "id" in n.attributes]
    return {
        (row.attributes["id"], role): cell
        for row in rows
        for role, cell in zip(roles, (n for n in row.walk() if n.tag == "td"), strict=True)
    }


def links(node: Node) -> list[str]:
    return [urljoin(f"https://x/{PAGE}", n.attributes["href"])[10:] for n in node.walk() if n.tag == "a"]


def several() -> Catalog:
    def duty(id_: str) -> Duty:
        return Duty.model_validate({"id": id_, "title": id_, "text": "做事。", "sources": ["s"], "themes": ["drill"]})

    def regulation(id_: str, short: str) -> Regulation:
        return Regulation.model_validate(
            {"id": id_, "title": f"{short}全称", "short_title": short, "compiled_on": "2026-01-01"}
        )

    return Catalog(
        SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"}),
        roles={"leader": Role.model_validate({"id": "leader", "name": "甲岗", "short_name": "甲", "order": "1"})},
        themes={"drill": Theme.model_validate({"id": "drill", "title": "演练"})},
        regulations={"one": regulation("one", "甲办法"), "two": regulation("two", "乙办法")},
        assignments=(
            Assignment("one", "leader", (duty("a-1"), duty("a-2"))),
            Assignment("two", "leader", (duty("b-1"),)),
        ),
    )


def test_every_duty_stands_under_its_themes_at_its_role(site: Site) -> None:
    found = cells(site)
    for (theme, role), cell in found.items():
        expected = [
            f"roles/{role}/index.html#{duty.id}"
            for assignment in site.catalog.assignments_of(role)
            for duty in assignment.duties
            if theme in duty.themes
        ]
        assert links(cell) == expected
    placed = {link.partition("#")[2] for cell in found.values() for link in links(cell)}
    assert placed == {d.id for d in site.catalog.duties.values() if d.themes}


def test_the_real_matrix_has_all_themes_and_roles_in_their_order(real: Site) -> None:
    found = list(cells(real))
    assert found == [(theme, role) for theme in real.catalog.themes for role in real.catalog.roles]


def test_an_empty_cell_says_so(site: Site) -> None:
    for cell in cells(site).values():
        assert (cell.text().strip() == "—") == (not links(cell))


def test_a_cell_names_the_clause_of_each_duty(real: Site) -> None:
    cell = cells(real)["funding", "government-head"]
    assert [n.text() for n in cell.find("mz-comparison__clause")] == ["第六条第（四）项"]


def test_a_duty_of_doubtful_text_has_its_badge_and_others_have_none(tmp_path: Path) -> None:
    name = "data/regulations/reg/duties/leader.yml"
    tagged = SMALL[name].replace("    title: 听取汇报\n", "    title: 听取汇报\n    themes:\n      - drill\n")
    site = load(write({**SMALL, name: tagged}, tmp_path))
    sound, doubtful = [n for n in cells(site)["drill", "leader"].walk() if n.tag == "li"]
    assert sound.find("mz-badge") == []
    assert [n.text() for n in doubtful.find("mz-badge")] == ["待核对"]


def test_the_themes_at_the_top_lead_to_their_rows(site: Site) -> None:
    (contents,) = site.trees[PAGE].find("mz-contents")
    assert [link.partition("#")[2] for link in links(contents)] == list(dict.fromkeys(t for t, _ in cells(site)))


def test_duties_of_no_theme_are_named_beneath(small: Site, real: Site) -> None:
    (beneath,) = small.trees[PAGE].find("mz-note-small")
    assert [link.partition("#")[2] for link in links(beneath)] == ["leader-2", "leader-3", "deputy-1"]
    assert real.trees[PAGE].find("mz-note-small") == []


def test_themes_and_roles_without_duties_take_no_room(small: Site) -> None:
    comparison = compare(Views(small.catalog))
    assert [role.id for role in comparison.roles] == ["leader", "deputy"]
    assert [row.theme.id for row in comparison.rows] == ["drill"]


def test_duties_of_several_regulations_stand_under_their_short_titles() -> None:
    (row,) = compare(Views(several())).rows
    (cell,) = row.cells
    assert [(s.regulation and s.regulation.id, [d.id for d in s.duties]) for s in cell.shares] == [
        ("one", ["a-1", "a-2"]),
        ("two", ["b-1"]),
    ]
    (found,) = cells(rendered(several())).values()
    assert [n.text() for n in found.find("mz-comparison__regulation")] == ["《甲办法》", "《乙办法》"]


def test_one_regulation_is_not_named(site: Site) -> None:
    assert site.trees[PAGE].find("mz-comparison__regulation") == []


def test_a_site_without_themes_has_no_such_page(empty: Site) -> None:
    assert PAGE not in empty.html
    assert not [path for path, html in empty.html.items() if PAGE in html]


def test_on_a_phone_the_roles_stand_beneath_their_theme(real_site: Path, browser: Browser) -> None:
    lefts = "() => [...document.querySelectorAll('#funding > *')].map(e => Math.round(e.getBoundingClientRect().left))"
    for width, columns in ((360, 1), (1280, 6)):
        context = browser.new_context(viewport={"width": width, "height": 740})
        page = context.new_page()
        page.goto((real_site / PAGE).as_uri())
        assert len(set(page.evaluate(lefts))) == columns
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        context.close()
