"""What a file says once for all its entries, and what its name says: put where each entry would have said it.

The places are shared too: a fault in what was given once is told where it was typed.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from msgspec import Struct

from mingze.loading.files import FileKind
from mingze.loading.marked import Marked, changed, entries_of, mark_of, nowhere, value_at, with_entries, with_value
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
from mingze.source.nodes import ListMark, Mark
from mingze.text.fold import fold


class GivenOnce(Struct, frozen=True):
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
    values, _ = _filled(kind, (source.values, None), parts)
    if values is source.values:
        return source

    def marks() -> Mark:
        _, filled = _filled(kind, (source.values, source.marks), parts)
        assert filled is not None
        return filled

    return SourceFile(source.text, values, marks)


def _filled(kind: FileKind, at: Marked, parts: Mapping[str, str]) -> Marked:
    if kind.name == "roles" and isinstance(at[0], list):
        return _with_names_and_order(at)
    if not isinstance(at[0], dict):
        return at
    if kind.name in NAMED_BY:
        path, part = NAMED_BY[kind.name]
        at = _with_name(at, path, parts.get(part, ""))
    if kind.name == "version":  # named by its day, and by the folder of its regulation
        at = _with_name(at, ("id",), parts.get("regulation", ""))
    for given in GIVEN_ONCE.get(kind.name, ()):
        found = value_at(at, given.where)
        if found:
            at = _spread(at, given.entries, given, found)
    taken: set[str] = set()
    for way, made_of in _WITHOUT_IDS.get(kind.name, ()):
        at = _with_ids(at, way, made_of, taken)
    if kind.name == "duties":
        at = changed(at, ("duties", "*"), _with_title_to_come)
    if kind.name == "paper" and (post := value_at(at, ("paper", "role"))):
        place = post[1]
        none_named: Marked = [], place and ListMark(place.line, place.column, place.length, place.end_line)
        at = _spread(at, ("sections", "*"), _BANKS_OF_A_POST, none_named)
    return at


def _with_name(at: Marked, path: Path, name: str) -> Marked:
    key, *rest = (str(step) for step in path)
    values = at[0]
    inner = values.get(key)
    if rest:
        if not isinstance(inner, dict):
            return at
        filled = _with_name((inner, mark_of(at, key)), tuple(rest), name)
        return at if filled[0] is inner else with_value(at, key, *filled)
    return at if inner or not name else with_value(at, key, name, nowhere(at))


def _spread(at: Marked, way: tuple[str, ...], given: GivenOnce, found: Marked) -> Marked:
    """Put what was found into every entry that ``way`` leads to and that lacks it."""

    def take(entry: Marked) -> Marked:
        return with_value(entry, given.key, *found) if _lacks(entry[0], given) else entry

    return changed(at, way, take)


def _with_ids(at: Marked, way: tuple[str, ...], made_of: str, taken: set[str]) -> Marked:
    """Give every entry that has no id one made of its text, which stays the same as long as that does."""

    def name(entry: Marked) -> Marked:
        values = entry[0]
        text = values.get(made_of) if isinstance(values, dict) else None
        if not isinstance(text, str) or values.get("id"):
            return entry
        made = f"{made_of[0]}-{hashlib.sha256(fold(text).encode()).hexdigest()[:10]}"
        free = next(id_ for n in itertools.count(1) if (id_ := f"{made}-{n}" if n > 1 else made) not in taken)
        taken.add(free)
        return with_value(entry, "id", free, nowhere(entry))

    return changed(at, way, name)


def _with_names_and_order(at: Marked) -> Marked:
    """Give posts that have none a short name, which is their name, and a place, which is behind the one above."""
    place, made = "1", []
    for one in entries_of(at):
        filled = one
        if isinstance(one[0], dict):
            if "short_name" not in one[0]:  # where there is no name either, that is told once
                named = "name" in one[0]
                filled = with_value(
                    one, "short_name", one[0].get("name", "？"), mark_of(one, "name") if named else nowhere(one)
                )
            if "order" not in one[0]:
                filled = with_value(filled, "order", place, nowhere(one))
            place = filled[0]["order"]
        made.append(filled)
    if all(filled is one for (filled, _), one in zip(made, at[0], strict=True)):
        return at
    return [one for one, _ in made], with_entries(at[1], made)


def _with_title_to_come(entry: Marked) -> Marked:
    """Keep the place of the title of a duty that is the same as another."""
    values = entry[0]
    if not isinstance(values, dict) or not values.get("same_as") or values.get("title"):
        return entry
    return with_value(entry, "title", TITLE_OF_THE_OTHER, mark_of(entry, "same_as"))


def _lacks(values: Any, given: GivenOnce) -> TypeGuard[dict[str, Any]]:
    """Whether an entry says nothing of its own and wants the value. A group's sources are those of its dossier."""
    if not isinstance(values, dict) or values.get(given.key):
        return False
    return (not given.only_with or given.only_with in values) and not (
        given.model == "BaseQuestion" and "dossier" in values
    )


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
