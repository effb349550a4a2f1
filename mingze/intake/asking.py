"""Rows and written answers of somebody's sheet, with what a person decided of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mingze.banks.drawn import DrawnQuestion
from mingze.intake.intake_records import FieldRecord, RowRecord
from mingze.intake.known_sheets import SheetEdition
from mingze.intake.page_note import PageNote
from mingze.intake.settlement import field_key, row_key
from mingze.model import Catalog
from mingze.sheets.deciding import RowReading
from mingze.sheets.sheet_parts import MarkRow
from mingze.views import prose
from mingze.views.runs import one_line


class Asking:
    """Turns what was read into records; says which decisions do not fit."""

    def __init__(self, catalog: Catalog, decisions: Mapping[str, Any]) -> None:
        self.told: list[str] = []
        self._catalog = catalog
        self._decisions = decisions

    def rows(self, sitter: str, note: PageNote) -> Iterator[RowRecord]:
        """Yield the rows of a page but those of the 考号."""
        for row in note.sheet_page.rows:
            if row.question:
                yield self._row(sitter, note, row, note.rows[row.key])

    def fields(self, sitter: str, edition: SheetEdition, notes: Sequence[PageNote]) -> Iterator[FieldRecord]:
        """Yield the written answers of which every part is on these pages, which stand in their order."""
        there = {note.page for note in notes}
        questions = list(numbered(edition))
        for number in sorted({one.question for page in edition.sheet.pages for one in page.fields}):
            parts = [page.number for page in edition.sheet.pages for one in page.fields if one.question == number]
            if set(parts) <= there:
                on = [note for note in notes if number in {one.question for one in note.sheet_page.fields}]
                yield self._field(sitter, questions[number - 1], number, on)

    def _row(self, sitter: str, note: PageNote, row: MarkRow, reading: RowReading) -> RowRecord:
        key = row_key(note.picture, row.key)
        letters = tuple(box.mark for box in row.boxes)
        why, suggestion = reading.why, reading.suggestion or None
        if reading.state == "empty":
            why, suggestion = ("unanswered",), ""
        settled = self._decisions.get(key)
        if settled is not None:
            fits = set(settled) <= set(letters) and len(set(settled)) == len(settled)
            if fits and (row.several or len(settled) <= 1):
                settled = "".join(letter for letter in letters if letter in settled)
            else:
                self.told.append(f"{note.source} 第 {row.question} 题：核对结果里的“{settled}”不合这一题，请重新看")
                settled = None
        return RowRecord(
            key,
            note.picture,
            note.source,
            sitter,
            note.paper,
            row.question,
            row.part,
            letters,
            row.several,
            reading.state,
            reading.marks,
            why,
            suggestion,
            note.row_crops.get(row.key),
            settled,
        )

    def _field(self, sitter: str, drawn: DrawnQuestion, number: int, notes: Sequence[PageNote]) -> FieldRecord:
        question = drawn.question
        model = question.model_answer
        key = field_key("points" if model else "gaps", [note.picture for note in notes], number)
        points = tuple((self._plain(text), float(score)) for text, score in model.points) if model else ()
        gaps = () if model else question.fillings
        settled = self._decisions.get(key)
        if settled is not None and not _fits(settled, gaps, points):
            self.told.append(f"{notes[0].source} 第 {number} 题：核对结果里的得分或文字不合这一题，请重新看")
            settled = None
        return FieldRecord(
            key,
            "points" if model else "gaps",
            tuple(note.picture for note in notes),
            tuple(note.source for note in notes),
            sitter,
            notes[0].paper,
            number,
            self._plain(question.stem),
            tuple(note.field_crops[number] for note in notes if number in note.field_crops),
            gaps,
            points,
            "\n".join(one_line(part) for part in prose.paragraphs(model.text, self._catalog.terms)) if model else "",
            all(number in note.bare for note in notes),
            None if settled is None else tuple(settled),
        )

    def _plain(self, text: str) -> str:
        return prose.plain(text, self._catalog.terms)


def numbered(edition: SheetEdition) -> Iterator[DrawnQuestion]:
    """Yield the questions of a form; the first has the number 1."""
    for section in edition.drawn.sections:
        yield from section.questions


def _fits(settled: Any, gaps: Sequence[Sequence[str]], points: Sequence[tuple[str, float]]) -> bool:
    if points:
        return len(settled) == len(points) and all(
            0 <= one <= most for one, (_, most) in zip(settled, points, strict=True)
        )
    return len(settled) == len(gaps)
