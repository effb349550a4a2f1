"""What our own exports write into tags, read back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.exchanged.marked_prose import MarkedText

NAMES = ("依据", "难度", "来源", "不同卷", "材料题")
_FACT = re.compile(rf"({'|'.join(NAMES)})(?:::|:)(.+)")


def take_tags(one: OneRead, tags: Iterable[str]) -> None:
    """Put tags with the question: those that our exports write under their names, others as 标签."""
    for tag in tags:
        fact = _FACT.fullmatch(tag.strip())
        if fact and fact[1] == "材料题":
            one.group = fact[2]
        elif tag.strip():
            one.tags.append((fact[1], fact[2]) if fact else ("标签", tag.strip()))


def rests_on_something(one: OneRead) -> bool:
    """Whether an export of ours says what it rests on: then the last paragraph of its explanation says it again."""
    return any(name == "依据" for name, _ in one.tags)


def take_explanation(one: OneRead, told: MarkedText) -> None:
    """Take the explanation, without the paragraph that our exports add."""
    one.explanation = (told.without_grounds if rests_on_something(one) else told.text) or None


def take_stem(one: OneRead, text: MarkedText) -> None:
    """Take the stem and, before it, the dossier that our exports put there."""
    one.stem = text.line or None
    if text.dossier:
        title, *blocks = text.dossier
        one.material = "\n\n".join([title.strip("*"), *blocks])
        one.group = one.group or title.strip("*")
    for address in text.pictures:
        if not any(picture.name == address.rpartition("/")[2] for picture in one.pictures):
            one.tell("picture-missing", "图不在文件里", "把图另外加上", address)
