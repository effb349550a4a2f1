"""GIFT as blocks: a question, a category or a comment each; and its escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")
_ID = re.compile(r"\[id:([^\x00-\x1f\x7f]+?)\]")
_TAG = re.compile(r"\[tag:([^\x00-\x1f\x7f]+?)\]")
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN = {sign: chr(0xE100 + n) for n, sign in enumerate("\\~=#{}:n")}
_SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()}


class GiftBlock(Struct):
    """What stands between two blank lines, without comments."""

    first: int
    last: int
    text: str
    """With escaped signs hidden; `shown` gives them back."""
    category: str
    id: str | None = None
    tags: list[str] = field(default_factory=list)

    @property
    def lines(self) -> str:
        """Where it stands, in lines."""
        return f"{self.first}-{self.last}" if self.last > self.first else str(self.first)

    def line_of(self, at: int) -> int:
        """Return the line of a place in the text."""
        return self.first + self.text[:at].count("\n")


def blocks(text: str) -> Iterator[GiftBlock]:
    """Yield the blocks of a file that are questions or should be."""
    category, gathered, first = "", [], 0
    ids: list[str] = []
    tags: list[str] = []
    for number, raw in enumerate([*text.split("\n"), ""], 1):
        line = raw.rstrip("\r")
        if line.strip().startswith("//"):
            ids += _ID.findall(line)
            tags += _TAG.findall(line)
        elif match := _CATEGORY.match(line.strip()):
            category = match[1].strip()
        elif line.strip():
            first = first or number
            gathered.append(line)
        elif gathered:
            hidden = _ESCAPED.sub(lambda sign: _HIDDEN[sign[1]], "\n".join(gathered))
            own = ids[-1].replace("\\]", "]").strip() if ids else None
            yield GiftBlock(first, first + len(gathered) - 1, hidden, category, own, tags)
            gathered, first, ids, tags = [], 0, [], []


def shown(text: str) -> str:
    """Return a text with its escaped signs as themselves."""
    return "".join(_SHOWN.get(sign, sign) for sign in text)


def without_format(text: str, inherited: str) -> tuple[str, str]:
    """Return a text and its format: ``html``, ``markdown``, ``plain`` or ``moodle``."""
    stripped = text.strip()
    match = _FORMAT.match(stripped)
    return (stripped[match.end() :], match[1]) if match else (stripped, inherited)
