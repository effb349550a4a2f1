"""A county's own list and rules beside the national regulation: ``tests/sites/county``, invented and marked so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from msgspec.structs import replace

from mingze.build import build_site
from mingze.checks import check_site
from mingze.loading import load_catalog
from mingze.model import Level
from mingze.pages import Renderer, plan_pages
from mingze.views import routes
from mingze.views.matrix import compare
from mingze.views.view import Views
from tests.conftest import COUNTY, ROOT, copy_county, copy_site, real_catalog
from tests.fault_case import check
from tests.pages.html_tree import Node, parse
from tests.pages.rendered_site import Site, county_pages, load, real_pages

NATIONAL, LIST, RULES = "anquan-zerenzhi", "shilixian-qingdan", "shilixian-xize"
ROLE = "roles/party-secretary/index.html"
LOCAL_DUTIES = f"{LIST}/duties/party-secretary.yml"
RIGHT = f"{NATIONAL}/party-secretary-2"
LABEL = re.compile("第[零一二三四五六七八九十百]+条(?:至第[零一二三四五六七八九十百]+条)?")
NAMED = re.compile("《([^《》]+)》$")
# The text of the instruments, the list of sources, which speaks of other documents, and what is to be matched
SKIPPED = {"mz-clause__text", "mz-clause__lead", "mz-paragraph", "mz-item", "mz-sub", "mz-source-list"}
SKIPPED |= {"mz-match__right"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@pytest.fixture(scope="module")
def county() -> Site:
    return county_pages()


def changed(root: Path, file: str, old: str, new: str) -> None:
    """Put other words in the place of a phrase in the file of a regulation."""
    path = root / "data" / "regulations" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def target(page: str, link: Node) -> str:
    """Return where a link leads, from the site's root."""
    return urljoin(f"https://x/{page}", link.attributes["href"]).removeprefix("https://x/")


def links(node: Node) -> list[Node]:
    return [n for n in node.walk() if n.tag == "a"]


def layer_links(section: Node, title: str) -> list[Node]:
    if title == "本地要求":
        return [a for part in section.find("mz-local") for a in links(part)]
    return [a for p in section.find("mz-related") if p.text().startswith(f"{title}：") for a in links(p)]


def has_anchor(site: Site, address: str) -> bool:
    page, _, anchor = address.partition("#")
    return page in site.trees and (not anchor or any(n.attributes.get("id") == anchor for n in site.trees[page].walk()))


def section_of(site: Site, duty: str) -> tuple[str, Node]:
    page = routes.duty(site.catalog, duty).partition("#")[0]
    return page, site.trees[page].by_id(duty)


def test_the_countys_data_are_sound_and_its_national_text_is_the_real_one() -> None:
    loaded, diagnostics = check_site(COUNTY)
    assert diagnostics == []
    assert loaded.catalog is not None
    real = real_catalog().regulations[NATIONAL].clauses
    copied = loaded.catalog.regulations[NATIONAL].clauses
    assert {key: clause.text for key, clause in copied.items()} == {key: real[key].text for key in copied}
    assert {r.level for r in loaded.catalog.regulations.values()} == {Level.NATIONAL, Level.COUNTY}


def test_both_layers_stand_on_the_role_page_the_readers_own_first(county: Site) -> None:
    posts = {a.role for a in county.catalog.assignments if a.regulation == LIST}
    assert posts == {"party-secretary", "government-head"}
    for role in posts:
        layers = county.trees[f"roles/{role}/index.html"].find("mz-instrument")
        heads = [next(n for n in layer.walk() if n.tag == "h2") for layer in layers]
        assert [head.text() for head in heads] == [
            "《示例县党政领导干部安全生产职责清单　示例（虚构）》县级",
            "《示例县党政领导干部安全生产责任制实施细则　示例（虚构）》县级",
            "《地方党政领导干部安全生产责任制规定》国家",
        ]
        shown = [[n.attributes["id"] for n in layer.find("mz-duty")] for layer in layers]
        assert shown == [[duty.id for duty in a.duties] for a in county.catalog.assignments_of(role)]


