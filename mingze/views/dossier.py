"""The dossier (材料) of a question group as every output tells it."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from mingze.model import Catalog, QuestionGroup
from mingze.text.dossier import DossierBlock, DossierLines, DossierTable
from mingze.views import prose
from mingze.views.names import Named, Names
from mingze.views.runs import Runs


class WordsView(Struct, frozen=True):
    """A paragraph of a dossier."""

    runs: Runs
    kind: str = "paragraph"


class LinesView(Struct, frozen=True):
    """Its numbered lines, which questions name by number."""

    lines: tuple[Runs, ...]
    kind: str = "lines"


class GridView(Struct, frozen=True):
    """One of its tables."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    lengths: tuple[int, ...]
    """Characters of the longest cell of each column, as typed."""
    kind: str = "table"


PartOfDossier: TypeAlias = WordsView | LinesView | GridView


class DossierView(Struct, frozen=True):
    """What the questions of a group are about."""

    id: str
    """That of its group."""
    title: str
    parts: tuple[PartOfDossier, ...]
    sources: tuple[Named, ...]


def dossier_view(catalog: Catalog, names: Names, group: QuestionGroup) -> DossierView:
    """Return the dossier of a group as it is told."""
    parts = tuple(_part(catalog, block) for block in group.blocks)
    return DossierView(group.id, group.title, parts, names.sources(group.sources))


def _part(catalog: Catalog, block: DossierBlock) -> PartOfDossier:
    def told(words: str) -> Runs:
        return prose.inline(words, catalog.terms)

    if isinstance(block, DossierTable):
        columns = range(len(block.head))
        lengths = tuple(max(len(row[n]) for row in (block.head, *block.rows)) for n in columns)
        return GridView(tuple(map(told, block.head)), tuple(tuple(map(told, row)) for row in block.rows), lengths)
    if isinstance(block, DossierLines):
        return LinesView(tuple(map(told, block.texts)))
    return WordsView(told(block.text))
