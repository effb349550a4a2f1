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
from typing import Any

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
_LED = re.compile(r"\[\[[^\[\]\n]*\]\]|\]\([^()\s]*\)")
"""Ways to terms and to other pages, which are checked and counted wherever they stand."""


def outward(file: str, values: Any, text: str, shown: Collection[str]) -> str:
    """Return the fingerprint of what a data file tells beyond its unit.

    ``values`` are its plain values, ``text`` all of it, ``shown`` ids of questions that pages of the whole site show.
    """
    found = kind_of(file)
    inner = _INNER.get(found[0].name, {}) if found else {}
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
    """Return a fingerprint of what the other posts of a unit see of a post's file beside what `outward` tells.

    "" for files of any other kind.
    """
    found = kind_of(file)
    name = found[0].name if found else ""
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
