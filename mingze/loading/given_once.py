"""What a file says once for all its entries, and what its name says: put where each entry would have said it.

The places are shared too: a fault in what was given once is told where it was typed.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeGuard

from mingze.loading.files import FileKind
from mingze.loading.shared_duties import TITLE_OF_THE_OTHER
from mingze.model import (
    BaseQuestion,
    Case,
    Catalog,
    DutyFile,
    KeyPoint,
    Paper,
    QuestionGroup,
    Regulation,
    Role,
    RoleCommentary,
    Version,
)
from mingze.model.bank import BankSettings
from mingze.model.paper import PaperSettings
from mingze.source import Path, SourceFile
from mingze.source.nodes import ListMark, MapMark, Mark
from mingze.text.fold import fold

_Marked: TypeAlias = tuple[Any, Mark]
"""Values with their marks."""


@dataclass(frozen=True)
class GivenOnce:
    """A value that entries take over where they say nothing themselves."""

    where: Path
    """Where it is given."""
    key: str
    """The key under which entries would say it."""
    entries: tuple[str, ...]
    """Keys that lead to the entries; ``*`` stands for every entry of a list."""
    model: str
    """The entries' model, whose schema need not ask for the key."""
    only_with: str = ""
    """Entries without this key are left as they are."""


_ARTICLES = (("articles", "*"), ("chapters", "*", "articles", "*"), ("chapters", "*", "sections", "*", "articles", "*"))
_QUESTIONS = (("questions", "*"), ("questions", "*", "questions", "*"))
_EXPLAINED = tuple(
    GivenOnce(("sources",), "sources", (key, "*"), model)
    for key, model in (("key_points", "KeyPoint"), ("explanations", "Explanation"))
)
_TEXT = tuple(GivenOnce((key,), key, way, "Article") for key in ("verification", "sources") for way in _ARTICLES)
GIVEN_ONCE: Mapping[str, tuple[GivenOnce, ...]] = {
    "bank": tuple(
        GivenOnce(("bank", key), key, way, "BaseQuestion") for key in ("cites", "sources") for way in _QUESTIONS
    ),
    "paper": tuple(GivenOnce(("paper", key), key, ("sections", "*"), "PaperSection") for key in ("banks", "role")),
    "regulation": _TEXT,
    "version": _TEXT,
    "duties": (GivenOnce(("sources",), "sources", ("duties", "*"), "Duty", only_with="text"),),
    "commentary": _EXPLAINED,
    "article-commentary": _EXPLAINED,
    "additions": (GivenOnce(("sources",), "sources", ("additions", "*"), "Addition"),),
}
"""What may be given once, by kind of file."""

_POINTS = ((("key_points", "*"), "title"),)
_WITHOUT_IDS = {
    "bank": (*((way, "stem") for way in _QUESTIONS), (("questions", "*"), "title")),
    "commentary": _POINTS,
    "article-commentary": _POINTS,
}
"""Where entries may do without an id, and of which text one is made then: nothing need refer to them."""

_BANKS_OF_A_POST = GivenOnce((), "banks", (), "PaperSection")
"""A paper for a post need name no bank; which they are is told once all are read."""

NAMED_BY: Mapping[str, tuple[tuple[str, ...], str]] = {
    "regulation": (("id",), "regulation"),
    "version": (("since",), "stem"),
    "duties": (("role",), "stem"),
    "commentary": (("role",), "stem"),
    "additions": (("role",), "stem"),
    "bank": (("bank", "id"), "stem"),
    "paper": (("paper", "id"), "stem"),
    "case": (("id",), "stem"),
}
"""The id that a file's (or folder's) name repeats, and need not be written in the file."""


