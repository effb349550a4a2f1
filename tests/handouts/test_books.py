"""The outline of hand-outs: each thing said once, each mark explained."""

from __future__ import annotations

import re

import pytest

from mingze.handouts.blocks import Bullets, Callout, Document, Heading, ParagraphBlock, Quotation, TableBlock
from mingze.handouts.books import CHECKLIST_ROWS, Books
from mingze.model import Catalog
from mingze.views.runs import plain
from tests.conftest import real_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


@pytest.fixture(scope="module")
def books(catalog: Catalog) -> Books:
    return Books(catalog)


def entries(document: Document) -> list[str]:
    callouts = [b for section in document.sections for b in section.blocks if isinstance(b, Callout)]
    lists = [b for callout in callouts for b in callout.blocks if isinstance(b, Bullets)]
    return [plain(words) for one in lists for words in one.items]


def test_entries_of_a_list_have_one_number(books: Books) -> None:
    found = entries(books.booklet())
    assert any(words.startswith("政府重点工作、政府工作报告") for words in found)
    assert not [words for words in found if re.match("[①-⑳]|[(（]?[一二三四五1-9][)）.、]", words)]


def test_a_clause_is_referred_to_once(books: Books) -> None:
    found = entries(books.booklet())
    assert "组织制定贯彻落实的具体措施（第八条第（一）项）" in found  # typed: …，见第（一）项
    assert "政府主要负责人：领导本地区安委会工作，第六条第（六）项" in found
    for words in found:
        named = re.findall("第[一二三四五六七八九十]+条第（[一二三四五六七八九十]+）项", words)
        assert len(named) == len(set(named)), words
        assert not re.search("见第（.）项（", words), words


def test_what_an_entry_rests_on_is_told_from_what_it_speaks_of(books: Books) -> None:
    speaking = [words for words in entries(books.booklet()) if words.startswith("第五条要求的是向全会报告工作")]
    assert speaking == ["第五条要求的是向全会报告工作；写进政府工作报告，属第六条第（二）项（依据：第五条第（二）项）"]


def test_each_handout_explains_the_badges_it_shows(books: Books, catalog: Catalog) -> None:
    for role in books.roles():
        blocks = books.role(role).sections[0].blocks
        badges = {b.badge for b in blocks if isinstance(b, Quotation)}
        notes = "".join(plain(b.runs) for b in blocks if isinstance(b, ParagraphBlock) and b.kind == "note")
        assert badges
        for badge in badges:
            assert f"“{badge}”：" in notes, role.id
        doubtful = any(run.uncertain for b in blocks if isinstance(b, Quotation) for p in b.passages for run in p.runs)
        assert ("点线" in notes) == doubtful, role.id


def test_the_booklet_begins_with_its_marks_and_holds_the_facts_of_the_regulation(books: Books) -> None:
    booklet = books.booklet()
    assert booklet.title == "安全生产责任制学习手册"
    assert booklet.sections[0].title == "说明"
    assert not any(isinstance(b, Heading) for b in booklet.sections[0].blocks)  # they would fill the contents
    regulation = next(s for s in booklet.sections if s.title.startswith("《"))
    facts = "".join(plain(b.runs) for b in regulation.blocks if isinstance(b, ParagraphBlock))
    assert "厅字〔2018〕13号　2018年4月8日起施行" in facts
    assert "尚未与官方原文逐字核对" in facts


def test_checklists_fill_their_page(books: Books) -> None:
    sheets = [s for s in books.kit().sections if s.short == "履职自查表"]
    assert len(sheets) == len(books.roles())
    for sheet in sheets:
        table = next(b for b in sheet.blocks if isinstance(b, TableBlock))
        assert len(table.rows) + table.blank_rows == CHECKLIST_ROWS
        assert 150 < CHECKLIST_ROWS * table.row_height < 200
