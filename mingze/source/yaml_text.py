"""YAML as this project writes it: prose in block scalars, lists as block lists, so that nothing in a text is YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PLAIN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff《〈“（][^#:'\"\n]*[^#:'\"\n\s]|[A-Za-z0-9\u4e00-\u9fff]")
_OTHER_TYPES = re.compile(r"(?:true|false|yes|no|on|off|null|~|[-+]?[0-9][0-9_.,eE+-]*)$", re.IGNORECASE)


def scalar(text: str) -> str:
    """Return a short text as a value on one line, in quotes where it must be."""
    text = re.sub(r"\s+", " ", text).strip()
    if _PLAIN.fullmatch(text) and not _OTHER_TYPES.match(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def block(key: str, text: str, indent: int) -> Iterator[str]:
    """Yield a key, or a dash, with a text of any length below it."""
    yield f"{' ' * indent}{key} |"
    deeper = " " * (indent + (4 if key.startswith("- ") else 2))
    for line in text.strip().split("\n"):
        yield f"{deeper}{line.strip()}" if line.strip() else ""


def comment(text: str, indent: int = 0) -> str:
    """Return a text as a comment of one line."""
    return f"{' ' * indent}# " + re.sub(r"\s+", " ", text).strip()
