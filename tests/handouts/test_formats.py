"""A paper says the same in print and in Word, word for word and in one order; only the page's own shape differs."""

from __future__ import annotations

import re
import shutil
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from mingze.banks.drawn import draw_paper
from mingze.handouts import wording
from mingze.handouts.blocks import Document, SectionBlock, SheetBlock
from mingze.handouts.exams import Exams
from mingze.handouts.pdf import Press
from mingze.handouts.word import docx
from mingze.model import Catalog
from mingze.views.content_date import content_epoch
from tests.conftest import real_catalog
from tests.handouts.printed import Printed, bare
from tests.handouts.taken import taken
from tests.handouts.word_reader import WordFile, select

KEY_HEAD = "题号答案解析"
"""The head of a key's tables: print repeats it on each page, Word leaves that to the program."""
WORD_JOINER = "\u2060"
LEFT_OVER = "（此页空白）"

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


@cache
def press() -> Press:
    return Press()


def printed_anew(document: Document, epoch: int) -> bytes:
    return press().pdf(document, epoch=epoch)


PAPERS = sorted(real_catalog().papers)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ["paper", "key"])
def test_print_and_word_say_the_same_in_the_same_order(
    kind: str, paper: str, catalog: Catalog, shared_folder: Path, tmp_path: Path
) -> None:
    drawn = draw_paper(catalog, catalog.papers[paper], "2026", "B")
    exams = Exams(catalog)
    document = exams.question_paper(drawn) if kind == "paper" else exams.key(drawn)
    epoch = content_epoch(catalog)
    pdf = taken(document, "pdf", epoch, shared_folder, partial(printed_anew, document, epoch))
    word = taken(document, "docx", epoch, shared_folder, partial(docx, document, epoch=epoch))
    (tmp_path / "d.pdf").write_bytes(pdf)
    printed = in_print(Printed(tmp_path / "d.pdf"), document)
    assert len(printed) > 500
    assert in_word(WordFile(word), document) == printed


def in_print(printed: Printed, document: Document) -> str:
    """Return the words of all pages without running heads and feet, which are compared with what they must say."""
    text = ""
    heads = sorted((bare(head(document, section.short)) for section in document.sections), key=len, reverse=True)
    sheet = len(printed.raw) - sides_of(document)
    for n, raw in enumerate(printed.raw):
        page = bare(raw).replace(WORD_JOINER, "")
        if page == LEFT_OVER:
            continue
        if n >= sheet:
            text += page
            continue
        start = next((words for words in heads if page.startswith(words)), None)
        assert start is not None, page[:80]
        page, foot = page.removeprefix(start), re.search(r"第(\d+)/(\d+)页$", page)
        assert foot, page[-80:]
        end = bare(standing(document)) + foot[0]
        assert page.endswith(end), page[-80:]
        text += page.removesuffix(end)
    sealed = bare("".join(f"{name}：" for name in wording.CANDIDATE) + wording.SEALED)
    assert text.startswith(sealed) is document.paper
    assert KEY_HEAD in text or document.paper
    return text.removeprefix(sealed).replace(KEY_HEAD, "")


def sheets(section: SectionBlock) -> list[SheetBlock]:
    return [block for block in section.blocks if isinstance(block, SheetBlock)]


def sides_of(document: Document) -> int:
    """Return how many pages at the end are sides of the answer sheet: its own tests compare where each word stands."""
    return sum(len(sheet.sides) for section in document.sections for sheet in sheets(section))


def in_word(file: WordFile, document: Document) -> str:
    """Return the words of the body; running heads, feet and the sealing line are compared with what they must say."""
    heads, feet = parts(file, "header"), parts(file, "footer")
    headed = [section for section in document.sections if not sheets(section)]  # a sheet says all of itself
    wanted = {bare(head(document, section.short)) for section in headed}
    turned = {bare(document.confidential + section.short + document.book) for section in headed}
    # of an even page the outer edge is the left one, and the line for whom it is stands beneath
    bare_ones = {""} if len(headed) < len(document.sections) else set()
    assert {lines(part, document.confidential) for part in heads} == wanted | turned | bare_ones
    for foot in feet:
        said = words_of(foot).replace("—1—", "第1/页")
        assert said == bare(f"第1/页{standing(document)}") or (bare_ones and not said)
    sealed = ["".join(select(box, ".//w:t/text()")) for part in heads for box in part.iter(qn("w:txbxContent"))]
    asked = "".join(f"{name}：" for name in wording.CANDIDATE) + wording.SEALED
    assert [re.sub("[_…　]", "", words) for words in sealed] == [asked] * document.paper
    # the paragraph that a box hangs on is read with what stands in the box
    boxed = [next(p.iterancestors(qn("w:txbxContent")), None) is not None for p in file.paragraphs()]
    said = bare("".join(text for (_, text), inside in zip(file.lines, boxed, strict=True) if not inside))
    assert KEY_HEAD in said or document.paper
    return said.replace("_", "").replace(KEY_HEAD, "")


def head(document: Document, name: str) -> str:
    return document.confidential + document.book + name


def standing(document: Document) -> str:
    return f"版本：{document.edition}{document.checked}"


def parts(file: WordFile, kind: str) -> list[Any]:
    return [root for name, root in file.parts.items() if name.startswith(f"word/{kind}")]


def lines(part: Any, confidential: str) -> str:
    said = bare("".join(select(part, "./w:p/w:r/w:t/text()")))
    return bare(confidential) + said.removesuffix(bare(confidential)) if confidential else said


def words_of(part: Any) -> str:
    return bare("".join(select(part, ".//w:t/text()")))
