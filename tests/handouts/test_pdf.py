"""PDFs: the words are all there, where they belong, in fonts that every printer has with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from mingze.banks.drawn import draw_paper
from mingze.handouts import wording
from mingze.handouts.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Fields,
    Heading,
    Lines,
    PaperItem,
    PaperOption,
    ParagraphBlock,
    Qr,
    Quotation,
    QuotedPassage,
    SectionBlock,
    SheetBlock,
    TableBlock,
)
from mingze.handouts.books import Books
from mingze.handouts.exams import CONFIDENTIAL, ON_THE_SHEET, Exams
from mingze.handouts.pdf import Faces, Press, PressFailed
from mingze.model import Catalog
from mingze.text import glyphs
from mingze.views.content_date import content_epoch
from mingze.views.runs import Run, plain
from tests.conftest import ROOT, real_catalog
from tests.handouts.printed import MM, Line, Printed, bare
from tests.handouts.taken import taken

EPOCH = 1780272000
HOSTILE = '#import "x.typ" $x$ *`#eval("1")`_@<label> \\u{41} //注 /*x*/ = 标题 - 项 ~ -- "引" [内容] #{1+1} <script>'
FOOT_MM = 22
EMPTY = "（此页空白）"
PAGE = (595.3, 841.9)


class Shop:
    """Prints each document once for all tests; what a site of this run has printed already is taken from there."""

    def __init__(self, catalog: Catalog, folder: Path, shared: Path) -> None:
        self.catalog = catalog
        self.folder, self.shared = folder, shared
        self.epoch = content_epoch(catalog)
        self.press = Press()
        books, exams = Books(catalog), Exams(catalog)
        drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
        self.paper, self.key = exams.question_paper(drawn), exams.key(drawn)
        self.handouts = {role.id: books.role(role) for role in books.roles()}
        self.booklet, self.kit = books.booklet(), books.kit()
        self.documents = [*books.all(), self.paper, self.key]
        self.in_large = {self.booklet.id, self.paper.id, self.key.id, *(one.id for one in self.handouts.values())}
        self.print = cache(self._print)

    def _print(self, document: Document, large: bool = False) -> Printed:
        path = self.folder / f"{document.id}{'-large' if large else ''}.pdf"
        made = partial(self.press.pdf, document, large=large, epoch=self.epoch)
        path.write_bytes(taken(document, "pdf-large" if large else "pdf", self.epoch, self.shared, made))
        return Printed(path)

    def everything(self) -> Iterator[tuple[Document, Printed]]:
        for document in self.documents:
            yield document, self.print(document)
            if document.id in self.in_large:  # no site offers the others so
                yield document, self.print(document, large=True)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Shop:
    return Shop(real_catalog(), tmp_path_factory.mktemp("pdf"), shared_folder)


def small(*parts: Block, id_: str = "small", **more: str) -> Document:
    return Document(id_, "题名", "书名", "2026年", more.get("checked", ""), (SectionBlock("一节", parts),))


def text(words: str) -> tuple[Run, ...]:
    return (Run(words),)


def body(lines: list[Line]) -> list[Line]:
    """The lines between the running head and the foot."""
    return [line for line in lines if line.top > 25 * MM - 4 and line.bottom < PAGE[1] - FOOT_MM * MM]


def test_all_fonts_are_embedded_as_cid_fonts(shop: Shop) -> None:
    for document, printed in shop.everything():
        fonts = printed.fonts()
        assert fonts, document.id
        for row in fonts:
            assert row[1:4] == ["CID", "Type", "0C"], row  # Type 3 would be a picture of letters
            assert row[-5] == "yes", row


def test_files_say_that_they_are_accessible_and_in_which_language(shop: Shop) -> None:
    for _, printed in shop.everything():
        data = printed.path.read_bytes()
        assert b"<pdfuaid:part>1</pdfuaid:part>" in data
        assert b"/Lang(zh-CN)" in data


def test_each_handout_holds_its_duties_unbroken_with_their_badges(shop: Shop) -> None:
    catalog = shop.catalog
    for role, document in shop.handouts.items():
        duties = [duty for a in catalog.assignments_of(role) for duty in a.duties]
        assert duties
        for large in (False, True):
            words = shop.print(document, large).words
            for duty in duties:
                assert duty.cites
                clause = catalog.clause(duty.cites)
                assert clause is not None
                assert bare(f"{clause.verification.label}{clause.text}") in words, (duty.id, large)


def test_the_booklet_holds_every_passage_of_the_regulations(shop: Shop) -> None:
    words = shop.print(shop.booklet).words
    passages = [c for r in shop.catalog.regulations.values() for c in r.clauses.values() if c.text]
    assert len(passages) > 60
    for passage in passages:
        assert bare(passage.text) in words, passage.key


def test_every_page_names_edition_and_standing(shop: Shop) -> None:
    for document, printed in shop.everything():
        for number, page in enumerate(printed.raw, 1):
            if bare(page) != EMPTY:
                assert bare(document.edition) in bare(page), (document.id, number)
                assert bare(document.checked) in bare(page), (document.id, number)


def test_pages_are_counted(shop: Shop) -> None:
    document = shop.handouts["party-secretary"]
    pages = shop.print(document).raw
    for number, page in enumerate(pages, 1):
        assert f"第{number}/{len(pages)}页" in bare(page)


def test_papers_count_the_pages_of_each_part_and_the_sheet_can_be_taken_off(shop: Shop) -> None:
    pages = [bare(page) for page in shop.print(shop.paper).raw]
    sheet = next(n for n, page in enumerate(pages) if shop.paper.sections[1].title in page)
    assert sheet % 2 == 0  # an odd page: on paper printed on both sides it has a leaf of its own
    questions = [page for page in pages[:sheet] if page != EMPTY]
    for part in (questions, pages[sheet:]):
        for number, page in enumerate(part, 1):
            assert f"第{number}/{len(part)}页" in page


def test_parts_to_be_handed_on_begin_on_odd_pages(shop: Shop) -> None:
    pages = [bare(page) for page in shop.print(shop.booklet).raw]
    odd = [section for section in shop.booklet.sections if section.odd]
    assert len(odd) > 3
    for section in odd:
        head = shop.booklet.book + bare(section.short or section.title)
        assert next(n for n, page in enumerate(pages) if page.startswith(head)) % 2 == 0
    assert EMPTY in pages  # what is left over says so, and has no head


def test_no_page_is_empty_without_saying_so(shop: Shop) -> None:
    for document, printed in shop.everything():
        assert all(bare(page) for page in printed.raw), document.id


def test_an_answer_sheet_after_an_odd_page_has_a_leaf_of_its_own(shop: Shop) -> None:
    paper = replace(shop.paper, id="short-paper", sections=(SectionBlock("卷", ()), shop.paper.sections[1]))
    pages = [bare(page) for page in shop.print(paper).raw]
    assert pages[1] == EMPTY
    assert "答题卡" in pages[2]


def test_short_answers_have_their_lines_on_the_sheet_alone(shop: Shop) -> None:
    assert ON_THE_SHEET in shop.print(shop.paper).words
    items = [block for block in shop.paper.sections[0].blocks if isinstance(block, PaperItem)]
    short = [item.number for item in items if item.type == "short"]
    assert short
    assert [item.number for item in items if item.lines] == []
    (sheet,) = shop.paper.sections[1].blocks
    assert isinstance(sheet, SheetBlock)
    for number in short:
        side = next(one for one in sheet.sides if any(p.text == f"{number}." for p in one.patches))
        assert len([s for s in side.strokes if s.thickness < 0.5]) >= 4


def test_emphasis_is_neither_bold_nor_uncertain_to_the_eye(shop: Shop) -> None:
    def ink(words: str, style: str = "") -> int:
        run = Run(words, style == "bold", style == "emphasis", style == "uncertain")
        return shop.print(small(ParagraphBlock((run,)), id_=f"style-{len(words)}{style}")).ink()

    four = ink("党政同责")
    assert len({four, ink("党政同责", "bold"), ink("党政同责", "uncertain"), ink("党政同责", "emphasis")}) == 4
    dots = ink("党政同责", "emphasis") - four
    signed = ink("党政同责、", "emphasis") - ink("党政同责、")
    assert dots > 0
    assert signed == dots  # a dot below each character, none below the sign


def test_emphasised_words_stay_whole(shop: Shop) -> None:
    words = "应当（党政同责、一岗双责）2018年ABC" * 12
    printed = shop.print(small(ParagraphBlock((Run(words, emphasis=True),)), id_="emphasis"))
    assert words in printed.words
    starts = [line.text[0] for line in body(printed.lines[0])]
    assert not set(starts) & set("、，。）")


def test_a_list_in_columns_stays_on_one_page(shop: Shop) -> None:
    for lead in range(30, 42):  # somewhere in between the list would begin on a page and end on the next one
        printed = shop.print(
            small(
                *(ParagraphBlock(text("文")) for _ in range(lead)),
                Bullets(tuple(text(f"第{n}项") for n in range(9))),
                id_=f"list-{lead}",
            )
        )
        assert any(all(f"第{n}项" in page for n in range(9)) for page in printed.pages), lead


def test_lines_for_notes_go_on_to_the_end_of_the_page(shop: Shop) -> None:
    few, many = (shop.print(small(Heading(2, "学习记录"), Lines(count), id_=f"notes-{count}")) for count in (2, 12))
    assert len(few.raw) == len(many.raw) == 1
    assert few.ink() == many.ink()


def test_the_booklet_has_a_cover_and_a_table_of_contents(shop: Shop) -> None:
    cover, contents = (bare(page) for page in shop.print(shop.booklet).raw[:2])
    assert cover.startswith(shop.booklet.title)
    assert shop.booklet.organisation
    assert shop.booklet.organisation in cover
    assert "目录" in contents
    for section in shop.booklet.sections[:4]:
        assert bare(section.title) in contents


def test_the_same_document_gives_the_same_bytes(shop: Shop) -> None:
    again = Press()  # the booklet of the smallest site is printed twice where the wheel is tried
    for document in (shop.paper, shop.key, shop.kit, shop.handouts["safety-deputy"]):
        assert again.pdf(document, epoch=shop.epoch) == shop.print(document).path.read_bytes(), document.id


def test_the_date_is_that_of_the_content(shop: Shop) -> None:
    assert shop.press.pdf(small(), epoch=EPOCH) != shop.press.pdf(small(), epoch=EPOCH + 86400)


def test_the_large_edition_is_set_in_16_points(shop: Shop) -> None:
    document = shop.handouts["party-secretary"]
    assert shop.print(document).sizes().most_common(1)[0][0] == 12  # 11.5, as pdftohtml rounds it
    sizes = shop.print(document, large=True).sizes()
    assert sizes.most_common(1)[0][0] == 16
    assert min(sizes) >= 11


def titles(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What must not stand alone at a page's end."""
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading) and not isinstance(after, Lines):  # lines to write on have no words
            yield bare(block.number + block.text)
        elif isinstance(block, Quotation):
            yield bare(block.label + block.badge)
        elif isinstance(block, Callout):
            kind = f"【{block.kind}】" if block.kind else ""
            yield bare(kind + block.title + block.standing)