def test_layers_are_ordered_by_level_and_every_level_has_its_word(tmp_path: Path) -> None:
    root = copy_county(tmp_path / "site")
    changed(tmp_path / "国家站", f"{NATIONAL}/regulation.yml", "level: national", "level: unit")
    changed(root, f"{RULES}/regulation.yml", "level: county", "level: city")
    site = load(root)
    heads = [n for n in site.trees[ROLE].walk() if n.attributes.get("id", "").startswith("regulation_")]
    assert [h.attributes["id"] for h in heads] == [f"regulation_{id_}" for id_ in (NATIONAL, LIST, RULES)]
    assert [h.find("mz-badge")[0].text() for h in heads] == ["单位", "县级", "市级"]
    assert [level.label for level in Level] == ["国家", "省级", "市级", "县级", "单位"]


def test_the_contents_of_the_role_page_are_grouped_by_instrument(county: Site) -> None:
    (contents,) = county.trees[ROLE].find("mz-contents")
    groups: list[list[str]] = []
    for link in links(contents):
        anchor = link.attributes["href"]
        assert has_anchor(county, target(ROLE, link))
        if anchor.startswith("#regulation_"):
            groups.append([link.text()])
        else:
            groups[-1].append(anchor[1:])
    assert groups == [
        [f"《{r.short_title}》{r.level.label}", *(d.id for d in a.duties)]
        for a in county.catalog.assignments_of("party-secretary")
        for r in [county.catalog.regulations[a.regulation]]
    ]


def test_a_local_duty_links_to_what_it_implements_and_is_linked_from_there(county: Site) -> None:
    duties = county.catalog.duties
    pairs = [(lower, duties[r.rpartition("/")[2]]) for lower in duties.values() for r in lower.implements]
    assert {county.catalog.assignment_of(lower.id).regulation for lower, _ in pairs} == {LIST, RULES}
    for lower, upper in pairs:
        for shown, title, other in ((lower, "落实", upper), (upper, "本地要求", lower)):
            page, section = section_of(county, shown.id)
            found = {target(page, link): link.text() for link in layer_links(section, title)}
            if title == "本地要求":
                assert county.catalog.duty_text(lower).strip() in section.find("mz-local")[0].text()
            address = routes.duty(county.catalog, other.id)
            assert has_anchor(county, address)
            regulation = county.catalog.regulations[county.catalog.assignment_of(other.id).regulation]
            name = other.cites.label() if other.cites else other.title
            assert found[address] == f"《{regulation.short_title}》{name}"
    linked = {d.id for pair in pairs for d in pair}
    for duty in duties.keys() - linked:
        _, section = section_of(county, duty)
        assert layer_links(section, "落实") == layer_links(section, "本地要求") == []


def test_a_duty_of_another_role_is_named_with_that_role(county: Site) -> None:
    _, section = section_of(county, "party-secretary-1")
    (local,) = section.find("mz-local")
    words = re.sub(r"\s", "", local.text())
    assert words.startswith("本地要求1项《示例县清单》汛期前综合演练（政府主要负责人）每年汛期前")


def test_a_duty_of_the_list_shows_its_source_and_no_clause_number(county: Site) -> None:
    own = [d for d in county.catalog.duties.values() if d.text]
    assert len(own) == 4
    for duty in own:
        page, section = section_of(county, duty.id)
        (clause,) = section.find("mz-clause")
        assert [n.text() for n in clause.find("mz-badge")] == ["本地清单"]
        assert not LABEL.search(clause.text())
        sources = [link for p in section.find("mz-sources") for link in links(p)]
        assert sources[0].text() == "示例县安全生产职责清单（示例，虚构）"
        assert has_anchor(county, target(page, sources[0]))
    cited = [d for d in county.catalog.duties.values() if d.cites]
    assert all("本地清单" not in section_of(county, d.id)[1].text() for d in cited)


