"""Content, then name, says what a file is; what is not read says how to save it."""

from __future__ import annotations

import io
import zipfile

import pytest

from mingze.diagnostics import Severity
from mingze.importing.files import ImportRefused
from mingze.importing.questions.bank_formats import FORMATS, BankFormat, format_of
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion, ImportNotice, LeftOutPart


def zipped(*names: str) -> bytes:
    """Return a zip with empty members of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as writer:
        for name in names:
            writer.writestr(name, "")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "format_name"),
    [
        ("题库 (1).xlsx", zipped("xl/workbook.xml"), "xlsx"),
        ("题库.zip", zipped("xl/workbook.xml"), "xlsx"),
        ("题库.docx", zipped("word/document.xml"), "docx"),
        ("题库.json", b"[]", "json"),
        ("题库.tsv", "题干\t答案".encode(), "csv"),
        ("题库.md", "# 题".encode(), "txt"),
        ("题库", "1、判断：地球是圆的。（√）".encode("gbk"), "txt"),
    ],
)
def test_a_file_is_read_as_what_it_holds(name: str, data: bytes, format_name: str) -> None:
    assert format_of(name, data).name == format_name


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("~$题库.xlsx", b"x", "临时文件"),
        ("题库.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "密码"),
        ("题库.xls", b"<html><table>", "网页"),
        ("题库.xls", b"\x09\x08", "旧格式"),
        ("题库.xlsx", b"not a zip", "损坏"),
        ("题库.xlsx", b"PK\x03\x04broken", "损坏"),
        ("题库.txt", b"%PDF-1.7", "PDF"),
        ("题库.exe", b"MZ text", "认不出"),
    ],
)
def test_what_is_not_read_says_why_and_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused, match=words) as refused:
        format_of(name, data)
    assert "修改：" in str(refused.value)


def test_a_reader_is_added_by_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    gift = BankFormat("gift", (".gift", ".txt"), "nowhere:read", lambda head: "::" in head.text)
    monkeypatch.setattr("mingze.importing.questions.bank_formats.FORMATS", [gift, *FORMATS])
    assert format_of("题.txt", "::a:: 题 {T}".encode()).name == "gift"
    assert format_of("题.txt", "1. 题".encode()).name == "txt"
    assert format_of("题.txt", "1. 题".encode(), wanted="gift").name == "gift"


def test_what_is_nowhere_is_counted() -> None:
    question = FoundQuestion("题.txt:1-4", takes=4)
    bank = FoundBank("题.txt", "文本", "行", 9, (question,), (LeftOutPart("题.txt:5", "x", "标题"),), frame=2)
    assert bank.unaccounted == 2


def test_a_notice_reads_as_every_fault_does() -> None:
    notice = ImportNotice("answer-missing", Severity.ERROR, "题.xlsx:Sheet1!E11", "没有答案", "补上答案", "")
    assert str(notice).splitlines() == [
        "错误[answer-missing] 没有答案", " --> 题.xlsx:Sheet1!E11", "  = 修改：补上答案",
    ]  # fmt: skip
