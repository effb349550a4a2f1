from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.office.defused import Cell, defused
from mingze.scoring import Report, as_text, make_report, read_sitting, write_report
from mingze.scoring.report_tables import ReportTable, items_table, options_table, people_table
from mingze.scoring.write import to_csv, to_html
from tests.conftest import real_catalog

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "tests/sites/minimal"
HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}"
# basics-1 to basics-4 of four people: right, wrong …
RESPONSES = [("A", "AB", True, "季度"), ("A", "AB", True, "月"), ("A", "AC", False, ""), ("B", "A", True, "季度")]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(MINIMAL).catalog


def report_on(catalog: Catalog, folder: Path, names: list[str]) -> Report:
    for n, (name, (one, two, three, four)) in enumerate(zip(names, RESPONSES, strict=False)):
        answers: dict[str, Any] = {"basics-1": one, "basics-2": two, "basics-3": three, "basics-4": [four]}
        data = {"format": "mingze-answers/1", "site": catalog.site.id, "paper": None, "who": name, "answers": answers}
        (folder / f"{n}.json").write_text(json.dumps(data), "utf-8")
    return make_report(read_sitting([folder], catalog))


@pytest.fixture
def report(catalog: Catalog, tmp_path: Path) -> Report:
    return report_on(catalog, tmp_path, ["张三", "李四", "王五", "赵六"])


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_people_have_marks_and_shares(report: Report) -> None:
    rows = [(row[0], *row[3:]) for row in people_table(report).rows]
    assert rows == [("张三", 4.0, 4, 100.0), ("李四", 3.0, 4, 75.0), ("王五", 1.0, 4, 25.0), ("赵六", 2.0, 4, 50.0)]


def test_items_have_their_numbers_and_remarks(report: Report) -> None:
    table = items_table(report).columns(("题号", "得分率（%）", "猜测得分（%）", "看法"))
    assert [row[:3] for row in table.rows] == [
        ("basics-1", 75.0, 50.0),
        ("basics-2", 50.0, "不能算"),
        ("basics-3", 75.0, 50.0),
        ("basics-4", 50.0, 0.0),
    ]
    assert table.rows[0][3] == "区分度是负的：答得好的人反而丢分，先查答案和题意"


def test_options_say_who_chose_them(report: Report) -> None:
    rows = [row[1:] for row in options_table(report).rows if row[0] == "basics-2"]
    assert rows == [
        ("A", "组织演练", "是", 4, 100.0, 62.5, 100.0, 100.0),
        ("B", "听取汇报", "是", 2, 50.0, 87.5, 100.0, 0.0),
        ("C", "检查现场", "", 1, 25.0, 25.0, 0.0, 100.0),
    ]


def test_few_people_are_warned_of_and_the_undefined_is_named(catalog: Catalog, tmp_path: Path) -> None:
    report = report_on(catalog, tmp_path, ["张三"])
    assert report.warnings[0].startswith("只有 1 人，不到 30 人：")
    text = as_text(report)
    assert "样本太少" in text
    assert "None" not in text
    assert "nan" not in text


def test_the_text_lines_up_with_wide_characters(report: Report) -> None:
    text = as_text(report)
    lines = text.split("【各人】\n")[1].split("\n\n")[0].split("\n")
    assert lines == [
        "姓名  得分  满分  得分率（%）",
        "张三     4     4        100.0",
        "李四     3     4         75.0",
        "王五     1     4         25.0",
        "赵六     2     4         50.0",
    ]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1+1", "'＝1+1"),
        ("－1", "'－1"),
        ("张=三", "张=三"),
        ("", ""),
        (Decimal("-1.50"), Decimal("-1.50")),
        (-3, -3),
    ],
)
def test_cells_that_would_be_formulas_are_defused(cell: Cell, written: Cell) -> None:
    assert defused(cell) == written


