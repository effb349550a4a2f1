"""Questions as JSON, in the keys of the site's own files: nothing is lost, and other programs need no YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mingze.exchange.questions.batch import Batch, BatchPart
from mingze.exchange.questions.carried import Carried, cited_as
from mingze.exchange.questions.formats import QuestionFormat
from mingze.exchange.questions.sheet import values_of
from mingze.questions import LETTERS, Choosing

KIND = "mingze-questions/1"


def write(batch: Batch) -> bytes:
    """Return the questions bank by bank."""
    banks = [
        {"id": part.id, "title": part.title, **_scoring(part), "questions": list(_entries(part))}
        for part in batch.parts
    ]
    told = {"format": KIND, "title": batch.title, "banks": banks}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _scoring(part: BatchPart) -> dict[str, str]:
    return {"multiple_scoring": part.questions[0].bank.multiple_scoring.value} if part.questions else {}


def _entries(part: BatchPart) -> Iterator[dict[str, Any]]:
    group: dict[str, Any] = {}
    for one in part.questions:
        if one.group is None:
            yield _question(one)
        elif group.get("id") == one.group.id:
            group["questions"].append(_question(one))
        else:
            told = {"id": one.group.id, "type": "group", "title": one.group.title, "dossier": one.group.source}
            group = {**told, "questions": [_question(one)]}
            yield group


def _question(one: Carried) -> dict[str, Any]:
    values = values_of(one)
    if isinstance(one.interaction, Choosing):
        values["options"] = [
            {"text": each.text, **({"feedback": each.feedback} if each.feedback else {})}
            for _, each in one.typed_alternatives
        ]
        values["answer"] = "".join(sorted(one.key_letters, key=LETTERS.index))
    values["cites"] = [cited_as(cited) for cited in one.question.cites]
    return {key: value for key, value in values.items() if value not in ([], False)}


FORMAT = QuestionFormat(".json", write)
