"""Bytes of a text to characters, whatever Windows program saved them."""

from __future__ import annotations

import re

from mingze.importing.files.file_lines import ImportRefused

MAX_BYTES = 32 * 1024 * 1024
"""The longest real instrument is 0.4 MB of text; a scanned book saved as text is not what is imported."""
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{1,32})""", re.I)
_WRITTEN = re.compile("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_MOSTLY = 0.9
"""Share of usual characters in a text read in the right one of two byte orders; in the wrong one they are rare."""
_SAME = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def check_size(name: str, data: bytes) -> None:
    """Raise `ImportRefused` for a file that is empty or too large to be a text that people read."""
    if not data.strip(b"\x00 \t\r\n"):
        raise ImportRefused(name, "文件是空的", "打开看看里面有没有文字，存好再来")
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise ImportRefused(name, f"文件有 {size:.0f} MB，超过 32 MB", "把要导入的部分另存成一个文件")


def decode(name: str, data: bytes) -> tuple[str, str]:
    """Return the text of a file and, where nothing in the file says it, the encoding that was guessed.

    Raises `ImportRefused` where no encoding in use in China fits.
    """
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return _strictly(name, data, encoding), ""
    if (wide := _wide(data)) is not None:
        return _strictly(name, data, wide), "UTF-16"
    declared = _CHARSET.search(data[:4096])
    tried = ([_known(declared[1].decode("ascii"))] if declared else []) + ["utf-8", "gb18030", "big5"]
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text:
            break
        return text, "" if encoding == "utf-8" or (declared and encoding == tried[0]) else encoding.upper()
    raise ImportRefused(name, "认不出文件的编码，或者它不是文本", "用原来的程序打开，另存为 .docx 或 UTF-8 编码的 .txt")


def _known(charset: str) -> str:
    return _SAME.get(charset.lower(), charset.lower())


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(
            name, f"文件自称是 {encoding.upper()} 编码，第 {error.start} 个字节处读不通", "重新另存为 UTF-8 编码再来"
        ) from None


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: zero bytes, which no other text has, and characters that people write."""
    head = data[: 4096 & ~1]
    if len(data) % 2 or 0 not in head:
        return None
    readings = {encoding: head.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be")}
    shares = {encoding: len(_WRITTEN.findall(text)) / len(text) for encoding, text in readings.items()}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > _MOSTLY else None
