"""Write records as sheets to read, fill in and print. The same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mingze.loading import Loaded
from mingze.office.spreadsheet import bytes_of, put_text
from mingze.workbook import fingerprints
from mingze.workbook.layout import Sheet
from mingze.workbook.record_fields import Column, ShownField
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord

CHOICES_TITLE = "下拉"
GUIDE_TITLE = "填写说明"
_SPARE_ROWS = 200
"""Empty rows below the last record that have drop-down lists and a frame's look too."""
_LONGEST_AS_TEXT = 255
_FONT, _HEAD_FONT = "宋体", "黑体"
_HEAD, _WHITE, _GREY = "明责表头", "明责填写", "明责对照"
_MARKED = PatternFill("solid", start_color="FFE699", end_color="FFE699")
_LONG = "长文"
"""Behind the name of a style: for texts that old Excel shows as #### where the format is that of texts."""
_POINTS_A_LINE = 14.0
_HIGHEST_ROW = 400.0
"""Points; Excel draws no row higher than 409."""
_UNUSED_WIDTH = 6
"""Of rare columns in which no record has anything, so that the others have room on paper."""


class Written(Struct, frozen=True):
    """A workbook's bytes and how many records each sheet holds."""

    data: bytes
    counts: dict[str, int]


def write_workbook(
    loaded: Loaded, sheets: Sequence[Sheet], root: Path | None = None, how: Sequence[str] = ()
) -> Written:
    """Write the records of a site as one workbook with the given sheets; drafts are read below ``root``.

    ``how`` are the first lines of its instructions, where they are not the usual ones.
    """
    names = References(loaded, root)
    book = Workbook()
    for style in _styles():
        book.add_named_style(style)
    guide = book.active
    assert isinstance(guide, Worksheet)
    guide.title = GUIDE_TITLE
    _write_guide(guide, loaded.catalog.site.title, sheets, how or _HOW)
    choices = _Choices(names)
    counts, remembered = {}, []
    for sheet in sheets:
        records = list(sheet.records(names))
        rows = [sheet.texts(record, names) for record in records]
        _SheetWriter(book.create_sheet(sheet.title), sheet, names, choices).write(records, rows)
        counts[sheet.title] = len(records)
        remembered += fingerprints.rows_of(sheet.name, (c.heading for c in sheet.columns[1:]), rows)
    choices.write(book.create_sheet(CHOICES_TITLE))
    hidden = book.create_sheet(fingerprints.TITLE)
    for row in remembered:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.active = 1 if sheets else 0
    return Written(bytes_of(book), counts)


class _Choices:
    """The hidden sheet that drop-down lists take their words from: Excel holds no more than 255 characters itself."""

    def __init__(self, names: References) -> None:
        self._names = names
        self._columns: dict[tuple[str, ...] | str, tuple[str, ...]] = {}

    def area(self, wanted: tuple[str, ...] | str) -> str:
        """Return the area that holds the words of a drop-down list, "" where there are none."""
        words = self._columns.setdefault(wanted, self._words(wanted))
        letter = get_column_letter(list(self._columns).index(wanted) + 1)
        return f"{CHOICES_TITLE}!${letter}$1:${letter}${len(words)}" if words else ""

    def _words(self, wanted: tuple[str, ...] | str) -> tuple[str, ...]:
        if not isinstance(wanted, str):
            return wanted
        kinds = {"source": self._names.catalog.sources, "term": self._names.catalog.terms}
        if wanted in kinds:
            return tuple(self._names.show(wanted, id_, "") for id_ in kinds[wanted])
        return tuple(self._names.names(wanted))

    def write(self, sheet: Worksheet) -> None:
        """Write the words, a column a list."""
        for column, words in enumerate(self._columns.values(), 1):
            for row, word in enumerate(words, 1):
                put_text(sheet.cell(row, column), word)
        sheet.sheet_state = "hidden"


