"""What somebody has who follows the guide of the first hour: a Word file, a workbook, and an hour to explain.

`hour_files` holds the words of the instrument (a local regulation; statutory texts are not under copyright, 著作权法
第五条), thirty questions, and an explanation of each duty.
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import docx
from openpyxl import Workbook, load_workbook

from tests.conftest import ROOT

GUIDE = (ROOT / "docs/own-regulation/first-hour/index.md").read_text("utf-8")
_BLOCKS = re.findall(r"^```(text)?\n(.*?)\n```$", GUIDE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, block in _BLOCKS if not kind for line in block.splitlines()]
QUOTED = [block for kind, block in _BLOCKS if kind]
_FILES = Path(__file__).parent / "hour_files"


def table(name: str) -> list[list[str]]:
    """Read a table whose cells stand apart by tabs."""
    return [line.split("\t") for line in (_FILES / name).read_text("utf-8").splitlines()]


def table_of_the_guide(first: str) -> list[list[str]]:
    """Return the rows of the guide's table whose first heading is ``first``, the headings too."""
    lines = GUIDE[GUIDE.index(f"| {first} |") :].partition("\n\n")[0].splitlines()
    rows = [[cell.strip(" ") for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not row[0].startswith("---")]


def lay_out(folder: Path) -> None:
    """Put the Word file and the workbook into an empty folder."""
    word = docx.Document()
    for line in (_FILES / "instrument.txt").read_text("utf-8").splitlines():
        word.add_paragraph(line)
    word.save(str(folder / "规定.docx"))
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (("题目", table("questions.txt")), ("试卷", table_of_the_guide("试卷名称"))):
        page = book.create_sheet(title)
        for row in rows:
            page.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    book.save(folder / "题目.xlsx")


def explain(file: Path) -> None:
    """Fill in the explanations, in the column that the guide names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(file)
    page = book["解读"]
    at = {str(cell.value): number for number, cell in enumerate(page[1], 1)}
    said = dict(table("explanations.txt"))
    for row in range(2, page.max_row + 1):
        if duty := page.cell(row, at["职责文字"]).value:
            page.cell(row, at["通俗解释"]).value = said[str(duty)]
    book.save(file)
