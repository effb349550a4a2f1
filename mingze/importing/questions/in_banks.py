"""Questions of a file that the site has already: in a bank, with the same answer or with another."""

from __future__ import annotations

from msgspec.structs import replace

from mingze.diagnostics import Severity
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion, ImportNotice
from mingze.importing.questions.raw_question import notice
from mingze.importing.questions.twins import answer_key, stem_key
from mingze.model import Catalog
from mingze.questions import BaseQuestion


def told_against_banks(bank: FoundBank, catalog: Catalog) -> FoundBank:
    """Return a bank with a notice at each question that the site has."""
    known = {stem_key(question.stem): question for question in catalog.questions.values()}
    return replace(bank, questions=tuple(_told(question, known) for question in bank.questions))


def _told(question: FoundQuestion, known: dict[str, BaseQuestion]) -> FoundQuestion:
    other = known.get(stem_key(question.stem)) if question.stem else None
    if other is None:
        return question
    return replace(question, notices=(*question.notices, _notice(question, other)))


def _notice(question: FoundQuestion, other: BaseQuestion) -> ImportNotice:
    options = {stem_key(option) for option in question.options or ()}
    own = {stem_key(one.text) for one in other.alternatives} if question.options else set()
    right = frozenset(stem_key(other.alternatives[n].text) for n in other.right)
    said = answer_key(question)
    if question.type == other.type and options == own and isinstance(said, frozenset) and said != right:
        words = f"题库里的 {other.id} 题干和选项相同，答案不同"
        return notice("same-stem-other-answer", Severity.ERROR, question.place, words, "核对哪一个对", shown=other.stem)
    words = f"与题库里的 {other.id} 题干相同"
    return notice(
        "repeated-question", Severity.WARNING, question.place, words, "重复的就从草稿里删掉", shown=other.stem
    )
