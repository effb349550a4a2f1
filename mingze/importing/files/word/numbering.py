"""The numbers Word writes before paragraphs, which no text in the file holds (ECMA-376 part 1, 17.9).

Figures of the field: 38 of 3,311 published instruments lost such numbers on the way to a web page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct, field

from mingze.importing.files.word.docx_package import W
from mingze.values.numerals import to_chinese

_PART = re.compile(r"%([1-9])")
_DEEPEST = 20
"""Styles that rest on styles, numberings that name others."""
_HEADING = re.compile(r"第[^第]{1,8}[编篇章节条]$")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    ):
        out += sign * (number // value)
        number %= value
    return out


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _circled(number: int) -> str:
    return chr(0x245F + number) if 0 < number <= 20 else str(number)


def _wide(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCountingThousand",
            "koreanCounting",
        ),
        to_chinese,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _wide,
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
    "none": lambda n: "",
    "bullet": lambda n: "",
}


class _Level(Struct, frozen=True):
    format: str
    text: str
    start: int
    restart: int
    """After a paragraph of a level below this number (from 0) it begins anew; 0: never."""
    space: bool
    arabic: bool
    """Numbers of other levels within are Arabic (``isLgl``)."""
    style: str
    """The style whose paragraphs are of this level, "" for none."""


class Numbering(Struct):
    """Counts the paragraphs of every list of a file, in the order they are asked for."""

    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _instances: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)
    """By number id: its abstract list, levels of its own, starts of its own."""
    _styles: dict[str, Any] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    """Lists and levels whose own start has been used."""
    _default: str = ""

    @classmethod
    def read(cls, numbering: Any, styles: Any) -> Numbering:
        """Read the parts ``numbering.xml`` and ``styles.xml``; either may be None."""
        out = cls()
        if styles is not None:
            for style in styles.iter(f"{W}style"):
                id_ = style.get(f"{W}styleId", "")
                out._styles[id_] = style
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                    out._default = id_
        if numbering is None:
            return out
        links: dict[str, str] = {}
        owners: dict[str, str] = {}
        for one in numbering.iter(f"{W}abstractNum"):
            id_ = one.get(f"{W}abstractNumId", "")
            out._abstract[id_] = dict(_levels(one))
            if style := _value(one, "numStyleLink"):
                links[id_] = style
            if style := _value(one, "styleLink"):
                owners[style] = id_
        for id_, style in links.items():
            out._abstract[id_] = out._abstract.get(owners.get(style, ""), out._abstract[id_])
        for one in numbering.iter(f"{W}num"):
            starts: dict[int, int] = {}
            own: dict[int, _Level] = {}
            for change in one.iter(f"{W}lvlOverride"):
                level = _integer(change.get(f"{W}ilvl"), 0)
                if (start := _value(change, "startOverride")) is not None:
                    starts[level] = _integer(start, 1)
                own.update(_levels(change))
            out._instances[one.get(f"{W}numId", "")] = (_value(one, "abstractNumId") or "", own, starts)
        return out

    def number(self, paragraph: Any) -> str:
        """Count a paragraph and return the number Word shows before it, "" for none."""
        list_, level = self._place(paragraph)
        if list_ not in self._instances:
            return ""
        abstract, own, starts = self._instances[list_]
        levels = {**self._abstract.get(abstract, {}), **own}
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if level in starts and (list_, level) not in self._begun:
            self._begun.add((list_, level))
            counts[level] = starts[level]
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            restart = levels[deeper].restart if deeper in levels else deeper
            if restart and level < restart:
                del counts[deeper]
        shown = levels[level]

        def part(match: re.Match[str]) -> str:
            n = int(match[1]) - 1
            other = levels.get(n, shown)
            count = counts.get(n, other.start)
            if shown.arabic and n != level:
                return str(count)
            return _formatted(other.format, count)

        text = _PART.sub(part, shown.text) if shown.format != "bullet" else ""
        return text + ("\u3000" if text and shown.space and _HEADING.search(text.strip()) else "")

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return list and level of a paragraph: its own, or those of its style or a style that rests on."""
        properties = paragraph.find(f"{W}pPr")
        list_ = level = None
        style = self._default
        if properties is not None:
            list_, level = _list_of(properties)
            style = _value(properties, "pStyle") or style
        for _ in range(_DEEPEST):
            if list_ is not None and level is not None:
                break
            found = self._styles.get(style)
            if found is None:
                break
            above = found.find(f"{W}pPr")
            if above is not None:
                its_list, its_level = _list_of(above)
                if list_ is None and its_list is not None:
                    list_ = its_list
                    level = self._level_of_style(its_list, style) if level is None else level
                level = its_level if level is None and list_ == its_list else level
            style = _value(found, "basedOn") or ""
        return list_ or "0", level or 0

    def _level_of_style(self, list_: str, style: str) -> int | None:
        """Return the level of a list that names a style as its own (``w:lvl/w:pStyle``)."""
        abstract, own, _ = self._instances.get(list_, ("", {}, {}))
        levels = {**self._abstract.get(abstract, {}), **own}
        return next((n for n, level in levels.items() if level.style == style), None)


def _formatted(name: str, number: int) -> str:
    try:
        return _FORMATS.get(name, str)(number)
    except ValueError:
        return str(number)


def _levels(holder: Any) -> Iterator[tuple[int, _Level]]:
    for one in holder.iter(f"{W}lvl"):
        level = _integer(one.get(f"{W}ilvl"), 0)
        restart = _value(one, "lvlRestart")
        yield (
            level,
            _Level(
                format=_value(one, "numFmt") or "decimal",
                text=_value(one, "lvlText") or "",
                start=_integer(_value(one, "start"), 1),
                restart=level if restart is None else min(_integer(restart, level), level),
                space=(_value(one, "suff") or "tab") != "nothing",
                arabic=one.find(f"{W}isLgl") is not None,
                style=_value(one, "pStyle") or "",
            ),
        )


def _list_of(properties: Any) -> tuple[str | None, int | None]:
    found = properties.find(f"{W}numPr")
    if found is None:
        return None, None
    level = _value(found, "ilvl")
    return _value(found, "numId"), None if level is None else _integer(level, 0)


def _value(holder: Any, name: str) -> str | None:
    found = holder.find(f"{W}{name}")
    value = found.get(f"{W}val") if found is not None else None
    return None if value is None else str(value)


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return min(max(int(text or ""), 0), 9999)
    except ValueError:
        return otherwise
