"""Walk through the lines of a typed bank and collect its questions; every line ends in one place."""

from __future__ import annotations

import re

from msgspec import field
from msgspec.structs import replace

from mingze.importing.questions.found_bank import LeftOutPart
from mingze.importing.questions.question_words import wide_to_narrow
from mingze.importing.questions.raw_question import Placed
from mingze.importing.questions.settle import is_form, is_register
from mingze.importing.questions.sheets.cells import TableCell, TableRow
from mingze.importing.questions.sheets.columns import Columns
from mingze.importing.questions.sheets.rows import read_rows, read_table
from mingze.importing.questions.text_cleaning import is_furniture
from mingze.importing.questions.texts import line_signs as signs
from mingze.importing.questions.texts.key_area import KeyArea
from mingze.importing.questions.texts.question_lines import QuestionCollector
from mingze.importing.questions.texts.question_starts import ASKS, GAP, is_option_line, running_heads
from mingze.importing.questions.texts.source_lines import SourceLine

_NUMBERED = re.compile(r"\s*(?:第|[（(【])?\s*\d")


class LineWalk(QuestionCollector):
    """The state of the walk."""

    frame: int = 0
    title: str = ""
    told: list[str] = field(default_factory=list)
    area: KeyArea | None = None
    done: int = 0
    """Questions that an area of answers has been given to."""
    is_whole: bool = True
    """Whether what is read counts as its line; further parts of the same line do not."""
    running: frozenset[str] = frozenset()
    """Lines that stand on every page."""
    rows: list[SourceLine] = field(default_factory=list)
    """Rows of the present table."""
    columns: Columns | None = None
    """Those of the last table of questions, for one without headings."""

    def walk(self) -> None:
        """Go through all lines."""
        self.lines = list(self.source.lines)
        self._look_ahead()
        for n, line in enumerate(self.lines):
            self.at = n
            if not line.text.strip() and not line.cells:
                self.blank_before = True
                continue
            self.read(line)
            self.blank_before = False
        self.end_area()
        self.finish()
        self.end_material()

    def _look_ahead(self) -> None:
        self.numbered = False
        styles: dict[str, int] = {}
        key = next((n for n, one in enumerate(self.lines) if signs.is_answer_area(one.text)), 0)
        for line in self.lines[: key or None]:  # in the answers below numbers are typed in a way of their own
            if (start := signs.start_of(line.text)) and not start.follows_digit:
                styles[start.style] = styles.get(start.style, 0) + 1
        plain = sum(n for style, n in styles.items() if style not in ("paren", "glued", "spaced"))
        self.running = running_heads(self.lines)
        answers = sum((signs.label_of(line.text) or ("",))[0] == "answer" for line in self.lines)
        if (plain or styles.get("paren", 0)) * 3 < answers:
            return
        plain += styles.get("spaced", 0)
        self.paren_starts = not plain and styles.get("paren", 0) > 0
        self.numbered = plain > 0 or self.paren_starts or styles.get("glued", 0) > 1

    def read(self, line: SourceLine) -> None:
        """Put a line where it belongs."""
        text = line.text
        if line.table:
            self._row(line)
            return
        if re.fullmatch(r"\s*\d+(?:\.\d+)?\s*分\s*", text):
            self.leave(line, "得分")
            return
        if text in self.running:
            self.leave(line, "每页重复的字")
            return
        if is_furniture(text) and not (self.area and re.match(r"\s*\d", text)):
            self.leave(line, "页码或网页上的字")
            return
        if self.area is None and is_form(text):
            self.leave(line, "登记栏")
            return
        heading = signs.heading_of(text)
        if heading is not None and heading.is_weak and self.raw is not None and not self.blank_before:
            heading = None
        if heading is not None and (heading.type or self._ends_chapter(text)):
            self._head(line, heading)
            return
        if self.area is not None:
            self._in_area(line)
            return
        if signs.is_answer_area(text) and self._begins_area():
            self._begin_area(line, explains=False)
            return
        if signs.is_explanation_area(text) and self._begins_area() and self.questions:
            self._begin_area(line, explains=True)
            return
        if signs.is_material(text) and not signs.label_of(text):
            self.finish()
            self.end_material()
            self.material = [line]
            found = signs.MATERIAL_RANGE.search(text)
            self.material_range = (int(found[1]), int(found[2])) if found else None
            return
        self._parts(line, signs.parts_of(signs.undecorated(text)))

    def _parts(self, line: SourceLine, parts: list[str]) -> None:
        for n, part in enumerate(parts):
            self.is_whole = n == 0
            self.read_part(replace(line, text=part, cells=(), table=0), is_first=n == 0)
        self.is_whole = True

    # -- headings and areas

    def _ends_chapter(self, text: str) -> bool:
        """Whether a heading without a type is one here: not in the middle of a written answer."""
        if (
            self.raw is not None
            and self.mode in ("answer", "explanation", "stem")
            and not text.lstrip().startswith("#")
        ):
            following = self.next_line()
            kind = self.kind_of(self.raw)
            return (
                kind not in ("short",)
                and following is not None
                and (signs.heading_of(following.text) is not None or signs.start_of(following.text) is not None)
                and bool(re.match(r"\s*第|\s*[一二三四五六七八九十]{1,3}\s*、", text))
            )
        return True

    def _head(self, line: SourceLine, heading: signs.SectionHeading) -> None:
        if self.area is not None:
            if heading.type and not heading.rest and self._leads_to_questions():
                self.end_area()
            elif heading.type:
                self.area.section = heading.type
                self.area.explains = False
                self.frame += 1
                if heading.rest:
                    self.area.add(heading.rest, line.place)
                    self.frame -= 1
                return
        self.finish()
        if self.material and not heading.type:
            self.material.append(line)
            return
        self.end_material()
        if heading.is_key or heading.rest:
            self._begin_area(line, explains=False)
            if self.area is not None:
                self.area.section = heading.type
                if heading.rest:
                    self.area.add(heading.rest, line.place)
                    self.frame -= 1
            return
        self.frame += 1
        self.inner = 0
        self.section = Placed(heading.type, line.place) if heading.type else None
        if not heading.type:
            self.chapter = re.sub(r"^[\s#*]+|[\s*]+$", "", line.text)
            if not self.title and not self.questions:
                self.title = self.chapter

    def _leads_to_questions(self) -> bool:
        """Whether questions follow a heading within the answers: the next line asks, or options follow it."""
        following = [one for one in self.lines[self.at + 1 :] if one.text.strip() or one.cells][:3]
        if not following or following[0].cells:
            return False
        text = following[0].text
        if signs.heading_of(text):
            return False
        if GAP.search(text) or (len(following) > 1 and is_option_line(following[1].text)):
            return True
        return bool(ASKS.search(text)) or (
            len(following) > 1 and (signs.label_of(following[1].text) or ("",))[0] == "answer"
        )

    def _begins_area(self) -> bool:
        """Whether a line 答案 begins an area, and is not the label of the question before it."""
        if not self.questions and self.raw is None:
            return False
        following = self.next_line()
        if following is None:
            return False
        if following.cells:
            return True
        text = following.text
        if (
            self.raw is not None
            and not self.raw.answers
            and self.kind_of(self.raw) == "short"
            and ":" in self.lines[self.at].text.replace("：", ":")
        ):
            return False  # the label of a written answer, whose points are numbered
        return signs.heading_of(text) is not None or bool(_NUMBERED.match(wide_to_narrow(text)))

    def _begin_area(self, line: SourceLine, explains: bool) -> None:
        self.finish()
        self.frame += 1
        self.area = KeyArea(explains=explains)

    def _in_area(self, line: SourceLine) -> None:
        area = self.area
        if area is None:
            return
        if signs.is_explanation_area(line.text):
            area.explains, area.section = True, ""
            self.frame += 1
        elif signs.is_answer_area(line.text):
            area.explains, area.section = False, ""
            self.frame += 1
        else:
            area.add(line.text, line.place)

    def _row(self, line: SourceLine) -> None:
        """Collect the rows of a table; at its last one see what it is."""
        if line.cells:
            self.rows.append(line)
        else:
            self.frame += 1  # the rule below the headings of Markdown
        following = self.next_line()
        if following is not None and following.table == line.table:
            return
        rows, self.rows = self.rows, []
        if self.area is not None:
            self.area.add_table([list(row.cells) for row in rows])
            return
        table = [_as_row(row) for row in rows]
        read = read_table(table, None, self.section)
        if read is None and self.columns is not None and len(rows[0].cells) <= self.columns.width:
            read = read_rows(table, self.columns, None, self.section)
        if read is None or not read.questions:
            for row in rows:  # a table for the layout, or one within a question
                self._parts(row, [text for cell in row.cells for text in cell.text.split("\n") if text.strip()])
            return
        self.finish()
        self.columns = read.columns
        self.questions += read.questions
        self.left_out += read.left_out
        self.frame += read.frame
        if read.columns is not None:
            self.told.append(f"表格 {rows[0].place}：{len(read.questions)} 题；{read.columns.told()}")

    def end_area(self) -> None:
        """Give the answers of an area to the questions before it."""
        if self.area is None:
            return
        self.notices += self.area.give(self.questions[self.done :])
        self.frame += self.area.takes - len(self.area.unread)
        self.left_out += [LeftOutPart(p.place, p.text, "答案区里看不懂的一行") for p in self.area.unread]
        self.done = len(self.questions)
        self.area = None

    # -- what is in no question

    def outside(self, line: SourceLine) -> None:
        """Put a line that is in no question where it belongs."""
        if self.material and self.is_whole:
            self.material.append(line)
        elif self.material:
            self.material[-1] = replace(self.material[-1], text=f"{self.material[-1].text} {line.text}")
        elif is_register(line.text) or re.match(r"^\s*(?:姓名|部门|单位|得分|班级|学号|工号)\s*[:：_＿]", line.text):
            self.leave(line, "登记栏")
        elif not self.title and not self.questions and self.section is None and len(line.text) < 60:
            self.title = re.sub(r"^[\s#*]+|[\s*]+$", "", line.text)
            self.frame += self.is_whole
        else:
            self.leave(line, "不在题里的话")

    def end_material(self) -> None:
        """End the text that several questions are about; what no question is about is left out."""
        if not self.material:
            return
        group = self.material[0].place
        if any(q.group == group for q in self.questions):
            self.frame += len(self.material)
        else:
            for line in self.material:
                self.leave(line, "材料后面没有题")
        self.material, self.material_range = [], None

    def leave(self, line: SourceLine, reason: str) -> None:
        """Leave a line out, with the reason."""
        self.left_out.append(LeftOutPart(line.place, line.text, reason, int(self.is_whole)))


def _as_row(line: SourceLine) -> TableRow:
    cells = {n: TableCell(cell.text, cell.place) for n, cell in enumerate(line.cells, 1) if cell.text.strip()}
    return TableRow(line.place, cells, pictures=list(line.pictures))
