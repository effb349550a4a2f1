"""Questions from Moodle XML (https://docs.moodle.org/en/Moodle_XML_format)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from mingze.importing.questions.exchanged.building import WHOLE_SHARE, OneRead
from mingze.importing.questions.exchanged.cloze import EmbeddedGap, take_gaps
from mingze.importing.questions.exchanged.facts import take_explanation, take_stem, take_tags
from mingze.importing.questions.exchanged.marked_prose import MarkedText, bare, literal, marked
from mingze.importing.questions.exchanged.safe_xml import below, children, elements, first, local, text_at
from mingze.importing.questions.found_bank import FoundBank, FoundPicture, FoundQuestion
from mingze.importing.questions.twins import with_twins_told

_NO_TYPE = {
    "numerical": "数值题没有相应的题型",
    "calculated": "计算题没有相应的题型",
    "calculatedmulti": "计算选择题没有相应的题型",
    "calculatedsimple": "计算题没有相应的题型",
    "ddwtos": "拖字填空题没有相应的题型",
    "gapselect": "选词填空题没有相应的题型",
    "ddimageortext": "拖放到图上的题没有相应的题型",
    "ddmarker": "在图上标记的题没有相应的题型",
}


def read_moodle_file(name: str, data: bytes) -> FoundBank:
    """Read a file. Raises `ImportRefused` for what is no sound XML."""
    questions: list[FoundQuestion] = []
    category, frame = "", 0
    for element in elements(name, data, "question"):
        if element.get("type") == "category":
            category = text_at(element, "category", "text").strip()
            frame += 1
        else:
            questions.append(_question(name, element, category))
    return FoundBank(name, "Moodle XML", "题", frame + len(questions), with_twins_told(questions), frame=frame)


def _question(name: str, element: Any, category: str) -> FoundQuestion:
    one = OneRead(f"{name}:{element.sourceline}")
    one.id = text_at(element, "idnumber").strip() or None
    if category:
        one.tags.append(("category", category))
    take_tags(one, (text_at(tag, "text") for tag in below(element, "tag")))
    one.pictures = list(_pictures(element))
    kind = (element.get("type") or "").lower()
    stem = text_at(element, "questiontext", "text")
    gaps: list[EmbeddedGap] = []
    if kind in ("cloze", "multianswer"):
        stem, gaps = take_gaps(stem)
    take_stem(one, _read(first(element, "questiontext"), stem))
    take_explanation(one, _read(first(element, "generalfeedback")))
    hints = [_read(hint).text for hint in children(element, "hint")]
    one.hint = "\n\n".join(hint for hint in hints if hint) or None
    if gaps:
        if not all(gap.is_words for gap in gaps):
            one.without_counterpart("题干里有选择、数值的空，没有相应的题型", "；".join(gap.source for gap in gaps))
            return one.found()
        for gap in gaps:
            for words, share in gap.answers:
                if share < WHOLE_SHARE:
                    one.keep("部分得分", f"{words} {share:g}%", "得一部分分的写法没有相应的键")
        one.fill([[words for words, share in gap.answers if share >= WHOLE_SHARE] for gap in gaps])
    else:
        _by_type(one, element, kind)
    return one.found()


def _by_type(one: OneRead, element: Any, kind: str) -> None:
    match kind:
        case "multichoice" | "multichoiceset":
            _choice(one, element)
        case "truefalse":
            _judge(one, element)
        case "shortanswer":
            _words(one, element)
        case "matching":
            _match(one, element)
        case "ordering":
            one.type = "order"
            steps = [_plain(answer) for answer in children(element, "answer")]
            one.sequence = tuple(steps)
        case "essay":
            raters = _read(first(element, "graderinfo"))
            one.points = raters.points
            model = (
                raters.paragraphs[: len(raters.paragraphs) - len(raters.entries)] if one.points else raters.paragraphs
            )
            one.reference = "\n\n".join(model) or None
            one.write()
        case "description":
            one.leave_open("type", "只有文字，不是题目", one.stem or "", "不是题目就从草稿里删掉", "not-a-question")
        case _:
            source = "；".join(_plain(answer) for answer in children(element, "answer"))
            one.without_counterpart(_NO_TYPE.get(kind, f"{kind or '没有写题型的题'}没有相应的题型"), source or kind)


def _choice(one: OneRead, element: Any) -> None:
    answers = children(element, "answer")
    one.options = [_read(answer).line for answer in answers]
    one.feedback = [_read(first(answer, "feedback")).line or None for answer in answers]
    one.pinned = text_at(element, "shuffleanswers").strip() in ("0", "false")
    is_single = text_at(element, "single").strip().lower() in ("true", "1", "")
    one.choose([_share(answer) for answer in answers], several=not is_single)


def _judge(one: OneRead, element: Any) -> None:
    one.type = "judge"
    right = [text_at(answer, "text").strip().lower() for answer in children(element, "answer") if _share(answer) > 0]
    source = "；".join(f"{text_at(a, 'text')} {_share(a):g}%" for a in children(element, "answer"))
    if right in (["true"], ["false"]):
        one.answer = "对" if right == ["true"] else "错"
    else:
        one.leave_open(
            "answer", "看不出是对是错：判断题的答案要写 true 或 false", source, "写上 `answer`", "answer-missing"
        )
    told = [_read(first(answer, "feedback")).line for answer in children(element, "answer")]
    if any(told):
        one.keep("逐项反馈", " / ".join(filter(None, told)), "判断题没有逐项反馈的键，另存")


def _words(one: OneRead, element: Any) -> None:
    words = []
    for answer in children(element, "answer"):
        text = " ".join(text_at(answer, "text").replace("\\*", "*").split())
        if _share(answer) >= WHOLE_SHARE:
            words.append(text)
        elif _share(answer) > 0:
            one.keep("部分得分", f"{text} {_share(answer):g}%", "得一部分分的写法没有相应的键")
        if feedback := _read(first(answer, "feedback")).line:
            one.keep("逐项反馈", f"{text}：{feedback}", "填空题没有逐项反馈的键，另存")
    one.fill([words])


def _match(one: OneRead, element: Any) -> None:
    one.type = "match"
    pairs = []
    for sub in children(element, "subquestion"):
        left, right = _plain(sub), " ".join(text_at(sub, "answer", "text").split())
        if left and right:
            pairs.append((left, right))
        elif left or right:
            one.keep("干扰项", right or left, f"多出的干扰项“{right or left}”没有相应的键")
    one.pairs = tuple(pairs)


def _share(answer: Any) -> float:
    try:
        return float(answer.get("fraction") or 0)
    except ValueError:
        return 0.0


def _plain(element: Any) -> str:
    """Return words that are no prose: sides of pairs, steps."""
    return bare(text_at(element, "text")) if _is_html(element) else " ".join(text_at(element, "text").split())


def _is_html(element: Any) -> bool:
    return element.get("format", "html") in ("html", "moodle_auto_format")


def _read(element: Any | None, text: str | None = None) -> MarkedText:
    if element is None:
        return MarkedText()
    words = text_at(element, "text") if text is None else text
    if _is_html(element):
        return marked(words)
    parts = [" ".join(part.split()) for part in words.split("\n\n") if part.strip()]
    return MarkedText(parts if element.get("format") == "markdown" else list(map(literal, parts)))


def _pictures(element: Any) -> Iterator[FoundPicture]:
    """Yield the files that stand in a question, each under its bare name."""
    for file in (one for one in element.iter() if local(one) == "file"):
        name = (file.get("name") or "").replace("\\", "/").rpartition("/")[2]
        try:
            data = base64.b64decode("".join((file.text or "").split()), validate=True)
        except (binascii.Error, ValueError):
            continue
        if name and data:
            yield FoundPicture(name, data)
