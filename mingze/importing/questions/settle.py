"""Decide what a collected question says, and leave open what it does not say clearly."""

from __future__ import annotations

import re

from mingze.importing.questions import settle_choice, settle_options, settle_written
from mingze.importing.questions.decision import Decision
from mingze.importing.questions.found_bank import FoundQuestion, UndecidedField
from mingze.importing.questions.gaps import count_gaps, with_gaps, without_verdict_bracket
from mingze.importing.questions.question_words import (
    CHOICE,
    INDEFINITE,
    NO_COUNTERPART,
    NUMBER,
    PINNED,
    UNORDERED,
    type_of,
)
from mingze.importing.questions.raw_question import RawQuestion
from mingze.importing.questions.stem_text import AnswerInStem, answers_in_stem, without_marks_of_a_list

_ASKS = re.compile(
    r"^\s*(?:简述|试述|论述|简答|试论|请?说明|请?列举|请?简要|谈谈|请谈|什么是|何谓|名词解释)|(?:哪些|什么|如何|怎样|为什么|为何|几种|几类)[^。]{0,30}[？?]?$"
)
_LABEL = (
    r"(?:您的|你的|请填写您的)?(?:姓名|部门|单位|工号|得分|成绩|学号|班级|电话|手机|手机号码?|联系电话|所在部门|岗位|职务|日期|"
    r"身份证号码?|评卷人|阅卷人|总分|考生姓名|准考证号)"
)
_REGISTER = re.compile(rf"^\s*{_LABEL}\s*[:：]?\s*[_＿（）() 　]*$|^\s*(?:{_LABEL}\s*[:：]\s*[_＿（）() 　]*){{2,}}$")
_TO_FILL_IN = re.compile(
    rf"^\s*(?:{_LABEL}\s*[:：]\s*[_＿]{{2,}}\s*)+$|^\s*(?:{_LABEL}\s*[:：]\s*[_＿（）() 　]*){{2,}}$"
)
"""What is a form wherever it stands: names with room behind them."""
_VERDICT_GAP = re.compile(r"^[^（]*（　　）[。.]?$|^（　　）[^（]*$")
"""One gap at the end or at the beginning, where 对 or 错 is written."""
_CHOICE_TYPES = ("single", "multiple", CHOICE, INDEFINITE, PINNED)


def settle(raw: RawQuestion) -> FoundQuestion:
    """Return the question that a file holds."""
    decision = Decision(raw, explanation="\n".join(one.text for one in raw.explanation).strip() or None)
    word = raw.type_word or raw.section
    decision.kind = type_of(word.text) if word else None
    if raw.type_word and decision.kind is None and raw.section:
        decision.kind = type_of(raw.section.text)
    decision.undecided += raw.undecided
    settle_options.take_circled(raw)
    text = without_marks_of_a_list(raw.stem.text)
    if is_register(text) and not raw.options and not raw.answers:
        return _register(decision, text)
    found = answers_in_stem(text, decision.kind, [o.letter for o in raw.options] or None, bool(raw.options_text))
    _take_stem(decision, text, found)
    _decide_type(decision)
    settle_options.tell_of_options(decision)
    _tell_of_words(decision)
    return _made(decision)


def is_register(text: str) -> bool:
    """Whether a text is a line of a form to fill in (姓名：) and no question."""
    return bool(_REGISTER.match(text))


def is_form(text: str) -> bool:
    """Whether a text is a form even below a question: names with room to write behind each (姓名：____ 得分：)."""
    return bool(_TO_FILL_IN.match(text))


def _register(decision: Decision, text: str) -> FoundQuestion:
    decision.stem = text.strip(" 　_＿")
    decision.open(
        "type",
        "像是登记栏，不像题目；没有答案",
        text,
        decision.raw.stem.place,
        "不是题目就从草稿里删掉",
        code="not-a-question",
    )
    return _made(decision)


def _take_stem(decision: Decision, text: str, found: AnswerInStem) -> None:
    """Take the answers that stand in the stem out of it, and put gaps there."""
    raw = decision.raw
    if found.doubt:
        raw.tell("several-brackets", raw.stem.place, found.doubt, "核对题干和答案", raw.stem.text)
    if found.answer and found.in_middle and raw.answers and decision.kind != "judge":
        found = AnswerInStem(text)  # the answer stands elsewhere, and the bracket says something
    if found.answer:
        settle_choice.take_answer_in_stem(decision, found)
    elif found.several:
        decision.open("answer", "题干里不止一个括号像答案", raw.stem.text, raw.stem.place)
    stem = with_gaps(found.stem if found.answer else text)
    if not stem.strip():
        decision.stem = None
        source = " / ".join(o.text for o in raw.options) or (raw.options_text.text if raw.options_text else "")
        decision.open("stem", "题干是空的", source, raw.stem.place, "补上题干", code="stem-missing")
    else:
        decision.stem = stem.strip()


