"""Formats that name their parts, as other programs write them: what has no key is told and kept, nothing is guessed."""

from __future__ import annotations

import io
import sqlite3
import zipfile

import pytest

from mingze.importing.files import ImportRefused
from mingze.importing.questions.bank_formats import read_bank
from mingze.importing.questions.exchanged import safe_xml
from mingze.importing.questions.found_bank import FoundQuestion

QTI = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'


def gift(text: str) -> FoundQuestion:
    (question,) = read_bank("题.gift", text.encode()).questions
    return question


def moodle(body: str, kind: str = "multichoice", stem: str = "<p>题干（　　）。</p>") -> FoundQuestion:
    text = (
        f'<?xml version="1.0"?><quiz><question type="{kind}"><questiontext format="html">'
        f"<text><![CDATA[{stem}]]></text></questiontext>{body}</question></quiz>"
    )
    (question,) = read_bank("题.xml", text.encode()).questions
    return question


def answer(fraction: str, text: str, feedback: str = "") -> str:
    told = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{told}</answer>'


def qti(body: str, declared: str = "") -> FoundQuestion:
    item = f'<assessmentItem {QTI} identifier="i1" title="t">{declared}<itemBody>{body}</itemBody></assessmentItem>'
    (question,) = read_bank("题.xml", item.encode()).questions
    return question


def declaration(name: str, right: str) -> str:
    value = f"<correctResponse><value>{right}</value></correctResponse>"
    return f'<responseDeclaration identifier="{name}">{value}</responseDeclaration>'


def codes(question: FoundQuestion) -> list[str]:
    return [notice.code for notice in question.notices]


def fields(question: FoundQuestion) -> list[str]:
    return [one.field for one in question.undecided]


def test_gift_questions_without_a_blank_line_between_are_not_swallowed_in_silence() -> None:
    question = gift("::a::甲{=1 ~2}\n::b::乙{=1 ~2}")
    assert (question.stem, question.type, codes(question)) == (None, None, ["question-broken"])
    assert question.undecided[0].source_text == "::a::甲{=1 ~2}\n::b::乙{=1 ~2}"


@pytest.mark.parametrize(
    ("text", "type_", "open_"),
    [
        ("题{=甲 =乙 ~丙}", None, ["type", "answer"]),
        ("题{~%100%甲 ~%-100%乙}", None, ["type", "answer"]),
        ("题{~甲 ~乙}", "multiple", ["answer"]),
        ("题{#3.14:0.1}", None, ["type"]),
        ("谈谈{}", "short", ["reference", "points"]),
    ],
)
def test_a_gift_conflict_leaves_type_and_answer_open(text: str, type_: str | None, open_: list[str]) -> None:
    question = gift(text)
    assert (question.type, fields(question)) == (type_, open_)
    assert all(one.source_text or one.field in ("reference", "points") for one in question.undecided)


def test_a_gap_in_the_middle_of_a_gift_question_is_a_gap() -> None:
    question = gift("周一{=闭馆 =休息}。")
    assert (question.type, question.stem, question.answers) == ("blank", "周一（　　）。", (("闭馆", "休息"),))


def test_a_blank_without_a_gap_is_told() -> None:
    assert codes(gift("几点开馆？{=九点 =9点}")) == ["gap-missing"]


def test_signs_that_mean_emphasis_to_us_are_words_in_gift() -> None:
    question = gift("2*3*4 是 [plain]吗{=*24* ~`12`}")
    assert question.options == ("\\*24*", "\\`12`")


def test_gift_in_gbk_is_read() -> None:
    (question,) = read_bank("题.gift", "题{=甲 ~乙}".encode("gbk")).questions
    assert (question.type, question.answer, question.options) == ("single", "A", ("甲", "乙"))


def test_a_text_with_gift_in_it_is_known_without_its_name() -> None:
    assert read_bank("题.txt", "::q1::题干{\n=甲\n~乙\n}\n".encode()).format == "GIFT"
    assert read_bank("题.txt", "1. 题干（　）\nA. 甲\nB. 乙\n答案：A\n".encode()).format != "GIFT"


def test_moodle_says_true_and_false_and_nothing_else() -> None:
    right = moodle(answer("100", "true") + answer("0", "false"), "truefalse")
    assert (right.type, right.answer) == ("judge", "对")
    wrong = moodle(answer("100", "对") + answer("0", "错"), "truefalse")
    assert (wrong.type, wrong.answer, fields(wrong)) == ("judge", None, ["answer"])


def test_moodle_fractions_tell_single_multiple_and_conflicts() -> None:
    three = "".join(
        answer(f, t) for f, t in (("33.33333", "甲"), ("33.33333", "乙"), ("33.33333", "丙"), ("-100", "丁"))
    )
    assert moodle(f"<single>false</single>{three}").answer == "ABC"
    conflict = moodle(f"<single>true</single>{three}")
    assert (conflict.type, conflict.answer) == (None, None) or fields(conflict) == ["answer"]
    partial = moodle(f"<single>true</single>{answer('100', '甲')}{answer('50', '乙')}")
    assert (partial.type, partial.answer, codes(partial)) == ("single", "A", ["no-counterpart"])


