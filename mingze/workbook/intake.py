"""Take a workbook in: read it, compare it, work out the changes, check them; write them only when asked to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from mingze.checks import check_site
from mingze.diagnostics import Diagnostic
from mingze.loading import Loaded
from mingze.workbook import fingerprints
from mingze.workbook.amendment_sheets import AMENDMENTS
from mingze.workbook.changes import Changes, FileChanges, make_changes
from mingze.workbook.content_check import check_after
from mingze.workbook.differences import ComparedSheet, compare_sheet
from mingze.workbook.export import CHOICES_TITLE, GUIDE_TITLE
from mingze.workbook.faults import CellFault, Place
from mingze.workbook.grid import SheetGrid, Workbook
from mingze.workbook.heading_row import Header, find_header
from mingze.workbook.matching import rows_below
from mingze.workbook.new_places import NEW_BANK
from mingze.workbook.reference_text import References
from mingze.workbook.sheets import SHEETS

OURS = "本程序自己的表"
"""Why a sheet that this program writes beside the records is not read."""


class Import(Struct):
    """What taking a workbook in would do, and all that is wrong with it."""

    workbook: Workbook
    sheets: list[ComparedSheet] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    faults: list[CellFault] = field(default_factory=list)
    left_out: list[tuple[Place, str, str]] = field(default_factory=list)
    """Cells that are not read: place, text, why."""
    left_to_do: list[Diagnostic] = field(default_factory=list)
    has_base: bool = True
    read: int = 0
    """Cells that were read: with those left out and those at fault, every cell that holds something."""
    faulty: int = 0


def headers_of(workbook: Workbook) -> list[Header]:
    """Return the headings of the sheets that this program wrote."""
    found = (find_header(grid) for grid in workbook.sheets if not _is_ours_beside(grid))
    return [header for header in found if header]


def is_proposal(headers: Sequence[Header], loaded: Loaded) -> bool:
    """Whether a workbook holds the map of an amendment that is not written yet: ``mingze amend`` takes it."""
    known = {record.id for record in AMENDMENTS.records(References(loaded))}
    told = {row.id for one in headers if one.sheet.name == AMENDMENTS.name for row in rows_below(one)}
    return bool(told) and not told & known


def plan_import(
    root: Path,
    loaded: Loaded,
    diagnostics: Sequence[Diagnostic],
    workbook: Workbook,
    *,
    delete: bool = False,
    workbook_wins: bool = False,
) -> Import:
    """Work out what a workbook changes; nothing is written."""
    names = References(loaded, root)
    remembered = fingerprints.read_base(workbook.sheets)
    headers = sorted(headers_of(workbook), key=lambda header: SHEETS.index(header.sheet))
    out = Import(workbook, has_base=remembered is not None or all(header.is_foreign for header in headers))
    for header in headers:
        out.faults += header.faults
        if header.has_rows:
            compared = compare_sheet(header, names, remembered, workbook_wins=workbook_wins)
            out.sheets.append(compared)
            for change in compared.new:
                if NEW_BANK in change.places:  # papers of the same workbook may draw from it
                    names.announce("bank", change.places["bank"], change.places[NEW_BANK])
            out.faults += compared.faults
            out.left_out += compared.untaken
    out.changes = make_changes(root, out.sheets, names, remembered, delete=delete)
    out.faults += out.changes.faults
    if out.changes.files:
        after = check_after(root, diagnostics, out.changes, out.sheets)
        out.faults += after.faults
        out.left_to_do = after.left_to_do
    account(out)
    return out


def account(out: Import) -> None:
    """Account for every cell: read, left out with why, or at fault."""
    headers = {id(header.grid): header for header in headers_of(out.workbook)}
    faulty = {str(fault.place) for fault in out.faults}
    untaken = {str(place) for place, _, _ in out.left_out}
    by_name = {header.grid.name: header for header in headers.values()}
    for grid in out.workbook.sheets:
        header = by_name.get(grid.name)
        if header is None:
            why = OURS if _is_ours_beside(grid) else "认不出的工作表"
            if grid.cells:
                out.left_out.append((Place(grid.file, grid.name), f"{len(grid.cells)} 格", why))
            continue
        known = set(header.columns.values())
        for cell in grid.cells.values():
            place = grid.place(cell.row, cell.column)
            if str(place) in faulty:
                out.faulty += 1
            elif str(place) in untaken:
                pass
            elif cell.row < header.row:
                out.left_out.append((place, cell.text, "表头上面的"))
            elif cell.column not in known:
                out.left_out.append((place, cell.text, "多出的列"))
            else:
                out.read += 1


def _is_ours_beside(grid: SheetGrid) -> bool:
    """Whether a sheet is one that this program writes beside the records."""
    if fingerprints.is_base(grid):
        return True
    return (grid.name == GUIDE_TITLE and GUIDE_TITLE in grid.text(1, 1)) or (
        grid.is_hidden and grid.name == CHOICES_TITLE
    )


def write_changes(root: Path, changes: Changes) -> list[str]:
    """Write all changed files, or none: whatever fails, every file is as it was. Returns their names.

    Raises ``OSError`` where a file cannot be written.
    """
    done: list[FileChanges] = []
    waiting = [(change, (root / change.file).with_name(f".{Path(change.file).name}.new")) for change in _all(changes)]
    try:
        for change, new in waiting:
            if change.after is not None:
                new.parent.mkdir(parents=True, exist_ok=True)
                new.write_bytes(change.after)
        for change, new in waiting:
            done.append(change)
            if change.after is None:
                (root / change.file).unlink()
            else:
                new.replace(root / change.file)
    except OSError:
        for change in done:
            if change.before is None:
                (root / change.file).unlink(missing_ok=True)
            else:
                (root / change.file).write_bytes(change.before)
        raise
    finally:
        for _, new in waiting:
            new.unlink(missing_ok=True)
    return [change.file for change in done]


def _all(changes: Changes) -> list[FileChanges]:
    return sorted(changes.files.values(), key=lambda change: change.file)


def check_before(root: Path) -> tuple[Loaded, list[Diagnostic], list[Diagnostic]]:
    """Load and check the site; returns it, all its faults, and those for which nothing can be taken in."""
    loaded, diagnostics = check_site(root)
    codes = {(d.code, d.span) for d in loaded.diagnostics}
    blocking = [d for d in diagnostics if d.is_error and (d.code, d.span) in codes]
    return loaded, diagnostics, blocking
