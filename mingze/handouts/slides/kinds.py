"""What a deck is made of, whatever the format: kinds of slides, in parts. Writers lay them out and add nothing."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from mingze.handouts.blocks import PaperOption, Picture, Quotation
from mingze.views.runs import Runs


class Foot(Struct, frozen=True):
    """What a slide rests on, for its footer."""

    checked: str = ""
    """整理/核对 of the regulations on the slide, in words; "" where it shows nothing of one."""
    sources: tuple[str, ...] = ()
    """Titles of sources."""


class TitleSlide(Struct, frozen=True):
    """The first slide."""

    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    """What the trainer reads beneath the slide, paragraph by paragraph; so on every kind."""
    foot: Foot


class OpenerSlide(Struct, frozen=True):
    """A slide that opens or closes a role: its duties at a glance, what to do afterwards."""

    title: str
    label: str
    """A line beneath the title; so on every kind that has one."""
    entries: tuple[Runs, ...]
    """In order, numbered by the writer."""
    url: str
    """The page for a QR code; "" on a site without an address."""
    notes: tuple[str, ...]
    foot: Foot


class DutySlide(Struct, frozen=True):
    """One duty: the text of its clause as it stands."""

    title: str
    label: str
    """Who bears it."""
    clause: Quotation
    remark: str
    """What the marks in the text mean, "" where it has none."""
    notes: tuple[str, ...]
    foot: Foot


class PointsSlide(Struct, frozen=True):
    """Points under a title: an explanation's, a key point's, a list of sources."""

    title: str
    label: str
    points: tuple[Runs, ...]
    by_click: bool
    """Whether the points are numbered and come one by one."""
    notes: tuple[str, ...]
    foot: Foot


class ComparisonSlide(Struct, frozen=True):
    """Who does what about one theme."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    weights: tuple[int, ...]
    """Relative widths of the columns."""
    notes: tuple[str, ...]
    foot: Foot


class PictureSlide(Struct, frozen=True):
    """A chapter of the picture of assessment, reward and accountability."""

    picture: Picture
    label: str
    notes: tuple[str, ...]
    foot: Foot

    @property
    def title(self) -> str:
        """The picture's title."""
        return self.picture.title


class QuestionSlide(Struct, frozen=True):
    """A question to ask in the hall; the answer comes by click and stands in the notes."""

    title: str
    stem: Runs
    options: tuple[PaperOption, ...]
    answer: str
    """The letters or the mark."""
    basis: str
    """What the question mainly rests on, beside the answer."""
    notes: tuple[str, ...]
    foot: Foot


Slide: TypeAlias = TitleSlide | OpenerSlide | DutySlide | PointsSlide | ComparisonSlide | PictureSlide | QuestionSlide


class Part(Struct, frozen=True):
    """Slides under one name in the slide sorter."""

    title: str
    slides: tuple[Slide, ...]


class Deck(Struct, frozen=True):
    """A deck with what must stand on its slides."""

    id: str
    """Its file's name without ending: ``slides-safety-deputy``."""
    title: str
    book: str
    """What the deck belongs to."""
    edition: str
    organisation: str
    parts: tuple[Part, ...]
    keywords: tuple[str, ...] = ()

    @property
    def slides(self) -> tuple[Slide, ...]:
        """All slides in order."""
        return tuple(slide for part in self.parts for slide in part.slides)
