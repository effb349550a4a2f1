"""Word files: numbers that no text holds, changes that were tracked, notes, tables, pages taken in."""

from __future__ import annotations

import io

import docx
import pytest

from mingze.importing.files import ForeignText, read_bytes
from mingze.importing.regulation import make_draft
from mingze.importing.regulation.fit import fit
from tests.importing.samples import level, outline, paragraph, word_file
from tests.importing.test_round_trip import yaml_of

CHAPTERS = "".join(
    [
        '<w:abstractNum w:abstractNumId="0">',
        level(0, "chineseCountingThousand", "第%1章"),
        level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
        level(2, "chineseCounting", "（%3）"),
        level(3, "decimal", "%4．"),
        "</w:abstractNum>",
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ]
)
"""Numbers as 办法 have them: articles count on through chapters, items begin anew in each article."""


def read(body: str, **parts: str | bytes) -> ForeignText:
    return read_bytes("办法.docx", word_file(body, **parts))


def texts(body: str, **parts: str | bytes) -> list[str]:
    return [line.text for line in read(body, **parts).lines]


def test_automatic_numbers_are_written_out() -> None:
    text = read(
        paragraph("某县办法")
        + paragraph("总则", 1, 0)
        + paragraph("为了养护，制定本办法。", 1, 1)
        + paragraph("单位履行下列职责：", 1, 1)
        + paragraph("巡查：", 1, 2)
        + paragraph("白天；", 1, 3)
        + paragraph("夜间；", 1, 3)
        + paragraph("记录。", 1, 2)
        + paragraph("附则", 1, 0)
        + paragraph("本办法包括：", 1, 1)
        + paragraph("甲；", 1, 2)
        + paragraph("乙。", 1, 2)
        + paragraph("本办法自2020年5月1日起施行。", 1, 1),
        numbering=CHAPTERS,
    )
    draft = make_draft(text)
    assert outline(draft) == [
        "ch1 总则",
        "art1", "  为了养护，制定本办法。",
        "art2", "  单位履行下列职责：",
        "    (1) 巡查：", "      1. 白天；", "      2. 夜间；",
        "    (2) 记录。",
        "ch2 附则",
        "art3", "  本办法包括：", "    (1) 甲；", "    (2) 乙。",
        "art4", "  本办法自2020年5月1日起施行。",
    ]  # fmt: skip
    assert {guess.code for guess in draft.guesses} == {"automatic-number"}
    assert draft.guesses[0].place == "办法.docx:第2段"
    assert fit(draft, yaml_of(draft)).round_trip


def test_a_list_begins_anew_where_the_file_says_so() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "（%1）")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(paragraph(t, n) for t, n in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1)))
    assert texts(body, numbering=numbering) == ["（一）甲", "（二）乙", "（一）丙", "（二）丁", "（三）戊"]


def test_two_lists_of_one_kind_count_on_and_of_two_kinds_do_not() -> None:
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level(0, "decimal", "%1.")}</w:abstractNum>' for n in (0, 1)
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n - 1}"/></w:num>' for n in (1, 2))
    body = "".join(paragraph(t, n) for t, n in (("甲", 1), ("乙", 2), ("丙", 1), ("丁", 2)))
    assert texts(body, numbering=numbering) == ["1.甲", "1.乙", "2.丙", "2.丁"]


@pytest.mark.parametrize(
    ("format_", "pattern", "shown"),
    [
        ("decimalEnclosedCircle", "%1", ["①甲", "②甲"]),
        ("upperLetter", "%1.", ["A.甲", "B.甲"]),
        ("lowerRoman", "%1)", ["i)甲", "ii)甲"]),
        ("decimalFullWidth", "%1．", ["１．甲", "２．甲"]),
        ("ideographDigital", "%1、", ["一、甲", "二、甲"]),
        ("none", "", ["甲", "甲"]),
        ("bullet", "\uf0b7", ["甲", "甲"]),
    ],
)
def test_every_style_of_numbers(format_: str, pattern: str, shown: list[str]) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, format_, pattern)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert texts(paragraph("甲", 1) * 2, numbering=numbering) == shown


