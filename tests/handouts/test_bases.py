"""Bases of Word files and slides: folders that open, hold what the writers name, and can be changed by a designer."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
import segno
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree
from msgspec.structs import replace

from mingze.handouts import blocks, wording
from mingze.handouts.blocks import Document, PaperItem, PaperOption, SectionBlock
from mingze.handouts.deck import slide_look
from mingze.handouts.template_folders import packed, unpack
from mingze.handouts.word import docx, word_look
from mingze.handouts.wording import GAP
from mingze.views.runs import Run
from tests.handouts.word_reader import WordFile, select

WORD = [word_look.BASES / name for name in ("official", "close")]
BASES = [*WORD, slide_look.BASE]
EPOCH = 1763683200  # 2025-11-21
PAPER_ONLY = {"PaperHeader"}
"""Styles of one base alone: the head of a paper, whose page is narrower than those set as closely."""
DEFAULTS = {"DefaultParagraphFont", "NoList", "TableNormal"}
"""What Word holds every text to where nothing else is said."""


@pytest.fixture(params=BASES, ids=lambda folder: folder.name)
def base(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture(params=WORD, ids=lambda folder: folder.name)
def word_base(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def words(text: str) -> tuple[Run, ...]:
    marked = Run("甲", bold=True), Run("乙", emphasis=True), Run("丙", uncertain=True)
    return (Run(text), *marked, Run("丁", bold=True, uncertain=True))


def options(length: int) -> tuple[PaperOption, ...]:
    return tuple(PaperOption(letter, (Run("长" * length),)) for letter in "ABCD")


def everything() -> tuple[blocks.Block, ...]:
    """Every kind of block in every form that the writer tells apart."""
    passage = blocks.QuotedPassage("（一）", words("条文"), "待核对", checked=False)
    listed = blocks.Bullets((words("项"),)), blocks.Bullets((words("项"),), ordered=True)
    paragraphs = tuple(blocks.ParagraphBlock(words("文"), kind) for kind in ("body", "note", "sources", "lead"))
    patches = tuple(blocks.Patch(9, 9, 6, 5, "A", kind) for kind in ("title", "heading", "words", "mark"))
    box = blocks.Box("第一条", "概括", "待核对", ("一项",), checked=False)
    steps = (blocks.PictureStep("步", (box,)), blocks.PictureStep("步", (box,)))
    return (
        blocks.PaperHead("题", "A", 60, 100, "号", ("一",)),
        *paragraphs,
        *paragraphs,
        *(blocks.Heading(level, "节", number) for level in (2, 3, 4) for number in ("", "1", "第一章")),
        blocks.Heading(2, "A"),
        blocks.Quotation("第一条", "已核对", True, (passage,)),
        *listed,
        blocks.Callout("要点", "题", "", (*paragraphs, *listed)),
        blocks.Callout("要点", "题", "", ()),
        blocks.TableBlock(("甲", "乙"), (((Run("短"),), (Run("长" * 30),)),), (1, 2)),
        blocks.Lines(2),
        blocks.Fields(wording.CANDIDATE),
        blocks.Picture("图", steps, joined=True),
        blocks.Picture("图", steps, joined=False),
        blocks.Dossier("材料", (paragraphs[0], listed[1], blocks.TableBlock(("甲",), (((Run("短"),),),), (1,)))),
        blocks.Qr("https://example.org/", "扫码"),
        *(PaperItem(n, "single", (Run(f"问{GAP}"),), 2, options(n)) for n in (1, 12, 25, 40)),
        PaperItem(41, "judge", (Run("问"),), 2, layout="verdict"),
        PaperItem(42, "match", (Run("问"),), 2, options(1), ((Run("左"),),) * 4, layout="pairs"),
        blocks.SheetBlock((blocks.SheetSide(1, patches, (), ()),)),
    )


def documents() -> Iterator[Document]:
    section = SectionBlock("节", everything())
    plain = Document("d", "题", "书", "版", "核", (section, section), organisation="单位")
    yield replace(plain, cover=True)
    yield replace(plain, paper=True)
    yield replace(plain, confidential="阅卷用")


def used_in(file: WordFile) -> set[str]:
    tags = [qn(f"w:{tag}") for tag in ("pStyle", "rStyle", "tblStyle")]
    return {str(one.get(qn("w:val"))) for part in file.parts.values() for one in part.iter(*tags)}


def styles_of(folder: Path) -> dict[str, Any]:
    root = etree.parse(folder / "word/styles.xml").getroot()
    return {one.get(qn("w:styleId")): one for one in root.iter(qn("w:style"))}


def test_every_part_is_written_one_way_and_comments_stay(base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(base, folder)
    unpack(packed(base), folder)
    assert files(folder) == files(base)


def test_every_part_is_named_with_its_type(base: Path) -> None:
    types = etree.parse(base / "[Content_Types].xml").getroot()
    named = {one.get("PartName").lstrip("/") for one in types.iter("{*}Override")}
    plain = {one.get("Extension") for one in types.iter("{*}Default")}
    there = files(base).keys() - {"[Content_Types].xml"}
    assert named <= there
    assert {name for name in there - named if name.rpartition(".")[2] not in plain - {"xml"}} == set()


def test_the_same_folder_gives_the_same_bytes(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "again")
    assert packed(tmp_path / "again") == packed(base)
    with zipfile.ZipFile(io.BytesIO(packed(base))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if name.endswith(".xml") and b"<!--" in archive.read(name)]


def test_every_style_that_the_writer_names_is_there_and_none_is_idle() -> None:
    made = [WordFile(docx(document, epoch=EPOCH)) for document in documents()]
    used = set().union(*(used_in(file) for file in made))
    for folder in WORD:
        there = styles_of(folder)
        assert used - PAPER_ONLY <= there.keys(), folder.name
        based = {select(there[name], "w:basedOn/@w:val")[0] for name in used & there.keys() if name not in DEFAULTS}
        assert there.keys() - used - based - DEFAULTS == set(), folder.name
    assert styles_of(WORD[1]).keys() - styles_of(WORD[0]).keys() == PAPER_ONLY


def test_a_styles_base_and_list_are_there(word_base: Path) -> None:
    there = styles_of(word_base)
    numbering = etree.parse(word_base / "word/numbering.xml").getroot()
    lists = set(select(numbering, "w:num/@w:numId"))
    for name, style in there.items():
        assert set(select(style, "w:basedOn/@w:val | w:next/@w:val")) <= there.keys(), name
        assert set(select(style, "w:pPr/w:numPr/w:numId/@w:val")) <= lists, name


def test_heads_and_feet_hold_the_places_to_fill_in(word_base: Path) -> None:
    found: dict[str, set[str]] = {"header": set(), "footer": set()}
    for file in (word_base / "word").glob("*er?.xml"):
        text = "".join(etree.parse(file).getroot().itertext(qn("w:t")))
        places = set(re.findall("〈(.+?)〉", text))
        assert places >= ({"书名", "本节"} if file.name.startswith("header") else {"版本"}), file.name
        found[file.name[:6]] |= places
    of_papers = {"保密提示", "考生", "密封线"} if word_base.name == "close" else set()
    assert found == {"header": {"书名", "本节"} | of_papers, "footer": {"版本"}}


def test_running_heads_end_where_the_text_does() -> None:
    for document in documents():
        file = WordFile(docx(document, epoch=EPOCH))
        for section in list(file.word.sections)[document.cover :]:
            assert None not in (section.page_width, section.left_margin, section.right_margin)
            room = section.page_width - section.left_margin - section.right_margin - (section.gutter or 0)  # type: ignore[operator]
            style = section.header.paragraphs[0].style
            assert style is not None
            (edge,) = [tab.position for tab in style.paragraph_format.tab_stops if tab.alignment == 2]
            assert edge == pytest.approx(room, abs=2 * 635), style.name


def test_every_layout_of_slides_is_one_that_the_writer_names() -> None:
    named = (
        slide_look.COVER,
        slide_look.OPENER,
        *slide_look.CLAUSES,
        *slide_look.POINTS,
        *slide_look.QUESTIONS,
        slide_look.TABLE,
        slide_look.DRAWING,
    )
    assert sorted(one.name for one in slide_look.LAYOUTS) == sorted(one.name for one in named)
    assert len(slide_look.blank().slides) == 0


def test_what_a_designer_changes_is_in_the_next_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(word_look.BASES, tmp_path / "bases")
    word = python_docx.Document(io.BytesIO(packed(WORD[1])))
    word.styles["试题"].font.size = Pt(18)
    logo = io.BytesIO()
    segno.make("logo").save(logo, kind="png")
    for section in word.sections:
        section.header.paragraphs[0].add_run().add_picture(io.BytesIO(logo.getvalue()))
    for paragraph in word.paragraphs:
        paragraph._p.set(qn("w:rsidR"), "00AB12CD")
    changed = io.BytesIO()
    word.save(changed)
    unpack(changed.getvalue(), tmp_path / "bases/close")

    monkeypatch.setattr(word_look, "BASES", tmp_path / "bases")
    assert "rsidR" not in (tmp_path / "bases/close/word/document.xml").read_text("utf-8")
    *_, key = made = [WordFile(docx(document, epoch=EPOCH)) for document in documents()]
    assert made[1].word.styles["试题"].font.size == key.word.styles["试题"].font.size == Pt(18)
    for file in made[1:]:
        for section in file.word.sections:
            (picture,) = select(section.header._element, ".//a:blip/@r:embed")
            assert section.header.part.related_parts[picture].blob == logo.getvalue()


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice is not installed")
def test_libreoffice_opens_every_base_and_shows_its_styles(tmp_path: Path) -> None:
    names = [f"{folder.name}.{'pptx' if folder is slide_look.BASE else 'docx'}" for folder in BASES]
    for name, folder in zip(names, BASES, strict=True):
        (tmp_path / name).write_bytes(packed(folder))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", *names]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=600)
    for folder in WORD:
        done = subprocess.run(["pdftotext", tmp_path / f"{folder.name}.pdf", "-"], capture_output=True, check=True)
        shown = re.sub(r"\s", "", done.stdout.decode("utf-8"))
        for style in ("标题1", "条文", "要点提示", "试题", "密封线", "表头", "着重"):
            assert style in shown, (folder.name, style)
    assert (tmp_path / f"{slide_look.BASE.name}.pdf").stat().st_size > 1000
