"""Look into an .xlsx before it is read: its size, its parts and its XML must be those of an office program."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from msgspec import Struct

from mingze.workbook.faults import CellFault, Place, Refused

MOST_BYTES = 200 * 1024 * 1024
"""Of all parts together, unpacked."""
MOST_FILE = 64 * 1024 * 1024
MOST_PARTS = 2000
MOST_TEXTS = 48 * 1024 * 1024
"""Of the shared texts and of the styles, which are held in memory as a whole."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_TAGS = 400_000
"""Of parts that become objects one by one: Excel itself writes at most 65,490 formats."""
_MADE = re.compile(r"xl/(?:styles|workbook)\.xml|\[Content_Types\]\.xml|docProps/.*|.*\.rels", re.IGNORECASE)
_HELD = re.compile(r"xl/(?:sharedStrings|styles|workbook)\.xml|xl/comments\d*\.xml|.*\.rels", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = 1 << 20


class XlsxPackage(Struct, frozen=True):
    """A workbook's bytes, found to be safe to read, and what of it is left out."""

    name: str
    data: bytes
    left_out: tuple[str, ...]
    """What is not read, in words: macros, links to other files, pictures."""


def open_package(path: Path) -> XlsxPackage:
    """Read a file and check what it is made of. Raises `Refused`, in words for the user."""
    name = path.name
    try:
        with path.open("rb") as opened:
            data = opened.read(MOST_FILE + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _refused("not-a-workbook", name, f"打不开这个文件（{reason}）", "关掉正在用它的程序，再试一次") from None
    return look_into(name, data)


def look_into(name: str, data: bytes) -> XlsxPackage:
    """Check what a workbook's bytes are made of. Raises `Refused`, in words for the user."""
    if len(data) > MOST_FILE:
        raise _refused("workbook-too-large", name, "文件超过 64 MB", _COPY)
    if data.startswith(_OLE):
        raise _refused(
            "not-a-workbook", name, "这是旧的 .xls 文件，或者加了密码", "去掉密码，另存为“Excel 工作簿（.xlsx）”"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return XlsxPackage(name, data, tuple(_inspected(name, package)))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, KeyError):
        raise _refused(
            "not-a-workbook", name, "这不是 .xlsx 工作簿，或者文件坏了", "用 Excel 或 WPS 打开，另存为 .xlsx"
        ) from None


_COPY = "新建一个工作簿，只把有内容的区域复制过去（选择性粘贴：数值），另存"


def _inspected(name: str, package: zipfile.ZipFile) -> list[str]:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise _refused("workbook-too-large", name, "解开以后太大，或者部件太多", _COPY)
    if any(_HELD.fullmatch(part.filename) and part.file_size > MOST_TEXTS for part in parts):
        raise _refused("workbook-too-large", name, "文字或格式的部件太大", _COPY)
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names and not any(n.endswith("workbook.xml") for n in names):
        raise _refused("not-a-workbook", name, "压缩包里没有工作簿", "用 Excel 或 WPS 打开，另存为 .xlsx")
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(name, package, part)
    found = []
    if any("vbaproject" in n for n in names):
        found.append("宏（不运行，也不读）")
    if any("externallinks/" in n for n in names):
        found.append("指向别的文件的链接（不跟过去）")
    if any("/media/" in n for n in names):
        found.append("图片")
    return found


def _check_xml(name: str, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that declares entities, or is written so that a declaration could hide."""
    with package.open(part) as opened:
        head = opened.read(4)
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head:
            raise _refused(
                "unsafe-part", name, f"部件 {part.filename} 不是 UTF-8", "用 Excel 或 WPS 打开，另存为 .xlsx"
            )
        tags = 0
        tail = head
        while chunk := opened.read(_CHUNK):
            if _DECLARATION.search(tail + chunk):
                raise _refused(
                    "unsafe-part", name, f"部件 {part.filename} 里有实体声明", "这不是表格软件存的文件，不要打开它"
                )
            tail = chunk[-64:]
            tags += chunk.count(b"<") if _MADE.fullmatch(part.filename) else 0
            if tags > _MOST_TAGS:
                raise _refused("workbook-too-large", name, f"部件 {part.filename} 太大", _COPY)
        if _DECLARATION.search(tail):
            raise _refused("unsafe-part", name, f"部件 {part.filename} 里有实体声明", "不要打开它")


def _refused(code: str, name: str, message: str, help_: str) -> Refused:
    return Refused(CellFault(code, Place(name), message, help_))
