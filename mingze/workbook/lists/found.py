"""What a workbook of lists holds: duties by post, and what became of every cell."""

from __future__ import annotations

from msgspec import Struct, field

from mingze.workbook.faults import CellFault, Place
from mingze.workbook.grid import Workbook
from mingze.workbook.lists.cell_duties import Wording


class ListedDuty(Struct, frozen=True):
    """One duty of a list and the cell it stands in."""

    post: str
    wording: Wording
    place: Place
    side: str = ""
    """The heading it stands under in a matrix."""


class EnterpriseList(Struct):
    """What a workbook of lists holds."""

    workbook: Workbook
    title: str = ""
    items: list[ListedDuty] = field(default_factory=list)
    tables: list[tuple[str, int, str]] = field(default_factory=list)
    """Sheets that were read: name, row of the headings, what the columns were taken for."""
    left_out: list[tuple[Place, str, str]] = field(default_factory=list)
    """Cells left out: place, what stands there ("" for names and scores, which are not repeated), why."""
    guesses: list[tuple[Place, str]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    read: int = 0
    skipped: int = 0
    faulty: int = 0
    total: int = 0

    @property
    def posts(self) -> dict[str, list[ListedDuty]]:
        """Return the duties by post, in the order in which posts come up."""
        out: dict[str, list[ListedDuty]] = {}
        for item in self.items:
            out.setdefault(item.post, []).append(item)
        return out
