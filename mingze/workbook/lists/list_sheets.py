"""Read a workbook of lists into duties by post; every cell is read, left out with why, or at fault."""

from __future__ import annotations

import re
from collections import Counter

from mingze.workbook.faults import CellFault, Place
from mingze.workbook.grid import Workbook
from mingze.workbook.lists.cell_duties import Wording, read_wording, split_cell
from mingze.workbook.lists.found import EnterpriseList, ListedDuty
from mingze.workbook.lists.list_table import ListTable, find_table
from mingze.workbook.lists.vocabulary import (
    DROPPED,
    IDLE_ROW,
    PLAIN_MARKS,
    Use,
    post_in_sheet_name,
    post_in_title,
    unspaced,
)

_SIGNED = re.compile("姓名|签|考核人|责任人|考评人|填[表报]|审[核批]|批准|制表|联系|电话")
_NAMES = re.compile(r"[/／、\n]|\s{1,}|[（(]")


def read_lists(workbook: Workbook, post: str = "") -> EnterpriseList:
    """Read every sheet; ``post`` is meant where nothing in the workbook names one."""
    out = EnterpriseList(workbook, total=sum(len(grid.cells) for grid in workbook.sheets))
    for grid in workbook.sheets:
        table = find_table(grid)
        if table is None:
            if grid.cells:
                out.left_out.append((Place(grid.file, grid.name), f"{len(grid.cells)} 格", "没有认得出的表头"))
                out.skipped += len(grid.cells)
            continue
        _SheetReader(out, table, post).read()
    _with_departments(out)
    if not out.tables:
        message = "没有找到清单：各表的前八行里没有认得出的表头"
        help_ = "表头里要有“职责”“考核内容”这样的一列；见指南“单位的责任清单”"
        out.faults.append(CellFault("no-known-sheet", Place(workbook.name), message, help_))
    return out


