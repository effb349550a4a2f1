"""The JSON that we export ourselves (`mingze.exchange.questions.json_text`): the keys of the site's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingze.exchange.questions.json_text import KIND
from mingze.importing.questions.exchanged import own_values
from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.found_bank import FoundBank, FoundPoint, FoundQuestion, LeftOutPart
from mingze.importing.questions.twins import with_twins_told

_LISTS = ("cites", "sources", "apart_from")


def is_own(found: Any) -> bool:
    """Whether a document is of our own kind."""
    return isinstance(found, Mapping) and found.get("format") == KIND and isinstance(found.get("banks"), list)


def own_bank(name: str, found: Mapping[str, Any]) -> FoundBank:
    """Return the questions of a document of our own kind; what is no question is left out."""
    questions: list[FoundQuestion] = []
    left_out: list[LeftOutPart] = []
    for place, values, group in _entries(name, found["banks"]):
        if isinstance(values, Mapping):
            questions.append(_question(place, values, group))
        else:
            left_out.append(LeftOutPart(place, str(values)[:200], "不是题目"))
    total = len(questions) + len(left_out)
    return FoundBank(
        name, "JSON", "项", total, with_twins_told(questions), tuple(left_out), title=_text(found.get("title"))
    )


def _entries(name: str, banks: list[Any]) -> Iterator[tuple[str, Any, Mapping[str, Any] | None]]:
    """Yield where each question stands, what it is, and the group it is in."""
    for b, bank in enumerate(banks):
        for e, entry in enumerate(_list(bank.get("questions")) if isinstance(bank, Mapping) else ()):
            place = f"{name}:banks[{b}].questions[{e}]"
            if isinstance(entry, Mapping) and isinstance(inner := entry.get("questions"), list):
                yield from ((f"{place}.questions[{n}]", one, entry) for n, one in enumerate(inner))
            else:
                yield place, entry, None


def _question(place: str, values: Mapping[str, Any], group: Mapping[str, Any] | None) -> FoundQuestion:
    one = OneRead(place, stem=_text(values.get("stem")) or None, id=_text(values.get("id")) or None)
    one.explanation, one.hint = _text(values.get("explanation")) or None, _text(values.get("hint")) or None
    for option in _list(values.get("options")):
        parts = option if isinstance(option, Mapping) else {"text": option}
        one.options.append(_text(parts.get("text")))
        one.feedback.append(_text(parts.get("feedback")) or None)
    one.pinned = values.get("pinned") is True
    one.points = tuple(
        FoundPoint(_text(point.get("text")), float(point["score"]))
        for point in _list(values.get("points"))
        if isinstance(point, Mapping) and isinstance(point.get("score"), int | float)
    )
    if group is not None:
        one.group = _text(group.get("id"))
        one.material = f"{_text(group.get('title'))}\n\n{_text(group.get('dossier'))}"
    if own_values.take_type(one, _text(values.get("type"))):
        try:
            own_values.take_key(one, values)
        except (TypeError, KeyError, AttributeError):
            one.leave_open(
                "answer", "答案不是该有的样子", str(values.get("answer")), "照“数据格式”改", "answer-conflict"
            )
    one.tags += [("depth", str(values["depth"]))] if "depth" in values else []
    one.tags += [(key, _text(text)) for key in _LISTS for text in _list(values.get(key))]
    return own_values.finished(one)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
