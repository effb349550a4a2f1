"""The marks that a Word file's reader leaves in its lines, taken out: gaps, hints, pictures, rows of tables."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from msgspec import Struct, field

from mingze.importing.questions.found_bank import FoundPicture

_JOIN = re.compile(r"_⟧⟦_|!⟧⟦!|-⟧⟦-")
_RED = re.compile(r"⟦!(.*?)!⟧", re.DOTALL)
_STRUCK = re.compile(r"⟦-(.*?)-⟧", re.DOTALL)
_LINE = re.compile(r"⟦_(.*?)_⟧", re.DOTALL)
_PICTURE = re.compile(r"⟦@(.*?)@⟧")
ROW = re.compile(r"^⟦\|(\d+),(\d+)⟧")
CELL = "⟦|⟧"


class Unmarked(Struct):
    """A text without marks, and what they said."""

    text: str
    filled: list[str] = field(default_factory=list)
    """Words that stood on a line with room around them: gaps that are filled in."""
    red: str = ""
    struck: str = ""
    pictures: list[FoundPicture] = field(default_factory=list)


def unmarked(text: str, read: Callable[[str], bytes]) -> Unmarked:
    """Take the marks out; ``read`` gives the bytes of a part of the package."""
    out = Unmarked(text)
    if "⟦" not in text:
        return out
    previous = ""
    while previous != text:
        previous, text = text, _JOIN.sub("", text)

    def picture(match: re.Match[str]) -> str:
        name = posixpath.basename(match[1])
        out.pictures.append(FoundPicture(name, read(match[1])))
        return ""

    text = _PICTURE.sub(picture, text)
    out.red = "".join(_RED.findall(text))
    out.struck = "".join(_STRUCK.findall(text))
    text = _STRUCK.sub(r"\1", _RED.sub(r"\1", text))

    def line(match: re.Match[str]) -> str:
        words = match[1]
        if not words.strip(" \t\u3000\u00a0"):
            return "____" if len(words) > 1 or "\u3000" in words else words
        if words != words.strip(" \t\u3000\u00a0"):  # room was left around what is filled in
            out.filled.append(words.strip(" \t\u3000\u00a0"))
            return "____"
        return words

    out.text = _LINE.sub(line, text)
    out.red = _LINE.sub(r"\1", out.red)
    return out