def test_no_heading_stands_alone_at_the_end_of_a_page(shop: Shop) -> None:
    for document, printed in shop.everything():
        heads = {title for section in document.sections for title in titles(section.blocks)}
        contents = 3 if document.cover else 0
        for number, lines in enumerate(printed.lines[contents:], contents + 1):
            last = body(lines)[-1:]
            assert not last or bare(last[0].text) not in heads, (printed.path.name, number, last)


def test_nothing_runs_off_the_page(shop: Shop) -> None:
    many = PaperItem(
        1,
        "match",
        text("长" * 300),
        2,
        tuple(PaperOption(c, text("右" * 200)) for c in "ABCD"),
        (text("左" * 250),) * 4,
    )
    row = tuple(text("行" * 900) for _ in range(2))
    blocks = (
        many,
        TableBlock(("甲", "乙"), (row,), (1, 9)),
        Bullets((text("短"),) * 80),
        Quotation("条", "", True, (QuotedPassage("", text("文" * 3000)),)),
    )
    monster = small(*blocks, id_="monster")
    for document, printed in [*shop.everything(), (monster, shop.print(monster)), (monster, shop.print(monster, True))]:
        for lines in printed.lines:
            for line in lines:
                assert line.top > 5 * MM, (document.id, line)
                assert line.bottom < PAGE[1] - 5 * MM, (document.id, line)
                assert line.left > 5 * MM, (document.id, line)
                assert line.right < PAGE[0] - 20 * MM + 12, (document.id, line)  # marks may hang over the edge


