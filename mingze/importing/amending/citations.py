"""Citations of an amended regulation rewritten where they stand: each goes on pointing at the text it pointed at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from mingze.checks.mentions import OWNER_WORDS, references
from mingze.diagnostics import Span
from mingze.loading import Loaded
from mingze.model import ClauseKey, Entity, PassageChange, PassageChangeKind
from mingze.model.regulation import RoleArticles
from mingze.source import SourceFile
from mingze.versions.steps import Image, Step
from mingze.workbook.yaml_edit import LineEdit, apply

_OWNER = re.compile(r"^['\"]?(?P<owner>[a-z0-9-]+/|《[^》]*》)?")
_ENTRY = re.compile(r"^\s*- ")
_LISTS = ("cites", "concerns", "clauses")


class CiteChange(Struct, frozen=True):
    """A citation that no longer points at the same words, or only at a part of what they became."""

    place: Span
    owner: str
    """What cites, in words: 职责 `leader-1`."""
    old: ClauseKey
    image: Image

    @property
    def new(self) -> tuple[ClauseKey, ...]:
        """Where the words are now."""
        return self.image.new


class Cited(Struct, frozen=True):
    """A citation that is written anew."""

    span: Span
    listed: bool
    """Whether it stands where several may stand."""
    new: tuple[ClauseKey, ...]
    """Empty where the list has it already."""
    image_new: tuple[ClauseKey, ...]


def rewrite(loaded: Loaded, step: Step, data: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[CiteChange]]:
    """Return the files whose citations change, with their new bytes, and the citations somebody must look at.

    ``data`` are the bytes of all files of the site as they stand.

    What is gone is cited as of the day since which its text stood. The regulation's own file is left to whoever
    writes it anew. Raises ``AssertionError`` for a map that leaves a passage out; `Step.faults` finds that before.
    """
    cited: dict[str, dict[tuple[int, int], Cited]] = defaultdict(dict)
    changes = []
    seen: dict[tuple[int, tuple[str | int, ...]], set[ClauseKey]] = defaultdict(set)
    for reference in references(loaded.catalog):
        key = reference.target
        if not isinstance(key, ClauseKey) or key.regulation != step.new.id or key.as_of:
            continue
        if isinstance(reference.owner, RoleArticles) or loaded.origins.is_brought(reference.owner):
            continue  # a site below is amended where it is kept
        image = chapter_image(key, step) if key.chapter else step.images.get(key)
        if key not in step.old_nodes and not key.chapter:
            continue  # led nowhere before
        assert image is not None, str(key)
        span = loaded.origins.at(reference.owner, *reference.path)
        if not is_unchanged(key, image, step):
            changes.append(CiteChange(span, _named(reference.owner), key, image))
        new = image.new or (replace(key, as_of=str(step.old.since)),)
        listed = seen[id(reference.owner), reference.path[:-1]]
        new = tuple(one for one in new if one not in listed)  # two that are one now are cited once
        listed.update(new)
        if new != (key,):
            cited[span.file][span.line, span.column] = Cited(span, reference.path[0] in _LISTS, new, image.new)
    sources = loaded.origins.files
    return {file: rewritten(sources[file], data[file], list(found.values())) for file, found in cited.items()}, changes


def is_unchanged(key: ClauseKey, image: Image, step: Step) -> bool:
    """Whether a passage has the same words at one new place."""
    if key.chapter:
        return image.line is None
    return len(image.new) == 1 and step.is_same(key, image.new[0])


def chapter_image(key: ClauseKey, step: Step) -> Image:
    """Return what a chapter or section became: the one of its name, else the one its first article is in."""
    title = step.old.headings.get(key, "")
    named = [k for k, t in step.new.headings.items() if t == title and bool(k.section) == bool(key.section)]
    if len(named) == 1:
        return Image(PassageChangeKind.SAME, (named[0],), None)
    return Image(PassageChangeKind.DELETED, (), PassageChange(kind=PassageChangeKind.DELETED, old=(key,)))


def rewritten(source: SourceFile, data: bytes, found: list[Cited]) -> bytes:
    """Return a file with citations in it written anew."""
    by_line: dict[int, list[Cited]] = defaultdict(list)
    for one in found:
        by_line[one.span.line].append(one)
    edits = [
        LineEdit(line - 1, line, tuple(_line(source.text.line(line), entries))) for line, entries in by_line.items()
    ]
    return apply(data, edits)


def _line(text: str, entries: list[Cited]) -> Iterator[str]:
    """Yield a line with its citations replaced; one that has several now becomes several entries."""
    (first, *others) = sorted(entries, key=lambda one: one.span.column, reverse=True)
    if _ENTRY.match(text) and not others and not first.new:
        return
    if others or len(first.new) == 1 or not first.listed:
        for one in (first, *others):
            text = _replaced(text, one.span, (one.new or one.image_new)[0])
        yield text
        return
    if _ENTRY.match(text):
        yield from (_replaced(text, first.span, key) for key in first.new)
        return
    head = text.partition(":")[0]  # `cites: art5`, where a list may stand too
    lead = " " * (len(head) - len(head.lstrip(" -")))
    start = first.span.column - 1
    typed, rest = text[start : start + first.span.length], text[start + first.span.length :].rstrip()
    yield f"{head}:{rest}"
    yield from (f"{lead}  - {_written(typed, key)}" for key in first.new)


def _replaced(text: str, span: Span, key: ClauseKey) -> str:
    start, end = span.column - 1, span.column - 1 + span.length
    return text[:start] + _written(text[start:end], key) + text[end:]


def _written(typed: str, key: ClauseKey) -> str:
    """Write a key as its author would: in Chinese where it was typed so, with its regulation where that stood there."""
    match = _OWNER.match(typed)
    owner = (match["owner"] if match else "") or ""
    if typed.isascii() or key.as_of:
        return f"{owner if owner.isascii() else f'{key.regulation}/'}{key.written}"
    return f"{owner}{key.label()}"


def _named(owner: Entity) -> str:
    name = getattr(owner, "id", None) or getattr(owner, "duty", None) or getattr(owner, "clause", None) or ""
    name = name.local if isinstance(name, ClauseKey) else name
    return f"{OWNER_WORDS.get(type(owner).__name__, '题')} `{name}`"
