"""Rows of a table to questions as they stand; every row is a question, left out, or a frame for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from mingze.importing.questions.found_bank import LeftOutPart
from mingze.importing.questions.option_text import split_line
from mingze.importing.questions.question_words import type_of
from mingze.importing.questions.raw_question import Placed, RawOption, RawQuestion
from mingze.importing.questions.sheets.cells import TableCell, TableRow
from mingze.importing.questions.sheets.columns import Columns, columns_of, find_heading, heading_words
from mingze.importing.questions.sheets.side_by_side import below_each_other
from mingze.importing.questions.stem_text import label_in, without_asker, without_number
from mingze.importing.questions.text_cleaning import TextCleaner
from mingze.importing.questions.texts.line_signs import heading_of

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_YES = frozenset(["true", "1", "yes", "y", "是", "√", "✓", "对", "正确", "t"])
_RANGE = re.compile(r"\d+\s*[-~～—至]\s*\d+\D{0,3}")
_ENDS_STEM = re.compile(r"[。？?：:）)_＿]\s*$")
"""A stem before options on its line: not a bracket that letters of the answer stand in."""
_TITLE = re.compile(r"^(?:标题|试卷名称|题库名称|名称|title)[:：]?$")


class TableRead(Struct):
    """What a table gave."""

    questions: list[RawQuestion] = field(default_factory=list)
    left_out: list[LeftOutPart] = field(default_factory=list)
    frame: int = 0
    columns: Columns | None = None
    title: str = ""
    told: list[str] = field(default_factory=list)


def read_rows(
    rows: Sequence[TableRow], columns: Columns, clean: TextCleaner | None = None, section: Placed | None = None
) -> TableRead:
    """Read rows below their headings."""
    out = TableRead(columns=columns)
    for row in rows:
        if _is_heading_again(row, columns):
            out.frame += row.counts
            continue
        if (heading := _section_in(row)) is not None:
            out.frame += row.counts
            section = heading
            continue
        if out.questions and _goes_on(row, columns, out.questions[-1], clean):
            out.questions[-1].takes += row.counts
            continue
        raw = _question(row, columns, clean, section)
        if raw is None:
            text = " | ".join(cell.text for cell in row.cells.values())
            out.left_out.append(LeftOutPart(row.place, text, "没有题干、选项和答案", row.counts))
        else:
            raw.takes = row.counts
            out.questions.append(raw)
    return out


def read_table(
    rows: Sequence[TableRow], clean: TextCleaner | None = None, section: Placed | None = None
) -> TableRead | None:
    """Read a table with its headings; None where it has none of questions."""
    found = find_heading(rows)
    if found is None or not found[1].is_enough:
        return None
    at, columns = found
    if (beside := below_each_other(rows, at)) != rows:
        rows, columns = beside, columns_of(beside[at])
    out = read_rows(rows[at + 1 :], columns, clean, section)
    out.frame += 1
    for row in rows[:at]:
        texts = [cell.text for cell in row.cells.values()]
        if len(texts) > 1 and _TITLE.match(texts[0].strip()):
            out.title = out.title or texts[1]
            out.frame += 1
        else:
            out.left_out.append(LeftOutPart(row.place, " | ".join(dict.fromkeys(texts)), "表头上面的说明"))
    return out


def _goes_on(row: TableRow, columns: Columns, last: RawQuestion, clean: TextCleaner | None) -> bool:
    """Add an option that stands in a row of its own below the stem."""
    stem = columns.one.get("stem", 0)
    if set(row.cells) != {stem} or columns.options or "options" in columns.one:
        return False
    text = _placed(row.cells[stem], clean).text
    letter = _ALPHABET[min(len(last.options), 25)]
    if not re.match(rf"[（(]?{letter}\s*[.．、:：)）]", text):
        return False
    last.options.append(RawOption(letter, re.sub(r"^[（(]?[A-Z]\s*[.．、:：)）]\s*", "", text), row.cells[stem].place))
    return True


def _section_in(row: TableRow) -> Placed | None:
    """Return the type that a row alone names for those below it: 一、单选题（每题 2 分）."""
    if len(row.cells) != 1:
        return None
    (cell,) = row.cells.values()
    heading = heading_of(cell.text.strip()) if "\n" not in cell.text.strip() else None
    is_one = heading is not None and heading.type and not heading.is_weak and not heading.rest
    return Placed(heading.type, cell.place) if heading is not None and is_one else None


def _is_heading_again(row: TableRow, columns: Columns) -> bool:
    stem = columns.one.get("stem", 0)
    if not stem or len(row.text(stem)) > 12 or heading_words(row.text(stem)) == "":
        return False
    again = columns_of(row)
    return again.known >= 3 and again.one.get("stem") == stem


def _question(row: TableRow, columns: Columns, clean: TextCleaner | None, section: Placed | None) -> RawQuestion | None:
    def cell(meaning: str, is_answer: bool = False) -> Placed | None:
        found = row.cells.get(columns.one.get(meaning, 0))
        return _placed(found, clean, is_answer) if found else None

    stem, answer, listed = cell("stem"), cell("answer", True), cell("options")
    options = _options(row, columns, clean)
    answers = [_placed(found, clean, True) for column in columns.answers if (found := row.cells.get(column))]
    has_options = bool(listed and listed.text.strip()) or any(option.text for option in options)
    if not (stem and stem.text.strip()) and not has_options and not answer and not answers:
        return None
    at = row.cells.get(columns.one.get("stem", 0))
    place = at.place if at else _stem_place(row, columns)
    raw = RawQuestion(row.place, Placed(stem.text if stem else "", place), by_columns=bool(options))
    _tell_of_cells(raw, row)
    raw.section = section
    raw.options, raw.options_text = options, listed if not options else None
    raw.answers = [one for one in ([answer] if answer else answers) if one.text.strip()]
    if answer and answers:
        raw.answers += answers
    _take_stem(raw)
    if not has_options:
        _take_options_out_of_stem(raw)
    if (word := cell("type")) and word.text.strip():
        raw.type_word = word
    if explanation := cell("explanation"):
        raw.explanation = [explanation] if explanation.text.strip() else []
    if (id_ := cell("id")) and id_.text.strip():
        raw.id = id_.text.strip()
    if (material := cell("material")) and material.text.strip():
        raw.material, raw.group = material.text, material.text
    _dates(raw, row, columns)
    raw.tags += [
        (_heading(text), row.text(column)) for column, text in columns.others.items() if row.text(column).strip()
    ]
    known = columns.all
    raw.tags += [(f"第 {n} 列", cell.text) for n, cell in row.cells.items() if n not in known and cell.text.strip()]
    if (picture := cell("picture")) and picture.text.strip() and picture.text.strip() not in ("否", "无", "0", "FALSE"):
        raw.tags.append(("图片", picture.text))
        raw.tell("picture-missing", picture.place, "有图片，没有一起导入", "把图另外加上", picture.text)
    raw.pictures = list(row.pictures)
    raw.feedback = (
        tuple(row.text(columns.feedback[n]) or None if n in columns.feedback else None for n in range(len(options)))
        if columns.feedback
        else ()
    )
    return raw


def _stem_place(row: TableRow, columns: Columns) -> str:
    return row.place if not row.cells else _beside(next(iter(row.cells.values())).place, columns.one.get("stem", 1))


def _beside(place: str, column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    match = re.fullmatch(r"(.*!)[A-Z]+(\d+)", place)
    return f"{match[1]}{get_column_letter(column)}{match[2]}" if match else place


def _heading(text: str) -> str:
    return re.sub(r"[（(【\[](?:必填|选填|勿删)[)）】\]]|\s+", "", text) or text.strip()


def _placed(cell: TableCell, clean: TextCleaner | None, is_answer: bool = False) -> Placed:
    text = clean.clean(cell.text, cell.place, is_answer) if clean else cell.text
    return Placed(text.strip(" \t\u3000\u00a0\n"), cell.place)


def _options(row: TableRow, columns: Columns, clean: TextCleaner | None) -> list[RawOption]:
    out = []
    for n, column in sorted(columns.options.items()):
        cell = row.cells.get(column)
        text = _placed(cell, clean).text if cell else ""
        place = cell.place if cell else ""
        if not place and row.cells:
            place = _beside(next(iter(row.cells.values())).place, column)
        option = RawOption(_ALPHABET[n], text, place)
        if n in columns.correct:
            option.is_marked = row.text(columns.correct[n]).strip().lower() in _YES
        out.append(option)
    while out and not out[-1].text:
        out.pop()
    return out


def _take_stem(raw: RawQuestion) -> None:
    """Take number, type, score and asker off the stem."""
    text, raw.number = without_number(raw.stem.text)
    text, word, score = label_in(text)
    text, asked, who = without_asker(text)
    if word:
        raw.type_word = Placed(word, raw.stem.place)
    if score:
        raw.tags.append(("分值", score))
    if asked:
        raw.tags.append((asked, who))
    raw.stem = Placed(text, raw.stem.place)


def _take_options_out_of_stem(raw: RawQuestion) -> None:
    """Take options that stand below the stem in its cell."""
    lines = raw.stem.text.split("\n")
    first = next((n for n, line in enumerate(lines) if n and re.match(r"\s*[（(]?[AＡ]\s*[.．、:：)）]", line)), 0)
    if not first:
        split = split_line(raw.stem.text, raw.stem.place)
        if split and len(split.options) > 1 and all(o.text for o in split.options) and _ENDS_STEM.search(split.before):
            raw.options, raw.options_fault = list(split.options), split.fault
            raw.stem = Placed(split.before, raw.stem.place)
        return
    raw.options_text = Placed("\n".join(lines[first:]), raw.stem.place)
    raw.stem = Placed("\n".join(lines[:first]), raw.stem.place)


def _dates(raw: RawQuestion, row: TableRow, columns: Columns) -> None:
    """Tell of cells that a spreadsheet took for dates; an answer that is one is left open."""
    by_place = {cell.place: cell for cell in row.cells.values() if cell.date}
    if not by_place:
        return
    for answer in raw.answers:
        if cell := by_place.get(answer.place):
            month, day = cell.date[5:7].lstrip("0"), cell.date[8:10].lstrip("0")
            raw.answer_is_date = (
                f"单元格是日期 {cell.date}，显示为 {cell.text}；多半是 {month}～{day} 被表格软件改成了日期"
            )
    texts = [option.text for option in raw.options if option.place not in by_place]
    ranges = any(_RANGE.fullmatch(text) for text in texts)
    no_dates = bool(texts) and not any(re.search(r"\d{4}\D|年", text) for text in texts)
    for option in raw.options:
        if cell := by_place.get(option.place):
            if no_dates and re.search(r"\d{4}", cell.text):
                month, day = cell.date[5:7].lstrip("0"), cell.date[8:10].lstrip("0")
                raw.options_fault = f"{option.letter} 项的单元格是日期 {cell.date}：也许原来写的是 {month}-{day}"
            if ranges:
                raw.options_fault = f"{option.letter} 项的单元格是日期 {cell.date}，别的选项是范围：多半被表格软件改了"
            raw.tell(
                "cell-is-date",
                option.place,
                "单元格是日期，按显示的样子照录，请核对",
                "在表格里把格式改成文本，照原文写",
                option.text,
            )
    if cell := by_place.get(raw.stem.place):
        raw.tell("cell-is-date", cell.place, "题干的单元格是日期", "照原文写题干", cell.text)


def _tell_of_cells(raw: RawQuestion, row: TableRow) -> None:
    for cell in row.cells.values():
        if cell.comment:
            raw.tell("cell-comment", cell.place, f"有批注：{cell.comment}", "看看批注说的改了没有", cell.text)
        if cell.had_unseen:
            raw.tell("invisible-character", cell.place, "去掉了看不见的字符", "看一眼改得对不对", cell.text)
        if cell.no_value:
            raw.tell(
                "formula-without-value",
                cell.place,
                "单元格是公式，文件里没有算出的值",
                "在表格软件里打开，算好再存；或者写成文字",
                cell.text,
            )
    if row.is_hidden:
        raw.tell("hidden-row", row.place, "这一行是隐藏的（或被筛选掉的），照样读了", "不要的行从表格里删掉")


def type_in_name(name: str, place: str) -> Placed | None:
    """Return the type that the name of a sheet says."""
    return Placed(name, place) if type_of(name) is not None and re.search(r"题|选|判断", name) else None
