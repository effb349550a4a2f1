"""Slips of the hand that YAML reads as something else: text not indented, list marks of Word, items out of line.

They are found in the typed lines, before YAML. Each fault shows the lines as they were meant, and the file is read on
with those lines, so that the faults behind them are found in the same run. Lines keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from mingze.diagnostics import Diagnostic, Mended
from mingze.source.key_names import NAMES
from mingze.source.slip_rules import (
    copied_frame,
    list_item_out_of_line,
    list_mark_not_dash,
    pasted_table,
    text_not_indented,
)
from mingze.source.source_text import SourceText

_SPACE = "[ \\t\u3000\u00a0]"
_BULLETS = "•·●▪■◆○◦‣∙・⁃－–—−‐‑﹣➢►✓*+"
_ORDINALS = (
    r"\d{1,2}[.．、)）](?!\d)|[（(]\d{1,2}[)）]|[（(]?[一二三四五六七八九十]{1,3}[)）、]|[①-⑳]"
    r"|[A-JＡ-Ｊ][:：]|[A-Ja-jＡ-Ｊ][.．、)）]|[（(][A-Ja-jＡ-Ｊ][)）]"
)
_MARK = re.compile(
    rf"{_SPACE}*(?:(?P<bullet>[{re.escape(_BULLETS)}])|(?P<tight>-)(?=[^\s-])|(?P<ordinal>{_ORDINALS})){_SPACE}*(?P<rest>\S.*)"
)
_STARTS = re.compile(
    rf"^{_SPACE}*(?:[{re.escape(_BULLETS)}]|-[^\s-]|{_ORDINALS}|```|~~~"
    r"|[\u4e00-\u9fff][^:\n]*:(?:[ \n]|$))",
    re.MULTILINE,
)
_COLUMNS = re.compile(rf"^{_SPACE}*[^\n:]*\S\t+\S", re.MULTILINE)
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,}).{0,20}")
_COPIED = re.compile(r"\s*(?:ya?ml|复制(?:代码)?|copy(?: code)?|纯文本|plain ?text)\s*", re.IGNORECASE)
_ITEM = re.compile(r"(?P<indent> *)-(?: +(?P<body>.*))?")
_KEY = re.compile(
    rf"(?P<quote>[\"']?)(?P<key>[A-Za-z_][A-Za-z0-9_-]*|{'|'.join(sorted(NAMES, key=len, reverse=True))})(?P=quote)"
    r"(?::(?=\s|$)|：)\s*(?P<value>.*)"
)
_BAR = re.compile(r"[|>][+-]?\d?\s*(?:#.*)?")
_STEP = 2


class _List(Struct):
    """An open list: the column of its dashes and what it holds."""

    column: int
    first_key: str
    """The first key of its entries; "" where they are texts."""


class _Mender:
    """Walks a file's lines from top to bottom and mends them in place."""

    def __init__(self, text: SourceText, doubtful: bool) -> None:
        self.text = text
        self.doubtful = doubtful
        self.lines = list(text.lines)
        self.faults: list[Diagnostic] = []
        self._lists: list[_List] = []
        self._empty_key: int | None = None
        """Column of the key on the line above, where nothing stands behind it."""
        self._key_column = 0
        self._last: tuple[str, str] = ("", "")
        """Kind and mark of the slip on the line above, to tell neighbours together."""

    def run(self) -> None:
        row = 0
        started = False
        while row < len(self.lines):
            line = self.lines[row]
            stripped = line.strip(" \t\u3000\u00a0")
            if not stripped or stripped.startswith("#") or stripped in ("---", "..."):
                row += 1
                continue
            if _FENCE.fullmatch(line) or (not started and _COPIED.fullmatch(line)):
                self._tell(copied_frame, row, [])
                self.lines[row] = ""
                row += 1
                continue
            started = True
            row = self._content(row)

    def _content(self, row: int) -> int:
        """Take in one line of content; returns the row after it, behind the text it may head."""
        line = self.lines[row]
        if self._in_list and not _ITEM.fullmatch(line) and (mark := _MARK.fullmatch(line)) and self._is_mark(mark):
            self._mend_mark(row, mark)
        elif line.count("\t", len(line) - len(line.lstrip())) >= 1 and not _KEY.search(line):
            if self._mend_table(row):
                return row + 1
        elif self.doubtful and _ITEM.fullmatch(line):
            self._align(row)
        return self._enter(row)

    @property
    def _in_list(self) -> bool:
        return self._empty_key is not None or bool(self._lists and not self._lists[-1].first_key)

    def _is_mark(self, mark: re.Match[str]) -> bool:
        """Whether a sign begins an entry: not doubled (`——`, `**`), and a letter only among options."""
        sign = mark["bullet"] or ""
        return not (sign and mark["rest"].startswith(sign))

    @property
    def _list_column(self) -> int:
        if self._empty_key is not None:
            return self._empty_key + _STEP
        return self._lists[-1].column

    def _mend_mark(self, row: int, mark: re.Match[str]) -> None:
        sign = mark["bullet"] or mark["tight"] or mark["ordinal"]
        self._mend(list_mark_not_dash, row, [f"{' ' * self._list_column}- {mark['rest']}"], sign)

    def _mend_table(self, row: int) -> bool:
        cells = [cell.strip() for cell in self.lines[row].split("\t") if cell.strip()]
        cells = [re.sub(r"^-\s+", "", cell) for cell in cells]
        if len(cells) < 2:
            return False
        mended = None
        line = self.lines[row]
        among = self._in_list and len(line) - len(line.lstrip(" ")) >= self._list_column
        if among:
            lines = tuple(f"{' ' * self._list_column}- {cell}" for cell in cells)
            mended = Mended(self.text.file, row + 1, row + 1, lines)
        self.faults += pasted_table(self.text, mended, row + 1)
        self.lines[row] = f"{' ' * self._list_column}- {cells[0]}" if among else ""
        self._last = ("", "")
        return not among

    def _align(self, row: int) -> None:
        """Move an entry that stands in no list's column, or in that of another list, to where it belongs."""
        match = _ITEM.fullmatch(self.lines[row])
        assert match is not None
        column, body = len(match["indent"]), match["body"] or ""
        key = _KEY.match(body)
        target = self._entry_target(column, key["key"] if key else "", bool(key))
        if target is None or target == column:
            return
        end = row + 1
        if key or not body or _BAR.fullmatch(body):  # what belongs to the entry moves along
            while end < len(self.lines) and self._is_below(self.lines[end], column, target):
                end += 1
            while not self.lines[end - 1].strip():
                end -= 1
        shift = target - column
        moved = [_shifted(line, shift) for line in self.lines[row:end]]
        self._mend(list_item_out_of_line, row, moved, target)

    def _is_below(self, line: str, column: int, target: int) -> bool:
        """Whether a line belongs to an entry that moves from a column to another, where its neighbours are."""
        depth = len(line) - len(line.lstrip(" "))
        return not line.strip() or (depth > column and not (depth == target and _ITEM.fullmatch(line)))

    def _entry_target(self, column: int, key: str, is_map: bool) -> int | None:
        """Return the column where an entry belongs, None where it stands well or nothing better is known."""
        columns = [open_.column for open_ in self._lists]
        texts = [open_.column for open_ in self._lists if not open_.first_key]
        same_key = [open_.column for open_ in self._lists if key and open_.first_key == key]
        if self._empty_key is not None:
            if column >= self._empty_key and column not in columns:
                return None
            if is_map and (same_key or column in columns):
                return None if column in columns else same_key[-1]
            if is_map and column < self._empty_key:
                return None
            owner = next((o for o in self._lists if o.column == column), None)
            return self._empty_key + _STEP if owner is None or owner.first_key else None
        if column in columns:
            owner = next(o for o in self._lists if o.column == column)
            return texts[-1] if owner.first_key and not is_map and texts and texts[-1] > column else None
        if same_key:
            return same_key[-1]
        if not is_map and texts:
            return texts[-1]
        return min(columns, key=lambda c: abs(c - column)) if columns else None

    def _enter(self, row: int) -> int:
        """Note what a line opens; returns the row behind it and behind its text."""
        line = self.lines[row]
        item = _ITEM.fullmatch(line)
        column = len(line) - len(line.lstrip(" "))
        body = line[column:]
        self._lists = [o for o in self._lists if o.column < column or (item is not None and o.column == column)]
        while item is not None:
            body = item["body"] or ""
            key = _KEY.match(body)
            if not self._lists or self._lists[-1].column < column:
                self._lists.append(_List(column, key["key"] if key else ""))
            if not body:
                break
            column = len(line) - len(body)
            item = re.fullmatch(r"(?P<indent>)-(?: +(?P<body>.*))", body)
        key = _KEY.match(body)
        self._empty_key = column if key and not key["value"].split("#")[0].strip() else None
        header = body if _BAR.fullmatch(body) else key["value"] if key else ""
        if header and _BAR.fullmatch(header):
            dash = line.rfind("-", 0, column) if not key else column
            return self._text(row, dash, body)
        return row + 1

    def _text(self, header: int, column: int, words: str) -> int:
        """Pass over the text below a bar and mend its lines that are not indented; ``column`` is that of its key."""
        row, inside, first = header + 1, column + _STEP, True
        while row < len(self.lines):
            line = self.lines[row]
            stripped = line.strip(" \t\u3000\u00a0")
            depth = len(line) - len(line.lstrip(" "))
            if stripped and depth > column and first:
                inside, first = depth, False
            if not stripped or depth >= inside or (first and depth > column):
                row += 1
                continue
            if depth <= column and self._is_structure(line, depth, empty=first):
                break
            self._mend(text_not_indented, row, [" " * inside + stripped], header + 1, words)
            row, first = row + 1, False
        return row

    def _is_structure(self, line: str, depth: int, empty: bool) -> bool:
        """Whether a line at or left of a text's key ends that text; below an ``empty`` one, 注意：… is no key."""
        body = line.lstrip()
        if body.startswith("#") or body.rstrip() in ("---", "...") or _FENCE.fullmatch(line):
            return True
        item = _ITEM.fullmatch(line)
        if item is None:
            key = _KEY.match(body)
            return key is not None and (not empty or key["key"].isascii())
        return bool(_KEY.match(item["body"] or "")) or depth in {o.column for o in self._lists}

    def _tell(self, check: Callable[..., Iterator[Diagnostic]], row: int, lines: list[str], *more: object) -> None:
        last = row + max(1, len(lines))
        self.faults += check(self.text, Mended(self.text.file, row + 1, last, tuple(lines)), *more)

    def _mend(self, check: Callable[..., Iterator[Diagnostic]], row: int, lines: list[str], *more: object) -> None:
        """Put the lines in place and tell it; a slip that goes on from the line above is told together with it."""
        self.lines[row : row + len(lines)] = lines
        before = self.faults[-1] if self.faults else None
        code = check.__name__.replace("_", "-")
        above = before.mended if before and before.code == code else None
        between = self.lines[above.last : row] if above else []
        if above and self._last[0] == code and not any(line.strip() for line in between):
            self.faults.pop()
            first = above.first
            mended = Mended(self.text.file, first, row + len(lines), (*above.lines, *between, *lines))
            self.faults += check(self.text, mended, *(more if check is not list_mark_not_dash else (self._last[1],)))
        else:
            self.faults += check(self.text, Mended(self.text.file, row + 1, row + len(lines), tuple(lines)), *more)
            self._last = (code, str(more[0]) if more else "")


def _shifted(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def may_have_slips(text: SourceText) -> bool:
    """Whether a file holds a line that begins as slips do; most files hold none and need no second look."""
    return bool(_STARTS.search(text.text)) or ("\t" in text.text and bool(_COLUMNS.search(text.text)))


def mend_slips(text: SourceText, doubtful: bool) -> tuple[SourceText, list[Diagnostic]]:
    """Return the text as it was meant, with as many lines, and the slips that were mended.

    Entries are put into line only where the text is ``doubtful``: YAML cannot read it, or reads what cannot be meant.
    """
    mender = _Mender(text, doubtful)
    mender.run()
    if not mender.faults:
        return text, []
    return SourceText(text.file, "\n".join(mender.lines)), mender.faults
