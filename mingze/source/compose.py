"""YAML to plain values with marks, on libyaml's event stream.

Events, not nodes: composing 4 MB into nodes took 0.64 s here, its events 0.13 s, and events still show anchors,
aliases, tags and quoting, which nodes have lost. Nothing recurses, so depth cannot exhaust a stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeAlias

import yaml
from yaml import events, tokens

from mingze.diagnostics import Diagnostic
from mingze.source import structure
from mingze.source.characters import escape_faults, without_harm
from mingze.source.nodes import ListMark, MapMark, Mark, SourceFile, Value
from mingze.source.source_text import SourceText

_Event: TypeAlias = Any
"""One of `yaml.events`; the stubs allow events without marks, which libyaml never makes."""
_Container = tuple[Value, "ListMark | MapMark"]


class _Stop(Exception):
    """Reading on would make no sense (too deep, or a second document)."""


class _Composer:
    """Builds values and marks from events; faults are collected, not raised."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.faults: list[Diagnostic] = []
        self.top: tuple[Value, Mark] | None = None
        self._open: list[_Container] = []
        self._key: list[tuple[str, Mark] | None] = []

    def feed(self, event: _Event) -> None:
        handle = _HANDLERS.get(type(event))
        if handle is not None:
            handle(self, event)

    def _document(self, event: _Event) -> None:
        if self.top is not None:
            self.faults += structure.several_documents(self.text, self._mark(event))
            raise _Stop

    def _alias(self, event: _Event) -> None:
        mark = self._mark(event)
        self.faults += structure.yaml_alias(self.text, mark, str(event.anchor))
        self._add(f"*{event.anchor}", mark)

    def _mark(self, event: _Event) -> Mark:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Mark(start.line, start.column, length, end.line)

    def _scalar(self, event: _Event) -> None:
        start, end = event.start_mark, event.end_mark
        style, value = event.style, event.value
        if style in ("|", ">"):
            mark = Mark(start.line, start.column, 1, end.line + bool(end.column), is_block=value != "")
            if style == ">" and value:
                value = self._as_typed(mark)
        else:
            one_line = start.line == end.line
            mark = Mark(start.line, start.column, end.column - start.column if one_line else 1, end.line)
            if not one_line:
                first = self.text.line(start.line + 1)
                mark.length = len(first) - start.column
                self.faults += structure.prose_without_bar(self.text, mark)
            if style == '"':
                value = self._unescaped(value, start, end)
        if event.anchor or event.tag:
            self._refuse_properties(event, mark)
        self._add(value, mark)

    def _as_typed(self, mark: Mark) -> str:
        """Return the lines of a folded block (`>`) as they stand, as `|` gives them.

        YAML joins them with spaces, between Han characters too; whoever shows a text joins lines as Chinese does.
        """
        rows = [self.text.line(row + 1) for row in range(mark.line + 1, mark.end_line)]
        depth = min((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), default=0)
        return "\n".join(row[depth:] for row in rows) + "\n"

    def _unescaped(self, value: str, start: Any, end: Any) -> str:
        """Hold a double-quoted value to the rules on characters; returns it without those that do harm."""
        for row in range(start.line, end.line + 1):
            line = self.text.line(row + 1)
            first = start.column if row == start.line else 0
            words = line[first : end.column] if row == end.line else line[first:]
            if "\\" in words:
                self.faults += escape_faults(self.text, row, first, words)
                value = without_harm(value)
        return value

    def _refuse_properties(self, event: _Event, mark: Mark) -> None:
        if event.anchor:
            self.faults += structure.yaml_anchor(self.text, mark, event.anchor)
        if getattr(event, "tag", None):
            self.faults += structure.yaml_tag(self.text, mark, event.tag)

    def _enter(self, event: _Event) -> None:
        start = event.start_mark
        flow = bool(event.flow_style)
        if len(self._open) >= structure.MAX_DEPTH:
            self.faults += structure.nesting_too_deep(self.text, self._mark(event))
            raise _Stop
        if event.anchor or event.tag:
            self._refuse_properties(event, self._mark(event))
        if isinstance(event, events.MappingStartEvent):
            self._open.append(({}, MapMark(start.line, start.column, 1, start.line, is_flow=flow)))
        else:
            self._open.append(([], ListMark(start.line, start.column, 1, start.line, is_flow=flow)))
        self._key.append(None)

    def _leave(self, event: _Event) -> None:
        value, mark = self._open.pop()
        self._key.pop()
        mark.end_line = event.end_mark.line
        if mark.is_flow and mark.end_line == mark.line:
            mark.length = event.end_mark.column - mark.column
        self._add(value, mark)

    def _add(self, value: Value, mark: Mark) -> None:
        if not self._open:
            self.top = (value, mark)
            return
        parent, parent_mark = self._open[-1]
        if isinstance(parent_mark, ListMark) and isinstance(parent, list):
            parts: list[Value] = [value]
            if parent_mark.is_flow and isinstance(value, str) and ("，" in value or "、" in value):
                self.faults += structure.full_width_comma_in_list(self.text, mark, value)
                parts = [part.strip() for part in re.split("[，、]", value)]  # read on as it was meant
            parent += parts
            parent_mark.entries += [mark] * len(parts)
        elif isinstance(parent_mark, MapMark) and isinstance(parent, dict):
            pending = self._key[-1]
            if pending is None:
                self._key[-1] = self._as_key(value, mark)
                return
            self._key[-1] = None
            key, key_mark = pending
            if not key:
                return
            if key == "<<":
                self.faults += structure.merge_key(self.text, key_mark)
            elif key in parent:
                self.faults += structure.duplicate_key(self.text, key, key_mark, parent_mark.keys[key])
            else:
                parent[key] = value
                parent_mark.keys[key] = key_mark
                parent_mark.entries[key] = mark

    def _as_key(self, value: Value, mark: Mark) -> tuple[str, Mark]:
        if isinstance(value, str) and value:
            return value, mark
        self.faults += structure.key_not_text(self.text, mark)
        return "", mark


