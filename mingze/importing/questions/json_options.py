"""Options and texts of the objects in a dump, in every way that quiz programs write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mingze.importing.questions.raw_question import RawOption
from mingze.importing.questions.text_cleaning import TextCleaner

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPTION_KEYS = ("options", "选项", "choices", "items", "optionlist", "answeroptions", "option")
_OPTION = re.compile(r"^(?:op|opt|option|选项|choice|answer)[_\-]?([a-z]|\d{1,2})$|^([a-z])$")
_INNER = ("content", "text", "title", "value", "label", "name", "选项", "内容", "option")
_LETTER = ("key", "letter", "label", "no", "prefix", "字母")
_RIGHT = ("iscorrect", "isright", "correct", "right", "is_right", "is_correct", "isanswer", "正确")
_TAG = re.compile(r"<(?:br|/p|/div)\s*/?>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def plain_key(key: object) -> str:
    """Reduce a key to what is compared."""
    return re.sub(r"[\s_\-]", "", str(key)).lower()


def text_of_value(value: Any) -> str:
    """Return a value as text without markup, "" for lists and objects."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    text = str(value)
    if "<" in text and _MARKUP.search(text):
        text = (
            _MARKUP.sub("", _TAG.sub("\n", text))
            .replace("&nbsp;", " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
        )
    return text.strip("\r\n\t")


def unpacked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object whose options stand as lists: databases hold them as a text of JSON."""
    out = dict(values)
    for key, value in values.items():
        if isinstance(value, str) and value.strip()[:1] in ("[", "{") and plain_key(key) in OPTION_KEYS:
            try:
                out[key] = json.loads(value)
            except (ValueError, RecursionError):
                continue
    return out


def text_of_options(values: Mapping[str, Any]) -> str:
    """Return the key of a text that holds all options, "" where there is none."""
    return next(
        (str(k) for k, v in values.items() if plain_key(k) in OPTION_KEYS and isinstance(v, str) and v.strip()), ""
    )


def options_of(values: Mapping[str, Any], head: str, clean: TextCleaner) -> tuple[list[RawOption], set[str]]:
    """Return the options: a list, an object by letters, keys A to H or opA to opF; and the keys they are in."""
    keys = {plain_key(key): key for key in values}
    listed = next(
        (keys[n] for n in (*OPTION_KEYS, "answers") if n in keys and _is_list_of_options(values[keys[n]], n)), None
    )
    if listed is not None:
        return list(_listed(values[listed], f"{head}.{listed}", clean)), {listed}
    found = {}
    for plain, key in keys.items():
        if match := _OPTION.match(plain):
            sign = match[1] or match[2]
            position = int(sign) - 1 if sign.isdecimal() else ord(sign) - ord("a")
            if 0 <= position < len(_ALPHABET) and not isinstance(values[key], (dict, list)):
                found[position] = key
    if 0 not in found or 1 not in found:
        return [], set()
    options = [
        RawOption(_ALPHABET[n], clean.clean(text_of_value(values[key]), f"{head}.{key}"), f"{head}.{key}")
        for n, key in sorted(found.items())
    ]
    while options and not options[-1].text.strip():
        options.pop()
    return options, set(found.values())


def _is_list_of_options(value: Any, name: str) -> bool:
    if isinstance(value, dict):
        return len(value) > 1 and all(len(str(key)) <= 2 for key in value)
    if not isinstance(value, list) or not value:
        return False
    if name == "answers":
        return all(isinstance(one, dict) for one in value)
    return True


def _listed(value: Any, place: str, clean: TextCleaner) -> Iterator[RawOption]:
    if isinstance(value, dict):
        for key, text in value.items():
            yield RawOption(
                str(key).strip().upper(), clean.clean(text_of_value(text), f"{place}.{key}"), f"{place}.{key}"
            )
        return
    for n, one in enumerate(value):
        if isinstance(one, list):  # ["选项", true]
            text = next((text_of_value(part) for part in one if isinstance(part, str)), "")
            yield RawOption("", clean.clean(text, f"{place}[{n}]"), f"{place}[{n}]", is_marked=True in one)
            continue
        if not isinstance(one, dict):
            yield RawOption("", clean.clean(text_of_value(one), f"{place}[{n}]"), f"{place}[{n}]")
            continue
        keys = {plain_key(key): key for key in one}
        letter = next(
            (
                text_of_value(one[keys[k]])
                for k in _LETTER
                if k in keys and re.fullmatch(r"[A-Za-z]", text_of_value(one[keys[k]]).strip())
            ),
            "",
        )
        text = next(
            (
                text_of_value(one[keys[k]])
                for k in _INNER
                if k in keys and text_of_value(one[keys[k]]) and text_of_value(one[keys[k]]) != letter
            ),
            "",
        )
        right = next((one[keys[k]] for k in _RIGHT if k in keys), False)
        marked = right is True or str(right).strip().lower() in ("1", "true", "yes")
        yield RawOption(letter.upper(), clean.clean(text, f"{place}[{n}]"), f"{place}[{n}]", is_marked=marked)
