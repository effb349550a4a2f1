"""Files that are made to do harm, or are broken: refused, or read within bounds; nothing run or written outside."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from mingze.cli import main
from mingze.diagnostics import Severity
from mingze.importing.files import ImportRefused
from mingze.importing.questions import bank_limits, questions_command
from mingze.importing.questions.bank_formats import read_bank
from mingze.importing.questions.drafts.again import _file_name
from mingze.importing.questions.found_bank import FoundPicture
from mingze.importing.questions.sheets import workbook_file
from tests.importing.questions.conftest import Read

HEADINGS = ["题干", "题型", "A", "B", "答案"]
ROW = ["甲是（）。", "单选题", "一", "二", "A"]


def workbook(*rows: Sequence[object], **parts: bytes) -> bytes:
    """Return a workbook of these rows, with parts put in or replaced."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or (HEADINGS, ROW):
        sheet.append(list(row))
    return saved(book, **parts)


def saved(book: openpyxl.Workbook, **parts: bytes) -> bytes:
    """Return a workbook's bytes, with parts put in or replaced; ``__`` in a name stands for ``/``."""
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    endings = {"_xml": ".xml", "_bin": ".bin"}
    named = {name[:-4].replace("__", "/") + endings[name[-4:]]: data for name, data in parts.items()}
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, named.pop(name, source.read(name)))
        for name, data in named.items():
            target.writestr(name, data)
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("题.xlsx", lambda: workbook(xl__sharedStrings_xml=BOMB), "实体声明"),
        ("题.xlsx", lambda: workbook(xl__drawings__x_xml=BOMB), "实体声明"),
        ("题.xlsx", lambda: workbook(xl__sharedStrings_xml=b" " * (49 << 20)), "太大"),
        ("题.json", lambda: b"[" * 100_000 + b"]" * 100_000, "嵌套太深"),
        ("题.json", lambda: b'[{"stem": "x"', "不是完整的 JSON"),
        ("题.txt", lambda: b"", "空的"),
        ("题.txt", lambda: b"\x81\xff\xfe" * 100, "编码"),
    ],
    ids=["entities", "entities-elsewhere", "zip-bomb", "deep", "cut-off", "empty", "no-text"],
)
def test_a_hostile_file_is_refused_with_words(name: str, data: Callable[[], bytes], words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        read_bank(name, data())


def moodle(inside: str, count: int = 1) -> bytes:
    one = f'<question type="essay"><questiontext><text>甲</text></questiontext>{inside}</question>'
    return f"<quiz>{one * count}</quiz>".encode()


@pytest.mark.parametrize(
    ("limit", "name", "data", "words"),
    [
        (("MOST_BYTES", 1000), "题.txt", "甲" * 400, "一次最多"),
        (("MOST_LINES", 50), "题.csv", "题干,答案\n" * 60, "行"),
        (("MOST_LINES", 50), "题.gift", "x\n" * 60, "行"),
        (("MOST_QUESTIONS", 3), "题.gift", "::a::甲{T}\n\n" * 4, "题目超过"),
        (("MOST_QUESTIONS", 3), "题.json", json.dumps([{"content": "甲", "answer": "A"}] * 4), "题目超过"),
        (("MOST_QUESTIONS", 3), "题.xml", moodle("", 4), "题目超过"),
        (("MOST_QUESTIONS", 3), "题.xlsx", workbook(HEADINGS, *[ROW] * 4), "题目超过"),
        (("MOST_LINE", 50), "题.txt", "1." + "甲" * 60, "有一行超过"),
        (("MOST_CELLS", 20), "题.md", "|x" * 60 + "|\n", "格子超过"),
        (("MOST_CELLS", 20), "题.tsv", "题干\t答案\n" + "\t" * 60, "格子超过"),
    ],
    ids=["text", "lines", "lines-of-gift", "gift", "json", "moodle", "rows", "line", "cells", "columns"],
)
def test_what_would_not_fit_is_refused_before_it_is_read(
    limit: tuple[str, int], name: str, data: str | bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_limits, *limit)
    with pytest.raises(ImportRefused, match=words):
        read_bank(name, data.encode() if isinstance(data, str) else data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("题.xml", lambda: moodle("<a/>" * 200_001), "标签太多"),
        ("题.xml", lambda: b"<assessmentItem>" + b"<a/>" * 200_001 + b"</assessmentItem>", "标签太多"),
        ("题.gift", lambda: b"::a::x{" + b"~x" * 501 + b"}", None),
        ("题.xlsx", lambda: workbook(xl__styles_xml=b"<styleSheet>" + b"<xf/>" * 400_001 + b"</styleSheet>"), "太大"),
        ("题.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=_long_cell()), "太多|超过"),
        ("题.csv", '题干,答案\n"甲,A\n乙,B\n丙,A\n'.encode, "引号没有配对"),
    ],
    ids=["one-question", "one-item", "one-block", "styles", "cells", "open-quote"],
)
def test_one_part_that_is_made_to_be_large_is_refused_or_left_open(
    name: str, data: Callable[[], bytes], words: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file, "MOST_SIGNS", 200_000)
    if words is None:
        (question,) = read_bank(name, data()).questions
        assert question.undecided
        return
    with pytest.raises(ImportRefused, match=words):
        read_bank(name, data())


def _long_cell() -> bytes:
    cell = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    rows = "".join(cell.format(n, "x" * 30_000) for n in range(1, 20))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_a_file_of_300_mb_is_refused_without_reading_it_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "题.xml"
    with large.open("wb") as out:
        out.write(b"<quiz>")
        out.truncate(300 * 1024 * 1024)  # a hole on the disk
    read: list[int] = []
    monkeypatch.setattr(questions_command, "read_bank", lambda *given: read.append(1))
    assert main(["import", "questions", str(large)]) == 1
    assert "文件超过 64 MB" in capsys.readouterr().err
    assert read == []


def test_macros_and_links_are_not_run_and_told(read: Read) -> None:
    bank = read(workbook(xl__vbaProject_bin=b"x", xl__externalLinks__externalLink1_xml=b"<x/>"), "题.xlsm")
    assert len(bank.questions) == 1
    assert sum(notice.code == "not-read" for notice in bank.notices) == 2


def test_a_sheet_that_is_painted_down_to_its_end_stops_at_its_last_value(read: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(ROW)
    sheet.cell(1_048_576, 51).fill = PatternFill("solid", fgColor="FFFF00")
    assert read(saved(book), "题.xlsx").total == 2


def test_a_formula_is_read_as_its_value_and_told_where_it_has_none(read: Read) -> None:
    bank = read(workbook(HEADINGS, ["甲是（）。", "单选题", "=1+1", "二", "B"]), "题.xlsx")
    (told,) = [notice for notice in bank.all_notices if notice.code == "formula-without-value"]
    assert told.place == "题.xlsx:Sheet!C2"
    assert bank.questions[0].options is None or "0" not in bank.questions[0].options


def test_what_begins_as_a_formula_stays_text(read: Read) -> None:
    bank = read("题干,题型,A,B,答案\n=1+1 是（）。,单选题,+1,-1,A\n", "题.csv")
    assert bank.questions[0].stem == "=1+1 是（　　）。"
    assert bank.questions[0].options == ("+1", "-1")


def test_hidden_rows_and_sheets_are_read_and_counted(read: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, ROW, ["乙是（）。", *ROW[1:]]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    other = book.create_sheet("单选题")
    other.append(HEADINGS)
    other.append(["丙是（）。", *ROW[1:]])
    other.sheet_state = "hidden"
    bank = read(saved(book), "题.xlsx")
    assert len(bank.questions) == 3
    words = [n.message for n in bank.notices if n.code in ("hidden-row", "hidden-sheet")]
    assert words == ["有 1 行是隐藏的（或被筛选掉的），照样读了", "工作表是隐藏的，照样读了，有 1 题"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x\\y.png", "/abs.png", "...", "图 1.png"])
def test_a_picture_keeps_within_its_folder(name: str) -> None:
    made = _file_name(FoundPicture(name, b""), "tk-1")
    assert made.startswith("tk-1-")
    assert not set(made) & set("/\\: ")
    assert Path("a", made).parent == Path("a")


@pytest.mark.parametrize(
    "line",
    ["(" + "-" * 5000 + "x", "（" + "　" * 2500 + "x", "1." + " " * 2500 + "x", "A" + "、" * 5000, "_ " * 5000,
     "1-9" * 2000, "A.x" * 3000, "【" * 5000, "答案" * 3000, "?a)" * 2000,
     "A.x" + " " * 3000 + "y B.z" + "　" * 3000 + "y"],
    ids=["dashes", "room", "spaces", "marks", "lines", "ranges", "options", "brackets", "labels",
         "broken", "inner-room"],
)  # fmt: skip
def test_a_line_that_is_made_to_be_slow_is_read_at_once(line: str, read: Read) -> None:
    assert read(f"一、单选题\n1.题（）\n{line}\nA.一\nB.二\n答案：A\n参考答案\n{line}\n").total == 8


def test_any_bytes_of_a_text_are_accounted_for(read: Read) -> None:
    found = json.loads((Path(__file__).parent / "typed_cases.json").read_text("utf-8"))
    whole = "\n".join("\n".join(case["text"]) for case in found)
    for cut in range(0, len(whole), 97):
        bank = read(whole[cut : cut + 700] or "x")
        assert not any(n.severity is Severity.ERROR and not n.help for n in bank.all_notices)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16-le", "utf-16"])
def test_every_encoding_gives_the_same_questions(encoding: str, read: Read) -> None:
    text = "1、判断：地球是圆的。（√）\n2、判断：馆藏丰富。（×）\n"
    bank = read(text.encode(encoding))
    assert [(q.type, q.answer) for q in bank.questions] == [("judge", "对"), ("judge", "错")]


def test_characters_of_four_bytes_are_read(read: Read) -> None:
    bank = read("1、判断：㐀是字，𠀀也是字。（√）\n".encode("gb18030"))
    assert bank.questions[0].stem == "判断：㐀是字，𠀀也是字。"