def with_what_is_given_once(kind: FileKind, source: SourceFile, parts: Mapping[str, str]) -> SourceFile:
    """Return a file as if each entry said what the file says once; the same one where nothing is missing.

    ``parts`` is what the file's path says of it (`mingze.loading.files.kind_of`).
    """
    values: Any = source.values
    marks = source.marks
    if kind.name == "roles" and isinstance(marks, ListMark):
        values, marks = _with_names_and_order(values, marks)
        return replace(source, values=values, marks=marks)
    if not isinstance(values, dict) or not isinstance(marks, MapMark):
        return source
    if kind.name in NAMED_BY:
        path, part = NAMED_BY[kind.name]
        values, marks = _with_name(values, marks, path, parts.get(part, ""))
    if kind.name == "version":  # named by its day, and by the folder of its regulation
        values, marks = _with_name(values, marks, ("id",), parts.get("regulation", ""))
    for given in GIVEN_ONCE.get(kind.name, ()):
        found = _at(values, marks, given.where)
        if found:
            values, marks = _spread((values, marks), given.entries, given, found)
    taken: set[str] = set()
    for way, made_of in _WITHOUT_IDS.get(kind.name, ()):
        values, marks = _with_ids((values, marks), way, made_of, taken)
    if kind.name == "duties":
        values, marks = _each((values, marks), ("duties", "*"), _with_title_to_come)
    if kind.name == "paper" and (post := _at(values, marks, ("paper", "role"))):
        place = post[1]
        none_named: _Marked = [], ListMark(place.line, place.column, place.length, place.end_line)
        values, marks = _spread((values, marks), ("sections", "*"), _BANKS_OF_A_POST, none_named)
    return source if values is source.values else replace(source, values=values, marks=marks)


def _with_name(values: dict[str, Any], marks: MapMark, path: Path, name: str) -> tuple[dict[str, Any], MapMark]:
    key, *rest = (str(step) for step in path)
    inner = values.get(key)
    if rest:
        mark = marks.entries.get(key)
        if not isinstance(inner, dict) or not isinstance(mark, MapMark):
            return values, marks
        filled, filled_mark = _with_name(inner, mark, tuple(rest), name)
        return (values, marks) if filled is inner else _put(values, marks, key, filled, filled_mark)
    if inner or not name:
        return values, marks
    return _put(values, marks, key, name, Mark(marks.line, marks.column, 0, marks.line))


def _at(values: Any, mark: Mark, path: Path) -> tuple[Any, Mark] | None:
    for step in path:
        if not isinstance(values, dict) or not isinstance(mark, MapMark) or step not in values:
            return None
        values, mark = values[str(step)], mark.entries[str(step)]
    return (values, mark) if values else None


def _each(at: _Marked, way: tuple[str, ...], change: Callable[[_Marked], _Marked]) -> _Marked:
    """Change every entry that ``way`` leads to; returns the same object where nothing changes."""
    values, mark = at
    if not way:
        return change(at)
    step, rest = way[0], way[1:]
    if step == "*" and isinstance(mark, ListMark):
        made = [_each(entry, rest, change) for entry in zip(values, mark.entries, strict=True)]
        if all(new is old for (new, _), old in zip(made, values, strict=True)):
            return at
        return [new for new, _ in made], replace(mark, entries=[m for _, m in made])
    if not isinstance(mark, MapMark) or step not in values:
        return at
    new, new_mark = _each((values[step], mark.entries[step]), rest, change)
    return at if new is values[step] else _put(values, mark, step, new, new_mark)


def _spread(at: _Marked, way: tuple[str, ...], given: GivenOnce, found: _Marked) -> _Marked:
    """Put what was found into every entry that ``way`` leads to and that lacks it."""

    def take(entry: _Marked) -> _Marked:
        values, mark = entry
        return _put(values, mark, given.key, *found) if _lacks(values, mark, given) else entry

    return _each(at, way, take)