def test_every_question_stands_once_on_the_paper_and_has_its_place_on_the_sheet(shop: Shop) -> None:
    items = [block for block in shop.paper.sections[0].blocks if isinstance(block, PaperItem)]
    for large in (False, True):
        pages = shop.print(shop.paper, large).raw
        sheet = next(n for n, page in enumerate(pages) if shop.paper.sections[1].title in bare(page))
        numbers = re.findall(r"^(\d+)\.", "\n".join(pages[:sheet]), re.MULTILINE)
        assert [int(n) for n in numbers] == [item.number for item in items]
        words = bare("".join(pages[:sheet]))
        for item in items:
            assert words.count(bare(plain(item.stem))) == 1, item.number
        places = {int(n) for n in re.findall(r"(?:^|\s)(\d+)(?=\.|\(1\)|\s)", " ".join(pages[sheet:]))}
        assert {item.number for item in items} <= places


def test_papers_have_a_sealing_line_and_a_table_of_marks(shop: Shop) -> None:
    first, second, *_ = shop.print(shop.paper).raw
    for words in (wording.SEALED, *wording.CANDIDATE, *wording.MARKED, "满分：100分", "考试时间：60分钟"):
        assert words in bare(first)
    assert "密封线" not in bare(second)


def test_the_key_says_on_every_page_that_it_is_not_to_be_handed_out(shop: Shop) -> None:
    for large in (False, True):
        for page in shop.print(shop.key, large).pages:
            assert CONFIDENTIAL in bare(page)
    assert CONFIDENTIAL not in shop.print(shop.paper).words


