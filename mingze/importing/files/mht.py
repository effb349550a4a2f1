"""Web pages saved whole as one .mht file, on their own or as a part of a Word file."""

from __future__ import annotations

import email
import email.policy
import quopri
import re
from email.message import Message

from mingze.importing.files.file_lines import ImportRefused

_MOST_PARTS = 200
_HEAD = re.compile(rb"^(?:[A-Za-z-]+:[^\n]*\r?\n)*?(?:MIME-Version|Content-Type)\s*:", re.I)
_ESCAPE = re.compile(rb"=[0-9A-F]{2}=[0-9A-F]{2}|=\r?\n")


def is_mht(data: bytes) -> bool:
    """Whether a file begins as a message with parts does."""
    return bool(_HEAD.match(data.lstrip()[:4096])) and b"html" in data[:65536].lower()


def page_of(name: str, data: bytes) -> bytes:
    """Return the page within. Raises `ImportRefused` where there is none."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    for n, part in enumerate(message.walk()):
        if n > _MOST_PARTS:
            break
        if part.get_content_type() == "text/html":
            return _payload(part)
    raise ImportRefused(name, "里面没有网页的正文", "在浏览器里打开，另存为 .html")


def _payload(part: Message) -> bytes:
    """Decode a part; some programs announce quoted-printable and escape nothing but ``=``."""
    raw = part.get_payload(decode=False)
    body = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""
    if str(part.get("Content-Transfer-Encoding", "")).lower() == "quoted-printable":
        return quopri.decodestring(body) if _ESCAPE.search(body) else body.replace(b"=3D", b"=")
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""
