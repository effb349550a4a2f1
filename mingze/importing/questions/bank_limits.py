"""How much one file may hold, so that any file is read within 300 MB of memory or refused before it is read.

Measured: 20,000 questions take 75 to 100 MB beside the 130 MB of the program itself, whatever they come in.
"""

from __future__ import annotations

from mingze.importing.files.encodings import check_size, decode
from mingze.importing.files.file_lines import ImportRefused

MOST_QUESTIONS = 40_000
MOST_BYTES = 8 * 1024 * 1024
"""Of a file that is text throughout: 35,000 questions with their explanations."""
MOST_LINES = 200_000
MOST_LINE = 100_000
MOST_SIGNS = 8_000_000
"""Characters in the cells of a workbook or the paragraphs of a Word file."""
MOST_CELLS = 500_000
MOST_TAGS = 2_000_000
"""Opening and closing tags of a part of a Word file, which becomes a tree as a whole."""
SPLIT = "分成几个小一些的文件"


def bank_text(name: str, data: bytes) -> tuple[str, str]:
    """Return a file's text and the encoding that was guessed for it. Raises `ImportRefused` for too long a one."""
    check_size(name, data)
    if len(data) > MOST_BYTES:
        words = f"文件有 {len(data) / 1024 / 1024:.0f} MB，题库的文字一次最多 {MOST_BYTES // 1024 // 1024} MB"
        raise ImportRefused(name, words, SPLIT)
    text, guessed = decode(name, data)
    if text.count("\n") > MOST_LINES or text.count("\r") > MOST_LINES:
        raise ImportRefused(name, f"文件超过 {MOST_LINES // 10_000} 万行", SPLIT)
    return text, guessed


def check_lines(name: str, text: str) -> None:
    """Raise `ImportRefused` for a text with a line that nobody typed, or with more cells than a table of people has."""
    longest = max(map(len, text.split("\n")), default=0)
    if longest > MOST_LINE:
        raise ImportRefused(name, f"有一行超过 {MOST_LINE // 10_000} 万字", "每道题、每个选项各占一行")
    check_cells(name, text, "|")


def check_cells(name: str, text: str, sign: str) -> None:
    """Raise `ImportRefused` for more cells, empty ones among them, than are read."""
    if text.count(sign) > 2 * MOST_CELLS:
        raise ImportRefused(name, f"格子超过 {2 * MOST_CELLS // 10_000} 万个", SPLIT)


def check_count(name: str, count: int) -> None:
    """Raise `ImportRefused` where a file has more questions than are read at once."""
    if count > MOST_QUESTIONS:
        raise ImportRefused(name, f"题目超过 {MOST_QUESTIONS // 10_000} 万道", SPLIT)
