"""What our own exports write into tags and columns, read back under the keys of the site's files.

Difficulty, sources and grounds of other programs' files keep the names that they have there: they mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mingze.exchange.questions.gift import ORDER_TAG, PART_TAG
from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.exchanged.marked_prose import MarkedText
from mingze.importing.questions.gaps import with_gaps

STATED: Mapping[str, str] = {"依据": "cites", "难度": "depth", "来源": "sources", "不同卷": "apart_from"}
"""By the name that our exports write: the key. Tags of these keys are what a file of ours states."""
FORMS = (PART_TAG, ORDER_TAG)
"""Tags that say in which other form a question was written."""
_FACT = re.compile(rf"({'|'.join([*STATED, '材料题', *FORMS])})(?:::|:)(.+)")


def take_tags(one: OneRead, tags: Iterable[str]) -> None:
    """Put tags with the question: those that our exports write under their keys, others as 标签."""
    for tag in tags:
        fact = _FACT.fullmatch(tag.strip())
        if fact and fact[1] in STATED:
            one.tags.append((STATED[fact[1]], fact[2]))
        elif fact and fact[1] in FORMS:
            one.tags.append((fact[1], fact[2]))
        elif fact:
            one.group = fact[2]
        elif tag.strip():
            one.tags.append(("标签", tag.strip()))


def take_explanation(one: OneRead, told: MarkedText) -> None:
    """Take the explanation, without the paragraph that names the grounds where those are stated already."""
    is_ours = any(key == "cites" for key, _ in one.tags)
    one.explanation = (told.without_grounds if is_ours else told.text) or None


def take_stem(one: OneRead, text: MarkedText) -> None:
    """Take the stem and, before it, the dossier that our exports put there."""
    one.stem = with_gaps(text.line, spaces=False) or None
    if text.dossier:
        title, *blocks = text.dossier
        one.material = "\n\n".join([title.strip("*"), *blocks])
        one.group = one.group or title.strip("*")
    for address in text.pictures:
        if not any(picture.name == address.rpartition("/")[2] for picture in one.pictures):
            one.tell("picture-missing", "图不在文件里", "把图另外加上", address)
