"""A quick reader of the part of YAML that data files are mostly written in, without places.

Block maps and lists, one-line plain texts and ``|`` blocks. Whatever else a file holds, and whatever may be a fault, is
left to `mingze.source.compose` and the rules on lines, which read the file from its beginning and say where things
stand: what is read here has no fault that they would tell (`tests/source/test_plain.py` holds both side by side).
Measured on 9 MB: 0.2 CPU s instead of 1.6.
"""

from __future__ import annotations

import re
from typing import Any

from mingze.source.nodes import Value

_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,63}|[0-9]{1,9}"
_BLOCK = r"\|\n((?:\1(?(2){})\ +[^ \n][^\n]*\n|\n)+)"
_TEXT = r"""([^\n\ \-?:,\[\]{}#&*!|>'"%@`~=，\u3000\u00a0][^\n]*|"")\n"""
_LINE = re.compile(
    r"( *)(- )?(- )?"
    rf"(?:({_KEY}):(?:\ (?:{_BLOCK.format('  ')}|{_TEXT})|\n)|{_BLOCK.format('')}|{_TEXT}|\n)"
    r"|\ *\#(?:[ #][^\n]*)?\n"
    r"|([^\n]*\n)"
)
"""Spaces, one or two dashes, then a key with a block, a text or nothing behind it, or a block or a text alone; else a
line of any other kind. Of blank lines and remarks nothing. A block is what is indented deeper than the key above it, or
than the dash; a text's first character is no sign of YAML, and none that hands slip in instead of one."""
_TIGHT = re.compile("(?!term:|case:|mailto:)[a-z_]+:(?!/)")
_WIDE = re.compile("[A-Za-z_][A-Za-z0-9_-]* ?：")
_ENDS = frozenset(' "')
"""What a text may end in that is no part of it."""
_DEEPEST = 30
_Box = dict[str, Any] | list[Any]


class _Unusual(Exception):
    """The file is not written in the plain part."""


def read_plain(text: str) -> Value | None:
    """Return the values of a file's text, None where it takes the whole reader.

    ``text`` has been found free of harmful characters, and its lines end in LF.
    """
    if not text.endswith("\n") or "\t" in text:
        return None
    builder = _Builder()
    try:
        for line in _LINE.findall(text):
            builder.take(*line)
        return builder.whole()
    except _Unusual:
        return None


class _Builder:
    """Puts lines into maps and lists by their columns."""

    def __init__(self) -> None:
        self._column = -1
        """Of the innermost open container's keys or dashes."""
        self._box: _Box | None = None
        self._key: str | None = None
        """The key of the innermost map whose value is still to come."""
        self._open: list[tuple[int, _Box]] = []

    def take(  # noqa: PLR0917 - the groups of a line
        self, spaces: str, dash: str, second: str, key: str, block: str, text: str, alone: str, words: str, other: str
    ) -> None:
        """Take in one line, or a line and the block below it; ``alone`` and ``words`` are such without a key."""
        if not key and not dash:
            if other or spaces or alone or words:
                raise _Unusual
            return
        column = len(spaces)
        if column < self._column:
            self._close(column)
        if dash:
            self._entry(column)
            if second:
                self._push_entry(column + 2, [])
            if key:
                self._push_entry(self._column + 2, {})
        else:
            self._next_key(column)
        box = self._box
        if key:
            if type(box) is not dict or key in box or (second and block):
                raise _Unusual
            if text:
                box[key] = _text(text) if ":" in text or "#" in text or text[-1] in _ENDS else text
            elif block:
                box[key] = _block(block)
            else:
                box[key] = ""
                self._key = key
        elif (second and alone) or not (alone or words):
            raise _Unusual
        else:
            assert type(box) is list
            box.append(_block(alone) if alone else _lone_text(words))

    def whole(self) -> Value | None:
        """Return what was read, None where that is nothing."""
        return self._open[0][1] if self._open and self._open[0][1] else None

    def _close(self, column: int) -> None:
        """Close what is deeper than a column."""
        open_ = self._open
        while open_ and open_[-1][0] > column:
            open_.pop()
        if not open_:
            raise _Unusual
        self._column, self._box = open_[-1]
        self._key = None

    def _entry(self, column: int) -> None:
        """Make room for an entry of the list whose dashes stand in a column."""
        if column != self._column or type(self._box) is not list:
            self._enter(column, [])

    def _push_entry(self, column: int, fresh: _Box) -> None:
        """Open a container as the next entry of the list."""
        assert type(self._box) is list
        self._box.append(fresh)
        self._push(column, fresh)

    def _next_key(self, column: int) -> None:
        """Go to the map whose keys stand in a column."""
        if column == self._column:
            if type(self._box) is list:  # it stood below its key, in the same column
                self._open.pop()
                if not self._open or self._open[-1][0] != column:
                    raise _Unusual
                self._box = self._open[-1][1]
            self._key = None
        else:
            self._enter(column, {})

    def _enter(self, column: int, fresh: _Box) -> None:
        """Open a container as the value of the last key, or as the file's."""
        if self._key is not None and type(self._box) is dict:
            self._box[self._key] = fresh
        elif self._open:
            raise _Unusual
        self._push(column, fresh)

    def _push(self, column: int, box: _Box) -> None:
        if len(self._open) >= _DEEPEST:
            raise _Unusual
        self._open.append((column, box))
        self._column, self._box, self._key = column, box, None


def _text(text: str) -> str:
    """Return a text of one line without what is no part of it."""
    if text == '""':
        return ""
    if ": " in text or " #" in text or text[-1] == ":":
        raise _Unusual
    return text.rstrip(" ")


def _lone_text(text: str) -> str:
    """Return a text behind a dash, which could have been meant for a key and what stands behind it."""
    if (":" in text and _TIGHT.match(text)) or ("：" in text and (text[-1] in "：|>" or _WIDE.match(text))):
        raise _Unusual
    return _text(text)


def _block(block: str) -> str:
    """Return what a ``|`` block says: its lines without the indentation of the first."""
    inner = block.lstrip(" ")
    pad = block[: len(block) - len(inner)]
    if inner[0] == "\n":
        raise _Unusual
    if inner.count("\n") == 1:
        return inner
    rows = block.rstrip("\n").split("\n")
    if not all(row.startswith(pad) for row in rows if row):
        raise _Unusual
    return "\n".join([row[len(pad) :] for row in rows]) + "\n"
