"""Moodle XML by the rules that Moodle's own importer was seen to have (it was run apart; it is no Python package)."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from lxml import etree

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import prepare
from mingze.exchange.questions.moodle import FRACTIONS, cdata
from mingze.views.runs import plain
from tests.exchange.words import words_of

GRADES = {
    0,
    5,
    10,
    11.11111,
    12.5,
    14.28571,
    16.66667,
    20,
    25,
    30,
    33.33333,
    40,
    50,
    60,
    66.66667,
    70,
    75,
    80,
    83.33333,
}
GRADES |= {90, 100}
"""What Moodle takes for a fraction, and the same below nothing."""
TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "judge": "truefalse",
    "match": "matching",
    "order": "ordering",
    "short": "essay",
}
EMBEDDED = re.compile(r"\{1:SHORTANSWER:((?:[^~#}]|(?<=&)#)*(?:~(?:[^~#}]|(?<=&)#)*)*)\}")
"""An embedded gap as Moodle finds it: its words end at ``~``, ``#`` or ``}`` unless that follows ``&``."""


def text(element: Any, path: str) -> str:
    return element.findtext(f"{path}/text") or ""


def read(data: bytes) -> list[Any]:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    return list(root.findall("question"))


@pytest.fixture(scope="module")
def hard_questions(hard_batch: Batch) -> dict[str, Any]:
    return {one.findtext("idnumber"): one for one in read(prepare("moodle", hard_batch).data())}


def test_every_question_is_there_whole(batch: Batch) -> None:
    prepared = prepare("moodle", batch)
    assert prepared.left_out == ()
    found = [one for one in read(prepared.data()) if one.get("type") != "category"]
    assert [one.findtext("idnumber") for one in found] == [one.id for one in batch.questions]
    for element, one in zip(found, batch.questions, strict=True):
        expected = "shortanswer" if one.gaps == 1 else "cloze"
        assert element.get("type") == TYPES.get(one.view.type, expected), one.id
        assert text(element, "generalfeedback").count("<p>") == len(one.reasons)
        assert words_of(text(element, "generalfeedback")) == "\n".join(map(plain, one.reasons))
        if one.gaps < 2:
            assert words_of(text(element, "questiontext")).endswith(plain(one.view.stem)), one.id
        assert_answers(element, one)


def assert_answers(element: Any, one: Carried) -> None:
    question: Any = one.question
    fractions = [float(answer.get("fraction")) for answer in element.findall("answer")]
    words = [words_of(text(answer, ".")) for answer in element.findall("answer")]
    if one.view.type in ("single", "multiple"):
        assert element.findtext("single") == ("false" if one.view.type == "multiple" else "true")
        assert {abs(fraction) for fraction in fractions} <= GRADES
        assert sum(fraction for fraction in fractions if fraction > 0) == pytest.approx(100, abs=0.0001)
        assert words == [plain(option.runs) for option in one.view.alternatives]
        right = "".join(letter for letter, f in zip("ABCDEFGHIJ", fractions, strict=False) if f > 0)
        assert right == "".join(sorted(question.answer))
        told = [words_of(text(answer, "feedback")) for answer in element.findall("answer")]
        assert told == [plain(option.feedback) for option in one.view.alternatives]
    elif one.view.type == "judge":
        assert dict(zip(words, fractions, strict=True)) == {
            "true": 100.0 * question.answer,
            "false": 100.0 * (not question.answer),
        }
    elif one.view.type == "match":
        pairs = [(words_of(text(sub, ".")), text(sub, "answer")) for sub in element.findall("subquestion")]
        assert pairs == [(pair.left, pair.right) for pair in question.pairs]
    elif one.view.type == "order":
        assert words == list(question.sequence)
        assert element.findtext("gradingtype") == "ALL_OR_NOTHING"
    elif one.view.type == "short":
        for_raters = words_of(text(element, "graderinfo"))
        assert for_raters.startswith("\n".join(map(plain, one.view.reference)))
        assert for_raters.endswith(plain(one.view.points[-1].marked))
    elif one.gaps == 1:
        assert [text(answer, ".").replace("\\*", "*") for answer in element.findall("answer")] == [*question.answers[0]]
    else:
        gaps = EMBEDDED.findall(text(element, "questiontext"))
        read_back = [[html.unescape(word).lstrip("=").replace("\\*", "*") for word in gap.split("~")] for gap in gaps]
        assert read_back == [list(accepted) for accepted in question.answers]


def test_pinned_options_stay_and_hints_and_links_arrive(hard_questions: dict[str, Any]) -> None:
    one = hard_questions["hard-1"]
    assert one.findtext("shuffleanswers") == "false"
    assert hard_questions["hard-2"].findtext("shuffleanswers") == "true"
    assert text(one, "hint") == "<p>想一想 {大括号} 的用法。</p>"
    told = text(one, "generalfeedback")
    assert "<strong>强调</strong> 和 <code>代码</code>" in told
    assert '<a href="https://example.org/?a=1&amp;b=2">网页</a>' in told
    assert "，说到两查。</p>" in told  # a term: the site has no address to link to
    assert told.endswith(
        "<p>依据：第二条第（一）项（组织演练）［已核对］；第二条［已核对］；两查；示例镇：每月一次演练</p>"
    )


def test_the_dossier_stands_above_each_question_of_a_group(hard_questions: dict[str, Any]) -> None:
    for id_, stem in (("hard-9", "会上说的是（　　）。"), ("hard-10", "2日检查了。")):
        words = words_of(text(hard_questions[id_], "questiontext"))
        assert words.startswith("一次检查\n某镇开了会 {会议}。\n日期\n事项\n1日\n演练 & 总结")
        assert words.endswith(f"到会 5 人。\n请假 1 人。\n{stem}")


def test_all_or_nothing_cannot_be_kept_and_is_said(hard_batch: Batch, hard_questions: dict[str, Any]) -> None:
    told = {(loss.question, loss.field) for loss in prepare("moodle", hard_batch).losses}
    assert ("basics-2", "多选全对才得分") in told
    assert [answer.get("fraction") for answer in hard_questions["basics-2"].findall("answer")] == ["50", "50", "-100"]


def test_a_slash_in_a_title_makes_no_category(hard_batch: Batch) -> None:
    categories = [one for one in read(prepare("moodle", hard_batch).data()) if one.get("type") == "category"]
    paths = [text(one, "category") for one in categories]
    assert paths == ["$course$/top/示例学习站题库/示例题库", "$course$/top/示例学习站题库/难//写的题"]


def test_text_that_would_end_the_data_is_split() -> None:
    assert etree.fromstring(f"<a>{cdata('x]]>y')}</a>").text == "x]]>y"
    assert sorted(FRACTIONS) == list(range(1, 11))
