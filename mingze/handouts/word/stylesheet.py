"""The styles a trainer edits. GB/T 9704-2012, 7.3: text 3号仿宋, levels 黑体, 楷体, 仿宋; no red head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts.word.look import Look
from mingze.handouts.word.styles import (
    AS_HIGH_AS_NEEDED,
    BODY,
    HEI,
    KAI,
    LATIN,
    SONG,
    TITLE,
    Border,
    CharacterStyle,
    Style,
    character_style,
    defaults,
    paragraph_style,
)
from mingze.handouts.word.xml import el, mm, points

BULLETS, CALLOUT_BULLETS = 1, 2
"""The lists whose signs all lists of their kind share (`lists`)."""
LINE = 28.95
"""Height of a line in points: 22 lines on 225 mm (GB/T 9704-2012, 5.2.3)."""
INSET = points(12)
"""Indent of what has a bar at its left, in twips: the bar stays inside the margin."""
_LARGEST_TITLE = 24
"""18 characters to a line: a longer title would leave one or two alone on the next."""
_THIN, _MIDDLE, _THICK = 4, 12, 24
"""Lines of 0.5, 1.5 and 3 pt, in eighths of a point."""
_CLAUSE: tuple[Border, ...] = (("left", _MIDDLE, 9),)
_CALLOUT: tuple[Border, ...] = (("left", _THICK, 9), ("bottom", _THIN, 6), ("right", _THIN, 6))
_CALLOUT_HEAD: tuple[Border, ...] = (("top", _THIN, 4), ("left", _THICK, 9), ("right", _THIN, 6))
"""With no line beneath and the call-out's none above, the two are one box, and two call-outs never become one."""


def sheet(look: Look) -> Iterator[BaseOxmlElement]:
    """Yield the children of ``w:styles``."""
    official = look.scale == 1 and not look.dense
    yield from defaults(look, look.size(16, 14), LINE if official else look.size(LINE, 22))
    for part in (_text, _set_off, _tables, _papers, _pages):
        yield from (paragraph_style(style) for style in part(look))
    yield from (character_style(style) for style in _characters(look))


def _text(look: Look) -> Iterator[Style]:
    size = look.size
    text, title, small = size(16, 14), min(size(22, 18), _LARGEST_TITLE), size(12, 11)
    hang, first = points(text), 0 if look.dense else 200
    yield Style("BodyIndent", "Normal Indent", first=200)
    yield Style(
        "Heading1", "heading 1", TITLE, title, title * 1.5, "center", after=size(20, 8), keep_next=True, outline=0
    )
    yield Style(
        "Heading2",
        "heading 2",
        HEI,
        text,
        0,
        "left",
        first,
        before=size(12, 8),
        after=size(0, 3),
        keep_next=True,
        outline=1,
    )
    yield Style("IndexLetter", "索引字母", base="Heading2")
    yield Style("Heading3", "heading 3", KAI, text, 0, "left", first, before=4, keep_next=True, outline=2)
    yield Style("Heading4", "heading 4", "", 0, 0, "left", first, keep_next=True, outline=3, bold=True)
    yield Style("LeadIn", "引导句", HEI, first=first, keep_next=True)
    yield Style("ListBullet", "List Bullet", "", 0, 0, "left", left=3 * hang, hanging=hang, list=BULLETS)
    yield Style("ListNumber", "List Number", "", 0, 0, "left", left=round(3.5 * hang), hanging=round(1.5 * hang))
    yield Style("Note", "说明", SONG, small, small * 1.6, first=200, before=3, after=3)
    yield Style("SourceLine", "来源", base="Note")


def _set_off(look: Look) -> Iterator[Style]:
    size = look.size
    text, label, small = size(16, 14), size(14, 12), size(12, 11)
    yield Style(
        "ClauseLabel", "条号", HEI, label, 0, "left", left=INSET, before=size(6, 3), borders=_CLAUSE, keep_next=True
    )
    yield Style("Clause", "条文", SONG, text, first=200, left=INSET, after=size(6, 3), borders=_CLAUSE, together=True)
    yield Style(
        "CalloutTitle",
        "要点提示题",
        HEI,
        text,
        align="left",
        left=INSET,
        right=INSET,
        before=size(14, 10),
        keep_next=True,
        borders=_CALLOUT_HEAD,
    )
    # lists and small print keep the indents and borders of the rest, or Word would box them apart
    yield Style("Callout", "要点提示", KAI, text, first=200, left=INSET, right=INSET, borders=_CALLOUT)
    yield Style("CalloutList", "要点提示列表", base="Callout")
    yield Style("CalloutNote", "要点提示来源", SONG, small, small * 1.6, base="Callout")


def _tables(look: Look) -> Iterator[Style]:
    size = look.size
    cell, line, caption = size(12, 11), size(18, 16.5), size(14, 13)
    yield Style("TableHead", "表头", HEI, cell, line, "center", keep_next=True)
    yield Style("TableText", "表文", SONG, cell, line, "left")
    yield Style("TableShort", "表文居中", "", 0, 0, "center", base="TableText")
    yield Style("BoxNote", "方框标注", SONG, size(10.5), 0, "center", base="TableText")
    yield Style("PictureTitle", "图题", HEI, caption, 0, "center", before=10, after=4, keep_next=True)
    yield Style("Arrow", "箭头", SONG, caption, 0, "center", keep_next=True)
    ruled: tuple[Border, ...] = (("bottom", _THIN, 1), ("between", _THIN, 1))
    yield Style("RuledLine", "书写横线", "", 0, mm(9) / 20, "left", borders=ruled)
    yield Style("FillIn", "填写栏", SONG, size(14, 12), size(28, 26), "left", after=4)
    yield Style("QrCode", "二维码", SONG, size(10.5), AS_HIGH_AS_NEEDED, "center", keep_next=True)
    yield Style("Gap", "间隔", "", 1, 1)