def test_numbers_that_a_style_brings_and_styles_that_rest_on_others() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "第%1条 ")}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Tiao"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Tiao"/></w:style>'
    )
    body = paragraph("甲。", style="Tiao") + paragraph("乙。", style="Own") + paragraph("丙。", style="Other")
    assert texts(body, numbering=numbering, styles=styles) == ["第一条 \u3000甲。", "第二条 \u3000乙。", "丙。"]


def test_insertions_are_accepted_and_deletions_listed() -> None:
    text = read(
        "<w:p><w:r><w:t>第一条　甲</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>接着</w:t></w:r></w:p>" + paragraph("的一段。")
    )
    assert [line.text for line in text.lines] == ["第一条　甲新。", "接着的一段。"]
    assert [(one.text, one.reason, one.place) for one in text.left_out] == [("旧", "deleted", "办法.docx:第1段")]
    assert [guess.code for guess in text.guesses] == ["tracked-change"]


def test_notes_heads_and_comments_are_listed() -> None:
    text = read(
        paragraph("第一条　甲。"),
        footnotes=paragraph("脚注的话"),
        comments=paragraph("批注的话"),
        header1=paragraph("页眉的话"),
        footer1=paragraph("12"),
    )
    assert [(one.text, one.reason) for one in text.left_out] == [
        ("页眉的话", "header"),
        ("脚注的话", "footnote"),
        ("批注的话", "comment"),
    ]


def test_tables_are_rows_and_hidden_text_is_listed() -> None:
    cell = "<w:tc>{}</w:tc>"
    rows = f"<w:tr>{cell.format(paragraph('甲'))}{cell.format(paragraph('乙') + paragraph('丙'))}</w:tr>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>明</w:t></w:r></w:p>"
    text = read(f"<w:tbl>{rows}</w:tbl>{hidden}")
    assert [line.text for line in text.lines] == ["|甲|乙 丙|", "明"]
    assert [(one.text, one.reason) for one in text.left_out] == [("密", "hidden")]


def test_line_breaks_text_boxes_and_fields() -> None:
    box = f"<w:r><w:drawing><w:txbxContent>{paragraph('框里的话')}</w:txbxContent></w:drawing></w:r>"
    body = (
        "<w:p><w:r><w:t>第一条　甲。</w:t><w:br/><w:t>第二条　乙。</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
        f"<w:p>{box}<w:r><w:t>框外</w:t></w:r></w:p><w:sdt><w:sdtContent>{paragraph('控件里')}</w:sdtContent></w:sdt>"
    )
    assert texts(body) == ["第一条　甲。", "第二条　乙。", "框里的话", "框外", "控件里"]


MHT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("encoding", "page"),
    [
        ("quoted-printable", '<html><body class=3D"a"><p>第一条　甲。</p><p>第二条　乙。</p></body></html>'),
        (
            "quoted-printable",
            "<html><body><p>=E7=AC=AC=E4=B8=80=E6=9D=A1 =E7=94=B2=E3=80=82</p><p>=E7=AC=AC=\r\n=E4=BA=8C=E6=9D=A1 "
            "=E4=B9=99=E3=80=82</p></body></html>",
        ),
        ("8bit", "<html><body><p>第一条　甲。</p><p>第二条　乙。</p></body></html>"),
    ],
)
def test_a_page_that_word_takes_in(encoding: str, page: str) -> None:
    found = texts('<w:altChunk r:id="a_mht"/>', a_mht=MHT.format(encoding, page).encode("utf-8"))
    assert [text.replace("\u3000", " ") for text in found] == ["第一条 甲。", "第二条 乙。"]


def test_what_the_file_only_points_at_is_not_fetched() -> None:
    text = read(paragraph("甲。") + '<w:altChunk r:id="nowhere"/>')
    assert [one.reason for one in text.left_out] == ["external"]


def test_a_file_that_python_docx_writes() -> None:
    document = docx.Document()
    for words in ("某市办法", "第一条　甲。", "第二条　自公布之日起施行。"):
        document.add_paragraph(words)
    document.add_table(1, 2).cell(0, 0).text = "表"
    made = io.BytesIO()
    document.save(made)
    draft = make_draft(read_bytes("办法.docx", made.getvalue()))
    assert outline(draft) == ["art1", "  甲。", "art2", "  自公布之日起施行。"]
    assert [(one.text, one.reason) for one in draft.left_out] == [("|表||", "table")]
