"""Questions from QTI 2.1 and 2.2: a package, or an item by itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mingze.exchange.questions.qti_item import FACT_CLASS, MODEL_CLASS, PREFIX
from mingze.importing.files.file_lines import ImportRefused
from mingze.importing.questions.bank_limits import check_count
from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.exchanged.facts import take_explanation, take_stem, take_tags
from mingze.importing.questions.exchanged.marked_prose import MarkedText, bare, marked
from mingze.importing.questions.exchanged.safe_xml import Bundle, below, children, first, inner_html, local, parse
from mingze.importing.questions.found_bank import FoundBank, FoundPicture, FoundQuestion, LeftOutPart
from mingze.importing.questions.question_words import verdict_of
from mingze.importing.questions.twins import with_twins_told
from mingze.questions.question_type import BLANK

_MANIFEST = "imsmanifest.xml"
_INTERACTIONS = (
    *("choiceInteraction", "textEntryInteraction", "matchInteraction", "orderInteraction", "extendedTextInteraction"),
    *("inlineChoiceInteraction", "associateInteraction", "gapMatchInteraction", "hotspotInteraction"),
    *("hottextInteraction", "graphicOrderInteraction", "graphicAssociateInteraction", "graphicGapMatchInteraction"),
    *("selectPointInteraction", "positionObjectInteraction", "sliderInteraction", "mediaInteraction"),
    *("drawingInteraction", "uploadInteraction", "customInteraction"),
)
_NOT_STEM = frozenset({"rubricBlock", "prompt", "endAttemptInteraction", *_INTERACTIONS})
_IN_CHOICE = frozenset({"feedbackInline", "feedbackBlock"})
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class _Declared(Struct, frozen=True):
    """What an item declares of a response."""

    right: tuple[str, ...]
    """Its right values, in their order."""
    mapped: tuple[tuple[str, float], ...]
    """What else earns something."""
    base: str


def read_qti_file(name: str, data: bytes) -> FoundBank:
    """Read an item. Raises `ImportRefused` for what is no sound XML or holds no item."""
    root = parse(name, data)
    items = [root] if local(root) == "assessmentItem" else below(root, "assessmentItem")
    if not items:
        raise ImportRefused(name, "里面没有题目（assessmentItem）", "试卷文件只列出题目；导入整个题包（.zip）")
    return FoundBank(
        name, "QTI", "题", len(items), with_twins_told([_question(f"{name}:{item.sourceline}", item) for item in items])
    )


def read_qti_package(name: str, data: bytes) -> FoundBank:
    """Read a package. Raises `ImportRefused` for what is damaged, too large or holds no item."""
    bundle = Bundle(name, data)
    questions, left_out, total = [], [], 0
    for part in _items(name, bundle):
        total += 1
        check_count(name, total)
        try:
            root = parse(f"{name}:{part}", bundle.read(part))
        except ImportRefused as refusal:
            left_out.append(LeftOutPart(f"{name}:{part}", part, str(refusal).split("\n")[0]))
            continue
        if local(root) != "assessmentItem":
            left_out.append(LeftOutPart(f"{name}:{part}", part, "不是题目"))
            continue
        questions.append(_question(f"{name}:{part}", root, bundle, part))
    if not total:
        raise ImportRefused(name, "题包里没有题目", "从原来的系统重新导出 QTI 2.1 题包")
    return FoundBank(name, "QTI 题包", "题", total, with_twins_told(questions), tuple(left_out))


def _items(name: str, bundle: Bundle) -> Iterator[str]:
    """Yield the parts that hold items, in the order of the manifest; without one every XML that is no test."""
    manifest = next((part for part in bundle.names if posixpath.basename(part) == _MANIFEST), None)
    if manifest is None:
        yield from sorted(part for part in bundle.names if part.lower().endswith(".xml"))
        return
    folder = posixpath.dirname(manifest)
    seen = set()
    for resource in below(parse(f"{name}:{manifest}", bundle.read(manifest)), "resource"):
        href = resource.get("href") or ""
        part = posixpath.normpath(posixpath.join(folder, href)) if href else ""
        if "item" in (resource.get("type") or "") and part in bundle.names and part not in seen:
            seen.add(part)
            yield part


def _question(place: str, item: Any, bundle: Bundle | None = None, part: str = "") -> FoundQuestion:
    one = OneRead(place)
    one.id = (item.get("identifier") or "").removeprefix(PREFIX) or None
    body = first(item, "itemBody")
    if body is None:
        one.leave_open("stem", "没有题目的正文", item.get("title") or "", "补上题干", "stem-missing")
        return one.found()
    take_tags(one, (bare(inner_html(fact)) for fact in below(body, "p") if fact.get("class") == FACT_CLASS))
    found = below(body, *_INTERACTIONS)
    stem = _stem(body, found)
    if bundle is not None:
        one.pictures = list(_pictures(stem.pictures, bundle, part))
    take_stem(one, stem)
    _feedback(one, item)
    declared = {d.get("identifier") or "": _declared(d) for d in children(item, "responseDeclaration")}
    _by_interaction(one, body, found, declared)
    return one.found()


def _stem(body: Any, found: list[Any]) -> MarkedText:
    """Return the words of an item: its body with gaps, then the prompt of its interaction."""
    out = MarkedText()
    html = _with_gaps(body)
    for interaction in found:
        if (prompt := first(interaction, "prompt")) is not None:
            html += f"<p>{inner_html(prompt)}</p>"
    read = marked(html)
    out.paragraphs, out.dossier, out.pictures = read.paragraphs, read.dossier, read.pictures
    return out


def _with_gaps(body: Any) -> str:
    """Return a body as HTML with （　　） in place of each text entry."""
    entries = below(body, "textEntryInteraction")
    for entry in entries:
        entry.tail, entry.text = f"{BLANK}{entry.tail or ''}", None
    html = inner_html(body, _NOT_STEM)
    for entry in entries:
        entry.tail = (entry.tail or "")[len(BLANK) :]
    return html


def _feedback(one: OneRead, item: Any) -> None:
    """Take what is shown after an answer: the explanation, a hint; what belongs to one answer only is kept."""
    told = []
    for shown in children(item, "modalFeedback"):
        text = marked(inner_html(shown))
        if shown.get("outcomeIdentifier") == "HINT":
            one.hint = text.text or None
        else:
            told.append(text)
    if len(told) == 1:
        take_explanation(one, told[0])
    elif told:
        for text in told:
            one.keep("反馈", text.line, "几段反馈，看不出哪一段是解析")


def _declared(element: Any) -> _Declared:
    right = [value.text or "" for value in below(element, "value") if local(value.getparent()) == "correctResponse"]
    mapped = [
        (entry.get("mapKey") or "", _float(entry.get("mappedValue")))
        for entry in below(element, "mapEntry")
        if _float(entry.get("mappedValue")) > 0
    ]
    return _Declared(tuple(one.strip() for one in right), tuple(mapped), element.get("baseType") or "")


def _float(text: str | None) -> float:
    return float(text) if text and _NUMBER.fullmatch(text.strip()) else 0.0


def _by_interaction(one: OneRead, body: Any, found: list[Any], declared: dict[str, _Declared]) -> None:
    kinds = {local(interaction) for interaction in found}
    source = "；".join(sorted(kinds))
    if not found:
        one.leave_open("type", "只有文字，不是题目", one.stem or "", "不是题目就从草稿里删掉", "not-a-question")
    elif kinds == {"textEntryInteraction"}:
        _gaps(one, [declared.get(entry.get("responseIdentifier") or "") for entry in found])
    elif len(found) > 1:
        one.without_counterpart("一道题里有几种作答，没有相应的题型", source)
    elif kinds == {"choiceInteraction"}:
        _choice(one, found[0], declared)
    elif kinds == {"matchInteraction"}:
        _match(one, found[0], declared)
    elif kinds == {"orderInteraction"}:
        _order(one, found[0], declared)
    elif kinds == {"extendedTextInteraction"}:
        model = [block for block in below(body, "rubricBlock") if block.get("class") == MODEL_CLASS]
        told = marked(inner_html(model[0])) if model else MarkedText()
        one.points = told.points
        kept = told.paragraphs[: len(told.paragraphs) - len(told.entries)] if one.points else told.paragraphs
        one.reference = "\n\n".join(kept) or None
        one.write()
    else:
        one.without_counterpart(f"{source}：没有相应的题型", source)


def _of(interaction: Any, declared: dict[str, _Declared]) -> _Declared:
    return declared.get(interaction.get("responseIdentifier") or "", _Declared((), (), ""))


def _choice(one: OneRead, interaction: Any, declared: dict[str, _Declared]) -> None:
    choices, key = children(interaction, "simpleChoice"), _of(interaction, declared)
    names = [choice.get("identifier") or "" for choice in choices]
    right = key.right or tuple(name for name, _ in key.mapped)
    texts = [marked(inner_html(choice, _IN_CHOICE)).line for choice in choices]
    verdicts = [verdict_of(text) for text in texts]
    several = interaction.get("maxChoices") != "1"
    told = [marked("".join(map(inner_html, below(choice, *_IN_CHOICE)))).line or None for choice in choices]
    if not several and sorted(map(str, verdicts)) == sorted(("对", "错")):
        one.type = "judge"
        answers = [verdict for name, verdict in zip(names, verdicts, strict=True) if name in right]
        one.answer = answers[0] if len(answers) == 1 else None
        if one.answer is None:
            one.leave_open("answer", "没有写哪个是对的", "；".join(texts), "写上 `answer`", "answer-missing")
        if any(told):
            one.keep("逐项反馈", " / ".join(filter(None, told)), "判断题没有逐项反馈的键，另存")
        return
    one.options, one.feedback = texts, told
    one.pinned = interaction.get("shuffle") == "false" or all(choice.get("fixed") == "true" for choice in choices)
    one.choose([100.0 if name in right else 0.0 for name in names], several)


def _gaps(one: OneRead, found: list[_Declared | None]) -> None:
    accepted = []
    for key in found:
        full = max((share for _, share in key.mapped), default=0.0) if key else 0.0
        words = [*(key.right if key else ()), *(word for word, share in (key.mapped if key else ()) if share == full)]
        accepted.append(list(dict.fromkeys(word for word in words if word)))
        for word, share in key.mapped if key else ():
            if share != full and word not in accepted[-1]:
                one.keep("部分得分", f"{word} {share:g}/{full:g}", "得一部分分的写法没有相应的键")
    if any(key is not None and key.base in ("float", "integer") for key in found):
        one.without_counterpart("数值题没有相应的题型", "；".join("、".join(words) for words in accepted))
        return
    one.fill(accepted)


def _match(one: OneRead, interaction: Any, declared: dict[str, _Declared]) -> None:
    one.type = "match"
    texts = {
        choice.get("identifier"): bare(inner_html(choice)) for choice in below(interaction, "simpleAssociableChoice")
    }
    key = _of(interaction, declared)
    wanted = [value.split() for value in key.right or tuple(name for name, _ in key.mapped)]
    pairs = [
        (texts[left], texts[right]) for left, right in (p for p in wanted if len(p) == 2) if {left, right} <= set(texts)
    ]
    lefts = [left for left, _ in pairs]
    if len(set(lefts)) != len(lefts) or len(pairs) < 2:
        one.type = None
        one.without_counterpart(
            "一项要配几项，或者没有写怎样配", "；".join(f"{left} ＝ {right}" for left, right in pairs)
        )
        return
    one.pairs = tuple(pairs)
    for text in texts.values():
        if not any(text in pair for pair in pairs):
            one.keep("干扰项", text, f"多出的干扰项“{text}”没有相应的键")


def _order(one: OneRead, interaction: Any, declared: dict[str, _Declared]) -> None:
    one.type = "order"
    texts = {choice.get("identifier"): bare(inner_html(choice)) for choice in children(interaction, "simpleChoice")}
    right = [texts[name] for name in _of(interaction, declared).right if name in texts]
    if len(right) == len(texts):
        one.sequence = tuple(right)
    else:
        one.leave_open("sequence", "没有写全正确的顺序", "；".join(texts.values()), "写上 `sequence`", "answer-missing")


def _pictures(addresses: list[str], bundle: Bundle, part: str) -> Iterator[FoundPicture]:
    folder = posixpath.dirname(part)
    for address in addresses:
        name = posixpath.normpath(posixpath.join(folder, address))
        if name in bundle.names:
            yield FoundPicture(posixpath.basename(name), bundle.read(name))
