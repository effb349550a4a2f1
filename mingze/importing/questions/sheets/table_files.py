"""Files of rows to banks: every sheet is read, or left out with the reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from mingze.diagnostics import Severity
from mingze.importing.files.file_lines import ImportRefused
from mingze.importing.questions.assembled import assembled
from mingze.importing.questions.bank_limits import MOST_CELLS, SPLIT, bank_text, check_cells, check_count
from mingze.importing.questions.exchanged.own_table import own_bank
from mingze.importing.questions.found_bank import FoundBank, ImportNotice, LeftOutPart
from mingze.importing.questions.raw_question import RawQuestion, notice
from mingze.importing.questions.sheets.cells import TableCell, TableRow
from mingze.importing.questions.sheets.columns import LABELS, Columns, columns_of, fits, without_heading
from mingze.importing.questions.sheets.rows import TableRead, read_rows, read_table, type_in_name
from mingze.importing.questions.sheets.workbook_file import TableSheet, read_sheets
from mingze.importing.questions.text_cleaning import TextCleaner

_SAMPLED = 20_000


class _Collected:
    """What the sheets of a file give together."""

    def __init__(self, name: str, sheets: Sequence[TableSheet]) -> None:
        self.name = name
        self.questions: list[RawQuestion] = []
        self.left_out: list[LeftOutPart] = []
        self.notices: list[ImportNotice] = []
        self.told: list[str] = []
        self.title = ""
        self.frame = 0
        self.first: tuple[str, Columns] | None = None
        self.clean = TextCleaner.of(_sample(sheets))

    def sheet(self, sheet: TableSheet) -> None:
        """Read one sheet."""
        place = f"{self.name}:{sheet.name}" if sheet.name else self.name
        if not sheet.rows:
            return
        section = type_in_name(sheet.name, place)
        read = read_table(sheet.rows, self.clean, section)
        if read is None:
            read = self._without_heading(sheet, place)
        if read is None or not read.questions:
            why = "没有题目" if len(sheet.rows) < 2 or read is not None else "没有题干一栏"
            text = " | ".join(cell.text for row in sheet.rows[:3] for cell in row.cells.values())
            self.left_out.append(LeftOutPart(place, text[:200], why, len(sheet.rows)))
            return
        if sheet.is_hidden:
            words = f"工作表是隐藏的，照样读了，有 {len(read.questions)} 题"
            self._warn("hidden-sheet", place, words, "不要的话，从文件里删掉这张表")
        if hidden := sum(row.is_hidden for row in sheet.rows):
            self._warn("hidden-row", place, f"有 {hidden} 行是隐藏的（或被筛选掉的），照样读了", "不要的行从表格里删掉")
        columns = read.columns
        if columns is not None:
            self.told.append(f"{sheet.name or self.name}：{len(read.questions)} 题；{columns.told()}")
            if columns.options and "stem" in columns.guessed:
                at = "、".join(map(str, columns.options.values()))
                self._warn("column-guessed", place, f"第 {at} 列没有标题，按次序当作选项", "给这几列写上标题")
            for meaning, column in columns.guessed.items():
                self._warn(
                    "column-guessed",
                    place,
                    f"第 {column} 列没有认得的标题，看内容当作{LABELS[meaning]}",
                    "给这一列写上标题",
                )
            if self.first is None:
                self.first = (sheet.name, columns)
        self.questions += read.questions
        check_count(self.name, len(self.questions))
        self.left_out += read.left_out
        self.frame += read.frame
        self.title = self.title or read.title

    def _without_heading(self, sheet: TableSheet, place: str) -> TableRead | None:
        section = type_in_name(sheet.name, place)
        if self.first is not None and fits(self.first[1], sheet.rows):
            words = f"没有表头，列的次序与 {self.first[0]} 相同，照 {self.first[0]} 读"
            self._warn("sheet-without-heading", place, words, "给这张表加上表头")
            return read_rows(sheet.rows, self.first[1], self.clean, section)
        columns = without_heading(sheet.rows)
        return read_rows(sheet.rows, columns, self.clean, section) if columns else None

    def _warn(self, code: str, place: str, words: str, help_: str) -> None:
        self.notices.append(notice(code, Severity.WARNING, place, words, help_))

    def bank(self, format_name: str, total: int) -> FoundBank:
        """Return all of it."""
        return assembled(
            self.name, format_name, "行", total, self.questions, left_out=self.left_out,
            notices=[*self.notices, *self.clean.notices], frame=self.frame, title=self.title, told=self.told,
        )  # fmt: skip


def read_sheets_file(name: str, data: bytes) -> FoundBank:
    """Read an .xlsx. Raises `ImportRefused`."""
    sheets, beside = read_sheets(name, data)
    if own := own_bank(name, "Excel 工作簿", sheets):
        return own
    out = _Collected(name, sheets)
    for sheet in sheets:
        out.sheet(sheet)
    out.notices += [notice("not-read", Severity.WARNING, name, f"没有读：{one}", "不用改") for one in beside]
    return out.bank("Excel 工作簿", sum(len(sheet.rows) for sheet in sheets))


def read_separated_file(name: str, data: bytes) -> FoundBank:
    """Read a .csv or .tsv. Raises `ImportRefused`."""
    text, guessed = bank_text(name, data)
    bank = read_separated(name, text)
    if guessed:
        told = notice(
            "encoding-guessed", Severity.NOTE, name, f"文件没有说明编码，按 {guessed} 读", "有乱码就另存为 UTF-8 再来"
        )
        return _with_notice(bank, told)
    return bank


def _with_notice(bank: FoundBank, told: ImportNotice) -> FoundBank:
    from msgspec.structs import replace  # noqa: PLC0415

    return replace(bank, notices=(told, *bank.notices))


def read_separated(name: str, text: str) -> FoundBank:
    """Read rows of values parted by commas, semicolons, tabs or bars, with quotes and line breaks in them."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if text[:4].lower() == "sep=":
        text = "\n" + text.partition("\n")[2]
    csv.field_size_limit(1 << 20)
    sign = _separator(text)
    check_cells(name, text, sign)
    _check_quotes(name, text, sign)
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=False)
    sheet = TableSheet("", False)
    line, count = 1, 0
    while True:
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error:
            raise ImportRefused(f"{name}:{line}", "这一行读不下去", "在表格软件里打开，另存为 .xlsx") from None
        cells = {
            n: TableCell(value.strip(), f"{name}:{line}:{n}") for n, value in enumerate(values, 1) if value.strip()
        }
        count += len(cells)
        if count > MOST_CELLS:
            raise ImportRefused(name, f"有内容的格子超过 {MOST_CELLS // 10_000} 万个", SPLIT)
        if cells:
            sheet.rows.append(TableRow(f"{name}:{line}", cells))
        line = reader.line_num + 1
    if own := own_bank(name, "表格文本", [sheet]):
        return own
    out = _Collected(name, [sheet])
    out.sheet(sheet)
    return out.bank("表格文本", len(sheet.rows))


