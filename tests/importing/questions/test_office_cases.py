"""What office programs do to questions: dates, booleans, pictures in cells, changes, soft line ends, pages within."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from mingze.importing.files import ImportRefused
from mingze.importing.questions.bank_formats import read_bank
from tests.importing.questions.conftest import Read
from tests.importing.questions.test_typed_cases import line


def sheet_of(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HEADINGS = ["题干", "题型", "A", "B", "C", "答案"]


@pytest.mark.parametrize(
    ("options", "formats", "said"),
    [
        ([datetime.date(2026, 4, 23), "五月一日", "36"], {"C2": 'm"月"d"日"'}, "4月23日/五月一日/36 · A"),
        ([datetime.date(2026, 1, 2), "很多", "没有"], {"C2": "yyyy-mm-dd"}, "- · - · ⊘answer,options"),
        ([datetime.date(2026, 1, 2), "3-5", "6-8"], {"C2": 'm"月"d"日"'}, "- · - · ⊘answer,options"),
        ([0.06, 7, 1000], {"C2": "0%", "D2": "000"}, "6%/007/1000 · A"),
        ([True, "一", "二"], {}, "TRUE/一/二 · A"),
        ([2.50, 3.0, 1e6], {}, "2.5/3/1000000 · A"),
    ],
    ids=["day", "date-for-range", "date-among-ranges", "number-formats", "boolean", "floats"],
)
def test_cells_are_read_as_they_are_shown(options: list[Any], formats: dict[str, str], said: str, read: Read) -> None:
    bank = read(sheet_of(HEADINGS, ["甲是（）。", "单选题", *options, "A"], formats=formats), "题.xlsx")
    assert line(bank.questions[0]) == f"single · 甲是（　　）。 · {said}"
    if not isinstance(options[0], float):
        assert {notice.code for notice in bank.all_notices} & {"cell-is-date", "cell-is-boolean", "undecided"}


def test_an_answer_that_became_a_date_is_left_open(read: Read) -> None:
    bank = read(sheet_of(["题干", "题型", "答案"], ["每次（）本。", "填空题", datetime.date(2018, 2, 3)]), "题.xlsx")
    (told,) = bank.questions[0].notices
    assert told.place == "题.xlsx:Sheet!C2"
    assert "多半是 2～3" in told.message


def test_merged_cells_say_the_same_of_all_their_rows(read: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["章节", "题型", "题干", "答案"], ["保护", "判断题", "甲对。", True], [None, None, "乙对。", False]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    out = io.BytesIO()
    book.save(out)
    bank = read(out.getvalue(), "题.xlsx")
    assert [line(q) for q in bank.questions] == ["judge · 甲对。 · - · 对", "judge · 乙对。 · - · 错"]
    assert [dict(q.tags)["章节"] for q in bank.questions] == ["保护", "保护"]


def test_what_nobody_sees_is_taken_out_and_told(read: Read) -> None:
    bank = read(
        sheet_of(HEADINGS, ["甲\u200b是（）。\u00a0", "单选题", "一_x000D_", "二\u3000", "三", "B \t\u00a0"]), "题.xlsx"
    )
    assert line(bank.questions[0]) == "single · 甲是（　　）。 · 一/二/三 · B"
    assert [notice.place for notice in bank.questions[0].notices] == ["题.xlsx:Sheet!A2"]


def test_a_picture_that_wps_keeps_in_a_cell_is_found(read: Read) -> None:
    plain = sheet_of(["题干", "题型", "A", "B", "答案", "图"], ["如图（）。", "单选题", "一", "二", "A", "DISPIMG"])
    images = (
        '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage><xdr:pic>'
        '<xdr:nvPicPr><xdr:cNvPr id="1" name="ID_7"/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill>'
        "</xdr:pic></etc:cellImage></etc:cellImages>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="x/image" Target="media/image1.png"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name).replace(b"DISPIMG", b"=DISPIMG(&quot;ID_7&quot;,1)")
            target.writestr(name, data)
        target.writestr("xl/cellimages.xml", images)
        target.writestr("xl/_rels/cellimages.xml.rels", relations)
        target.writestr("xl/media/image1.png", b"picture")
    (question,) = read(out.getvalue(), "题.xlsx").questions
    assert [(one.name, one.data) for one in question.pictures] == [("image1.png", b"picture")]
    assert question.notices == ()


def test_changes_in_word_are_read_as_accepted_and_told(read: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("1.甲")
    for tag, text_tag, text in (("w:del", "w:delText", "删掉"), ("w:ins", "w:t", "乙")):
        change, run, text_ = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text_.text = text
        run.append(text_)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("是（）。")
    document.add_paragraph("A.一\tB.二")
    struck = document.add_paragraph("答案：").add_run("A")
    struck.font.strike = True
    bank = read(saved(document), "题.docx")
    assert line(bank.questions[0]) == "single · 甲乙是（　　）。 · 一/二 · A"
    assert {"tracked-change", "struck-through"} <= {notice.code for notice in bank.notices}
    assert "删掉" in [part.text for part in bank.left_out]


def test_a_soft_return_ends_a_line_in_word(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("1.甲是（）。\nA.一\nB.二\n答案：B\n解析：因为。")
    carriage = document.add_paragraph("2.乙对。")
    carriage.add_run()._r.append(OxmlElement("w:cr"))
    carriage.add_run("答案：错")
    bank = read(saved(document), "题.docx")
    assert [line(q) for q in bank.questions] == [
        "single · 甲是（　　）。 · 一/二 · B · 解析 因为。",
        "judge · 乙对。 · - · 错",
    ]


def test_underlined_words_without_room_are_no_gap(read: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("1.下列说法")
    paragraph.add_run("不正确").underline = True
    paragraph.add_run("的是（）。")
    document.add_paragraph("A.一 B.二")
    document.add_paragraph("答案：A")
    assert line(read(saved(document), "题.docx").questions[0]) == "single · 下列说法不正确的是（　　）。 · 一/二 · A"


def test_a_table_of_the_layout_is_read_as_lines(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("1.甲是（）。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ("A.一", "B.二", "C.三", "D.四"), strict=True):
        cell.text = text
    document.add_paragraph("答案：D")
    assert line(read(saved(document), "题.docx").questions[0]) == "single · 甲是（　　）。 · 一/二/三/四 · D"


def test_a_page_within_a_word_file_is_refused_with_what_to_do() -> None:
    document = docx.Document()
    chunk = OxmlElement("w:altChunk")
    chunk.set(qn("r:id"), "rId99")
    document.element.body.insert(0, chunk)
    page = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>1.x</p></body></html>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/_rels/document.xml.rels":
                link = b'<Relationship Id="rId99" Type="x/aFChunk" Target="/word/afchunk.mht"/></Relationships>'
                data = data.replace(b"</Relationships>", link)
            target.writestr(name, data)
        target.writestr("word/afchunk.mht", page)
    with pytest.raises(ImportRefused, match="另存为 docx"):
        read_bank("题.docx", out.getvalue())