def test_csv_is_read_back_as_written(report: Report) -> None:
    table = ReportTable("表", ("名", "数"), (('=HYPERLINK("http://x")', Decimal("-0.25")), ('引"号,\n换行', 3)))
    data = to_csv(table)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["名", "数"], ['\'=HYPERLINK("http://x")', "-0.25"], ['引"号,\n换行', "3"]]
    assert b",-0.25\r\n" in data  # a number, not a text in quotes


def test_hostile_names_are_only_text(catalog: Catalog, tmp_path: Path) -> None:
    names = [HOSTILE, "=cmd|'/c calc'!A1", "\x1b[2J\u202e-2+3", "张三\n李四"]
    report = report_on(catalog, tmp_path, names)
    html, text = to_html(report, catalog.site), as_text(report)
    tags = Tags(html).found
    assert "script" not in {tag for tag, _ in tags}
    assert not any(name.startswith("on") or name in ("src", "href") for _, attrs in tags for name in attrs)
    assert "&lt;script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "\x1b" not in text + html
    assert "\u202e" not in text + html
    assert "张三 李四" in text
    written = to_csv(people_table(report)).decode("utf-8-sig")
    assert "\"'=cmd|'/c calc'!A1\"" in written
    assert not re.search(r'(^|,)"?[=+@-](?!\d)', written, re.MULTILINE)


def test_the_page_stands_alone_and_its_pictures_have_words(report: Report, catalog: Catalog) -> None:
    html = to_html(report, catalog.site)
    tags = Tags(html).found
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tags}
    assert "url(" not in html
    assert "@import" not in html
    pictures = [attrs for tag, attrs in tags if tag == "svg"]
    assert len(pictures) == 2
    ids = {attrs.get("id") for _, attrs in tags}
    for picture in pictures:
        assert picture["role"] == "img"
        assert set((picture["aria-labelledby"] or "").split()) <= ids
    assert "20—29% 1 人；50—59% 1 人；70—79% 1 人；90—100% 1 人" in html
    assert "size: A4" in html
    assert html.count('<html lang="zh-CN">') == 1


def test_the_page_links_to_the_site_only_where_its_address_is_known(report: Report, catalog: Catalog) -> None:
    assert "<a " not in to_html(report, catalog.site)
    site = catalog.site.model_copy(update={"url": "https://example.org/study"})
    links = [attrs["href"] for tag, attrs in Tags(to_html(report, site)).found if tag == "a"]
    assert "https://example.org/study/quizzes/basics/index.html#basics-1" in links
    assert "https://example.org/study/roles/leader/index.html#leader-1" in links


def test_all_files_are_written(report: Report, catalog: Catalog, tmp_path: Path) -> None:
    written = write_report(report, catalog.site, tmp_path / "新" / "成绩")
    assert [path.name for path in written] == ["全卷.csv", "各人.csv", "各题.csv", "各选项.csv", "报告.html"]
    assert all(path.stat().st_size for path in written)


def test_an_empty_report_can_be_shown(catalog: Catalog, tmp_path: Path) -> None:
    report = report_on(catalog, tmp_path, [])
    assert "0 份答卷" in as_text(report)
    assert "0 份答卷" in to_html(report, catalog.site)


def test_a_real_bank_is_scored(tmp_path: Path) -> None:
    catalog = real_catalog()
    for n in range(3):
        answers = {
            q.id: q.model_dump(mode="json").get("answer") for q in catalog.questions.values() if hasattr(q, "answer")
        }
        data = {"format": "mingze-answers/1", "site": catalog.site.id, "who": f"{n}", "answers": answers}
        (tmp_path / f"{n}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    report = make_report(read_sitting([tmp_path], catalog))
    assert report.sitting.faults == ()
    assert list(report.analysis.totals) == [Fraction(1)] * 3
    assert all(found.statistics.discrimination is None for found in report.items)
    assert len(report.items) > 50
    assert all(reference.name and reference.address for found in report.items for reference in found.item.references)