class _SheetWriter:
    def __init__(self, page: Worksheet, sheet: Sheet, names: References, choices: _Choices) -> None:
        self.page, self.sheet, self.names, self.choices = page, sheet, names, choices
        grey = {c.heading for f in sheet.fields if isinstance(f, ShownField) for c in f.columns}
        self.grey = [column.heading in grey for column in sheet.columns]
        self.grey[0] = True

    def write(self, records: Sequence[SheetRecord], rows: Sequence[Sequence[str]]) -> None:
        """Write headings, records, drop-down lists and how the sheet is printed."""
        used = [any(row[n] for row in rows) or not rows for n in range(len(self.sheet.columns))]
        for number, column in enumerate(self.sheet.columns, 1):
            width = _UNUSED_WIDTH if column.rare and not used[number - 1] else column.width
            self._head(number, column, width, len(rows) + 1 + _SPARE_ROWS)
        for at, (record, texts) in enumerate(zip(records, rows, strict=True), 2):
            self._row(at, record, texts)
        self._layout(len(rows) + 1)

    def _head(self, number: int, column: Column, width: int, last: int) -> None:
        cell = self.page.cell(1, number, column.heading)
        cell.style = _HEAD
        cell.comment = Comment(column.note, "明责", height=90, width=260)
        letter = get_column_letter(number)
        self.page.column_dimensions[letter].width = width
        area = self.choices.area(column.choices) if column.choices else ""
        if area:
            rule = DataValidation(type="list", formula1=f"={area}", allow_blank=True)
            rule.showErrorMessage = column.strict
            rule.errorTitle, rule.error = "不在下拉里", "请在下拉里选一个。"
            rule.add(f"{letter}2:{letter}{last}")
            self.page.add_data_validation(rule)
        if column.marked:
            look = DifferentialStyle(font=Font(bold=True), fill=_MARKED)
            words = Rule("cellIs", operator="equal", formula=[f'"{column.marked}"'], dxf=look)
            self.page.conditional_formatting.add(f"{letter}2:{letter}{last}", words)

    def _row(self, at: int, record: SheetRecord, texts: Sequence[str]) -> None:
        locked = self._locked(record)
        lines = 1
        for number, (text, column) in enumerate(zip(texts, self.sheet.columns, strict=True), 1):
            cell = self.page.cell(at, number)
            put_text(cell, text)
            grey = self.grey[number - 1] or column.heading in locked
            cell.style = (_GREY if grey else _WHITE) + (_LONG if len(text) > _LONGEST_AS_TEXT else "")
            if column.heading in locked:
                cell.comment = Comment("这一格的内容在表里写不全，请在 YAML 里改。", "明责", height=60, width=220)
            if column.printed or not text:
                lines = max(lines, _lines_of(text, column.width))
        self.page.row_dimensions[at].height = min(_HIGHEST_ROW, lines * _POINTS_A_LINE + 4)

    def _locked(self, record: SheetRecord) -> set[str]:
        """Return the headings of the columns whose cells cannot be read back as they stand."""
        fields = [one for one in self.sheet.fields if not isinstance(one, ShownField)]
        locked = (f for f in fields if f.is_locked(record.values, record.regulation, self.names))
        return {column.heading for one in locked for column in one.columns}

    def _layout(self, last: int) -> None:
        page = self.page
        page.freeze_panes = f"{get_column_letter(self.sheet.frozen + 1)}2"
        width = get_column_letter(len(self.sheet.columns))
        page.auto_filter.ref = f"A1:{width}{last}"
        page.row_dimensions[1].height = 32
        page.print_title_rows = "1:1"
        site = self.names.catalog.site
        _paper(page, f"{site.title}　{self.sheet.title}", site.edition)
        printed = sum(column.printed for column in self.sheet.columns)
        page.print_area = f"A1:{get_column_letter(printed)}{last}"


def _styles() -> Iterator[NamedStyle]:
    """Yield the styles of cells; named, so that a trainer who changes one changes all its cells."""
    line = Side(style="thin", color="999999")
    box = Border(left=line, right=line, top=line, bottom=line)
    head = NamedStyle(_HEAD, Font(name=_HEAD_FONT, size=11, bold=True), _filled("E7E6E6"), box)
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    yield head
    for name, color, fill in ((_WHITE, "000000", PatternFill()), (_GREY, "595959", _filled("F2F2F2"))):
        for ending, number_format in (("", "@"), (_LONG, "General")):
            style = NamedStyle(name + ending, Font(name=_FONT, size=10, color=color), fill, box)
            style.alignment = Alignment(vertical="top", wrap_text=True)
            style.number_format = number_format
            yield style


def _filled(color: str) -> PatternFill:
    return PatternFill("solid", start_color=color)


def _lines_of(text: str, width: int) -> int:
    """Estimate how many lines a text takes in a column ``width`` half-width characters wide."""
    room = max(2.0, width - 1.0)
    out = 0
    for line in text.split("\n"):
        taken = sum(1.95 if ord(c) > 0x2E7F or c in "“”‘’—…" else 1.1 for c in line)
        out += max(1, -int(-taken // room))
    return out


def _write_guide(page: Worksheet, title: str, sheets: Iterable[Sheet], how: Iterable[str]) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 18, 112
    rows: list[tuple[str, ...]] = [(f"{title}　{GUIDE_TITLE}",), *((line,) for line in how)]
    for sheet in sheets:
        rows += [("",), (f"工作表“{sheet.title}”", sheet.intro)]
        rows += [(f"　{column.heading}", column.note) for column in sheet.columns]
    for at, row in enumerate(rows, 1):
        for number, text in enumerate(row, 1):
            cell = page.cell(at, number)
            put_text(cell, text)
            is_title = at == 1 or (number == 1 and text.startswith("工作表"))
            cell.font = Font(name=_HEAD_FONT if is_title else _FONT, size=14 if at == 1 else 11, bold=is_title)
            cell.alignment = Alignment(vertical="top", wrap_text=number == 2)
        lines = _lines_of(row[1], 112) if len(row) == 2 else 1
        page.row_dimensions[at].height = 22 if at == 1 else max(1, lines) * 15.5
    _paper(page, "", "")


def _paper(page: Worksheet, head: str, edition: str) -> None:
    """Set how a sheet is printed: A4 lying down, as wide as the paper, pages numbered."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    top, foot = page.oddHeader, page.oddFooter
    assert top is not None
    assert foot is not None
    top.center.text = head.replace("&", "&&")
    foot.center.text, foot.right.text = "第 &P 页，共 &N 页", edition.replace("&", "&&")


_HOW = (
    "1. 在白色的格子里改；灰色的格子（编号、条文等）只供对照，改了不算。",
    "2. 新的一条写在末尾的空行，或者插入一行，编号空着。行可以排序、筛选，列可以换位置，不影响导入。",
    "3. 一格里要写几项的，每项一行，用 Alt+回车 换行。",
    "4. 删掉一行，导入时会告诉您少了哪一条，不会真的删；要删，导入时加 --delete。",
    "5. 存盘后运行 mingze workbook import 文件名，先看一遍改了什么；没有问题再加 --write 写进去。",
    "6. 隐藏的工作表“底稿”“下拉”请留着：靠底稿才分得清哪些是您改的、哪些是别人在 YAML 里改的。",
)
