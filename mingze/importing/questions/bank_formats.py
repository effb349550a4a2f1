"""Which reader reads a file: by what is in it, then by its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from msgspec import Struct

from mingze.importing.files.encodings import decode
from mingze.importing.files.file_lines import ImportRefused
from mingze.importing.questions.exchanged.signs import (
    FileHead,
    is_aiken,
    is_anki_text,
    is_gift,
    is_moodle,
    is_qti,
    is_qti_package,
)
from mingze.importing.questions.found_bank import BankReader, FoundBank

_HEAD = 65_536
_SAVE_AS = {
    ".xls": ("是旧格式的 Excel 文件", "在 Excel 或 WPS 里打开，另存为 .xlsx"),
    ".et": ("是 WPS 自己的格式", "在 WPS 里打开，另存为 .xlsx"),
    ".doc": ("是旧格式的 Word 文件", "在 Word 或 WPS 里打开，另存为 .docx"),
    ".wps": ("是 WPS 自己的格式", "在 WPS 里打开，另存为 .docx"),
    ".rtf": ("是 RTF 文件", "在 Word 或 WPS 里打开，另存为 .docx"),
    ".pdf": ("是 PDF，里面没有段落，只有字的位置", "找 Word 版；没有就把文字复制出来，存成 .txt"),
    ".rar": ("是压缩包", "先解压，再导入里面的文件"),
    ".7z": ("是压缩包", "先解压，再导入里面的文件"),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class BankFormat(Struct, frozen=True):
    """A kind of file that questions come in."""

    name: str
    """For users and ``--as``: ``gift``."""
    suffixes: tuple[str, ...]
    """Ends of names that it has."""
    reader: str
    """``module:function``, a `BankReader`; loaded when it is used."""
    fits: Callable[[FileHead], bool] = lambda head: True
    """Whether a file that ends so is of this kind, by its content."""

    def load(self) -> BankReader:
        """Return the reader."""
        module, _, function = self.reader.partition(":")
        found: BankReader = getattr(import_module(module), function)
        return found


_HERE = "mingze.importing.questions"
_EXCHANGED = f"{_HERE}.exchanged"
FORMATS: list[BankFormat] = [
    # One line a reader; the first that fits by suffix and content reads the file. Special forms stand before general.
    BankFormat("anki", (".apkg",), f"{_EXCHANGED}.anki_reader:read_anki_package"),
    BankFormat("anki-text", (".txt",), f"{_EXCHANGED}.anki_reader:read_anki_text", is_anki_text),
    BankFormat("aiken", (".aiken", ".txt"), f"{_EXCHANGED}.aiken_reader:read_aiken_file", is_aiken),
    BankFormat("gift", (".gift", ".txt"), f"{_EXCHANGED}.gift_reader:read_gift_file", is_gift),
    BankFormat("moodle", (".xml",), f"{_EXCHANGED}.moodle_reader:read_moodle_file", is_moodle),
    BankFormat("qti", (".zip",), f"{_EXCHANGED}.qti_reader:read_qti_package", is_qti_package),
    BankFormat("qti-item", (".xml",), f"{_EXCHANGED}.qti_reader:read_qti_file", is_qti),
    BankFormat("xlsx", (".xlsx", ".xlsm"), f"{_HERE}.sheets.table_files:read_sheets_file", lambda h: bool(h.members)),
    BankFormat("docx", (".docx",), f"{_HERE}.texts.text_files:read_word_file", lambda h: bool(h.members)),
    BankFormat("json", (".json",), f"{_HERE}.json_bank:read_json_file"),
    BankFormat("csv", (".csv", ".tsv"), f"{_HERE}.sheets.table_files:read_separated_file"),
    BankFormat("txt", (".txt", ".md", ".markdown", ".text", ""), f"{_HERE}.texts.text_files:read_text_file"),
]


def head_of(name: str, data: bytes) -> FileHead:
    """Look at a file. Raises `ImportRefused` for kinds that are not read, with what to save them as."""
    suffix = PurePath(name).suffix.lower()
    if PurePath(name).name.startswith("~$"):
        raise ImportRefused(name, "是 Office 打开文件时留下的临时文件", "选没有 ~$ 的那个文件")
    if data.startswith(_OLE):
        words = "是旧格式的 Office 文件，或者加了密码"
        raise ImportRefused(name, words, "在 Excel、Word 或 WPS 里打开，去掉密码，另存为 .xlsx 或 .docx")
    if data.startswith(b"%PDF"):
        suffix = ".pdf"
    elif data.startswith(b"{\\rtf"):
        suffix = ".rtf"
    elif data.startswith((b"Rar!", b"7z\xbc\xaf")):
        suffix = ".rar"
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                return FileHead(suffix, frozenset(opened.namelist()), "")
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise ImportRefused(name, "文件损坏，打不开", "用原来的程序打开，另存一份再来") from None
    if suffix in (".xls", ".xlsx") and data.lstrip()[:1] == b"<":
        raise ImportRefused(name, "其实是网页，只是名字像表格", "在 Excel 或 WPS 里打开，另存为 .xlsx")
    if suffix in _SAVE_AS:
        raise ImportRefused(name, *_SAVE_AS[suffix])
    if suffix in (".xlsx", ".xlsm", ".docx"):
        raise ImportRefused(name, "不是 Office 文件，只是名字像，或者已经损坏", "用原来的程序打开，另存一份再来")
    head = data[:_HEAD]
    if len(data) > _HEAD:  # cut where no character of any encoding is split
        head = head[: head.rfind(b"\n") + 1] or head
    try:
        text, _ = decode(name, head)
    except ImportRefused:
        text, _ = decode(name, data)
    return FileHead(suffix, frozenset(), text)


def format_of(name: str, data: bytes, wanted: str = "") -> BankFormat:
    """Return the format of a file, or the one that is ``wanted``. Raises `ImportRefused` where none fits."""
    head = head_of(name, data)
    for one in FORMATS:
        if one.name == wanted:
            return one
    fitting = [one for one in FORMATS if head.suffix in one.suffixes and one.fits(head)]
    if not fitting and head.members:
        fitting = [one for one in FORMATS if one.name == _office(head.members)]
    if not fitting:
        known = "、".join(dict.fromkeys(suffix for one in FORMATS for suffix in one.suffixes if suffix))
        raise ImportRefused(name, "认不出是哪一种题库文件", f"能导入的有 {known}")
    return fitting[0]


def read_bank(name: str, data: bytes, wanted: str = "") -> FoundBank:
    """Read a file's bytes. Raises `ImportRefused`."""
    return format_of(name, data, wanted).load()(name, data)


def _office(members: frozenset[str]) -> str:
    return "xlsx" if "xl/workbook.xml" in members else "docx" if "word/document.xml" in members else ""
