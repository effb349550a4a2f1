"""Ids that stay the same at the next import, and prints by which a change is told."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mingze.importing.questions.found_bank import FoundQuestion
from mingze.importing.questions.twins import stem_key

_DIGITS = 8
_KEPT = ("type", "stem", "options", "answer", "answers", "pairs", "sequence", "reference", "points", "explanation")
_LONGEST = 64


def ids_of(questions: Sequence[FoundQuestion], bank: str) -> list[str]:
    """Return an id for each question: of the source's own id where no other has it, else of what it asks."""
    own = Counter(_slug(question.id) for question in questions if question.id)
    taken: Counter[str] = Counter()
    out = []
    for question in questions:
        slug = _slug(question.id) if question.id else ""
        base = f"{bank}-{slug}" if slug and own[slug] == 1 else f"{bank}-{print_of_stem(question)}"
        base = base[:_LONGEST].strip("-")
        taken[base] += 1
        out.append(base if taken[base] == 1 else f"{base[: _LONGEST - 4]}-{taken[base]}")
    return out


def print_of_stem(question: FoundQuestion) -> str:
    """Return a print of the stem and the options, whatever their order and however they are typed."""
    options = sorted(stem_key(option) for option in question.options or ())
    if question.stem is None and not options:
        options = [one.source_text for one in question.undecided]
    text = "\n".join([stem_key(question.stem or ""), *options, question.material or ""])
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def print_of(fields: Mapping[str, Any]) -> str:
    """Return a print of what a question says: of its fields as a draft holds them."""
    text = repr([(key, _plain(fields[key])) for key in _KEPT if fields.get(key) not in (None, [], "")])
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def fields_of(question: FoundQuestion) -> dict[str, Any]:
    """Return a question's fields as a draft holds them: texts and lists alone, nothing that is open."""
    feedback = question.feedback or (None,) * len(question.options or ())
    options: list[Any] = [
        {"text": text, "feedback": said} if said else text
        for text, said in zip(question.options or (), feedback, strict=False)
    ]
    fields: dict[str, Any] = {
        "type": question.type,
        "stem": question.stem,
        "options": options,
        "answer": question.answer,
        "pinned": "true" if question.pinned else None,
        "answers": [list(gap) for gap in question.answers or ()],
        "pairs": [{"left": left, "right": right} for left, right in question.pairs or ()],
        "sequence": list(question.sequence or ()),
        "reference": question.reference,
        "points": [
            {"text": point.text, **({"score": f"{point.score:g}"} if point.score else {})} for point in question.points
        ],
        "explanation": question.explanation,
        "hint": question.hint,
    }
    return {key: value for key, value in fields.items() if value not in (None, [], "")}


def _plain(value: Any) -> Any:
    """Reduce a value to what is compared: texts without spaces at the ends of their lines."""
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.strip().split("\n") if line.strip())
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Iterable):
        return [_plain(one) for one in value]
    return value


def _slug(text: str | None) -> str:
    plain = unicodedata.normalize("NFKC", text or "").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
