"""What the rest of a site may see of a file, as a fingerprint: everything it says but what stands on its own pages.

What a duty says in full and is called, what an explanation, a key point or a question says, stands on pages of its own
unit and in the search; where pages of others tell of one duty, they refer to it, and its unit is built with the whole
site (`mingze.renewal.closed`). Ids, names, numbers, order, references, dates and marks may be told anywhere, and so
may every key that is not listed here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from json import dumps
from typing import Any, NamedTuple

from msgspec.json import encode

from mingze.links import LINK
from mingze.loading import kind_of

_EXPLAINED = frozenset({"plain", "actions", "evidence", "caution"})
_ASKED = frozenset({"stem", "explanation", "hint", "options", "answer", "depth"})
_KEY_POINT = frozenset({"title", "kind", "standing", "text", "correction"})
_INNER: Mapping[str, Mapping[str, frozenset[str]]] = {
    "duties": {"duties": frozenset({"title", "text", "keywords", "standard"})},
    "commentary": {
        "": frozenset({"summary"}),
        "key_points": _KEY_POINT,
        "explanations": _EXPLAINED,
    },
    "article-commentary": {"key_points": _KEY_POINT, "explanations": _EXPLAINED},
    "additions": {"additions": _EXPLAINED},
    "bank": {"questions": _ASKED},
}
"""By kind of file and by its list of entries ("" for the file itself) the keys whose words stay within the unit."""
_CALLED = {"duties": "duties", "commentary": "key_points"}
_NAMING = ("title", "keywords", "kind", "standing")
_ADDED: Mapping[str, tuple[str, frozenset[str]]] = {
    "commentary": ("key_points", _KEY_POINT | {"id", "points", "sources"}),
    "bank": ("questions", _ASKED | {"id", "type", "cites", "sources"}),
}
"""Entries that may be added unseen, by the kind of their file: their list, and the keys that they may have."""
_LED = re.compile(r"\[\[[^\[\]\n]*\]\]|\]\([^()\s]*\)")
"""Ways to terms and to other pages, which are checked and counted wherever they stand."""


class Seen(NamedTuple):
    """What others see of a data file, as fingerprints."""

    outward: str
    """What is told beyond its unit."""
    loosely: str
    """The same without how many questions and key points it has, and which: for those that may be added unseen."""
    called: str
    """What other posts of the unit see of a post's file beside the first; "" for any other file."""


def seen(file: str, values: Any, text: str, shown: Collection[str]) -> Seen:
    """Return what others see of a data file.

    ``values`` are its plain values, ``text`` all of it, ``shown`` ids of questions that pages of the whole site show.
    """
    told = outward(file, values, text, shown)
    name, keys = _ADDED.get(_kind(file), ("", frozenset[str]()))
    entries = values.get(name) if name and isinstance(values, dict) else None
    loosely = told
    if isinstance(entries, list):
        added = [entry for entry in entries if _may_be_added(entry, keys, shown)]
        sources = sorted({str(one) for entry in added for one in _listed(entry.get("sources"))})
        left = [entry for entry in entries if not _may_be_added(entry, keys, shown)]
        loosely = outward(file, {**values, name: [*left, {"sources": sources}]}, text, shown)
    return Seen(told, loosely, called(file, values))


def _may_be_added(entry: Any, keys: Collection[str], shown: Collection[str]) -> bool:
    return isinstance(entry, dict) and bool(entry.get("id")) and entry["id"] not in shown and entry.keys() <= set(keys)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _kind(file: str) -> str:
    found = kind_of(file)
    return found[0].name if found else ""


def outward(file: str, values: Any, text: str, shown: Collection[str]) -> str:
    """Return `Seen.outward` of a file."""
    inner = _INNER.get(_kind(file), {})
    told: Any = values
    if inner and isinstance(values, dict):
        told = {key: value for key, value in values.items() if key not in inner.get("", ())}
        for name, keys in inner.items():
            entries = told.get(name) if name else None
            if isinstance(entries, list):
                told[name] = [_without(entry, keys, shown) for entry in entries]
    leading = [link for one in _texts(values) for link in LINK.findall(one)] if "](" in text else []
    led = _LED.findall(text) if "[[" in text or "](" in text else []
    return hashlib.sha256(_plain([told, led, leading])).hexdigest()[:32]


def called(file: str, values: Any) -> str:
    """Return `Seen.called` of a file."""
    name = _kind(file)
    entries = values.get(_CALLED[name]) if name in _CALLED and isinstance(values, dict) else None
    if not isinstance(entries, list):
        return ""
    told = [[entry.get(key) for key in _NAMING] for entry in entries if isinstance(entry, dict)]
    return hashlib.sha256(_plain(told)).hexdigest()[:16]


def _plain(told: Any) -> bytes:
    try:
        return encode(told)
    except UnicodeEncodeError:  # half a surrogate pair
        return dumps(told).encode()


def _texts(value: Any) -> Iterator[str]:
    """Yield every text among plain values, with its own line breaks: what is a link depends on them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _without(entry: Any, keys: Collection[str], shown: Collection[str]) -> Any:
    """Return an entry without its inner words; one that has no id is named by them, and so tells them."""
    if not isinstance(entry, dict) or entry.get("id") in shown:
        return entry
    if "stem" in keys:
        if not entry.get("id"):
            return entry
        return {key: value for key, value in entry.items() if key not in keys}
    out = {key: value for key, value in entry.items() if key not in keys}
    if "points" in out and isinstance(out["points"], list):
        out["points"] = [
            {key: value for key, value in point.items() if key != "text"} if isinstance(point, dict) else point
            for point in out["points"]
        ]
    return out