def texts(tree: Node) -> Iterator[tuple[Node, str]]:
    return ((node, text) for node in tree.walk() for text in node.children if isinstance(text, str))


@cache
def of_the_base() -> frozenset[str]:
    """Return what authors of the base say, on their site of one instrument, where a number alone is clear."""
    said = {text for tree in real_pages().trees.values() for _, text in texts(tree)}
    return frozenset(text for text in said if not LABEL.fullmatch(text.strip()))


def mentions(tree: Node) -> Iterator[tuple[Node, str, str]]:
    """Yield every clause number shown, outside the text of the instruments: its element, what stands before, itself."""
    for node, text in texts(tree):
        found = list(LABEL.finditer(text))
        if not found or text in of_the_base():
            continue
        if not any(SKIPPED & set(n.attributes.get("class", "").split()) for n in node.above()):
            yield from ((node, text[: m.start()], m[0]) for m in found)


def heading_over(node: Node, tree: Node, names: dict[str, str]) -> str:
    """Return the regulation that the nearest heading above an element names, "" where none does."""
    above, found = list(node.above()), ""
    for head in tree.walk():
        if head is node:
            break
        if (head.tag in HEADINGS or head.find("mz-comparison__regulation") == [head]) and head.parent in above:
            named = [names[n] for n in re.findall("《([^《》]+)》", head.text()) if n in names]
            found = named[0] if len(named) == 1 else found
    return found


def test_every_clause_number_is_named_with_its_instrument(county: Site) -> None:
    names = {t: r.id for r in county.catalog.regulations.values() for t in (r.title, r.short_title)}
    # lists below a heading that names it
    grouped = {"compare", "search", "about", "regulation", "accountability", "index.html"}
    seen: dict[str, set[str]] = {}
    for page, tree in county.trees.items():
        part, rest = page.split("/")[0], page.split("/")[1:]
        if part in ("faults", "progress"):  # the program's own words; stems for its scripts
            continue
        page_is_about = rest[0] if part == "regulation" and len(rest) > 1 else ""
        for node, before, label in mentions(tree):
            place = f"{page}: {before}{label}"
            written = NAMED.search(before)
            told = names[written[1]] if written else page_is_about
            if not told and part in grouped:
                told = heading_over(node, tree, names)
            assert told, place
            to = next((target(page, n) for n in node.above() if n.tag == "a"), "")
            if to.startswith("regulation/"):
                assert to.split("/")[1] == told, place
            if to.startswith("roles/"):
                assert county.catalog.assignment_of(to.partition("#")[2]).regulation == told, place
            seen.setdefault(part, set()).add(told)
    for part in ("roles", "compare", "key-points", "glossary", "quizzes", "regulation"):
        assert seen[part] == {NATIONAL, RULES}, part


def test_a_questions_grounds_name_the_layer_of_every_duty_and_clause(county: Site) -> None:
    short = [f"《{r.short_title}》" for r in county.catalog.regulations.values()]
    found = [
        (page, link) for page, tree in county.trees.items() for p in tree.find("mz-answer__cites") for link in links(p)
    ]
    named = [link.text() for page, link in found if target(page, link).startswith(("regulation/", "roles/"))]
    assert {text.partition("》")[0] + "》" for text in named} == set(short)


def test_pages_of_the_invented_instruments_say_that_they_are_examples(county: Site) -> None:
    invented = tuple(f"regulation/{id_}/" for id_ in (LIST, RULES))
    pages = {page: tree.text() for page, tree in county.trees.items() if page.startswith(invented)}
    assert len(pages) == 2 + 2 + len(county.catalog.regulations[RULES].all_articles)
    assert [page for page, text in pages.items() if "示例（虚构）" not in text] == []
    assert [page for page in pages if "示例（虚构）" not in county.pages[page].description] == []
    national = [page for page in county.trees if page.startswith(f"regulation/{NATIONAL}/")]
    assert [page for page in national if "示例（虚构）" in county.trees[page].text()] == []


