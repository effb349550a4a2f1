"""Entities in less memory: which fields a file names is the same for thousands of them, and is kept once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, get_args

from mingze.model import Entity

_known: dict[frozenset[str], set[str]] = {}
"""One set for all entities that name the same fields. Entities are frozen, so that nobody adds to it; a copy of an
entity (``model_copy``) gets a set of its own."""


def share_sets(content: Any) -> None:
    """Let every entity in a file's content share the set of its fields: half a kilobyte each."""
    if isinstance(content, Entity):
        fields = content.model_fields_set
        object.__setattr__(content, "__pydantic_fields_set__", _known.setdefault(frozenset(fields), fields))
        for name in _holding(type(content)):
            share_sets(getattr(content, name))
    elif isinstance(content, tuple):
        for one in content:
            share_sets(one)


@lru_cache(maxsize=256)
def _holding(type_: type[Entity]) -> tuple[str, ...]:
    """Return the fields of a type in which entities may stand."""
    return tuple(name for name, field in type_.model_fields.items() if _names_entities(field.annotation))


def _names_entities(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        return True
    return any(map(_names_entities, get_args(annotation)))
