"""A paper before it is drawn: what its page and lists of papers say of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.model import Catalog, Paper
from mingze.values.numerals import to_chinese
from mingze.views import routes
from mingze.views.bank import BankName, bank_name


class PlannedSection(Struct, frozen=True):
    """A section (大题) as the paper plans it."""

    name: str
    """一、单项选择题"""
    size: int
    """How many questions it puts, of groups every one."""
    groups: int
    """How many groups they stand in, 0 for none."""
    points: int | float
    marks: int | float


class BlueprintView(Struct, frozen=True):
    """A paper as it is planned."""

    id: str
    title: str
    address: str
    minutes: int
    marks: int | float
    is_open: bool
    """Whether its pages hold the keys."""
    sections: tuple[PlannedSection, ...]
    banks: tuple[BankName, ...]
    """The banks that it draws from."""

    @property
    def size(self) -> int:
        """How many questions it puts."""
        return sum(section.size for section in self.sections)


def blueprint_view(catalog: Catalog, paper: Paper) -> BlueprintView:
    """Return what is said of a paper before it is drawn."""
    drawn_from = dict.fromkeys(id_ for section in paper.sections for id_ in section.banks)
    return BlueprintView(
        paper.id,
        paper.paper.title,
        routes.paper(paper.id),
        paper.paper.minutes,
        paper.full_marks,
        not catalog.withholds(paper),
        tuple(_sections(paper)),
        tuple(bank_name(catalog.banks[id_]) for id_ in drawn_from if id_ in catalog.banks),
    )


def _sections(paper: Paper) -> Iterator[PlannedSection]:
    for place, section in enumerate(paper.sections, 1):
        name = f"{to_chinese(place)}、{section.type.label}"
        groups = section.count if section.size else 0
        yield PlannedSection(name, section.items, groups, section.points, section.full_marks)
