"""What an exported question must be when it is read back: itself, but for what its format was said to lose."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mingze.exchange.questions.carried import Carried
from mingze.exchange.questions.formats import Prepared
from mingze.importing.questions.bank_formats import read_bank
from mingze.importing.questions.exchanged.facts import STATED
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion
from mingze.model import Term
from mingze.text import dossier
from mingze.views import prose
from mingze.views.runs import plain

NO_TERMS: Mapping[str, Term] = MappingProxyType({})


def read_back(prepared: Prepared) -> FoundBank:
    bank = read_bank(prepared.file_name, prepared.data())
    assert bank.unaccounted == 0
    return bank


def _line(text: str | None, terms: Mapping[str, Term] = NO_TERMS) -> str | None:
    """Return prose as the words that it says, paragraph by paragraph."""
    return "\n".join(plain(part) for part in prose.paragraphs(text, terms)) if text else None


def _words(runs: Any) -> str:
    return "\n".join(plain(part) for part in runs)


def expected(one: Carried, lost: set[str]) -> dict[str, Any]:
    """Return a question as `said` says it, by what it is on the site."""
    question: Any = one.question
    choice = one.view.type in ("single", "multiple")
    alternatives = one.alternatives if choice else ()
    told = tuple(plain(each.feedback) or None for _, each, _ in alternatives)
    rated = one.view.type == "short"
    pairs = question.pairs if one.view.type == "match" else ()
    arrow = ("->", "→") if "配对" in lost else ("", "")
    return {
        "id": one.id,
        "type": one.view.type,
        "stem": plain(one.view.stem),
        "options": tuple(plain(each.runs) for _, each, _ in alternatives) or None,
        "answer": one.key_letters
        if choice
        else ("对" if question.answer else "错")
        if one.view.type == "judge"
        else None,
        "answers": getattr(question, "answers", None),
        "pairs": tuple((pair.left.replace(*arrow), pair.right.replace(*arrow)) for pair in pairs) or None,
        "sequence": getattr(question, "sequence", None),
        "explanation": _words(one.view.explanation),
        "reference": _words(one.view.reference) if rated else None,
        "points": tuple((plain(point.runs), float(point.score)) for point in one.view.points),
        "feedback": told if any(told) else (),
        "hint": (_words(one.hint) or None) if "提示" not in lost else None,
        "pinned": question.is_pinned and not lost & {"选项不换位置"},
        "group": one.group.id if one.group else None,
        "dossier": dossier.blocks(one.group.source) if one.group else None,
        "tags": {(STATED[name], words) for name, words in one.facts if name in STATED},
    }


def said(question: FoundQuestion, terms: Mapping[str, Term]) -> dict[str, Any]:
    """Return what was read back."""
    material = question.material.partition("\n\n")[2] if question.material else None
    return {
        "id": question.id,
        "type": question.type,
        "stem": plain(prose.inline(question.stem or "", terms)),
        "options": tuple(_line(option, terms) for option in question.options) if question.options else None,
        "answer": question.answer,
        "answers": question.answers,
        "pairs": question.pairs,
        "sequence": question.sequence,
        "explanation": _line(question.explanation, terms),
        "reference": _line(question.reference, terms),
        "points": tuple((_line(point.text, terms), point.score) for point in question.points),
        "feedback": tuple(_line(one, terms) if one else None for one in question.feedback),
        "hint": _line(question.hint, terms),
        "pinned": question.pinned,
        "group": question.group,
        "dossier": dossier.blocks(material) if material else None,
        "tags": {tag for tag in question.tags if tag[0] in STATED.values()},
    }


def assert_fixpoint(prepared: Prepared, terms: Mapping[str, Term]) -> None:
    """Assert that every question comes back, whole, decided and without a fault."""
    bank = read_back(prepared)
    carried = prepared.batch.questions
    assert [question.id for question in bank.questions] == [one.id for one in carried]
    for question, one in zip(bank.questions, carried, strict=True):
        lost = {loss.field for loss in prepared.losses if loss.question == one.id}
        assert said(question, terms) == expected(one, lost), one.id
        assert question.is_complete, question.undecided
        assert question.notices == (), question.notices
    assert bank.left_out == ()
    assert bank.notices == ()