_HANDLERS: dict[type, Callable[[_Composer, _Event], None]] = {
    events.DocumentStartEvent: _Composer._document,
    events.ScalarEvent: _Composer._scalar,
    events.SequenceStartEvent: _Composer._enter,
    events.MappingStartEvent: _Composer._enter,
    events.SequenceEndEvent: _Composer._leave,
    events.MappingEndEvent: _Composer._leave,
    events.AliasEvent: _Composer._alias,
}
"""What each event does; looked up by exact type, the loop's hottest step."""


def compose(text: SourceText) -> tuple[SourceFile | None, list[Diagnostic], yaml.MarkedYAMLError | None]:
    """Compose one document into values and marks.

    Returns the file (None where it could not be read to the end), the faults of its structure, and libyaml's own
    error if it gave up; `mingze.source.syntax` puts that into words.
    """
    composer = _Composer(text)
    try:
        for event in yaml.parse(text.text, Loader=yaml.CBaseLoader):
            composer.feed(event)
    except _Stop:
        return None, composer.faults, None
    except yaml.MarkedYAMLError as error:
        if "maximum nesting depth" in str(error.problem):
            return None, [*composer.faults, *structure.nesting_too_deep(text, _first_too_deep(text, error))], None
        return None, composer.faults, error
    if composer.top is None or composer.top[0] == "":
        return None, [*composer.faults, *structure.empty_file(text)], None
    return SourceFile(text, *composer.top), composer.faults, None


def _first_too_deep(text: SourceText, error: yaml.MarkedYAMLError) -> Mark:
    """Find where the nesting passes our limit.

    Newer libyaml gives up at a limit of its own (1,000 levels). It reads ahead of the events it hands out, so that
    limit may come before the event that passes ours; PyYAML's own scanner has none and is asked for the place.
    """
    depth = 0
    with suppress(yaml.YAMLError):  # two scanners need not agree on every character
        for token in yaml.scan(text.text, Loader=yaml.BaseLoader):
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > structure.MAX_DEPTH:
                return Mark(token.start_mark.line, token.start_mark.column, 1, token.start_mark.line)
    place = error.problem_mark or error.context_mark
    return Mark(place.line, place.column, 1, place.line) if place else Mark(0, 0, 1, 0)


_OPENING = (
    tokens.BlockSequenceStartToken,
    tokens.BlockMappingStartToken,
    tokens.FlowSequenceStartToken,
    tokens.FlowMappingStartToken,
)
_CLOSING = (tokens.BlockEndToken, tokens.FlowSequenceEndToken, tokens.FlowMappingEndToken)
