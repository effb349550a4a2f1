"""Answer files of sheets of which everything is decided: the form that `mingze score` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from mingze.banks.drawn import DrawnPaper
from mingze.intake.intake_records import FieldRecord, Intake, RowRecord, SheetOutcome, Sitter
from mingze.scoring.answers import FORMAT

ON_PAPER = "（写在答题卡上）"
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def answer_files(intake: Intake) -> tuple[Intake, dict[str, str]]:
    """Return the records with the names of the answer files, and these files' texts.

    Only sheets for which nothing is open have one.
    """
    rows: dict[tuple[str, str], dict[tuple[int, int], RowRecord]] = {}
    for row in intake.rows:
        rows.setdefault((row.sitter, row.paper), {})[row.question, row.part] = row
    fields: dict[tuple[str, str], dict[int, FieldRecord]] = {}
    for one in intake.fields:
        fields.setdefault((one.sitter, one.paper), {})[one.question] = one
    files, sheets = {}, []
    for sheet in intake.sheets:
        if sheet.held:
            sheets.append(sheet)
            continue
        whose = sheet.sitter, sheet.paper
        sitter, drawn = intake.sitters[sheet.sitter], intake.papers[sheet.paper].drawn
        answers = dict(_answers(drawn, rows.get(whose, {}), fields.get(whose, {})))
        name = _file_name(sitter, sheet)
        files[name] = json.dumps(_file(intake.site, sitter, drawn, answers), ensure_ascii=False, indent=1) + "\n"
        sheets.append(replace(sheet, file=name))
    return replace(intake, sheets=tuple(sheets)), files


def _file(site: str, sitter: Sitter, drawn: DrawnPaper, answers: Mapping[str, Any]) -> dict[str, Any]:
    person = sitter.person
    return {
        "format": FORMAT,
        "site": site,
        "paper": drawn.paper.id,
        "seed": drawn.seed,
        "form": drawn.form,
        "who": person.name or person.number,
        "unit": person.unit,
        "number": person.number,
        "answers": dict(answers),
    }


def _answers(
    drawn: DrawnPaper, rows: Mapping[tuple[int, int], RowRecord], fields: Mapping[int, FieldRecord]
) -> Iterator[tuple[str, Any]]:
    number = 0
    for section in drawn.sections:
        for one in section.questions:
            number += 1
            if number in fields:
                yield one.question.id, _written(fields[number])
            else:
                parts = sorted(part for question, part in rows if question == number)
                marks = [rows[number, part].answer or "" for part in parts]
                yield one.question.id, one.question.read_marks(marks, one.parts, one.withheld)


def _written(field: FieldRecord) -> Any:
    settled: Sequence[Any] = field.settled or ()
    if field.kind == "points":
        return {"text": ON_PAPER if any(settled) or not field.bare else "", "points": list(settled)}
    return [words if words and words.strip() else None for words in settled]


def _file_name(sitter: Sitter, sheet: SheetOutcome) -> str:
    parts = (sheet.paper, sitter.key.lstrip("#"), sitter.person.name)
    return "答卷-" + "-".join(part.translate(_UNSAFE) for part in parts if part) + ".json"
