"""PowerPoint files read back: slides with their parts, and whether their text has room."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Presentation_
from pptx.slide import Slide

from mingze.handouts.deck.slide_look import LAYOUTS, Layout

POINTS = 12700
YAHEI_LINE = 1.32


@dataclass(frozen=True)
class Read:
    """One slide of a file."""

    slide: Slide
    layout: Layout

    @property
    def title(self) -> str:
        assert self.slide.shapes.title is not None
        return str(self.slide.shapes.title.text_frame.text)

    def paragraphs(self, key: str) -> list[str]:
        return [p.text for p in self.shape(key).text_frame.paragraphs]

    def text(self, key: str) -> str:
        return "".join(self.paragraphs(key)) if self.layout.has(key) else ""

    def shape(self, key: str) -> Any:
        return self.slide.placeholders[self.layout[key].idx]

    @property
    def notes(self) -> list[str]:
        frame = self.slide.notes_slide.notes_text_frame if self.slide.has_notes_slide else None
        return [p.text for p in frame.paragraphs] if frame else []

    @property
    def footer(self) -> str:
        found = [s.text_frame.text for s in self.slide.placeholders if s.element.ph_type.name == "FOOTER"]
        assert len(found) <= 1
        return "".join(found)

    @property
    def clicks(self) -> list[str]:
        """What appears by click: a shape's id, or with the paragraph behind a slash."""
        targets = self.slide.element.iter(qn("p:spTgt"))
        return ["/".join([t.get("spid"), *(r.get("st") for r in t.iter(qn("p:pRg")))]) for t in targets]


def opened(data: bytes) -> Presentation_:
    return Presentation(io.BytesIO(data))


def read(data: bytes) -> list[Read]:
    layouts = {layout.name: layout for layout in LAYOUTS}
    return [Read(slide, layouts[slide.slide_layout.name]) for slide in opened(data).slides]


def overfull(read_: Read) -> Iterator[str]:
    """Name every text that is higher than its frame in 微软雅黑, counted without the writer's own estimate."""
    for slot in read_.layout.slots:
        shape = read_.shape(slot.key)
        if not shape.has_text_frame:
            continue
        inset = 2 * slot.inset * 72 / 25.4
        needed = 0.0
        for n, paragraph in enumerate(shape.text_frame.paragraphs):
            style = slot.levels[paragraph.level]
            em = (shape.width / POINTS - inset) / style.size - style.hanging
            lines = sum(max(1, math.ceil(_ems(line) / em)) for line in paragraph.text.split("\v"))
            needed += lines * style.size * style.spacing * YAHEI_LINE + (style.before if n else 0)
        if needed > shape.height / POINTS - inset:
            yield f"{read_.title}: {slot.key} {needed:.0f}"


def _ems(words: str) -> float:
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in words)