def _decide_type(decision: Decision) -> None:
    raw, kind = decision.raw, decision.kind
    settle_options.read_options(decision)
    if kind == NO_COUNTERPART:
        _without_counterpart(decision, f"{decision.said}：没有相应的题型")
    elif kind == UNORDERED:
        if decision.stem and count_gaps(decision.stem):
            raw.tell(
                "order-of-gaps",
                decision.type_place,
                "原为不定序：次序不同也算对，本站按次序判",
                "把题干改得各空只有一种填法",
                decision.said,
            )
            settle_written.blank(decision)
        else:
            _without_counterpart(decision, "无序填空：没有相应的题型；题干没有空")
    elif kind == "judge" or (settle_choice.is_verdict_pair(decision) and kind not in ("multiple", "blank", "short")):
        settle_choice.judge(decision)
    elif kind == "blank":
        settle_written.blank(decision)
    elif kind == "short":
        if raw.options or raw.options_text:
            settle_choice.choice(decision, None)
        else:
            settle_written.short(decision)
    elif kind in ("match", "order"):
        _without_counterpart(decision, f"{decision.said}：导入时读不出各部分的对应")
    elif decision.options is not None or raw.options or raw.options_text:
        settle_choice.choice(decision, kind)
    else:
        _without_options(decision)


def _without_options(decision: Decision) -> None:
    """Decide the type of a question without options by what it is answered with."""
    raw, kind = decision.raw, decision.kind
    answer = raw.whole_answer.strip() or decision.in_stem
    gaps = count_gaps(decision.stem or "")
    is_choice = kind in _CHOICE_TYPES
    may_be = not gaps or is_choice or bool(_VERDICT_GAP.search(decision.stem or ""))
    may_be = may_be and not (is_choice and _only_letters(answer))  # F is an option's letter there
    if kind != NUMBER and answer and may_be and settle_choice.is_verdict(answer, strict=not is_choice):
        if is_choice:
            raw.tell(
                "type-of-content", decision.type_place, f"标为{decision.said}，没有选项，答案是对错", "核对题型", answer
            )
        settle_choice.judge(decision)
    elif gaps and (answer or raw.filled) and not (kind in (None, *_CHOICE_TYPES) and _only_letters(answer)):
        if is_choice:
            raw.tell(
                "type-of-content", decision.type_place, f"标为{decision.said}，没有选项", "核对题型，或补上选项", answer
            )
        settle_written.blank(decision)
    elif kind == NUMBER or (gaps and kind is None and not answer):
        settle_written.blank(decision)
    elif is_choice:
        words = f"标为{decision.said}，没有选项" + ("：答案照录，题型待定" if answer else "，也没有答案")
        decision.open("type", words, f"{decision.said} / {answer}" if answer else decision.said, decision.type_place)
        decision.undecided.append(UndecidedField("answer", words, answer))
        decision.undecided.append(UndecidedField("options", "没有选项", ""))
    elif answer and decision.stem and _ASKS.search(decision.stem) and not _only_letters(answer):
        raw.tell(
            "type-of-content", raw.stem.place, "没有写题型；没有选项和空，答案是文字：按简答题", "核对题型", answer
        )
        settle_written.short(decision)
    else:
        words = "没有写题型，也没有选项" if answer else "没有题型、选项和答案"
        if _only_letters(answer):
            words = "答案是选项的字母，却没有选项"
        decision.open("type", words, answer, raw.stem.place)
        decision.undecided.append(UndecidedField("answer", words, answer))


def _only_letters(answer: str) -> bool:
    return bool(re.fullmatch(r"[A-Ha-hＡ-Ｈ、，,\s]+", answer))


def _without_counterpart(decision: Decision, words: str) -> None:
    raw = decision.raw
    parts = [option.text for option in raw.options]
    kept = " / ".join(one.text for one in raw.answers)
    source = f"{' / '.join(parts)} → {kept}" if parts else kept
    decision.options = None
    decision.open(
        "type", words, decision.said, decision.type_place, "换一种题型来问，或从草稿里删掉", code="no-counterpart"
    )
    decision.undecided.append(UndecidedField("answer", words, source))


def _tell_of_words(decision: Decision) -> None:
    """Tell what is odd about the stem and the explanation."""
    raw, stem = decision.raw, decision.stem or ""
    place = raw.stem.place
    if decision.type == "judge":
        decision.stem = stem = without_verdict_bracket(stem)
        if stem.rstrip().endswith(("？", "?")):
            raw.tell("judge-asks", place, "判断题的题干是问句", "改成一句陈述，以句号结尾", stem)
    if re.search(r"如(?:下|右|左)?图|图中|下图|右图", stem) and not raw.pictures:
        raw.tell("picture-missing", place, "说“如图”，图没有一起导入", "把图另外加上，或改写题干", stem)
    for hint_place, reason, text in raw.hints:
        raw.tell("answer-hint", hint_place, reason, "核对后在草稿里写上 `answer`", text)
    if decision.explanation and raw.explanation and decision.type in ("single", "multiple"):
        settle_options.tell_of_explanation(decision)


def _made(decision: Decision) -> FoundQuestion:
    raw = decision.raw
    return FoundQuestion(
        place=raw.place,
        type=decision.type,
        stem=decision.stem,
        options=decision.options,
        answer=decision.answer,
        answers=decision.answers,
        explanation=decision.explanation,
        reference=decision.reference,
        points=decision.points,
        feedback=raw.feedback if decision.options and len(raw.feedback) == len(decision.options) else (),
        pinned=decision.pinned,
        id=raw.id,
        material=raw.material,
        group=raw.group,
        tags=tuple(raw.tags),
        pictures=tuple(raw.pictures),
        undecided=tuple(decision.undecided),
        notices=tuple(raw.notices),
        takes=raw.takes,
    )
