from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from msgspec.structs import replace

from mingze.banks.drawn import draw_paper
from mingze.handouts import blocks
from mingze.handouts.blocks import Document, PaperItem, PaperOption, SectionBlock
from mingze.handouts.books import Books
from mingze.handouts.exams import Exams
from mingze.handouts.word import docx
from mingze.handouts.wording import GAP
from mingze.model import Catalog
from mingze.office.zipped import rezip
from mingze.values.numerals import to_chinese
from mingze.views.content_date import content_epoch
from mingze.views.runs import Run, plain
from tests.conftest import real_catalog
from tests.handouts.taken import taken
from tests.handouts.word_reader import WordFile, select, text_of

EPOCH = 1763683200  # 2025-11-21
HOSTILE = "<w:p>&amp;\"'</w:t>]]>\x00\x0b\x1f\ufffe\ud800 #import $x$ {{ }} %1 \\o“引”🄰"
LOADABLE = "<w:p>&amp;\"'</w:t>]]> #import $x$ {{ }} %1 \\o“引”🄰"
"""What of it XML can hold."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


@pytest.fixture(scope="module")
def documents(catalog: Catalog) -> dict[str, Document]:
    exams, drawn = Exams(catalog), draw_paper(catalog, catalog.papers["mock"], "2026", "A")
    made = [*Books(catalog).all(), exams.question_paper(drawn), exams.key(drawn)]
    return {one.id: one for one in made}


@pytest.fixture(scope="module")
def files(documents: dict[str, Document], catalog: Catalog, shared_folder: Path) -> dict[str, WordFile]:
    epoch = content_epoch(catalog)

    def data(one: Document) -> bytes:
        return taken(one, "docx", epoch, shared_folder, partial(docx, one, epoch=epoch))

    return {name: WordFile(data(one)) for name, one in documents.items()}


def one_section(*parts: blocks.Block, title: str = "题", **more: Any) -> Document:
    document = Document("d", title, "书", "版", "核", (SectionBlock(title, parts),))
    return replace(document, **more)


def written(*parts: blocks.Block, **more: Any) -> WordFile:
    return WordFile(docx(one_section(*parts, **more), epoch=EPOCH))


def headings(document: Document) -> Iterator[tuple[str, str]]:
    alone = len(document.sections) == 1 and not document.cover
    for section in document.sections:
        yield "Heading 1", document.title if alone else section.title
        for block in section.blocks:
            if isinstance(block, blocks.Heading):
                number = block.number
                if number.isdecimal():
                    number = f"{to_chinese(int(number))}、"
                letter = block.level == 2 and len(block.text) == 1
                yield "索引字母" if letter else f"Heading {block.level}", number + block.text


def test_headings_match_the_outline_and_show_its_numbers(
    documents: dict[str, Document], files: dict[str, WordFile]
) -> None:
    for name, document in documents.items():
        found = [line for line in files[name].lines if line[0].startswith("Heading ") or line[0] == "索引字母"]
        assert found == list(headings(document)), name


def test_each_duty_stands_unbroken_in_one_paragraph_of_its_roles_hand_out(
    catalog: Catalog, files: dict[str, WordFile]
) -> None:
    count = 0
    for role in catalog.roles.values():
        duties = [duty for assignment in catalog.assignments_of(role.id) for duty in assignment.duties]
        for duty in duties:
            clause = catalog.clause(duty.cites) if duty.cites else None
            text = clause.text if clause else duty.text or ""
            for name in (f"handout-{role.id}", "booklet"):
                assert [t for style, t in files[name].lines if style == "条文" and text in t], duty.id
            count += 1
    assert count > 20


def test_clause_says_its_standing_in_words_and_doubt_stands_out() -> None:
    passages = (
        blocks.QuotedPassage("", (Run("甲", bold=True), Run("乙", uncertain=True))),
        blocks.QuotedPassage("（一）", (Run("丙"),), "待核对", checked=False),
    )
    file = written(
        blocks.Quotation("第一条", "已核对", True, passages),
        blocks.Quotation("第二条", "部分待核对", False, passages[:1]),
    )

    assert [t for style, t in file.lines if style == "条号"] == ["第一条〔已核对〕", "第二条〔部分待核对〕"]
    assert [t for style, t in file.lines if style == "条文"] == ["甲乙", "（一）丙〔待核对〕", "甲乙"]
    styled = {text_of(run): file.style_names[run.style] for run in file.body.iter(qn("w:r")) if run.style}
    assert styled["〔已核对〕"] == "标注"
    assert styled["〔部分待核对〕"] == styled["〔待核对〕"] == "待核标注"
    assert styled["甲"] == "重点"
    assert styled["乙"] == "存疑"
    (dotted,) = select(file.word.styles["存疑"].element, "w:rPr/w:u/@w:val")
    assert dotted == "dotted"


def test_every_question_stands_once_under_its_number(
    documents: dict[str, Document], files: dict[str, WordFile]
) -> None:
    items = [b for s in documents["mock-2026-A"].sections for b in s.blocks if isinstance(b, PaperItem)]
    lines = [t for style, t in files["mock-2026-A"].lines if style in ("试题", "判断题")]
    assert len(items) > 30
    stems = [plain(item.stem).replace(GAP, "（）") for item in items]
    assert [line.partition("\t")[0] for line in lines] == [f"{i.number}.{s}" for i, s in zip(items, stems, strict=True)]
    text = "\n".join(text for _, text in files["mock-2026-A"].lines)
    for item in items:
        for option in item.options:
            assert plain(option.runs) in text
        for left in item.lefts:
            assert text.count(plain(left)) >= 1


def test_options_stand_in_as_many_columns_as_their_longest_fits() -> None:
    def lines(*words: str) -> list[str]:
        options = tuple(PaperOption(letter, (Run(w),)) for letter, w in zip("ABCDE", words, strict=False))
        file = written(PaperItem(1, "single", (Run("问"),), 2, options), paper=True)
        return [text for style, text in file.lines if style.startswith("选项")]

    assert lines("一", "二", "三", "四") == ["A. 一\tB. 二\tC. 三\tD. 四"]
    assert lines("一", "二", "三", "四字又四字又四") == ["A. 一\tB. 二\nC. 三\tD. 四字又四字又四"]
    assert lines("一", "二", "三", "四", "五") == ["A. 一\tB. 二\nC. 三\tD. 四\nE. 五"]
    assert lines("一", "长" * 26) == ["A.\t一\nB.\t" + "长" * 26]
    assert lines("一", "长" * 33) == ["A.\t一", "B.\t" + "长" * 33]


def test_a_question_stays_on_one_page() -> None:
    for words in ("短", "长" * 20, "长" * 40):
        options = tuple(PaperOption(letter, (Run(words),)) for letter in "ABCD")
        file = written(PaperItem(1, "single", (Run("问"),), 2, options), paper=True)
        parts = [p for p in file.paragraphs() if file.style_of(p).startswith(("试题", "选项"))]
        assert [p.pPr.find(qn("w:keepNext")) is not None for p in parts] == [True] * (len(parts) - 1) + [False]
        for p in parts:
            style = file.word.styles[file.style_of(p)]
            assert any(one.paragraph_format.keep_together for one in (style, style.base_style)), style.name


def test_a_gap_to_write_in_is_never_broken_over_two_lines() -> None:
    file = written(
        PaperItem(1, "blank", (Run(f"甲{GAP}乙"),), 2),
        PaperItem(2, "judge", (Run("丙"),), 2, layout="verdict"),
        paper=True,
    )
    stems = [p for p in file.paragraphs() if file.style_of(p) in ("试题", "判断题")]
    words = [[part.text for part in stem.iter(qn("w:t"))] for stem in stems]
    assert words == [["甲", "（", "）乙"], ["丙", "（", "）"]]
    for name in ("填空", "判断空"):
        (room,) = select(file.word.styles[name].element, "w:rPr/w:spacing/@w:val")
        assert int(room) > 400, "in twips"


def test_nothing_is_parted_from_what_it_belongs_to() -> None:
    def kept(*parts: blocks.Block) -> str:
        return "".join(text_of(p) for p in written(*parts).paragraphs() if p.pPr.find(qn("w:keepNext")) is not None)

    words = [(Run(letter),) for letter in "甲乙丙丁戊"]
    body, source = blocks.ParagraphBlock((Run("释义"),)), blocks.ParagraphBlock((Run("来源"),), "sources")
    listed = blocks.Bullets(tuple(words))
    assert kept(body, listed) == "释义"
    assert kept(body, source) == kept(blocks.Callout("要点", "题", "", (body, listed))) == ""
    assert kept(listed, source) == kept(blocks.Callout("要点", "题", "", (listed, source))) == "戊"
    lines = [p.pPr.find(qn("w:keepNext")) is not None for p in written(blocks.Lines(3)).paragraphs()]
    assert lines == [False, True, True, False]  # its title keeps by its style


def test_a_sheet_is_set_to_stay_on_a_page(documents: dict[str, Document], files: dict[str, WordFile]) -> None:
    themes = [name for name in files if name.startswith("theme-")]
    assert len(themes) > 10
    for name in themes:
        assert files[name].word.styles["条文"].font.size == Pt(14)
        assert files[name].word.sections[0].top_margin == pytest.approx(Mm(22), abs=Mm(0.1))


def test_all_text_is_in_named_styles(files: dict[str, WordFile]) -> None:
    used = Counter[str]()
    for name, file in files.items():
        for part in file.parts.values():
            for tag in ("pStyle", "rStyle", "tblStyle"):
                for found in part.iter(qn(f"w:{tag}")):
                    used[file.style_names[found.get(qn("w:val"))]] += 1
        for run in file.body.iter(qn("w:r")):
            said = {str(child.tag).rpartition("}")[2] for child in (run.rPr if run.rPr is not None else ())}
            assert said <= {"rStyle", "rFonts"}, name
            assert all(set(f.attrib) == {qn("w:hint")} for f in run.iter(qn("w:rFonts"))), "a face set by hand"
    wanted = "Heading 1,Heading 2,Heading 3,Normal Indent,要点提示,条文,试题,选项一栏,表文,表头,List Bullet,List Number"
    assert not [name for name in wanted.split(",") if not used[name]]


def test_styles_name_their_chinese_faces(files: dict[str, WordFile]) -> None:
    styles = files["booklet"].word.styles
    faces = {"Heading 2": "黑体", "Heading 3": "楷体", "条文": "宋体", "要点提示": "楷体"}
    for name, face in faces.items():
        assert select(styles[name].element, "w:rPr/w:rFonts/@w:eastAsia") == [face]
    (default,) = select(styles.element, "w:docDefaults//w:rFonts/@w:eastAsia")
    (language,) = select(styles.element, "w:docDefaults//w:lang/@w:eastAsia")
    (latin,) = select(styles.element, "w:docDefaults//w:lang/@w:val")
    assert (default, language, latin) == ("仿宋", "zh-CN", "en-US")
    assert [s.font.size for s in (styles["Heading 2"], styles["条文"])] == [Pt(16), Pt(16)]


def test_official_documents_have_the_text_area_of_the_standard(files: dict[str, WordFile]) -> None:
    section = files["handout-party-secretary"].word.sections[0]
    assert None not in (section.page_width, section.page_height)
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    assert width == pytest.approx(Mm(156), abs=Mm(0.1))
    assert height == pytest.approx(Mm(225), abs=Mm(0.1))
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_table_heads_repeat_and_rows_do_not_break(files: dict[str, WordFile]) -> None:
    seen = 0
    for file in files.values():
        for table in file.body.iter(qn("w:tbl")):
            grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
            for row in table.tr_lst:
                assert select(row, "w:trPr/w:cantSplit")
                spans = [int((select(tc, "w:tcPr/w:gridSpan/@w:val") or [1])[0]) for tc in row.tc_lst]
                widths = [int(select(tc, "w:tcPr/w:tcW/@w:w")[0]) for tc in row.tc_lst]
                starts = [sum(spans[:n]) for n in range(len(spans))]
                assert widths == [sum(grid[a : a + s]) for a, s in zip(starts, spans, strict=True)]
    for name in ("session-kit", "mock-2026-A-key", "booklet"):
        for table in files[name].word.tables:
            if table.rows[0].cells[0].text in ("序号", "题号", "题名", "栏目", "日期"):
                assert select(table._tbl.tr_lst[0], "w:trPr/w:tblHeader")
                seen += 1
    assert seen > 10


def test_a_dossier_stands_in_a_frame_that_stays_with_its_first_question() -> None:
    cells = tuple(((Run(f"{n}月"),), (Run("没有"),)) for n in (1, 2))
    parts = (blocks.ParagraphBlock((Run("经过如下。"),)), blocks.TableBlock(("月份", "检查"), cells, (3, 4)))
    lines = blocks.Bullets(((Run("甲到场。"),), (Run("乙离开。"),)), ordered=True)
    file = written(blocks.Dossier("一次事故", (*parts, lines)), PaperItem(7, "single", (Run("问（　　）。"),), 2))
    frame = file.body.find(qn("w:tbl"))
    (cell,) = select(frame, "w:tr/w:tc")
    words = [text_of(p) for p in cell.iterchildren(qn("w:p"))]
    assert words == ["材料　一次事故", "经过如下。", "", "1.甲到场。", "2.乙离开。"]
    assert len(select(cell, "w:tbl/w:tr")) == 3
    assert all(select(p, "w:pPr/w:keepNext") for p in frame.iter(qn("w:p")))
    assert select(frame, "w:tr/w:trPr/w:cantSplit")
    assert text_of(frame.getnext()).endswith("问（　　）。")


def test_a_date_is_not_broken_by_a_narrow_column() -> None:
    row = ((Run("题名" * 20),), (Run("2018-04-21"),), (Run("新闻报道"),))
    file = written(blocks.TableBlock(("题名", "日期", "性质"), (row,), (20, 2, 2)))
    _, date, kind = (int(c.get(qn("w:w"))) for c in file.body.iter(qn("w:gridCol")))
    assert date > 10 * 6 * 20
    assert kind > 4 * 12 * 20


def test_lists_count_themselves_and_each_begins_anew() -> None:
    two = ((Run("甲"),), (Run("乙"),))
    callout = blocks.Callout("要点", "题", "依据条文", (blocks.Bullets(two, ordered=True), blocks.Bullets(two)))
    file = written(blocks.Bullets(two, ordered=True), blocks.Bullets(two, ordered=True), blocks.Bullets(two), callout)

    assert [t for style, t in file.lines if style == "List Number"] == ["1.甲", "2.乙", "1.甲", "2.乙"]
    assert [t for style, t in file.lines if style == "要点提示列表"] == ["1.甲", "2.乙", "•甲", "•乙"]
    bullets = [p for p in file.paragraphs() if file.style_of(p) == "List Bullet"]
    assert len(bullets) == 2
    assert select(file.word.styles["List Bullet"].element, "w:pPr/w:numPr/w:numId")


def test_a_heading_that_does_not_follow_the_last_begins_a_new_count() -> None:
    counted = [blocks.Heading(2, "职责", str(n), blocks.Count("headings", n)) for n in (1, 2, 1, 4)]
    parts = [*counted, blocks.Heading(2, "职责", "附")]
    file = written(*parts)
    found = [text for style, text in file.lines if style == "Heading 2"]
    assert found == ["一、职责", "二、职责", "一、职责", "四、职责", "附　职责"]


def test_each_page_says_edition_and_how_far_the_text_was_checked(
    documents: dict[str, Document], files: dict[str, WordFile]
) -> None:
    for name, document in documents.items():
        file = files[name]
        assert file.word.settings.odd_and_even_pages_header_footer
        bare = 1 if document.cover else 0  # the cover says it itself, and so does an answer sheet
        for section in list(file.word.sections)[bare : -1 if document.paper else None]:
            feet = [section.footer, section.even_page_footer]
            heads = [section.header, section.even_page_header]
            if section.different_first_page_header_footer:
                feet.append(section.first_page_footer)
                heads.append(section.first_page_header)
            for foot in feet:
                words = "\n".join(p.text for p in foot.paragraphs)
                assert document.edition in words
                assert document.checked in words
                assert "PAGE" in foot._element.xml
            for head in heads:
                words = "\n".join(p.text for p in head.paragraphs)
                assert document.book in words
                assert document.confidential in words


def test_page_numbers_stand_at_the_outer_edge(files: dict[str, WordFile]) -> None:
    section = files["handout-party-secretary"].word.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert [odd.text, even.text] == ["— 1 —", "— 1 —"]
    sides = [select(p.style.element, "w:pPr/w:jc/@w:val") for p in (odd, even) if p.style]
    assert sides == [["right"], ["left"]]


def test_booklet_has_cover_and_contents_and_roles_on_odd_pages(
    documents: dict[str, Document], files: dict[str, WordFile]
) -> None:
    document, file = documents["booklet"], files["booklet"]
    first = [text for _, text in file.lines[:4]]
    assert first[:3] == [document.title, document.edition, document.checked]
    ends = list(file.body.iter(qn("w:sectPr")))
    assert len(ends) == len(document.sections) + 2
    odd = [select(end, "w:type/@w:val") == ["oddPage"] for end in ends[2:]]
    assert odd == [section.odd for section in document.sections]

    entries = [p for p in file.paragraphs() if file.style_of(p).lower().startswith("toc ")]
    wanted = [line for line in file.lines if line[0] in ("Heading 1", "Heading 2")]
    squeezed = [text_of(p).replace(" ", "") for p in entries]
    assert squeezed == [text.replace(" ", "") for _, text in wanted]
    marks = {mark.get(qn("w:name")) for mark in file.body.iter(qn("w:bookmarkStart"))}
    assert marks == {link.get(qn("w:anchor")) for link in file.body.iter(qn("w:hyperlink"))}
    states = Counter(mark.get(qn("w:fldCharType")) for mark in file.body.iter(qn("w:fldChar")))
    assert states == {"begin": 1, "separate": 1, "end": 1}


def test_a_paper_is_sealed_on_its_first_page_and_counts_each_part(files: dict[str, WordFile]) -> None:
    file = files["mock-2026-A"]
    paper, sheet = file.word.sections
    assert paper.different_first_page_header_footer
    assert "考号" in "".join(select(paper.first_page_header._element, ".//w:txbxContent//w:t/text()"))
    assert not sheet.different_first_page_header_footer
    for section in (paper, sheet):
        assert select(section._sectPr, "w:pgNumType/@w:start") == ["1"]
    assert "SECTIONPAGES" in paper.footer._element.xml
    assert paper.gutter == pytest.approx(Mm(6), abs=Mm(0.1))


def test_qr_code_has_its_address_beneath_and_in_words_for_who_cannot_see_it() -> None:
    url = "https://example.org/roles/a/index.html"
    file = written(blocks.Qr(url, "扫码学习"))
    (picture,) = file.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == f"扫码学习：{url}"
    assert file.word.inline_shapes[0].width >= Mm(25)
    assert [t for style, t in file.lines if style == "二维码"][1] == f"扫码学习\n{url}"


def test_steps_of_a_picture_are_joined_by_arrows() -> None:
    steps = tuple(blocks.PictureStep(title, (blocks.Box("第一条", "概括", "已核对"),)) for title in ("甲", "乙", "丙"))
    joined, apart = (written(blocks.Picture("图", steps, joined=one)) for one in (True, False))
    assert [t for style, t in joined.lines if style == "箭头"] == ["↓", "↓"]
    assert not [t for style, t in apart.lines if style == "箭头"]
    assert len(apart.word.tables) == len(joined.word.tables) == 3


def test_no_element_is_out_of_the_schemas_order(files: dict[str, WordFile]) -> None:
    for name, file in files.items():
        assert not file.out_of_order(), name


def test_each_section_ends_in_a_paragraph_and_each_cell_holds_one(files: dict[str, WordFile]) -> None:
    for file in files.values():
        assert [str(e.tag).rpartition("}")[2] for e in list(file.body)[-2:]] == ["p", "sectPr"]
        assert all(cell[-1].tag == qn("w:p") for cell in file.body.iter(qn("w:tc")))


def test_the_same_document_gives_the_same_bytes(
    documents: dict[str, Document], files: dict[str, WordFile], catalog: Catalog
) -> None:
    for name in ("booklet", "mock-2026-A"):
        assert docx(documents[name], epoch=content_epoch(catalog)) == files[name].data
    later = docx(documents["mock-2026-A"], epoch=EPOCH + 86400)
    assert later != files["mock-2026-A"].data
    with zipfile.ZipFile(io.BytesIO(later)) as archive:
        assert (
            f"<Company>{documents['mock-2026-A'].organisation}</Company>" in archive.read("docProps/app.xml").decode()
        )
    properties = WordFile(later).word.core_properties
    assert (properties.title, properties.language) == (documents["mock-2026-A"].title, "zh-CN")
    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2025-11-22"


def test_an_archive_is_dated_and_ordered_whatever_it_came_from() -> None:
    def archive(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for n, name in enumerate(names):
                made.writestr(zipfile.ZipInfo(name, (2020 + n, 1, 1, 0, 0, 0)), name)
        return out.getvalue()

    names = ("word/b.xml", "[Content_Types].xml", "word/a.xml")
    made = rezip(archive(*names), EPOCH)
    assert made == rezip(archive(*reversed(names)), EPOCH)
    with zipfile.ZipFile(io.BytesIO(made)) as read:
        assert read.namelist() == ["[Content_Types].xml", "word/a.xml", "word/b.xml"]
        assert {entry.date_time for entry in read.infolist()} == {(2025, 11, 21, 0, 0, 0)}
        assert all(read.read(name).decode() == name for name in names)
    rezip(archive(*names), -1)  # before what an archive can say


def test_hostile_text_is_printed_as_it_is() -> None:
    words = (Run(HOSTILE, bold=True),)
    parts: tuple[blocks.Block, ...] = (
        blocks.Heading(2, HOSTILE, HOSTILE),
        blocks.ParagraphBlock(words),
        blocks.Quotation(HOSTILE, HOSTILE, False, (blocks.QuotedPassage(HOSTILE, words),)),
        blocks.Bullets((words,)),
        blocks.Callout(HOSTILE, HOSTILE, HOSTILE, (blocks.ParagraphBlock(words),)),
        blocks.TableBlock((HOSTILE,), ((words,),), (1,)),
        blocks.Fields((HOSTILE,)),
        blocks.Picture(
            HOSTILE, (blocks.PictureStep(HOSTILE, (blocks.Box(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),)),), True
        ),
        PaperItem(1, "single", words, 2, (PaperOption("A", words),)),
        blocks.PaperHead(HOSTILE, "A", 60, 100, HOSTILE, (HOSTILE,)),
        blocks.Qr("https://example.org/?a=1&b=<2>", HOSTILE),
    )
    more = {"book": HOSTILE, "edition": HOSTILE, "checked": HOSTILE, "confidential": HOSTILE, "cover": True}
    file = written(*parts, title=HOSTILE, keywords=(HOSTILE * 20,), organisation=HOSTILE, **more)
    counted = sum(text.count(LOADABLE) for _, text in file.lines)
    assert counted > 20
    assert not file.out_of_order()
    assert file.word.core_properties.title == LOADABLE


def test_line_feeds_and_tabs_of_a_text_are_kept() -> None:
    file = written(blocks.ParagraphBlock((Run("甲\n乙\t丙\r\n丁"),)))
    assert ("Normal Indent", "甲\n乙\t丙\n丁") in file.lines


def test_an_empty_document_can_be_written() -> None:
    assert written().word.paragraphs[0].text == "题"
    assert written(cover=True).word.sections


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_it(files: dict[str, WordFile], tmp_path: Path) -> None:
    pages = {"handout-party-secretary": (8, 22), "mock-2026-A": (8, 14), "mock-2026-A-key": (4, 10)}
    pages |= {"session-kit": (8, 8), "theme-funding": (1, 2)}
    for name in pages:
        (tmp_path / f"{name}.docx").write_bytes(files[name].data)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    names = [f"{name}.docx" for name in pages]
    command = ["soffice", home, "--headless", "--convert-to", "pdf", *names]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=600)
    for name, (least, most) in pages.items():
        info = subprocess.run(["pdfinfo", f"{name}.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True)
        count = int(info.stdout.partition("Pages:")[2].split()[0])
        assert least <= count <= most, name