def test_moodle_html_pictures_and_raised_figures() -> None:
    file = '<file name="a.png" encoding="base64">iVBORw0KGgo=</file>'
    text = moodle(
        f"<single>true</single>{answer('100', '甲')}{answer('0', '乙')}{file}",
        stem='<p>面积 10 m<sup>2</sup>，见<img src="@@PLUGINFILE@@/a.png"/>。</p><script>alert(1)</script>',
    )
    assert text.stem == "面积 10 m²，见。"
    assert [(picture.name, picture.data[:4]) for picture in text.pictures] == [("a.png", b"\x89PNG")]


def test_a_picture_has_no_folder_and_one_that_is_elsewhere_is_told() -> None:
    file = '<file name="../../x.png" encoding="base64">iVBORw0KGgo=</file>'
    question = moodle(answer("100", "true") + file, "truefalse", '<img src="https://example.org/y.png">说。')
    assert [picture.name for picture in question.pictures] == ["x.png"]
    assert "picture-missing" in codes(question)


def test_gaps_in_moodle_text_become_gaps() -> None:
    question = moodle("", "cloze", "<p>先{1:SHORTANSWER:=甲~%50%乙~=丙&#125;}，再{2:SA:=丁}。</p>")
    assert (question.type, question.stem) == ("blank", "先（　　），再（　　）。")
    assert question.answers == (("甲", "丙}"), ("丁",))
    assert question.tags == (("部分得分", "乙 50%"),)
    chosen = moodle("", "cloze", "<p>选{1:MULTICHOICE:=甲~乙}。</p>")
    assert (chosen.type, fields(chosen)) == (None, ["type"])
    assert chosen.undecided[0].source_text == "{1:MULTICHOICE:=甲~乙}"


@pytest.mark.parametrize("kind", ["numerical", "calculated", "ddmarker", "something"])
def test_moodle_types_without_counterpart_keep_their_answers(kind: str) -> None:
    question = moodle(answer("100", "3.14"), kind)
    assert (question.type, question.undecided[0].source_text) == (None, "3.14")


def test_qti_items_of_others() -> None:
    right = declaration("RESPONSE", "b")
    body = (
        '<p>前文</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>选（　　）。</prompt>'
        '<simpleChoice identifier="a">甲<feedbackInline outcomeIdentifier="F" identifier="a">不对</feedbackInline>'
        '</simpleChoice><simpleChoice identifier="b">乙</simpleChoice></choiceInteraction>'
    )
    question = qti(body, right)
    assert (question.stem, question.options, question.answer) == ("前文 选（　　）。", ("甲", "乙"), "B")
    assert (question.feedback, question.pinned, question.id) == (("不对", None), False, "i1")
    assert fields(qti(body)) == ["answer"]
    assert qti('<sliderInteraction responseIdentifier="R"/>').type is None