def _with_ids(at: _Marked, way: tuple[str, ...], made_of: str, taken: set[str]) -> _Marked:
    """Give every entry that has no id one made of its text, which stays the same as long as that does."""

    def name(entry: _Marked) -> _Marked:
        values, mark = entry
        text = values.get(made_of) if isinstance(values, dict) else None
        if not isinstance(mark, MapMark) or values.get("id") or not isinstance(text, str):
            return entry
        made = f"{made_of[0]}-{hashlib.sha256(fold(text).encode()).hexdigest()[:10]}"
        free = next(id_ for n in itertools.count(1) if (id_ := f"{made}-{n}" if n > 1 else made) not in taken)
        taken.add(free)
        return _put(values, mark, "id", free, Mark(mark.line, mark.column, 0, mark.line))

    return _each(at, way, name)


def _with_names_and_order(values: list[Any], marks: ListMark) -> tuple[list[Any], ListMark]:
    """Give posts that have none a short name, which is their name, and a place, which is behind the one above."""
    place, entries = "1", []
    for one, mark in zip(values, marks.entries, strict=True):
        filled, filled_mark = one, mark
        if isinstance(mark, MapMark) and isinstance(one, dict):
            here = Mark(mark.line, mark.column, 0, mark.line)
            if "short_name" not in one:  # where there is no name either, that is told once
                filled, filled_mark = _put(
                    one, mark, "short_name", one.get("name", "？"), mark.entries.get("name", here)
                )
            if "order" not in one:
                filled, filled_mark = _put(filled, filled_mark, "order", place, here)
            place = filled["order"]
        entries.append((filled, filled_mark))
    return [one for one, _ in entries], replace(marks, entries=[mark for _, mark in entries])


def _with_title_to_come(entry: _Marked) -> _Marked:
    """Keep the place of the title of a duty that is the same as another."""
    values, mark = entry
    if not isinstance(mark, MapMark) or not values.get("same_as") or values.get("title"):
        return entry
    return _put(values, mark, "title", TITLE_OF_THE_OTHER, mark.entries["same_as"])


def _lacks(values: Any, mark: Mark, given: GivenOnce) -> TypeGuard[dict[str, Any]]:
    """Whether an entry says nothing of its own and wants the value. A group's sources are those of its dossier."""
    if not isinstance(mark, MapMark) or values.get(given.key):
        return False
    return (not given.only_with or given.only_with in values) and not (
        given.model == "BaseQuestion" and "dossier" in values
    )


def _put(values: dict[str, Any], marks: Mark, key: str, value: Any, mark: Mark) -> tuple[dict[str, Any], MapMark]:
    assert isinstance(marks, MapMark)
    return {**values, key: value}, replace(marks, entries={**marks.entries, key: mark})


def with_banks_of_posts(catalog: Catalog) -> dict[str, Paper]:
    """Return the papers, those for a post with the banks they draw from: all that ask anything about the post."""
    return {id_: _with_banks(catalog, paper) for id_, paper in catalog.papers.items()}


def _with_banks(catalog: Catalog, paper: Paper) -> Paper:
    if all(section.banks or section.role is None for section in paper.sections):
        return paper
    sections = []
    for section in paper.sections:
        role = section.role
        banks = section.banks or tuple(
            bank.id
            for bank in catalog.banks.values()
            if role and any(catalog.is_about(e, role) for e in bank.questions)
        )
        sections.append(section.model_copy(update={"banks": banks}))
    return paper.model_copy(update={"sections": tuple(sections)})


_NAMED_MODELS = {
    Regulation: "id",
    Version: "since",
    DutyFile: "role",
    RoleCommentary: "role",
    BankSettings: "id",
    PaperSettings: "id",
    Case: "id",
}


def optional_keys(model: type) -> Iterator[str]:
    """Give the keys that need not be written in a model because its file says them once, or is named so."""
    if model in _NAMED_MODELS:
        yield _NAMED_MODELS[model]
    if model is Version:
        yield "id"
    if issubclass(model, BaseQuestion | QuestionGroup | KeyPoint):
        yield "id"
    if model is Role:
        yield from ("short_name", "order")
    for given in GIVEN_ONCE.values():
        yield from (one.key for one in given if any(base.__name__ == one.model for base in model.__mro__))
