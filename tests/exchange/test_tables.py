"""Questions as .xlsx (read by openpyxl), .csv and .json: nothing in a cell is changed or comes alive."""

from __future__ import annotations

import csv
import io
import json

from openpyxl import load_workbook

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import prepare
from mingze.model import Bank
from mingze.office.defused import defused


def rows_of(data: bytes) -> list[dict[str, str]]:
    book = load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    head, *rows = sheet.iter_rows()
    for row in rows:
        for cell in row:
            assert cell.data_type in ("s", "n")  # n: an empty cell
            assert cell.value is None or isinstance(cell.value, str)
    names = [str(cell.value) for cell in head]
    return [{name: str(cell.value or "") for name, cell in zip(names, row, strict=True)} for row in rows]


def test_every_question_stands_in_a_row(batch: Batch) -> None:
    prepared = prepare("xlsx", batch)
    assert prepared.left_out == ()
    rows = rows_of(prepared.data())
    assert [row["题号"] for row in rows] == [one.id for one in batch.questions]
    for row, one in zip(rows, batch.questions, strict=True):
        question = one.question
        assert (row["题型"], row["题干"], row["解析"]) == (question.type.label, question.stem, question.explanation)
        options = [row[f"选项{letter}"] for letter in "ABCDEF" if row.get(f"选项{letter}")]
        assert options == [each.text for each in question.alternatives if one.view.type != "judge"]
        assert row["提示"] == (question.hint or "")


def test_a_cell_is_never_a_formula_and_1_2_no_date(hard_batch: Batch) -> None:
    by_id = {row["题号"]: row for row in rows_of(prepare("xlsx", hard_batch).data())}
    assert by_id["hard-3"]["题干"] == "=1+1 写成文字，也是 {T} 这样。"
    assert by_id["hard-4"]["答案"] == "1-2｜一*二｜a=b~{c}"
    assert by_id["hard-6"]["答案"].split("\n")[0] == "a -> b ＝ =甲"
    assert by_id["hard-8"]["得分点"] == "说到 A#1（2分）\n说到 B（1.5分）"
    assert by_id["hard-1"]["依据"] == "leader-1\nshili/art2\nterm:two-checks\ncase:shili-town"
    assert by_id["hard-1"]["选项不换位置"] == "是"
    assert by_id["hard-10"]["材料"].startswith("一次检查\n\n某镇开了会 {会议}。\n\n| 日期 | 事项 |")
    assert by_id["hard-3"]["答案"] == "错"


def test_the_csv_holds_the_same_defused(hard_batch: Batch) -> None:
    data = prepare("csv", hard_batch).data()
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    same = rows_of(prepare("xlsx", hard_batch).data())
    assert rows == [[defused(row[name]) for name in head] for row in same]
    assert data.startswith(b"\xef\xbb\xbf")
    assert "'=1+1 写成文字" in data.decode()


def test_json_read_as_a_site_reads_it_is_the_bank_again(batch: Batch) -> None:
    told = json.loads(prepare("json", batch).data())
    assert prepare("json", batch).losses == ()
    for bank, part in zip(told["banks"], batch.parts, strict=True):
        settings = {key: bank[key] for key in ("id", "title", "multiple_scoring")}
        again = Bank.model_validate({"bank": settings, "questions": bank["questions"]})
        assert list(again.items) == [one.question for one in part.questions]
        assert again.bank == part.questions[0].bank
