"""Gather what names stand for, from the plain values of a whole site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias, get_args

from mingze.loading.files import FileKind
from mingze.model import Bank, Case, Regulation, Role, Source, Term, Theme
from mingze.model.article import parse_article_number
from mingze.source import SourceFile
from mingze.values.named import Named, Shape, names_of

_NAMED: dict[type, tuple[str, str, tuple[str, ...]]] = {
    Role: ("role", "", ("name", "short_name", "aliases")),
    Theme: ("theme", "", ("title", "aliases")),
    Term: ("term", "", ("name", "aliases")),
    Source: ("source", "", ("title",)),
    Case: ("case", "", ("title",)),
    Bank: ("bank", "bank", ("title",)),
    Regulation: ("regulation", "", ("title", "short_title")),
}
"""By model: its kind, the section that holds its id, and the keys that name it."""


_TRAVELLING = ("theme", "term", "source", "bank")
"""What may stand in a regulation's folder; outside it is named with the folder's id."""


Read: TypeAlias = tuple[FileKind, SourceFile, dict[str, str]]
"""A file that was read: its kind, and what its path says of it."""


def gather_names(files: Sequence[Read]) -> Named:
    """Gather ids by names, and the shapes of the regulations, whatever else is wrong with the files."""
    entries: dict[str, list[tuple[str, list[str]]]] = {kind: [] for kind, _, _ in _NAMED.values()}
    for kind, source, parts in files:
        model = _named_in(kind)
        if model is None:
            continue
        name, section, keys = _NAMED[model]
        for value in _dicts(source.values):
            holder = _get(value, section) if section else value
            id_ = _get(holder, "id")
            if not isinstance(id_, str) or not id_:
                continue
            own = parts.get("regulation", "") if name in _TRAVELLING else ""
            entries[name].append(
                (f"{own}/{id_}" if own else id_, [text for key in keys for text in _texts(_get(holder, key))])
            )
    return Named({kind: names_of(found) for kind, found in entries.items()}, gather_shapes(files))


def gather_shapes(files: Iterable[Read]) -> dict[str, Shape]:
    """Gather the shapes of the regulations alone."""
    found = (value for kind, source, _ in files if kind.type is Regulation for value in _dicts(source.values))
    return {id_: dict(_shape(value)) for value in found if isinstance(id_ := value.get("id"), str) and id_}


def gives_names(kind: FileKind) -> bool:
    """Whether files of a kind say what names stand for: they must be read before any other is typed."""
    return _named_in(kind) is not None


def _named_in(kind: FileKind) -> type | None:
    return next((model for model in (kind.type, *_members(kind.type)) if model in _NAMED), None)


def _members(type_: Any) -> tuple[Any, ...]:
    """Return the model of a list's entries, as lists are annotated in `mingze.loading.files`."""
    return tuple(inner for part in get_args(type_)[:1] for inner in get_args(part))


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _dicts(value: Any) -> Iterator[Any]:
    return (v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict))


def _texts(value: Any) -> Iterator[str]:
    return (v.strip() for v in (value if isinstance(value, list) else [value]) if isinstance(v, str) and v.strip())


def _shape(regulation: Any) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, ...], ...]]]:
    chapters = list(_dicts(_get(regulation, "chapters")))
    sections = [section for chapter in chapters for section in _dicts(_get(chapter, "sections"))]
    for holder in (regulation, *chapters, *sections):
        for article in _dicts(_get(holder, "articles")):
            try:
                number = parse_article_number(_get(article, "number"))
            except ValueError:
                continue
            paragraphs = tuple(
                tuple(len(_listed(_get(item, "subs"))) for item in _listed(_get(paragraph, "items")))
                for paragraph in _listed(_get(article, "paragraphs"))
            )
            yield (number.number, number.inserted), paragraphs


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
