"""Files that are not read: what is wrong with them and how to mend it, in Chinese, and never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from mingze.importing.files import ImportRefused, read_bytes, read_file
from mingze.importing.files import encodings as decoding
from mingze.importing.files.word import docx_package
from mingze.importing.regulation import make_draft
from tests.importing.samples import paragraph, word_file


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&c;</w:body></w:document>'
)
REFUSED = {
    "empty": ("办法.txt", b"", "文件是空的"),
    "blank": ("办法.txt", b" \r\n\t", "文件是空的"),
    "old Word": ("办法.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
    "with a password": ("办法.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "密码"),
    "PDF": ("办法.txt", b"%PDF-1.7 ...", "PDF"),
    "RTF": ("办法.doc", b"{\\rtf1 x}", "RTF"),
    "WPS": ("办法.wps", b"abc", "WPS"),
    "archive": ("办法.zip", zipped(a_txt=b"x"), "压缩包"),
    "no Word file": ("办法.docx", zipped(a_txt=b"x"), "不是 Word 文件"),
    "text called Word": ("办法.docx", "第一条　甲。".encode(), "只是名字像"),
    "broken archive": ("办法.docx", word_file(paragraph("甲"))[:400], "损坏"),
    "broken XML": ("办法.docx", zipped(word__document_xml=b"<w:document"), "损坏"),
    "entities": ("办法.docx", zipped(word__document_xml=ENTITIES), "文档类型声明"),
    "macros": (
        "办法.docx",
        zipped(word__document_xml=b"<a/>", word__vbaProject_bin=b"x"),
        "宏",
    ),
    "macros by name": ("办法.docm", word_file(paragraph("甲")), "宏"),
    "no body": ("办法.docx", zipped(word__document_xml=b"<a/>"), "没有正文"),
    "binary": ("办法.txt", b"\x00\x81\x00\xff\xfe\x80\x00" * 9, "编码"),
    "half of UTF-16": ("办法.txt", b"\xff\xfe\x00\xd8", "读不通"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_what_to_do(name: str) -> None:
    file, data, words = REFUSED[name]
    with pytest.raises(ImportRefused) as refused:
        read_bytes(file, data)
    first, mend = str(refused.value).split("\n")
    assert first.startswith(f"{file}：")
    assert words in first
    assert mend.startswith("  修改：")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART", 100_000)
    bomb = zipped(word__document_xml=b"<a>" + b" " * 5_000_000 + b"</a>")
    assert len(bomb) < 10_000
    with pytest.raises(ImportRefused, match="解开后超过"):
        read_bytes("办法.docx", bomb)


def test_too_many_parts_and_too_large_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(docx_package, "MAX_PARTS", 3)
    with pytest.raises(ImportRefused, match="部件"):
        read_bytes("办法.docx", word_file(paragraph("甲"), styles="", numbering=""))
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    with pytest.raises(ImportRefused, match="超过"):
        read_bytes("办法.txt", b"x" * 11)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for place, words in ((tmp_path / "无.txt", "没有这个文件"), (tmp_path, "文件夹")):
        with pytest.raises(ImportRefused, match=words):
            read_file(place)


def test_no_bytes_break_a_reader() -> None:
    chance = random.Random(7)
    good = [
        word_file(paragraph("第一条　甲。") * 3),
        "第一条　甲。\n（一）乙；".encode(),
        b"<html><p>\xe7\xac\xac</html>",
    ]
    for n in range(300):
        data = bytearray(good[n % 3])
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            text = read_bytes(("办法.docx", "办法.txt", "办法.html")[n % 3], bytes(data))
        except ImportRefused as refusal:
            assert "修改：" in str(refusal)  # noqa: PT017
        else:
            make_draft(text)