def _papers(look: Look) -> Iterator[Style]:
    size = look.size
    text, answer = size(14), size(12)
    width, hang = mm(look.margins.width), points(text) * 2
    letter = points(text * 1.5)
    yield Style("PaperFacts", "卷头", KAI, size(12), size(20), "center", after=6)
    yield Style("PaperRule", "作答要求", HEI, text, size(23), "center", before=6)
    question = Style(
        "Question", "试题", SONG, text, size(23), "left", left=hang, hanging=hang, keep_lines=True, before=4
    )
    yield question
    yield Style("JudgeQuestion", "判断题", base="Question", tabs=((hang, "left"), (width, "right")))
    yield Style("Option", "选项", SONG, text, size(23), "left", left=hang + letter, hanging=letter, keep_lines=True)
    for columns, name in {1: "选项一栏", 2: "选项二栏", 4: "选项四栏"}.items():
        step = (width - hang) / columns
        stops = tuple((hang + round(step * n), "left") for n in range(1, columns)) or ((hang + letter, "left"),)
        yield Style(f"Options{columns}", name, base="Option", left=hang, hanging=0, tabs=stops)
    yield Style(
        "DossierTitle", "材料题标题", HEI, text, size(23), "left", left=80, right=80, before=4, after=2, keep_next=True
    )
    yield Style("DossierText", "材料", KAI, text, size(23), first=200, left=80, right=80, after=2)
    numbered = points(text * 2.5)
    yield Style("PairLeft", "连线左", SONG, text, size(23), "left", left=numbered, hanging=numbered)
    yield Style("PairRight", "连线右", base="PairLeft", left=letter, hanging=letter)
    yield Style("AnswerField", "答题卡", SONG, answer, size(24), "left")
    yield Style("SealLine", "密封线", SONG, 12, 18, "center")


def _pages(look: Look) -> Iterator[Style]:
    size = look.size
    edge = mm(look.margins.width)
    rule: tuple[Border, ...] = (("bottom", _THIN, 3),)
    yield Style("Header", "header", SONG, size(10.5), size(15), "left", borders=rule, tabs=((edge, "right"),))
    yield Style("Footer", "footer", SONG, size(9), size(13), "center")
    number = 14 if not look.dense else 12
    yield Style("PageNumberOdd", "页码单页", SONG, number, 20, "right", right=points(number), base="Footer")
    yield Style("PageNumberEven", "页码双页", SONG, number, 20, "left", left=points(number), base="Footer")
    yield Style("PageNumberPaper", "页码试卷", SONG, 10.5, 16, "center", base="Footer")
    boxed: tuple[Border, ...] = tuple((side, _MIDDLE, 2) for side in ("top", "left", "bottom", "right"))
    aside = mm(look.margins.width * 0.3)
    yield Style("Confidential", "保密提示", HEI, 12, 18, "center", left=aside, right=aside, before=5, borders=boxed)
    yield Style("Title", "Title", TITLE, size(36), size(54), "center", before=170, after=30)
    yield Style("Subtitle", "Subtitle", KAI, size(18), size(30), "center", after=12)
    yield Style("CoverNote", "封面说明", SONG, size(12), size(20), "center", before=240)
    yield Style("CoverMaker", "封面单位", SONG, size(16), size(30), "center", before=12)
    yield Style("TocTitle", "目录题", TITLE, size(22), size(33), "center", after=20)
    yield Style(
        "Toc1",
        "toc 1",
        HEI,
        size(14),
        size(22),
        "left",
        tabs=((edge, "right"),),
        leader="dot",
        before=4,
        keep_next=True,
    )
    yield Style(
        "Toc2", "toc 2", BODY, size(12), size(18.5), "left", left=points(28), tabs=((edge, "right"),), leader="dot"
    )
    yield Style("TocNote", "目录说明", base="Note")


def _characters(look: Look) -> Iterator[CharacterStyle]:
    dotted = ("u", {"val": "dotted"})
    framed = ("bdr", {"val": "single", "sz": 8, "space": 0, "color": "000000"})
    yield _character("StrongWords", "重点", HEI)
    yield _character("EmphasisedWords", "着重", "", ("em", {"val": "dot"}))
    yield _character("Uncertain", "存疑", "", dotted)
    yield _character("StrongUncertain", "重点存疑", HEI, dotted)
    yield _character("Badge", "标注", KAI)
    yield _character("HeavyBadge", "待核标注", HEI, framed)
    yield _character("LetterBox", "填涂框", SONG, framed)
    text = look.size(14)
    yield _character("WriteHere", "填空", SONG, ("spacing", {"val": points(text * 3)}))
    yield _character("Verdict", "判断空", SONG, ("spacing", {"val": points(text * 1.5)}))


def _character(id_: str, name: str, face: str, *more: tuple[str, Mapping[str, object]]) -> CharacterStyle:
    # bold by typeface, as official documents do: a thickened 宋体 or 仿宋 smears in a copy
    faces = (el("rFonts", ascii=LATIN if face != HEI else HEI, hAnsi=LATIN if face != HEI else HEI, eastAsia=face),)
    return CharacterStyle(id_, name, (*(faces if face else ()), *(el(tag, **said) for tag, said in more)))
