"""Typed files to banks: lines with their places, cleaned, walked through and settled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from mingze.diagnostics import Severity
from mingze.importing.files.any_file import plain_text
from mingze.importing.files.encodings import check_size
from mingze.importing.files.file_lines import ForeignText, ImportRefused
from mingze.importing.files.html import page_text
from mingze.importing.files.mht import is_mht, page_of
from mingze.importing.files.word import word_text
from mingze.importing.files.word.docx_package import DocxPackage
from mingze.importing.questions.assembled import assembled
from mingze.importing.questions.bank_limits import MOST_SIGNS, MOST_TAGS, SPLIT, bank_text, check_lines
from mingze.importing.questions.found_bank import FoundBank, ImportNotice, LeftOutPart
from mingze.importing.questions.raw_question import Placed, notice
from mingze.importing.questions.sheets.cells import TableCell, TableRow
from mingze.importing.questions.sheets.columns import columns_of
from mingze.importing.questions.sheets.table_files import read_separated
from mingze.importing.questions.text_cleaning import TextCleaner
from mingze.importing.questions.texts import line_signs as signs
from mingze.importing.questions.texts.line_walk import LineWalk
from mingze.importing.questions.texts.source_lines import BankLines, SourceLine
from mingze.importing.questions.texts.word_marks import CELL, ROW, unmarked

_PAGE = ("<!doctype html", "<html", "<body", "<head")
_RED = re.compile(r"<(?:font|span)[^>]*(?:red|#f00\b|#ff0000)[^>]*>(.*?)</", re.IGNORECASE)
_TAG = re.compile(r"</?(?:font|span|b|i|u|em|strong|p|div|center|small|mark)\b[^<>]{0,120}>", re.IGNORECASE)
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\*\*(.+?)\*\*|__(?=\S)([^_\n]+?)(?<=\S)__|\\([.()\[\]*#+\-])")
_LEFT_OUT = {
    "deleted": "修订中删除的文字", "hidden": "隐藏的文字", "header": "页眉、页脚", "footnote": "脚注、尾注",
    "comment": "批注", "external": "引自别的文件，没有去读", "page-furniture": "网页的导航、按钮等",
}  # fmt: skip


def read_text_file(name: str, data: bytes) -> FoundBank:
    """Read a .txt, .md or saved page. Raises `ImportRefused`."""
    check_size(name, data)
    if is_mht(data):
        data = page_of(name, data)
    text, guessed = bank_text(name, data)
    notices: list[ImportNotice] = []
    if guessed:
        words = f"文件没有说明编码，按 {guessed} 读"
        notices.append(notice("encoding-guessed", Severity.NOTE, name, words, "有乱码就另存为 UTF-8 再来"))
    if text.lstrip("\ufeff \t\r\n")[:200].lower().startswith(_PAGE):
        page = page_text(name, text)
        return _bank(BankLines(name, tuple(_of_lines(page))), "网页", page, notices)
    check_lines(name, text)
    plain = plain_text(name, text)
    first = next((line.text for line in plain.lines if line.text.strip()), "")
    if first.count("\t") > 1 and columns_of(_as_row(first)).is_enough:
        return read_separated(name, text)
    is_markdown = name.lower().endswith((".md", ".markdown"))
    lines = tuple(_of_lines(plain, is_markdown))
    return _bank(BankLines(name, lines), "Markdown" if is_markdown else "文本", plain, notices)


def read_word_file(name: str, data: bytes) -> FoundBank:
    """Read a .docx. Raises `ImportRefused`."""
    check_size(name, data)
    package = DocxPackage(name, data)
    if package.read(package.main).count(b"<") > MOST_TAGS:
        raise ImportRefused(name, "正文太长", SPLIT)
    text = word_text(name, data, marked=True)
    if sum(len(line.text) for line in text.lines) > MOST_SIGNS:
        raise ImportRefused(name, f"正文超过 {MOST_SIGNS // 10_000} 万字", SPLIT)
    if text.is_page:
        raise ImportRefused(name, "正文是嵌在里面的网页，不是 Word 的段落", "在 Word 或 WPS 里打开，另存为 docx 再来")
    notices: list[ImportNotice] = []
    lines: list[SourceLine] = []
    for line in text.lines:
        if match := ROW.match(line.text):
            found = [unmarked(cell, package.read) for cell in line.text[match.end() :].split(CELL)]
            cells = tuple(Placed(one.text, line.place) for one in found)
            pictures = tuple(picture for one in found for picture in one.pictures)
            lines.append(SourceLine(line.number, "", line.place, cells, int(match[1]), pictures=pictures))
            continue
        mark = unmarked(line.text, package.read)
        place = f"{name}:段{line.number}"
        if mark.struck:
            words = f"有带删除线的文字“{mark.struck[:20]}”，照样读了"
            notices.append(
                notice("struck-through", Severity.WARNING, place, words, "不要的字从文件里删掉", shown=mark.text)
            )
        lines.append(
            SourceLine(
                line.number, mark.text, place, filled=tuple(mark.filled), red=mark.red, pictures=tuple(mark.pictures)
            )
        )
    changes = [guess.message for guess in text.guesses if guess.code == "tracked-change"]
    help_ = "接受或拒绝修订，另存一份再来"
    notices += [notice("tracked-change", Severity.WARNING, name, words, help_) for words in changes]
    return _bank(BankLines(name, tuple(lines), "段"), "Word 文件", text, notices)


def _of_lines(text: ForeignText, is_markdown: bool = False) -> Iterable[SourceLine]:
    """Yield the lines, those of tables as rows."""
    table = 0
    was_row = False
    for line in text.lines:
        is_row = line.text.strip().startswith("|") and line.text.strip().count("|") > 1
        if is_row and not was_row:
            table += 1
        was_row = is_row
        if is_row and _RULE.match(line.text):
            yield SourceLine(line.number, line.text, line.place, (), table)
        elif is_row:
            cells = re.split(r"(?<!\\)\|", line.text.strip().strip("|"))
            placed = tuple(Placed(_BREAK.sub("\n", cell).replace("\\|", "|").strip(), line.place) for cell in cells)
            yield SourceLine(line.number, line.text, line.place, placed, table)
        else:
            words, red = line.text, ""
            if is_markdown:
                words = _MARKDOWN.sub(lambda m: next(group for group in m.groups() if group), words)
                red = "".join(_RED.findall(words))
                words = _TAG.sub("", _BREAK.sub(" ", words))
                words = _BREAK.sub(" ", re.sub(r"^\s*(?:[-*+]\s+|>\s+)(?=\S)", "", words)).replace("&nbsp;", " ")
            yield SourceLine(line.number, words, line.place, red=red)


def _as_row(text: str) -> TableRow:
    return TableRow("", {n: TableCell(cell, "") for n, cell in enumerate(text.split("\t"), 1) if cell.strip()})


def _bank(source: BankLines, format_name: str, text: ForeignText, notices: list[ImportNotice]) -> FoundBank:
    """Clean the lines, walk through them and settle what was found."""
    clean = TextCleaner.of("\n".join(line.text or "\n".join(c.text for c in line.cells) for line in source.lines))
    lines = []
    for line in source.lines:
        cells = tuple(Placed(clean.clean(cell.text, cell.place), cell.place) for cell in line.cells)
        label = signs.label_of(line.text)
        is_answer = label is not None and label[0] == "answer"
        cleaned = line.text if line.cells else clean.clean(line.text, line.place, is_answer)
        if cleaned != line.text or cells != line.cells:
            line = replace(line, text=cleaned, cells=cells)  # noqa: PLW2901
        lines.append(line)
    walk = LineWalk(BankLines(source.name, tuple(lines), source.unit))
    walk.walk()
    left_out = [LeftOutPart(one.place, one.text, _LEFT_OUT.get(one.reason, one.reason), 0) for one in text.left_out]
    total = sum(1 for line in lines if line.text.strip() or line.cells)
    return assembled(
        source.name, format_name, source.unit, total, walk.questions, left_out=[*walk.left_out, *left_out],
        notices=[*notices, *clean.notices, *walk.notices], frame=walk.frame, title=walk.title, told=walk.told,
    )  # fmt: skip
