"""What a request says, looked at before it is used: by hand, as a library for it takes ten megabytes of each server."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")


class BadField(Exception):
    """Something is missing, of another kind, or out of bounds."""


class _Needed:
    """Stands for: there is no default."""


NEEDED = _Needed()
Default: TypeAlias = T | _Needed


class Given:
    """The fields of a JSON object; each is asked for with what it may be. Raises `BadField` where it is no object."""

    def __init__(self, found: object) -> None:
        if not isinstance(found, dict):
            raise BadField
        self._found: dict[str, Any] = found

    def only(self, names: Collection[str]) -> None:
        """Raise `BadField` where there is anything else than these."""
        if not self._found.keys() <= set(names):
            raise BadField

    def whole(self, name: str, least: int, most: int, default: Default[int] = NEEDED) -> int:
        """Return a whole number within bounds. Raises `BadField`."""
        value = self._value(name, default)
        if type(value) is not int or not least <= value <= most:  # True is no number
            raise BadField(name)
        return value

    def maybe_whole(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number within bounds, None where it is null or left out. Raises `BadField`."""
        return None if self._found.get(name) is None else self.whole(name, least, most)

    def flag(self, name: str, default: Default[bool] = NEEDED) -> bool:
        """Return true or false. Raises `BadField`."""
        value = self._value(name, default)
        if type(value) is not bool:
            raise BadField(name)
        return value

    def text(self, name: str, most: int, default: Default[str] = NEEDED) -> str:
        """Return a text of at most so many characters. Raises `BadField`."""
        value = self._value(name, default)
        if not isinstance(value, str) or len(value) > most:
            raise BadField(name)
        return value

    def one_of(self, name: str, words: Collection[T], default: Default[T] = NEEDED) -> T:
        """Return one of some words. Raises `BadField`."""
        value = self._value(name, default)
        found = next((word for word in words if word == value and type(word) is type(value)), NEEDED)
        if isinstance(found, _Needed):
            raise BadField(name)
        return found

    def wholes(self, name: str, least: int, most: int, count: int) -> tuple[int, ...]:
        """Return at most so many whole numbers within bounds, none where they are left out. Raises `BadField`."""
        value = self._found.get(name, [])
        if not isinstance(value, list) or len(value) > count:
            raise BadField(name)
        if any(type(one) is not int or not least <= one <= most for one in value):
            raise BadField(name)
        return tuple(value)

    def texts(self, name: str, count: int) -> tuple[str, ...]:
        """Return one or more texts, at most so many. Raises `BadField`."""
        value = self._found.get(name)
        if (
            not isinstance(value, list)
            or not 1 <= len(value) <= count
            or any(not isinstance(one, str) for one in value)
        ):
            raise BadField(name)
        return tuple(value)

    def anything(self, name: str) -> Any:
        """Return whatever it is; None where it is left out."""
        return self._found.get(name)

    def _value(self, name: str, default: object) -> Any:
        value = self._found.get(name, default)
        if isinstance(value, _Needed):
            raise BadField(name)
        return value
