"""Where entities came from, and what could not be read, so that one fault does not breed others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mingze.diagnostics import Mended, Span
from mingze.model import Entity
from mingze.source import Path, SourceFile


class Origins:
    """Remembers the file and path of each entity. Entities are told apart by identity; the catalog keeps them alive."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[SourceFile, Path]] = {}
        self._unsorted: list[tuple[Any, SourceFile, Callable[[Path], Path]]] = []
        """What files hold whose entities are not among the places yet."""
        self._instead: dict[int, Entity] = {}
        self.files: dict[str, SourceFile] = {}
        """The site's own files."""
        self.brought: set[str] = set()
        """The files of the sites it stands on, as faults name them."""
        self._brought: dict[str, SourceFile] = {}
        self.meant: dict[str, str] = {}
        """Which regulation a clause without one means, by file; "" where nothing says it."""

    def remember(self, content: Any, source: SourceFile, original: Callable[[Path], Path]) -> None:
        """Note that ``content`` is what ``source`` holds; ``original`` gives the path there of a path in it."""
        self._unsorted.append((content, source, original))

    def _place(self, entity: Entity) -> tuple[SourceFile, Path]:
        for content, source, original in self._unsorted:  # when the first is asked for, which is seldom
            for known, path in _entities(content, ()):
                self._places[id(known)] = (source, original(path))
        self._unsorted.clear()
        while (other := self._instead.get(id(entity))) is not None:
            entity = other
        return self._places[id(entity)]

    def keep(self, source: SourceFile) -> None:
        """Keep a file that was read, or what it was read as the second time."""
        (self._brought if source.file in self.brought else self.files)[source.file] = source

    def in_order(self, files: Iterable[str]) -> None:
        """Bring the site's own files into an order: they were not kept in it."""
        self.files = {file: self.files[file] for file in files if file in self.files}

    def source(self, file: str) -> SourceFile | None:
        """Return a file of the site or of those it stands on; None where it could not be read."""
        return self.files.get(file) or self._brought.get(file)

    def is_brought(self, entity: Entity) -> bool:
        """Whether an entity comes from a site that this one stands on."""
        return bool(self.brought) and self.file_of(entity) in self.brought

    def take_place(self, entity: Entity, other: Entity) -> None:
        """Note that ``entity`` stands for ``other``, and was parsed from the same place."""
        if entity is not other:
            self._instead[id(entity)] = other

    def at(self, entity: Entity, *path: str | int, phrase: str | None = None) -> Span:
        """Return the span of an entity, of a value below it, or of a phrase in that value."""
        source, top = self._place(entity)
        return source.span((*top, *path), phrase)

    def key(self, entity: Entity, *path: str | int) -> Span:
        """Return the span of a key of an entity."""
        source, top = self._place(entity)
        return source.key_span((*top, *path))

    def with_text(self, span: Span, old: str, new: str) -> Mended | None:
        """Return the line of a span with ``new`` for ``old``, None where ``old`` does not stand there as it is."""
        source = self.files.get(span.file)
        if source is None:  # a file of the site below is not ours to mend
            return None
        line = source.text.line(span.line)
        at = line.find(old, span.column - 1)
        if at < 0 or at >= span.column - 1 + max(span.length, len(old)):
            return None
        return Mended(span.file, span.line, span.line, (line[:at] + new + line[at + len(old) :],))

    def place_of(self, entity: Entity) -> tuple[SourceFile, Path]:
        """Return the file an entity was read from and where it stands in it."""
        return self._place(entity)

    def file_of(self, entity: Entity) -> str:
        """Return the file an entity was read from."""
        return self._place(entity)[0].file


def _entities(value: Any, path: Path) -> Iterator[tuple[Entity, Path]]:
    if isinstance(value, Entity):
        yield value, path
        for name in _NESTED.get(type(value).__name__, ()):
            yield from _entities(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _entities(entry, (*path, index))


_NESTED = {
    "Regulation": ("roles", "articles", "chapters"),
    "Version": ("articles", "chapters"),
    "Amendment": ("map",),
    "Chapter": ("sections", "articles"),
    "Section": ("articles",),
    "DutyFile": ("duties",),
    "RoleCommentary": ("key_points", "explanations"),
    "RoleAdditions": ("additions",),
    "ArticleCommentary": ("key_points", "explanations"),
    "Bank": ("questions",),
    "QuestionGroup": ("questions",),
    "ScopeGuide": ("groups",),
}
"""Entities within entities that rules point at."""


class Gaps:
    """Entities that exist in the files but could not be read.

    Rules about references and completeness ask here first: a duty with a spelling fault is not also “missing”.
    """

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._scopes: dict[str, set[str]] = defaultdict(set)
        self._holed: dict[str, set[str]] = defaultdict(set)

    def add(self, kind: str, id_: str, scope: str) -> None:
        """Note one entity, by kind and id, whose entry in the file ``scope`` has a fault."""
        self._ids[kind].add(id_)
        self._holed[kind].add(scope)

    def add_scope(self, kind: str, scope: str) -> None:
        """Note that a whole file of a kind could not be read; ``scope`` is regulation/role, or the file's stem."""
        self._scopes[kind].add(scope)

    def hides(self, kind: str, id_: str) -> bool:
        """Whether an entity may stand in what could not be read."""
        return id_ in self._ids[kind] or bool(self._scopes[kind])

    def covers(self, kind: str, scope: str) -> bool:
        """Whether that file could not be read."""
        return scope in self._scopes[kind]

    def touches(self, kind: str, scope: str) -> bool:
        """Whether that file, or any entity of that kind in it, could not be read."""
        return scope in self._scopes[kind] or scope in self._holed[kind]

    def __bool__(self) -> bool:
        return any(self._ids.values()) or any(self._scopes.values())