@pytest.mark.parametrize(("length", "columns"), [(4, 4), (12, 2), (30, 1)])
def test_options_stand_in_as_many_columns_as_their_words_allow(shop: Shop, length: int, columns: int) -> None:
    options = tuple(PaperOption(letter, text("字" * length)) for letter in "ABCD")
    printed = shop.print(small(PaperItem(1, "single", text("题干"), 2, options), id_=f"columns-{length}"))
    first = next(line for line in printed.lines[0] if "A." in line.text)
    assert first.text.count(".") == columns


@pytest.mark.parametrize(("length", "columns"), [(2, 5), (7, 2)])
def test_five_options_are_not_set_four_and_one(shop: Shop, length: int, columns: int) -> None:
    options = tuple(PaperOption(letter, text("字" * length)) for letter in "ABCDE")
    printed = shop.print(small(PaperItem(1, "multiple", text("题干"), 2, options), id_=f"five-{length}"))
    first = next(line for line in printed.lines[0] if "A." in line.text)
    assert first.text.count(".") == columns


def test_judges_brackets_stand_at_the_right_edge(shop: Shop) -> None:
    document = small(*(PaperItem(n, "judge", text("短" * n * 20), 1, layout="verdict") for n in (1, 2, 3)), id_="judge")
    ends = [line.right for line in shop.print(document).lines[0] if line.text.endswith("）")]
    assert len(ends) == 3
    assert max(ends) - min(ends) < 1


def test_the_head_of_a_table_stands_on_each_of_its_pages_and_rows_are_whole(shop: Shop) -> None:
    rows = tuple((text(f"第{n}行"), text(f"始{n}" + "文" * 300 + f"终{n}")) for n in range(60))
    pages = shop.print(small(TableBlock(("序", "正文的头"), rows, (2, 8)), id_="table")).pages
    assert len(pages) > 3
    assert all("正文的头" in page for page in pages)
    for n in range(60):
        assert sum(f"始{n}文" in bare(page) and f"文终{n}" in bare(page) for page in pages) == 1