def _check_quotes(name: str, text: str, sign: str) -> None:
    """Raise `ImportRefused` for a quotation mark that nothing closes: every row behind it would be one cell."""
    strict = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    line = 1
    try:
        for _ in strict:
            line = strict.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            words = "这一行的引号没有配对，后面的行都会并进一格"
            raise ImportRefused(f"{name}:{line}", words, "补上引号，或者在表格软件里打开，另存为 .xlsx") from None


def _separator(text: str) -> str:
    """Return the sign that parts the values of the first lines most evenly."""
    lines = [line for line in text.split("\n")[:30] if line.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        top = counts[0] if counts else 0
        return (sum(count == top for count in counts) if top else 0, top)

    headed = [(columns_of(_as_row(line.split(sign))), sign) for line in lines for sign in "\t,;|" if sign in line]
    if enough := [(found.known, sign) for found, sign in headed if found.is_enough]:
        return max(enough, key=lambda one: one[0])[1]
    first = lines[0] if lines else ""
    signs = [sign for sign in "\t,;|" if sign in first] or [","]
    return max(signs, key=lambda sign: (evenness(sign)[1] > 1, evenness(sign)[1]))


def _as_row(values: Sequence[str]) -> TableRow:
    return TableRow("", {n: TableCell(value.strip('" '), "") for n, value in enumerate(values, 1) if value.strip()})


def _sample(sheets: Sequence[TableSheet]) -> str:
    parts: list[str] = []
    size = 0
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row.cells.values():
                parts.append(cell.text)
                size += len(cell.text)
            if size > _SAMPLED:
                break
    return "\n".join(parts)