def test_the_comparison_shows_both_layers_under_their_names(county: Site) -> None:
    tree = county.trees["compare/index.html"]
    (cell,) = [n for n in tree.by_id("agenda").walk() if n.attributes.get("data-role") == "党委书记"]
    names = [n.text() for n in cell.find("mz-comparison__regulation")]
    assert names == ["《示例县清单》", "《示例县细则》", "《规定》"]
    shown = [target("compare/index.html", link).partition("#")[2] for link in links(cell)]
    assert shown == ["shilixian-party-secretary-1", "xize-party-secretary-1", "party-secretary-2"]
    assert [n.text() for n in cell.find("mz-comparison__clause")] == ["第四条第（一）项", "第五条第（二）项"]


def test_the_comparison_names_the_instrument_though_the_others_lay_no_duties() -> None:
    catalog = load_catalog(COUNTY).catalog
    national = tuple(a for a in catalog.assignments if a.regulation == NATIONAL)
    shares = [
        s for row in compare(Views(replace(catalog, assignments=national))).rows for c in row.cells for s in c.shares
    ]
    assert shares
    assert {s.regulation and s.regulation.id for s in shares} == {NATIONAL}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (f"{NATIONAL}/party-secretary-22", "上级站点里没有职责 `party-secretary-22`"),
        (f"{RULES}/party-secretary-2", f"文件 `{RULES}` 里没有职责 `party-secretary-2`（修改：改成 `{RIGHT}`）"),
        ("zerenzhi/party-secretary-2", f"文件 `zerenzhi` 里没有职责 `party-secretary-2`（修改：改成 `{RIGHT}`）"),
    ],
)
def test_a_wrong_reference_to_what_is_implemented_is_told_at_its_place(
    wrong: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_county(tmp_path / "site")
    changed(root, LOCAL_DUTIES, f"      - {RIGHT}\n", f"      - {wrong}\n")
    status, output = check(root, capsys)
    file = f"data/regulations/{LOCAL_DUTIES}"
    line = (root / file).read_text("utf-8").split("\n").index(f"      - {wrong}") + 1
    code = "implements-missing-in-base" if said.startswith("上级") else "unresolved-reference"
    assert status == 1
    assert f"{file}:{line}:9: 错误[{code}] {said}" in output
    assert output.count("错误[") == 1


def test_the_county_site_is_built_whole_and_every_link_between_layers_is_there(tmp_path: Path) -> None:
    root = copy_county(tmp_path / "site")
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    built = build_site(root, tmp_path / "out").site
    for role in ("party-secretary", "government-head"):
        text = (built / "roles" / role / "index.html").read_text("utf-8")
        for href in re.findall(r'href="(?!https:)([^"]+)"', text[text.index('<nav class="mz-breadcrumb') :]):
            path, _, anchor = href.partition("#")
            file = built / "roles" / role / (path.partition("?")[0] or "index.html")
            assert file.is_file(), href
            assert not anchor or f'id="{anchor}"' in file.read_text("utf-8"), href


def test_the_guide_to_a_local_list_goes_as_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its blocks stand between ~~~ and begin with their file: they continue the real site, not the guide's own."""
    root = copy_site(tmp_path / "site")
    guide = (ROOT / "docs/own-regulation/index.md").read_text("utf-8").partition("\n## 本地清单怎样写\n")[2]
    blocks = re.findall(r"^~~~yaml\n# ([a-z./-]+)(（续）)?\n(.*?)^~~~", guide, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    for file, more, text in blocks:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        before = (root / file).read_text("utf-8") if more else ""
        (root / file).write_text(before + text, "utf-8")
    status, output = check(root, capsys)
    assert (status, output) == (0, "")
    catalog = load_catalog(root).catalog
    page = parse(Renderer(catalog).render(next(one for one in plan_pages(catalog) if one.path == ROLE)))
    (added,) = [n for n in page.find("mz-duty") if n.attributes["id"] == "shili-party-secretary-1"]
    for told in re.findall("页面上显示“([^”]+)”", guide):
        assert told in added.text() or told in page.text(), told
