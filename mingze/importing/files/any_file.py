"""One way in for every kind of file."""

from __future__ import annotations

import sys
from pathlib import Path

from mingze.importing.files.encodings import MAX_BYTES, check_size, decode
from mingze.importing.files.file_lines import ForeignText, ImportRefused, Line
from mingze.importing.files.html import page_text
from mingze.importing.files.mht import is_mht, page_of
from mingze.importing.files.noise import without_noise
from mingze.importing.files.word import word_text

STANDARD_INPUT = "标准输入"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = {
    ".doc": ("是旧格式的 Word 文件", "在 Word 或 WPS 里打开，另存为 .docx"),
    ".docm": ("是带宏的 Word 文件", "在 Word 或 WPS 里打开，另存为 .docx"),
    ".wps": ("是 WPS 自己的格式", "在 WPS 里打开，另存为 .docx"),
    ".pdf": ("是 PDF，里面没有段落，只有字的位置", "找 Word 版或网页版；没有就把文字复制出来，存成 .txt 再校对"),
    ".rtf": ("是 RTF 文件", "在 Word 或 WPS 里打开，另存为 .docx"),
    ".zip": ("是压缩包", "先解压，再导入里面的文件"),
}
_PAGE = (".html", ".htm", ".xhtml")
_MARKS_OF_A_PAGE = ("<!doctype html", "<html", "<body", "<head")


def read_file(path: Path) -> ForeignText:
    """Read a file. Raises `ImportRefused` for one that cannot or should not be read."""
    return read_bytes(path.name, file_bytes(path, MAX_BYTES))


def file_bytes(path: Path, most: int) -> bytes:
    """Return a file's bytes; of one that holds more than ``most``, one more. Raises `ImportRefused`."""
    try:
        with path.open("rb") as opened:
            return opened.read(most + 1)
    except FileNotFoundError:
        raise ImportRefused(str(path), "没有这个文件", "核对文件名和所在的文件夹") from None
    except IsADirectoryError:
        raise ImportRefused(str(path), "这是文件夹", "写明是其中哪一个文件") from None
    except OSError as error:
        raise ImportRefused(
            path.name, f"打不开（{error.strerror or error}）", "关掉正在用它的程序，检查文件的权限"
        ) from None


def read_input() -> ForeignText:
    """Read what is pasted or piped in."""
    return read_bytes(STANDARD_INPUT, sys.stdin.buffer.read(MAX_BYTES + 1))


def read_bytes(name: str, data: bytes) -> ForeignText:
    """Read a file's bytes; its content, then its name, says what it is."""
    check_size(name, data)
    suffix = Path(name).suffix.lower()
    if data.startswith(_OLE):
        raise ImportRefused(
            name, "是旧格式的 Office 文件，或者加了密码", "在 Word 或 WPS 里打开，去掉密码，另存为 .docx"
        )
    if data.startswith(b"%PDF"):
        suffix = ".pdf"
    if data.startswith(b"{\\rtf"):
        suffix = ".rtf"
    if suffix in _REFUSED:
        raise ImportRefused(name, *_REFUSED[suffix])
    if data.startswith(b"PK\x03\x04"):
        return without_noise(word_text(name, data))
    if suffix == ".docx":
        raise ImportRefused(name, "不是 Word 文件，只是名字像，或者已经损坏", "在 Word 或 WPS 里打开，另存一份再来")
    if is_mht(data):
        page, _ = decode(name, page_of(name, data))
        return without_noise(page_text(name, page))
    text, guessed = decode(name, data)
    if suffix in _PAGE or text.lstrip("\ufeff \t\r\n")[:200].lower().startswith(_MARKS_OF_A_PAGE):
        return without_noise(page_text(name, text), guessed)
    return without_noise(plain_text(name, text), guessed)


def plain_text(name: str, text: str) -> ForeignText:
    """Return the lines of a text; a form feed ends one too."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    return ForeignText(name, tuple(Line(n, line, f"{name}:{n}") for n, line in enumerate(lines, 1)))
