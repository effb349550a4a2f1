"""Plain data as JSON of one line."""

from __future__ import annotations

from typing import Any

from msgspec.json import Encoder


def _plain(value: object) -> str:
    """Return what the encoder does not know as what it knows: strings of another class, as HTML made safe is."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"not plain data: {type(value).__name__}")


_ENCODER = Encoder(enc_hook=_plain)


def compact_json(value: Any) -> str:
    """Return plain data as JSON without spaces, every character as it is.

    Raises ``TypeError`` for anything but plain data, ``UnicodeEncodeError`` for half a surrogate pair.
    """
    return _ENCODER.encode(value).decode()