class _SheetReader:
    """Reads the rows of one table."""

    def __init__(self, out: EnterpriseList, table: ListTable, post: str) -> None:
        self.out, self.table, self.grid = out, table, table.grid
        self.used: dict[tuple[int, int], str] = {}
        """Cells that are accounted for: "read", "left" or "fault"."""
        self.section = ""
        self.above: list[tuple[str, str]] = []
        """The posts named last in the column of posts: a cell left empty below means the same."""
        self.default = post
        self.has_posts = bool(table.columns(Use.POST, Use.POST_AND_NAME) or table.marked)

    def read(self) -> None:
        """Read title, headings and rows."""
        title_post = self._above()
        self.default = title_post or post_in_sheet_name(self.grid.name) or self.default
        for row in range(self.table.row, self.table.first):
            for cell in self.grid.in_row(row):
                self.used[cell.row, cell.column] = "read"
        for row in [r for r in self.grid.rows if r >= self.table.first]:
            self._row(row)
        self._columns()
        uses = [f"{h}→{self._taken_for(c)}" for c, h in sorted(self.table.headings.items())]
        self.out.tables.append((self.grid.name, self.table.row, "、".join(dict.fromkeys(uses))))
        self._count()

    def _taken_for(self, column: int) -> str:
        if column in self.table.marked:
            return "岗位（矩阵）"
        if column in self.table.dimensions:
            return "职责（一个方面）"
        return self.table.uses[column].value

    def _above(self) -> str:
        """Take title and labels above the headings; returns the post they name."""
        post = ""
        for cell in [c for c in self.grid.cells.values() if c.row < self.table.row]:
            found = post_in_title(cell.text)
            if found and not self.has_posts:
                post = post or found
                self.used[cell.row, cell.column] = "read"
            else:
                self._leave(cell.row, cell.column, "表头上面的")
            if not self.out.title and len(cell.text) > 5 and cell.row <= 3:
                self.out.title = unspaced(cell.text)
        return post

    def _row(self, row: int) -> None:
        cells = self.grid.in_row(row)
        if not cells:
            return
        if any(IDLE_ROW.match(unspaced(cell.text)) for cell in cells[:2]):
            self._leave_row(row, "小计、签字、说明一类的行")
            return
        texts = [unspaced(self.grid.text(row, c)) for c in self.table.headings]
        if texts == list(self.table.headings.values()):
            self._leave_row(row, "重复的表头")
            return
        duty_columns = self.table.dimensions or tuple(self.table.columns(Use.DUTY))
        anchors = {self.grid.anchor(row, column) for column in duty_columns if self.grid.text(row, column)}
        if len(cells) == 1 and self._is_section(row, cells[0].column):
            self._section(row, cells[0].column)
            return
        formulas = [c for c in cells if c.is_formula and c.column in duty_columns]
        for cell in formulas:
            help_ = "复制这一格，在原处“选择性粘贴”为数值"
            place = self.grid.place(cell.row, cell.column)
            self.out.faults.append(CellFault("formula-in-cell", place, "这一格是公式，不是文字", help_, cell.text))
            self.used[cell.row, cell.column] = "fault"
        for at in sorted(anchors - {(c.row, c.column) for c in formulas}):
            self._duties(row, at)

    def _is_section(self, row: int, column: int) -> bool:
        """Whether a text stands alone in a row and lies across the table, or is short and ends no sentence."""
        text = self.grid.text(row, column)
        across = any(t == row and left <= column and right - left >= 1 for t, left, _, right in self.grid.merged)
        only_duty = column in self.table.columns(Use.DUTY) and len(self.table.columns(Use.DUTY)) == 1
        return across or (not only_duty and len(text) <= 20 and not re.search("[。；;，]", text))

    def _section(self, row: int, column: int) -> None:
        text = unspaced(self.grid.text(row, column))
        bare = re.sub(r"^(?:[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)])\s*", "", text)
        post = "" if self.has_posts else post_in_title(bare)
        if post:
            self.section = post
            self.used[row, column] = "read"
        else:
            self._leave(row, column, "小标题")

    def _duties(self, row: int, at: tuple[int, int]) -> None:
        """Read the duties of one cell; one that is merged down over several rows is read once."""
        if at in self.used:
            return
        text = self.grid.cells[at].text
        place = self.grid.place(*at)
        posts = self._posts(row)
        if not posts:
            message = "不知道这一项是哪个岗位的"
            help_ = "在表里加一列“岗位”，或在标题、工作表名里写岗位，或用 --post 指明"
            self.out.faults.append(CellFault("list-without-post", place, message, help_, text))
            self.used[at] = "fault"
            return
        self.used[at] = "read"
        side = self.table.headings[at[1]] if at[1] in self.table.dimensions else ""
        for wording in self._wordings(row, text, place):
            for post, mark in posts:
                told = wording
                if mark and mark not in PLAIN_MARKS:
                    told = Wording(
                        f"{wording.text}（{mark}）", wording.standard, wording.frequency, wording.is_negative
                    )
                    self.out.guesses.append((place, f"{post}的记号“{mark}”照原样写在职责后面"))
                self.out.items.append(ListedDuty(post, told, place, side))

    def _wordings(self, row: int, text: str, place: Place) -> list[Wording]:
        standard, frequency = self.table.text(row, Use.STANDARD), self.table.text(row, Use.FREQUENCY)
        for use in (Use.STANDARD, Use.FREQUENCY):
            for column in self.table.columns(use):
                if self.grid.text(row, column):
                    self.used[self.grid.anchor(row, column)] = "read"
        entries, standards = split_cell(text), split_cell(standard)
        if len(standards) == len(entries):
            pairs = list(zip(entries, standards, strict=True))
        else:
            pairs = [(entry, standard if n == 0 else "") for n, entry in enumerate(entries)]
            if standard and len(entries) > 1:
                self.out.guesses.append((place, f"{len(entries)} 项职责合用一段考核标准，写在第一项上"))
        out = []
        for entry, own in pairs:
            found = read_wording(entry, own)
            if frequency:
                found = Wording(found.text, found.standard, frequency.replace("\n", "；"), found.is_negative)
            if found.is_negative:
                self.out.guesses.append((place, f"写的是不该怎样，请改成要做什么：{found.text[:30]}"))
            out.append(found)
        return out

    def _posts(self, row: int) -> list[tuple[str, str]]:
        """Return the posts that bear what a row says, each with its mark in a matrix."""
        if self.table.marked:
            marked = []
            for column in self.table.marked:
                if mark := self.grid.text(row, column):
                    self.used[self.grid.anchor(row, column)] = "read"
                    marked.append((self.table.headings[column], mark.strip()))
            return marked
        for column in self.table.columns(Use.POST, Use.POST_AND_NAME):
            text = self.grid.text(row, column)
            if not text:
                continue
            self.used[self.grid.anchor(row, column)] = "read"
            spread = unspaced(text) if self.table.uses[column] is Use.POST else text
            posts = [_bare(part) for part in (spread.split("、") if self.table.uses[column] is Use.POST else [spread])]
            if self.table.uses[column] is Use.POST_AND_NAME:
                posts = [_NAMES.split(text.strip())[0]]
            self.above = [(self._in_department(row, post), "") for post in posts if post]
            return self.above
        if self.above:
            return self.above
        named = self.section or self.default
        return [(named, "")] if named else []

    def _in_department(self, row: int, post: str) -> str:
        """Return a post with the departments it stands in before it, parted by a mark that is taken out at the end."""
        found = []
        for column in self.table.columns(Use.DEPARTMENT):
            if text := unspaced(self.grid.text(row, column)):
                self.used[self.grid.anchor(row, column)] = "read"
                found.append(text)
        return f"{found[-1]}\0{post}" if found else post

    def _columns(self) -> None:
        """Leave out what is no duty: columns of numbers, names and scores are told by their heading and count alone."""
        waiting: Counter[int] = Counter()
        for row, column in self.grid.cells:
            if (row, column) not in self.used and self.table.uses.get(column) in DROPPED:
                waiting[column] += 1
                self.used[row, column] = "column"
        for column, count in sorted(waiting.items()):
            why = DROPPED[self.table.uses[column]]
            place = self.grid.place(self.table.row, column)
            self.out.left_out.append((place, f"“{self.table.headings[column]}”一列 {count} 格", why))
            self.out.skipped += count
        for row, column in sorted(self.grid.cells):
            if (row, column) not in self.used:
                why = "没有标题的列" if column not in self.table.headings else "不知道算什么的列"
                self._leave(row, column, why)

    def _leave_row(self, row: int, why: str) -> None:
        for cell in self.grid.in_row(row):
            self._leave(cell.row, cell.column, why)

    def _leave(self, row: int, column: int, why: str) -> None:
        if (row, column) not in self.used:
            self.used[row, column] = "left"
            is_name = self.table.uses.get(column) in (Use.NAME, Use.SCORE, Use.POST_AND_NAME)
            text = "" if is_name else _without_names(self.grid.cells[row, column].text)
            self.out.left_out.append((self.grid.place(row, column), text, why))

    def _count(self) -> None:
        kinds = Counter(self.used[at] for at in self.grid.cells)
        self.out.read += kinds["read"]
        self.out.skipped += kinds["left"]
        self.out.faulty += kinds["fault"]


def _without_names(text: str) -> str:
    """Return what may be repeated of a text that says who signs."""
    return re.split("[：:]", text)[0] if _SIGNED.search(text) else text


def _bare(post: str) -> str:
    return re.sub(r"^(?:\d+[、.．]|[（(]?[一二三四五六七八九十]+[）)、])\s*", "", post).strip("：: ")


def _with_departments(out: EnterpriseList) -> None:
    """Name the department before a post only where several departments have that post."""
    homes: dict[str, set[str]] = {}
    for item in out.items:
        department, _, post = item.post.rpartition("\0")
        homes.setdefault(post, set()).add(department)
    named = []
    for item in out.items:
        department, _, post = item.post.rpartition("\0")
        full = post if len(homes[post]) == 1 or post.startswith(department) else f"{department}{post}"
        named.append(ListedDuty(full, item.wording, item.place, item.side))
    out.items = named
