"""Edits of a YAML file at the places the reader knows: every line that need not change stays, byte for byte.

Nothing is dumped anew, so comments, blank lines, quotes and an author's own ways of writing stay. An edit is a range
of lines and what comes in their place; ranges never overlap, and they are made from the bottom up.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mingze.source import Path, SourceFile, Value
from mingze.source.nodes import ListMark, MapMark, Mark
from mingze.workbook.yaml_lines import PROSE, PROSE_OF_RECORDS, entry_lines, key_lines, map_lines


class LineEdit(Struct, frozen=True):
    """Lines ``first`` to before ``end`` (from 0) give way to ``lines``; nothing gives way where they are equal.

    Of several that come in at one place the deepest is first: it goes on with what stands above.
    """

    first: int
    end: int
    lines: tuple[str, ...]
    depth: int = 0


class _Way(Struct, frozen=True):
    """How the keys of a mapping are written: their order, which of them are prose, how deep they stand."""

    order: Sequence[str]
    prose: frozenset[str]
    depth: int


def same_value(one: Value | None, other: Value | None) -> bool:
    """Whether two values say the same: blanks around texts and at the ends of their lines do not count."""
    return _plain(one) == _plain(other)


def _plain(value: Value | None) -> str:
    def bare(one: Value | None) -> object:
        if isinstance(one, str):
            return "\n".join(line.rstrip() for line in one.strip().split("\n"))
        if isinstance(one, list):
            return [bare(inner) for inner in one]
        return {key: bare(inner) for key, inner in one.items()} if one else one

    return json.dumps(bare(value), ensure_ascii=False, sort_keys=True)


class Editor:
    """Makes the edits of one file; ``order`` names the keys of records in the order in which they are written."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source

    def change(self, path: Path, new: Mapping[str, Value | None], order: Sequence[str]) -> Iterator[LineEdit]:
        """Give keys of the mapping at ``path`` new values; None takes a key out."""
        mark, old = self.source.mark(path), _at(self.source.values, path)
        assert isinstance(mark, MapMark)
        assert isinstance(old, dict)
        yield from self._map(mark, old, new, _Way(order, PROSE_OF_RECORDS, 1))

    def add(self, path: Path, records: Sequence[Mapping[str, Value]], after: int | None) -> Iterator[LineEdit]:
        """Add records to the list at ``path`` behind the entry ``after``, at its end where that is None."""
        mark = self.source.mark(path)
        assert isinstance(mark, ListMark)
        at = len(mark.entries) - 1 if after is None else after
        indent = " " * self._dash(mark, 0)[1]
        gap = [""] if self._are_apart(mark) else []
        lines = [line for one in records for line in [*gap, *entry_lines(indent, dict(one), PROSE_OF_RECORDS)]]
        end = self._end(mark.entries[at])
        yield LineEdit(end, end, tuple(lines))

    def add_list(self, key: str, records: Sequence[Mapping[str, Value]]) -> Iterator[LineEdit]:
        """Add a list that the file does not have yet, at its end."""
        lines = [f"{key}:"]
        for one in records:
            lines += entry_lines("  ", dict(one), PROSE_OF_RECORDS)
        assert isinstance(self.source.marks, MapMark)
        end = self._end(self.source.marks)
        yield LineEdit(end, end, tuple(lines))

    def remove(self, path: Path, gone: Sequence[int]) -> Iterator[LineEdit]:
        """Take entries out of the list at ``path``; comments that stand between entries stay."""
        mark = self.source.mark(path)
        assert isinstance(mark, ListMark)
        for entry in gone:
            first, end = self._dash(mark, entry)[0], self._end(mark.entries[entry])
            if entry and self._are_apart(mark):  # the blank line before it goes along
                first -= self._is_blank(first - 1)
            yield LineEdit(first, end, ())

    def _map(
        self,
        mark: MapMark,
        old: Mapping[str, Value],
        new: Mapping[str, Value | None],
        way: _Way,
    ) -> Iterator[LineEdit]:
        for key in sorted(new, key=lambda k: way.order.index(k) if k in way.order else len(way.order)):
            value = new[key]
            if same_value(old.get(key), value):
                continue
            if key in old and value is None:
                yield LineEdit(mark.keys[key].line, self._end(mark.entries[key]), ())
            elif key in old and value is not None:
                yield from self._value((mark, key), old[key], value, way)
            elif value is not None:
                yield self._new_key(mark, key, value, way)

    def _new_key(self, mark: MapMark, key: str, value: Value, way: _Way) -> LineEdit:
        before = [k for k in way.order[: way.order.index(key)] if k in mark.keys] if key in way.order else []
        last = before[-1] if before else max(mark.keys, key=lambda k: mark.keys[k].line)
        indent = " " * min(k.column for k in mark.keys.values())
        end = self._end(mark.entries[last])
        return LineEdit(end, end, tuple(key_lines(indent, key, value, way.prose)), way.depth)

    def _value(self, at: tuple[MapMark, str], old: Value, new: Value, way: _Way) -> Iterator[LineEdit]:
        parent, key = at
        mark, key_mark = parent.entries[key], parent.keys[key]
        if isinstance(mark, ListMark) and not mark.is_flow and isinstance(old, list) and isinstance(new, list):
            yield from self._list(mark, old, new, way.depth + 1)
            return
        if isinstance(mark, MapMark) and not mark.is_flow and isinstance(old, dict) and isinstance(new, dict):
            wanted: dict[str, Value | None] = {**dict.fromkeys(old), **new}
            yield from self._map(mark, old, wanted, _Way(list(new), PROSE, way.depth + 1))
            return
        lead = self._line(key_mark.line)[: key_mark.column]
        as_before = way.prose | {key} if mark.is_block else way.prose
        lines = key_lines(lead, key, new, as_before)
        lines[0] += self._comment(mark)
        yield LineEdit(key_mark.line, self._end(mark), tuple(lines))

    def _list(self, mark: ListMark, old: list[Value], new: list[Value], depth: int) -> Iterator[LineEdit]:
        before, after = [_plain(one) for one in old], [_plain(one) for one in new]
        steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        for tag, i1, i2, j1, j2 in steps:
            if tag == "equal":
                continue
            pairs = min(i2 - i1, j2 - j1)
            for n in range(pairs):
                yield from self._entry((mark, i1 + n), old[i1 + n], new[j1 + n], depth)
            for entry in range(i1 + pairs, i2):
                yield LineEdit(self._dash(mark, entry)[0], self._end(mark.entries[entry]), ())
            if fresh := new[j1 + pairs : j2]:
                indent = " " * self._dash(mark, 0)[1]
                lines = tuple(line for one in fresh for line in entry_lines(indent, one))
                at = self._end(mark.entries[i2 - 1]) if i2 else self._dash(mark, 0)[0]
                yield LineEdit(at, at, lines, depth)

    def _entry(self, place: tuple[ListMark, int], old: Value, new: Value, depth: int) -> Iterator[LineEdit]:
        parent, at = place
        mark = parent.entries[at]
        if isinstance(mark, MapMark) and not mark.is_flow and isinstance(old, dict) and isinstance(new, dict):
            first = min(mark.keys, key=lambda k: (mark.keys[k].line, mark.keys[k].column))
            if first in new:
                wanted: dict[str, Value | None] = {**dict.fromkeys(old), **new}
                yield from self._map(mark, old, wanted, _Way(list(new), PROSE, depth + 1))
                return
        if isinstance(mark, ListMark) and not mark.is_flow and isinstance(old, list) and isinstance(new, list):
            row, _ = self._dash(parent, at)
            if row != mark.line:
                yield from self._list(mark, old, new, depth + 1)
                return
        row, column = self._dash(parent, at)
        lead = self._line(row)[:column]
        written = entry_lines(" " * column, new)
        written[0] = lead + written[0][column:] + self._comment(mark)
        yield LineEdit(row, self._end(mark), tuple(written))

    def _comment(self, mark: Mark) -> str:
        """Return the comment behind a value or behind the bar above it, with the blanks before it."""
        if mark.line != mark.end_line and not mark.is_block:
            return ""
        line = self._line(mark.line)
        rest = line[mark.column + (1 if mark.is_block else mark.length) :]
        if mark.is_block:
            rest = rest.lstrip("+-0123456789")
        return rest.rstrip() if rest.lstrip().startswith("#") and rest[:1] in " \t" else ""

    def _dash(self, mark: ListMark, entry: int) -> tuple[int, int]:
        """Return the line and the column of the dash of an entry."""
        inner = mark.entries[entry]
        row, column = inner.line, inner.column
        while row >= 0:
            line = self._line(row)[:column]
            if line.rstrip().endswith("-"):
                return row, self._column_of(line, mark)
            row, column = row - 1, len(self._line(row - 1))
        raise AssertionError("an entry without its dash")

    @staticmethod
    def _column_of(line: str, mark: ListMark) -> int:
        return mark.column if line[mark.column : mark.column + 1] == "-" else line.rindex("-")

    def _end(self, mark: Mark) -> int:
        """Return the line behind the last one of a value; blank lines and comments behind it are not its own."""
        inner: list[Mark] = []
        if isinstance(mark, MapMark) and not mark.is_flow:
            inner = list(mark.entries.values())
        elif isinstance(mark, ListMark) and not mark.is_flow:
            inner = mark.entries
        if inner:
            return max(self._end(one) for one in inner)
        if not mark.is_block:
            return mark.end_line + 1
        end = mark.end_line
        while end > mark.line + 1 and self._is_blank(end - 1):
            end -= 1
        return end

    def _are_apart(self, mark: ListMark) -> bool:
        """Whether most entries of a list stand apart, a blank line between them."""
        ends = [self._end(one) for one in mark.entries[:-1]]
        return bool(ends) and sum(self._is_blank(end) for end in ends) * 2 > len(ends)

    def _is_blank(self, row: int) -> bool:
        lines = self.source.text.lines
        return row < len(lines) - 1 and not lines[row].strip()

    def _line(self, row: int) -> str:
        return self.source.text.line(row + 1)


