"""A workbook as tables: cells as they are shown, comments, dates, pictures at their rows."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from mingze.importing.files.file_lines import ImportRefused
from mingze.importing.questions.bank_limits import MOST_CELLS, MOST_SIGNS
from mingze.importing.questions.found_bank import FoundPicture
from mingze.importing.questions.sheets.cells import TableCell, TableRow
from mingze.workbook.faults import Refused
from mingze.workbook.grid import SheetGrid, read_package
from mingze.workbook.xlsx_package import XlsxPackage, look_into

_MOST_BESIDE = 8 * 1024 * 1024
"""Bytes of a part with comments or drawings, which becomes a tree as a whole."""
_MOST_PICTURE = 8 * 1024 * 1024
_MOST_PICTURES = 2000
_IN_CELL = re.compile(r'=?(?:_xlfn\.)?DISPIMG\("([^"]{1,80})"[^)]{0,20}\)')
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class TableSheet(Struct):
    """One sheet."""

    name: str
    is_hidden: bool
    rows: list[TableRow] = field(default_factory=list)


def read_sheets(name: str, data: bytes) -> tuple[list[TableSheet], tuple[str, ...]]:
    """Return the sheets of a workbook and what of it is not read. Raises `ImportRefused`."""
    try:
        package = look_into(name, data)
        book = read_package(package, MOST_CELLS, MOST_SIGNS)
    except Refused as refusal:
        fault = refusal.fault
        raise ImportRefused(str(fault.place), fault.message, fault.help) from None
    beside = _Beside(package)
    sheets = []
    for grid in book.sheets:
        comments, pictures = beside.of(grid.name)
        _pictures_in_cells(grid, beside, pictures)
        sheets.append(TableSheet(grid.name, grid.is_hidden, list(_rows(grid, comments, pictures))))
    left_out = tuple(one for one in book.left_out if one != "图片")
    return sheets, left_out


def _pictures_in_cells(grid: SheetGrid, beside: _Beside, pictures: dict[int, list[FoundPicture]]) -> None:
    """Take the pictures out of cells that WPS keeps as a formula of its own."""
    for at, cell in list(grid.cells.items()):
        if "DISPIMG(" not in cell.text:
            continue
        for id_ in _IN_CELL.findall(cell.text):
            if (picture := beside.in_cell(id_)) is not None:
                pictures.setdefault(cell.row, []).append(picture)
        text = _IN_CELL.sub("", cell.text).strip(" =")
        if text:
            grid.cells[at] = replace(cell, text=text)
        else:
            del grid.cells[at]


def _rows(grid: SheetGrid, comments: dict[str, str], pictures: dict[int, list[FoundPicture]]) -> Iterator[TableRow]:
    head = f"{grid.file}:{grid.name}!"
    letters = {column: get_column_letter(column) for column in grid.columns}
    by_row: dict[int, list[int]] = {}
    for row, column in grid.cells:
        by_row.setdefault(row, []).append(column)
    for row in sorted({*by_row, *pictures}):
        cells: dict[int, TableCell] = {}
        columns = grid.columns if grid.merged else sorted(by_row.get(row, ()))
        for column in columns:
            cell = grid.cell(row, column) if grid.merged else grid.cells[row, column]
            if cell is None or cell.column != column:  # the text of an area over several columns stands in its first
                continue
            place = f"{head}{letters[column]}{row}"
            cells[column] = TableCell(
                cell.displayed or cell.text,
                place,
                cell.text if cell.displayed else "",
                cell.is_formula and not cell.text,
                comments.get(f"{letters[column]}{row}", ""),
                cell.had_unseen,
            )
        if cells or row in pictures:
            yield TableRow(f"{head}{row}", cells, row in grid.hidden_rows, pictures.get(row, []))


class _Beside:
    """Reads comments and pictures of a workbook's sheets."""

    def __init__(self, package: XlsxPackage) -> None:
        self.name = package.name
        self.zip = zipfile.ZipFile(io.BytesIO(package.data))
        self.names = set(self.zip.namelist())
        self.sheets = self._sheets()
        self.count = 0
        self._cell_images: dict[str, str] | None = None

    def _sheets(self) -> dict[str, str]:
        if "xl/workbook.xml" not in self.names:
            return {}
        root = self._tree("xl/workbook.xml")
        relations = self._relations("xl/workbook.xml")
        out = {}
        for sheet in root.iter("{*}sheet"):
            target = relations.get(sheet.get(f"{_R}id", ""), ("", ""))[1]
            out[sheet.get("name", "")] = target
        return out

    def of(self, sheet: str) -> tuple[dict[str, str], dict[int, list[FoundPicture]]]:
        """Return the comments of a sheet by cell and its pictures by row."""
        comments: dict[str, str] = {}
        pictures: dict[int, list[FoundPicture]] = {}
        part = self.sheets.get(sheet, "")
        if part not in self.names:
            return comments, pictures
        for kind, target in self._relations(part).values():
            if kind == "comments" and target in self.names:
                for one in self._tree(target).iter("{*}comment"):
                    text = "".join(t.text or "" for t in one.iter("{*}t")).strip()
                    comments[one.get("ref", "")] = re.sub(r"\s+", " ", re.sub(r"^[^:：\n]{1,20}[:：]\n", "", text))
            elif kind == "drawing" and target in self.names:
                self._drawing(target, pictures)
        return comments, pictures

    def in_cell(self, id_: str) -> FoundPicture | None:
        """Return a picture that a cell names by an id of WPS."""
        if self._cell_images is None:
            self._cell_images = {}
            part = "xl/cellimages.xml"
            relations = self._relations(part)
            for picture in self._tree(part).iter("{*}pic") if part in self.names else ():
                named, blip = picture.find(".//{*}cNvPr"), picture.find(".//{*}blip")
                if named is not None and blip is not None:
                    target = relations.get(blip.get(f"{_R}embed", ""), ("", ""))[1]
                    self._cell_images[named.get("name", "")] = target
        return self._picture(self._cell_images.get(id_, ""))

    def _picture(self, target: str) -> FoundPicture | None:
        if target not in self.names or self.count >= _MOST_PICTURES:
            return None
        if self.zip.getinfo(target).file_size > _MOST_PICTURE:
            return None
        self.count += 1
        return FoundPicture(posixpath.basename(target), self.zip.read(target))

    def _drawing(self, part: str, pictures: dict[int, list[FoundPicture]]) -> None:
        relations = self._relations(part)
        for anchor in self._tree(part):
            row = anchor.find("{*}from/{*}row")
            for blip in anchor.iter("{*}blip"):
                target = relations.get(blip.get(f"{_R}embed", ""), ("", ""))[1]
                if row is not None and (picture := self._picture(target)) is not None:
                    pictures.setdefault(int(row.text or 0) + 1, []).append(picture)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels"
        if rels not in self.names:
            return {}
        out = {}
        for one in self._tree(rels).iter("{*}Relationship"):
            if one.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            out[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
        return out

    def _tree(self, part: str) -> Any:
        if self.zip.getinfo(part).file_size > _MOST_BESIDE:
            raise ImportRefused(f"{self.name}:{part}", "批注或图形太多", "去掉批注和图形，另存一份再来")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.zip.read(part), parser)
        except etree.XMLSyntaxError:
            return etree.Element("nothing")
