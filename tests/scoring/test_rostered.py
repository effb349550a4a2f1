"""What a roster says of people flows into the tables: paper and phones of one paper are scored together."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.scoring import make_report, read_sitting
from mingze.scoring.report_tables import people_table
from mingze.scoring.terminal import as_text
from mingze.scoring.write import to_html
from tests.scoring.test_files import MINIMAL, export, told


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(MINIMAL).catalog


def test_unit_and_number_stand_beside_the_name(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "纸.json", who="李明", unit="财务科", number="260001")
    export(tmp_path, "手机.json", who="王芳")
    report = make_report(read_sitting([tmp_path], catalog))
    table = people_table(report)
    assert table.head[:4] == ("姓名", "单位", "考号", "文件")
    assert {row[:4] for row in table.rows} == {
        ("李明", "财务科", "260001", "纸.json"),
        ("王芳", "", "", "手机.json"),
    }
    assert "李明" in as_text(report)
    assert "260001" in to_html(report, catalog.site)


def test_without_a_roster_the_table_is_as_before(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "手机.json", who="王芳")
    assert people_table(make_report(read_sitting([tmp_path], catalog))).head[:2] == ("姓名", "文件")


def test_people_of_one_name_are_told_apart_by_unit_and_number(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "1.json", who="李明", unit="财务科", number="1")
    export(tmp_path, "2.json", who="李明", unit="安监科", number="2")
    export(tmp_path, "3.json", who="李明", unit="财务科", number="1")
    sitting = read_sitting([tmp_path], catalog)
    assert [file.number for file in sitting.people] == ["1", "2"]
    assert told(sitting) == ["3.json：和 1.json 是同一个人（李明）的；重名的，请各加上单位"]


def test_what_was_decided_about_sheets_is_no_answer_file(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "1.json", who="李明")
    (tmp_path / "核对结果.json").write_text('{"format": "mingze-settled/1"}', "utf-8")
    (tmp_path / "核对结果 (1).json").write_text('{"format": "mingze-settled/1"}', "utf-8")
    sitting = read_sitting([tmp_path], catalog)
    assert (len(sitting.people), told(sitting)) == (1, [])


def test_a_unit_that_is_no_text_is_told(catalog: Catalog, tmp_path: Path) -> None:
    export(tmp_path, "1.json", who="李明", unit=3)
    assert told(read_sitting([tmp_path], catalog)) == ["1.json：unit 应当是文字"]