def test_qti_verdicts_are_a_judgement() -> None:
    right = declaration("R", "f")
    body = (
        '<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>天是绿的。</prompt>'
        '<simpleChoice identifier="t">True</simpleChoice><simpleChoice identifier="f">False</simpleChoice>'
        "</choiceInteraction>"
    )
    assert (qti(body, right).type, qti(body, right).answer) == ("judge", "错")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<quiz><question type="essay"><questiontext><text>&b;</text></questiontext></question></quiz>'
)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xml", BOMB.encode(), "DOCTYPE"),
        ("a.xml", BOMB.encode("utf-16"), "DOCTYPE"),
        ("a.xml", b'<quiz><!DOCTYPE x SYSTEM "file:///etc/passwd"></quiz>', "XML 不完整"),
        ("a.xml", b"<quiz><question></quiz>", "XML 不完整"),
        ("a.xml", b"<quiz>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</quiz>", "XML 不完整"),
    ],
)
def test_dangerous_or_broken_xml_is_refused(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        read_bank(name, data)


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_package_counts_what_it_cannot_read() -> None:
    item = f'<assessmentItem {QTI} identifier="i" title="t"><itemBody><p>说明</p></itemBody></assessmentItem>'
    files = {"a.xml": item.encode(), "b.xml": b"<broken", "c.xml": b"<other/>"}
    bank = read_bank("题.zip", packed(files))
    assert (bank.total, len(bank.questions), len(bank.left_out), bank.unaccounted) == (3, 1, 2, 0)


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MOST_ALL", 2_000_000)
    monkeypatch.setattr(safe_xml, "MOST_PART", 500_000)
    with pytest.raises(ImportRefused, match="太大"):
        read_bank("题.zip", packed({f"{n}.xml": b" " * 400_000 for n in range(6)}))
    bank = read_bank("题.zip", packed({"a.xml": b" " * 600_000, "b.xml": b"<other/>"}))
    assert [part.reason.partition("：")[2] or part.reason for part in bank.left_out] == [
        "部件解开以后超过 0 MB",
        "不是题目",
    ]


def aiken(text: str) -> tuple[FoundQuestion, ...]:
    bank = read_bank("题.aiken", text.encode())
    assert bank.unaccounted == 0
    return bank.questions


def test_aiken_with_and_without_blank_lines() -> None:
    first, second = aiken("问甲？\nA. 一\nB. 二\nANSWER: B\n问乙？\nA) 对\nB) 错\nANSWER: B\n")
    assert (first.type, first.stem, first.options, first.answer) == ("single", "问甲？", ("一", "二"), "B")
    assert (second.type, second.options, second.answer) == ("judge", None, "错")


@pytest.mark.parametrize(
    ("key", "open_"),
    [("ANSWER: AB", ["type", "answer"]), ("ANSWER: E", ["answer"]), ("", ["answer"])],
)
def test_aiken_takes_no_letter_for_another(key: str, open_: list[str]) -> None:
    (question,) = aiken(f"问？\nA. 一\nB. 二\n{key}\n")
    assert (question.answer, fields(question)) == (None, open_)


def test_text_of_others_is_not_taken_for_aiken() -> None:
    assert read_bank("题.txt", "问？\nA. 一\nB. 二\nANSWER: B\n".encode()).format == "Aiken"
    assert read_bank("题.txt", "1. 问？（　）\nA. 一\nB. 二\n答案：B\n".encode()).format != "Aiken"


def test_notes_of_others_are_read_by_the_names_of_their_fields() -> None:
    text = "#separator:tab\n#html:true\n#columns:Front\tBack\tTags\n#tags column:3\n"
    text += '"问甲？（　　）<br>A. 一<br>B. 二"\tB\t章1\n几点开馆？\t九点\t\n'
    bank = read_bank("题.txt", text.encode())
    assert (bank.format, bank.total, bank.unaccounted) == ("Anki 文本", 2, 0)
    first, second = bank.questions
    assert (first.type, first.stem, first.options, first.answer) == ("single", "问甲？（　　）", ("一", "二"), "B")
    assert first.tags == (("标签", "章1"),)
    assert second.type is None
    assert "九点" in "".join(one.source_text for one in second.undecided)


def apkg(script: str, name: str = "collection.anki2") -> bytes:
    database = sqlite3.connect(":memory:")
    database.executescript(script)
    data = database.serialize()
    database.close()
    return packed({name: data, "media": b"{}"})


TABLES = """
CREATE TABLE col (id INTEGER, models TEXT, decks TEXT);
CREATE TABLE cards (id INTEGER, nid INTEGER, did INTEGER, ord INTEGER);
INSERT INTO col VALUES (1, '{"5": {"flds": [{"name": "正面"}, {"name": "背面"}]}}', '{"7": {"name": "甲::乙"}}');
INSERT INTO cards VALUES (1, 9, 7, 0);
"""


def test_a_package_of_others_is_read_from_memory() -> None:
    notes = "CREATE TABLE notes (id INTEGER, mid INTEGER, tags TEXT, flds TEXT);"
    notes += "INSERT INTO notes VALUES (9, 5, ' a b ', '天是蓝的。' || char(31) || '对');"
    (question,) = read_bank("题.apkg", apkg(TABLES + notes)).questions
    assert (question.type, question.stem, question.answer) == ("judge", "天是蓝的。", "对")
    assert question.tags == (("标签", "a"), ("标签", "b"), ("category", "甲::乙"))


VIEW = """
CREATE VIEW notes AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
SELECT x AS id, 5 AS mid, '' AS tags, 'a' AS flds FROM c;
"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"collection.anki2": b"SQLite format 3\x00 no"}), "数据库读不出来"),
        (packed({"media": b"{}"}), "没有 Anki 的卡片"),
        (packed({"collection.anki21b": b"", "collection.anki2": b""}), "支持旧版 Anki"),
        (apkg(TABLES + VIEW), "数据库读不出来"),
        (apkg("CREATE TABLE notes (id); CREATE TABLE cards (id); CREATE TABLE col (id);"), "数据库读不出来"),
    ],
    ids=["broken", "empty", "newer", "endless view", "other tables"],
)
def test_a_broken_or_evil_package_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        read_bank("题.apkg", data)


def test_a_gap_in_a_text_without_markup_is_a_gap() -> None:
    assert moodle(answer("100", "一"), "shortanswer", "甲是（　　）。").stem == "甲是（　　）。"
    assert moodle(answer("100", "一"), "shortanswer", "甲是____。").stem == "甲是（　　）。"