def _at(value: Value, path: Path) -> Value:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def apply(data: bytes, edits: Sequence[LineEdit]) -> bytes:
    """Return a file's bytes with the edits made; its mark at the head and the ends of its lines stay as they are."""
    text = data.decode("utf-8")
    head = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(head).split("\n")
    turn = "\r" if len(lines) > 1 and lines[0].endswith("\r") else ""
    if is_open := lines[-1] != "":  # the last line has no end
        lines[-1] += turn
    numbered = sorted(enumerate(edits), key=lambda pair: _rank(*pair), reverse=True)
    for _, edit in numbered:
        lines[edit.first : edit.end] = [line + turn for line in edit.lines]
    if is_open:
        lines[-1] = lines[-1].removesuffix(turn)
    return (head + "\n".join(lines)).encode()


def _rank(number: int, edit: LineEdit) -> tuple[int, int, int, int]:
    return edit.first, edit.end, -edit.depth, number


def fresh_file(values: Mapping[str, Value] | Sequence[Mapping[str, Value]]) -> bytes:
    """Write a file that does not exist yet: a mapping, or a list of records."""
    if isinstance(values, Mapping):
        lines: list[str] = []
        for key, value in values.items():
            is_records = isinstance(value, list) and value and isinstance(value[0], dict)
            if is_records and isinstance(value, list):
                lines.append(f"{key}:")
                for one in value:
                    lines += entry_lines("  ", one, PROSE_OF_RECORDS)
            else:
                lines += map_lines("", {key: value}, PROSE_OF_RECORDS)
    else:
        lines = [line for one in values for line in entry_lines("", dict(one), PROSE_OF_RECORDS)]
    return ("\n".join(lines) + "\n").encode()
