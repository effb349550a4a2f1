"""Questions as a Word file, read by python-docx."""

from __future__ import annotations

import io

import docx

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import prepare
from mingze.importing.questions.bank_formats import read_bank
from mingze.views.runs import plain
from tests.exchange.conftest import real_batch


def lines_of(batch: Batch) -> list[str]:
    document = docx.Document(io.BytesIO(prepare("docx", batch).data()))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_every_question_stands_there_in_its_order_with_answer_and_reasons(batch: Batch) -> None:
    lines = iter(lines_of(batch))
    for number, one in enumerate(batch.questions, 1):
        assert f"{number}．{plain(one.view.stem)}【{one.view.label}】" in lines
        if one.view.type != "judge":
            assert all(f"{sign}．{plain(each.runs)}" in lines for sign, each, _ in one.alternatives)
        assert f"解析：{plain(one.view.explanation[0])}" in lines


def test_answers_by_type(hard_batch: Batch) -> None:
    lines = lines_of(hard_batch)
    for words in (
        "答案：B",
        "答案：ABC",
        "答案：错",
        "答案：1-2||一*二||a=b~{c}",
        '答案：甲}~#乙||丙/丁；<戊>&"己"',
        "答案：a -> b ＝ =甲；{c} ＝ 乙 -> 丙；3 & 4 ＝ #丁",
        "答案：1) 第一 → <二> → 三 & 四 → =四",
        "参考答案：第一段。",
        "得分点：说到 A#1（2分）；说到 B（1.5分）",
        'A错在：不是=50%：见 ~x~ <i>斜</i> & "引号"。',
        "提示：想一想 {大括号} 的用法。",
        "依据：第二条第（一）项（组织演练）［已核对］；第二条［已核对］；两查；示例镇：每月一次演练",
    ):
        assert words in lines, words


def test_our_own_import_reads_every_key_of_the_types_it_has() -> None:
    batch = real_batch()
    prepared = prepare("docx", batch)
    bank = read_bank(prepared.file_name, prepared.data())
    assert (len(bank.questions), bank.unaccounted) == (len(batch.questions), 0)
    for question, one in zip(bank.questions, batch.questions, strict=True):
        if one.view.type in ("match", "order"):  # lines do not say what belongs together
            assert question.type is None
            continue
        assert question.type == one.view.type, one.id
        if one.alternatives:
            key = one.question.key_text() if one.view.type == "judge" else one.key_letters
            assert question.answer == key, one.id
