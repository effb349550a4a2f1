"""A trainer's desk: a copy of a small site, its workbook, and what a table program does to it."""

from __future__ import annotations

import io
import shutil
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mingze.checks import check_site
from mingze.cli import main
from mingze.diagnostics import Diagnostic
from mingze.loading import Loaded
from tests.conftest import COUNTY, MINIMAL, copy_county

_EXPORTED: dict[object, tuple[bytes, str]] = {}
"""Workbooks that were written already, and what was said, by what was asked for and every file of the data."""


@dataclass
class Desk:
    """A site in a folder and one workbook beside it."""

    root: Path
    file: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str]:
        status = main([*arguments, "--root", str(self.root)])
        printed = self.capsys.readouterr()
        return status, (printed.out + printed.err).replace(str(self.file.parent), "…").rstrip("\n")

    def export(self, *what: str) -> str:
        """Write the workbook; the same content, which gives the same bytes, is written once a process."""
        asked = (what, self.file.name, tuple(self.sources().items()))
        if asked not in _EXPORTED:
            said = self.export_anew(*what)
            _EXPORTED[asked] = self.file.read_bytes(), said
        data, said = _EXPORTED[asked]
        self.file.write_bytes(data)
        return said

    def export_anew(self, *what: str) -> str:
        """Write the workbook, whatever was written before."""
        self.file.unlink(missing_ok=True)
        options = [part for name in what for part in ("--what", name)]
        status, said = self.run("workbook", "export", *options, "--out", str(self.file))
        assert status == 0, said
        return said

    def take_in(self, *options: str) -> tuple[int, str]:
        return self.run("workbook", "import", str(self.file), *options)

    def sources(self) -> dict[str, bytes]:
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in sorted(self.root.rglob("*.yml"))}

    def text(self, file: str) -> str:
        return (self.root / file).read_bytes().decode()

    def edit(self, *changes: Callable[[Workbook], object]) -> None:
        """Open the workbook, change it, and save it as a program does that knows nothing of ours."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(self.file.read_bytes()))
        for change in changes:
            change(book)
        book.save(self.file)

    def set(self, sheet: str, id_: str, heading: str, value: object) -> str:
        """Write into the row of a record; returns the cell's place."""
        place = ""

        def change(book: Workbook) -> None:
            nonlocal place
            page = book[sheet]
            row = row_of(page, id_)
            cell = page.cell(row, column_of(page, heading))
            cell.value = value  # type: ignore[assignment]
            place = f"{self.file.name}:{sheet}!{cell.coordinate}"

        self.edit(change)
        return place

    def add(self, sheet: str, at: int | None = None, **cells: object) -> None:
        """Add a row, at the end or before another one."""

        def change(book: Workbook) -> None:
            page = book[sheet]
            row = at or 1 + max(c.row for r in page.iter_rows() for c in r if c.value is not None)
            if at:
                page.insert_rows(at)
            for heading, value in cells.items():
                page.cell(row, column_of(page, heading)).value = value  # type: ignore[assignment]

        self.edit(change)

    def own(self, **sheets: list[tuple[object, ...]]) -> None:
        """Save a workbook that nobody exported: rows by sheet."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        book.save(self.file)

    def drop(self, sheet: str, id_: str) -> None:
        self.edit(lambda book: book[sheet].delete_rows(row_of(book[sheet], id_)))


def column_of(page: Worksheet, heading: str) -> int:
    return next(cell.column or 0 for cell in page[1] if cell.value == heading)


def row_of(page: Worksheet, id_: str) -> int:
    return next(row[0].row or 0 for row in page.iter_rows(max_col=1) if str(row[0].value) == id_)


def make_desk(folder: Path, capsys: pytest.CaptureFixture[str], site: Path = MINIMAL) -> Desk:
    root = folder / "site"
    if site == COUNTY:
        return Desk(copy_county(root), folder / "表.xlsx", capsys)
    root.mkdir()
    for name in ("data", "quizzes"):
        if (site / name).is_dir():
            shutil.copytree(site / name, root / name)
    return Desk(root, folder / "表.xlsx", capsys)


def remember_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands of one test check the same files once: each begins with what the one before has left.

    For large sites, whose bases stay as they are; that each command checks is proved on the smallest.
    """
    known: dict[object, tuple[Loaded, list[Diagnostic]]] = {}

    def checked(root: Path, home: Path | None = None) -> tuple[Loaded, list[Diagnostic]]:
        files = tuple((p.relative_to(root), p.read_bytes()) for p in sorted(root.rglob("*.yml")))
        asked = (home or root, home is None, files)
        if asked not in known:
            known[asked] = check_site(root, home)
        loaded, found = known[asked]
        return loaded, list(found)

    for module in ("cli_workbook", "workbook.intake", "workbook.content_check"):
        monkeypatch.setattr(f"mingze.{module}.check_site", checked)
