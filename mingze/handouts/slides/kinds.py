"""What a deck is made of, whatever the format: kinds of slides, in parts. Writers lay them out and add nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mingze.handouts.blocks import PaperOption, Picture, Quotation
from mingze.views.runs import Runs


@dataclass(frozen=True, slots=True)
class Foot:
    """What a slide rests on, for its footer."""

    checked: str = ""
    """整理/核对 of the regulations on the slide, in words; "" where it shows nothing of one."""
    sources: tuple[str, ...] = ()
    """Titles of sources."""


@dataclass(frozen=True, slots=True)
class TitleSlide:
    """The first slide."""

    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    """What the trainer reads beneath the slide, paragraph by paragraph; so on every kind."""
    foot: Foot


@dataclass(frozen=True, slots=True)
class OpenerSlide:
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


@dataclass(frozen=True, slots=True)
class DutySlide:
    """One duty: the text of its clause as it stands."""

    title: str
    label: str
    """Who bears it."""
    clause: Quotation
    remark: str
    """What the marks in the text mean, "" where it has none."""
    notes: tuple[str, ...]
    foot: Foot


@dataclass(frozen=True, slots=True)
class PointsSlide:
    """Points under a title: an explanation's, a key point's, a list of sources."""

    title: str
    label: str
    points: tuple[Runs, ...]
    by_click: bool
    """Whether the points are numbered and come one by one."""
    notes: tuple[str, ...]
    foot: Foot


@dataclass(frozen=True, slots=True)
class ComparisonSlide:
    """Who does what about one theme."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    weights: tuple[int, ...]
    """Relative widths of the columns."""
    notes: tuple[str, ...]
    foot: Foot


@dataclass(frozen=True, slots=True)
class PictureSlide:
    """A chapter of the picture of assessment, reward and accountability."""

    picture: Picture
    label: str
    notes: tuple[str, ...]
    foot: Foot

    @property
    def title(self) -> str:
        """The picture's title."""
        return self.picture.title


@dataclass(frozen=True, slots=True)
class QuestionSlide:
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


@dataclass(frozen=True, slots=True)
class Part:
    """Slides under one name in the slide sorter."""

    title: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Deck:
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
