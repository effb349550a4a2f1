"""Lists that Word counts itself, so that an added line renumbers the rest."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts.word.look import Look
from mingze.handouts.word.stylesheet import BULLETS, CALLOUT_BULLETS, INSET
from mingze.handouts.word.xml import el, points
from mingze.model.numerals import to_chinese


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to count paragraphs; indents as in the style of its paragraphs, which Word would otherwise overrule."""

    form: str
    sign: str
    suffix: str = "tab"
    left: int = 0
    hanging: int = 0
    first: int = 0
    """Indent of the first line in hundredths of a character."""


def kinds(look: Look) -> dict[str, Kind]:
    """Return the ways to count, by name."""
    text = points(look.size(16, 14))
    question = points(look.size(14)) * 2
    first = 0 if look.dense else 200
    return {
        "bullets": Kind("bullet", "•", "tab", 3 * text, text),
        "callout-bullets": Kind("bullet", "•", "space", INSET, 0, 200),
        "numbers": Kind("decimal", "%1.", "tab", round(3.5 * text), round(1.5 * text)),
        "callout-numbers": Kind("decimal", "%1.", "space", INSET, 0, 200),
        "headings": Kind("chineseCountingThousand", "%1、", "nothing", 0, 0, first),
        "chapters": Kind("chineseCountingThousand", "第%1章", "space", 0, 0, first),
        "questions": Kind("decimal", "%1.", "tab", question, question),
    }


def written(kind: str, number: int) -> str:
    """Return how a heading's number shows, for the table of contents."""
    return f"{to_chinese(number)}、" if kind == "headings" else f"第{to_chinese(number)}章 "


class Lists:
    """The numbering part of one document."""

    def __init__(self, numbering: BaseOxmlElement, look: Look) -> None:
        known = kinds(look)
        self._ids = {name: n for n, name in enumerate(known)}
        numbering[:] = [_abstract(n, kind) for n, kind in enumerate(known.values())]
        self._numbering = numbering
        self._last: dict[str, tuple[int, int]] = {}
        self._made = 0
        for id_, name in ((BULLETS, "bullets"), (CALLOUT_BULLETS, "callout-bullets")):
            made = self._new(name)
            assert made == id_

    def begin(self, kind: str, start: int = 1) -> int:
        """Return a new list of a kind that counts from ``start``."""
        made = self._new(kind, start)
        self._last[kind] = (made, start)
        return made

    def going_on(self, kind: str, number: int) -> int:
        """Return the list in which ``number`` comes next; a new one where it does not follow the last."""
        made, last = self._last.get(kind, (0, 0))
        if not made or number != last + 1:
            return self.begin(kind, number)
        self._last[kind] = (made, number)
        return made

    def _new(self, kind: str, start: int = 0) -> int:
        self._made += 1
        override = el("lvlOverride", el("startOverride", val=start), ilvl=0) if start else None
        self._numbering.append(el("num", el("abstractNumId", val=self._ids[kind]), override, numId=self._made))
        return self._made


def _abstract(number: int, kind: Kind) -> BaseOxmlElement:
    indents: dict[str, object] = {"left": kind.left}
    indents |= (
        {"hanging": kind.hanging} if kind.hanging else {"firstLineChars": kind.first, "firstLine": kind.first * 3}
    )
    level = el(
        "lvl",
        el("start", val=1),
        el("numFmt", val=kind.form),
        el("suff", val=kind.suffix),
        el("lvlText", val=kind.sign),
        el("lvlJc", val="left"),
        el("pPr", el("ind", **indents)),
        ilvl=0,
    )
    return el(
        "abstractNum",
        el("nsid", val=f"{0x4D5A0000 + number:08X}"),
        el("multiLevelType", val="singleLevel"),
        level,
        abstractNumId=number,
    )