def test_a_passage_stands_whole_on_one_page(shop: Shop) -> None:
    passages = tuple(QuotedPassage("", text(f"始{n}" + "文" * (150 + n) + f"终{n}")) for n in range(40))
    pages = shop.print(small(Quotation("第一条", "核对", True, passages), id_="passages")).pages
    assert len(pages) > 3
    for passage in passages:
        assert sum(plain(passage.runs) in bare(page) for page in pages) == 1


def test_text_not_to_be_quoted_has_a_heavier_badge(shop: Shop) -> None:
    quotable, doubtful = (
        small(Quotation("第一条", "核对", checked, (QuotedPassage("", text("条文")),)), id_=f"badge-{checked}")
        for checked in (True, False)
    )
    assert "核对" in shop.print(doubtful).words
    assert shop.print(doubtful).ink() > shop.print(quotable).ink() + 500


def test_uncertain_words_are_marked_and_stay_whole(shop: Shop) -> None:
    runs = (Run("把安全生产纳入"), Run("部门", uncertain=True), Run("职责"))
    marked, unmarked = (
        small(Quotation("第一条", "核对", True, (QuotedPassage("", words),)), id_=f"uncertain-{len(words)}")
        for words in (runs, text(plain(runs)))
    )
    assert plain(runs) in shop.print(marked).words
    assert shop.print(marked).ink() > shop.print(unmarked).ink()


def test_a_code_has_its_address_beside_it(shop: Shop) -> None:
    url = "https://example.org/a/roles/party-secretary/index.html"
    with_code, without = (small(*blocks, id_=f"qr-{len(blocks)}") for blocks in ((Qr(url, "扫码学习"),), ()))
    printed = shop.print(with_code)
    assert url in printed.words
    assert "扫码学习" in printed.words
    assert printed.ink() > shop.print(without).ink() + (25 / 25.4 * 300) ** 2 * 0.45  # about half of it is black


def test_a_missing_typeface_is_named() -> None:
    with pytest.raises(PressFailed, match="没有找到字体“没有的宋体”"):
        Press(Faces(body="没有的宋体"))


def test_a_character_that_no_font_has_is_printed_as_missing(shop: Shop) -> None:
    printed = shop.print(small(ParagraphBlock(text("表情😀和안全、CO₂、☑️、𠮷野")), id_="rare"))
    assert "表情〔缺字〕和〔缺字〕全、CO₂、☑、𠮷野" in printed.words


def test_a_character_that_only_typst_misses_is_printed_as_missing_too(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs, "printable", lambda text: text)
    printed = shop.print(small(ParagraphBlock(text("表情😀和안全")), id_="rarer"))
    assert "表情〔缺字〕和〔缺字〕全" in printed.words


def test_a_skipped_heading_level_is_reported(shop: Shop) -> None:
    with pytest.raises(PressFailed, match="level"):
        shop.press.pdf(small(Heading(3, "跳过一级")), epoch=EPOCH)


def test_hostile_text_is_printed_as_it_is(shop: Shop) -> None:
    words = (Run(HOSTILE), Run(HOSTILE, bold=True), Run(HOSTILE, uncertain=True))
    blocks: tuple[Block, ...] = (
        Heading(2, HOSTILE),
        ParagraphBlock(words),
        Quotation(HOSTILE, "待核对", False, (QuotedPassage("（一）", words),)),
        Bullets((words,)),
        Callout("要点", HOSTILE, "归纳", (ParagraphBlock(words),)),
        TableBlock((HOSTILE, "乙"), ((words, ()),), (1, 1)),
        Fields((HOSTILE,)),
        PaperItem(1, "single", words, 2, (PaperOption("A", words), PaperOption("B", words))),
    )
    site = ROOT.name + HOSTILE
    document = Document(
        "hostile", HOSTILE, site, HOSTILE, HOSTILE, (SectionBlock(HOSTILE, blocks),), organisation=HOSTILE
    )
    printed = shop.print(document)
    # title, heading, paragraph 3, clause 4, list 3, call-out 4, table 4, field, question 3 and options 6, head and foot
    assert printed.words.count(bare(HOSTILE)) >= 30
