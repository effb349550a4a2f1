"""Decide questions that are answered in words: gaps and written answers."""

from __future__ import annotations

from mingze.importing.questions.answer_text import gap_answers, points_of, spellings
from mingze.importing.questions.decision import Decision
from mingze.importing.questions.found_bank import UndecidedField
from mingze.importing.questions.gaps import count_gaps


def blank(decision: Decision) -> None:
    """Decide a question with gaps."""
    raw = decision.raw
    decision.type = "blank"
    texts = [one for one in raw.answers if one.text.strip()]
    options = [option for option in raw.options if option.text.strip()]
    decision.options = None
    decision.undecided = [one for one in decision.undecided if one.field != "options"]
    gaps = count_gaps(decision.stem or "")
    if raw.filled and not texts:
        _from_underlines(decision, gaps)
        return
    if decision.is_open("answers") or decision.is_open("answer"):
        return
    if raw.answer_is_date:
        decision.open(
            "answers", raw.answer_is_date, raw.whole_answer, raw.answer_place, "写上原来的答案", code="cell-is-date"
        )
        return
    if not texts and options and len(options) == gaps:  # one column a gap
        decision.answers = tuple(spellings(option.text) for option in options)
        return
    source = " / ".join(one.text for one in texts)
    if not texts:
        decision.open(
            "answers",
            "没有答案",
            " / ".join(o.text for o in options),
            raw.answer_place,
            "补上答案",
            code="answer-missing",
        )
        return
    if not gaps:
        decision.open(
            "stem",
            "填空题的题干里没有空",
            decision.stem or "",
            raw.stem.place,
            "在题干里写上（　　）",
            code="gap-missing",
        )
        decision.undecided.append(UndecidedField("answers", "题干里没有空，不知道有几个答案", source))
        return
    if len(texts) > 1:
        if len(texts) == gaps:
            decision.answers = tuple(spellings(one.text) for one in texts)
        else:
            words = f"{gaps} 个空，{len(texts)} 个答案"
            decision.open("answers", words, source, raw.answer_place, "每个空写一个答案", code="answer-conflict")
        return
    answers, words = gap_answers(texts[0].text, gaps)
    if answers is None:
        decision.open("answers", words, texts[0].text, raw.answer_place, "每个空写一个答案", code="answer-conflict")
        return
    if words:
        raw.tell("one-gap", raw.answer_place, words, "有几个答案就留几个空；几种写法用 || 隔开", texts[0].text)
    decision.answers = answers


def _from_underlines(decision: Decision, gaps: int) -> None:
    raw = decision.raw
    if len(raw.filled) == gaps:
        decision.answers = tuple((one.text,) for one in raw.filled)
        raw.tell("from-underline", raw.filled[0].place, "答案取自下划线里的字，请核对", "核对答案", raw.stem.text)
    else:
        source = " / ".join(one.text for one in raw.filled)
        words = f"{gaps} 个空，{len(raw.filled)} 处下划线里有字"
        decision.open("answers", words, source, raw.filled[0].place, "每个空写一个答案", code="answer-conflict")


def short(decision: Decision) -> None:
    """Decide a question that is answered in writing."""
    raw = decision.raw
    decision.type = "short"
    text = "\n".join(one.text for one in raw.answers).strip()
    if decision.is_open("answer"):
        return
    if not text:
        decision.open(
            "reference", "没有参考答案和得分点", "", raw.stem.place, "补上参考答案和得分点", code="answer-missing"
        )
        decision.undecided.append(UndecidedField("points", "没有得分点和分值", ""))
        return
    decision.reference = text
    decision.points = points_of(text)
    if not decision.points:
        decision.open(
            "points",
            "没有得分点和分值",
            text,
            raw.answer_place,
            "写上 `points`：每个得分点的内容和分值",
            code="points-missing",
        )
