"""A sitting on paper: who sat, what they filled in and what it earns, and the heap of scans that comes of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from msgspec.structs import replace
from PIL import Image, ImageDraw

from bench.sheets.cameras import scanned
from bench.sheets.pens import DOTS
from bench.sheets.people import fill_page, some_hand
from mingze.banks.drawn import DrawnPaper, DrawnQuestion, draw_paper
from mingze.handouts.blocks import Document
from mingze.handouts.exams import Exams
from mingze.handouts.pdf import Press
from mingze.handouts.sheet_drawing import SheetOwner
from mingze.intake.intake_records import FieldRecord, Intake
from mingze.questions import BaseQuestion
from mingze.roster.roster_person import RosterPerson, serials
from mingze.sheets.sheet_layout import lay_out, lay_out_named
from mingze.sheets.sheet_parts import AnswerSheet, MarkRow, SheetPage
from tests.conftest import real_catalog
from tests.sheets.test_marks_read import key_marks

_SPARE_WORDS = "不知道"


@cache
def paper(form: str = "A", paper_id: str = "mock", seed: str = "2026") -> DrawnPaper:
    catalog = real_catalog()
    return draw_paper(catalog, catalog.papers[paper_id], seed, form)


def changed(drawn: DrawnPaper) -> DrawnPaper:
    """The same form after somebody mended an option in the bank."""
    first = drawn.sections[0].questions[0]
    options = [one.model_copy(update={"text": f"{one.text}等"}) for one in first.question.options]  # type: ignore[attr-defined]
    other = replace(first, question=first.question.model_copy(update={"options": tuple(options)}))
    section = replace(drawn.sections[0], questions=(other, *drawn.sections[0].questions[1:]))
    return replace(drawn, sections=(section, *drawn.sections[1:]))


@dataclass
class Sat:
    """Somebody's answers to a form."""

    drawn: DrawnPaper
    marks: dict[str, str] = field(default_factory=dict)
    """By the keys of rows, in the letters of the form."""
    words: dict[int, list[str | None]] = field(default_factory=dict)
    points: dict[int, list[float]] = field(default_factory=dict)
    earned: float = 0

    def settle(self, one: FieldRecord) -> list[Any]:
        return list(self.points[one.question] if one.kind == "points" else self.words[one.question])


def answered(drawn: DrawnPaper, seed: int, share: float = 0.7) -> Sat:
    """Answer a form, some questions wholly right, the others wholly wrong."""
    chance, sat, number = random.Random(seed), Sat(drawn), 0
    for section in drawn.sections:
        for one in section.questions:
            number += 1
            right = chance.random() < share
            _answer(sat, number, one, right)
            sat.earned += float(section.section.points) * right
    return sat


def _answer(sat: Sat, number: int, one: DrawnQuestion, right: bool) -> None:
    question, model = one.question, one.question.model_answer
    place = question.answer_place(1)
    if model:
        sat.points[number] = [float(score) if right else 0.0 for _, score in model.points]
    elif place.layout == "gaps":
        sat.words[number] = [accepted[0] if right else _SPARE_WORDS for accepted in question.fillings]
    else:
        key = key_marks(question, one.parts, one.withheld)
        marks = key if right else _wrong(question, key, place.letters)
        for part, mark in enumerate(marks, 1):
            sat.marks[f"{number}.{part}" if place.layout != "letters" else str(number)] = mark


def _wrong(question: BaseQuestion, key: Sequence[str], letters: Sequence[str]) -> list[str]:
    if len(key) > 1:
        return [*key[1:], key[0]]
    return [next(letter for letter in letters if letter not in key[0])] if len(key[0]) < len(letters) else [letters[0]]


@cache
def blank_pages(paper_id: str, form: str, seed: str) -> tuple[Image.Image, ...]:
    """A sheet that is for anybody, as it is printed."""
    drawn = paper(form, paper_id, seed)
    return tuple(printed(Exams(real_catalog()).question_paper(drawn), lay_out(drawn)))


def printed(document: Document, sheet: AnswerSheet | None = None) -> Iterator[Image.Image]:
    """Yield the pages of a document, or the last ones with its sheet, one by one: each has nine megabytes."""
    pdf = pypdfium2.PdfDocument(Press().pdf(document, epoch=1780272000))
    for n in range(len(pdf) - len(sheet.pages) if sheet else 0, len(pdf)):
        yield pdf[n].render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil().convert("L")
    pdf.close()


def filled(blank: Image.Image, page: SheetPage, marks: Mapping[str, str], seed: int, number: str = "") -> Image.Image:
    """Fill in a page neatly; ``number`` is the 考号 where the sheet asks for it."""
    chance, picture = np.random.default_rng([seed, page.number]), blank.copy()
    digits = {f"0.{n}": digit for n, digit in enumerate(number, 1)}
    fill_page(picture, page, {**marks, **digits}, some_hand(chance, True), chance, neat=True)
    return picture


def scan(picture: Image.Image, seed: int, dpi: int = 150) -> Image.Image:
    return scanned(picture, np.random.default_rng(seed), dpi=dpi).convert("L")


def scanned_well(picture: Image.Image, seed: int, dpi: int = 150) -> Image.Image:
    """What the best of scanners leaves of a page, a little askew: made in a quarter of the time of `scan`."""
    small = picture.resize((round(picture.width * dpi / 25.4 / DOTS), round(picture.height * dpi / 25.4 / DOTS)))
    return small.rotate(random.Random(seed).gauss(0, 0.6), Image.Resampling.BILINEAR, fillcolor=247)


def tick(picture: Image.Image, row: MarkRow, mark: str) -> None:
    """Tick a box, which the sheet asks not to do."""
    box = next(box for box in row.boxes if box.mark == mark)
    points = [(box.x + 1.5, box.y + 2.4), (box.x + 2.8, box.y + 4), (box.x + 5.2, box.y + 0.8)]
    ImageDraw.Draw(picture).line([(x * DOTS, y * DOTS) for x, y in points], fill=30, width=6)


def named_pages(sat: Sequence[tuple[RosterPerson, DrawnPaper]]) -> Iterator[tuple[Image.Image, ...]]:
    """Yield the pages of everybody's own sheet."""
    people = [person for person, _ in sat]
    owners = [
        (drawn, SheetOwner(person.name, person.unit, person.number, serial))
        for (person, drawn), serial in zip(sat, serials(people), strict=True)
    ]
    pages = printed(Exams(real_catalog()).named_sheets(owners))
    for drawn, _ in owners:
        yield tuple(next(pages) for _ in lay_out_named(drawn).pages)


def decisions(
    intake: Intake, sat: Mapping[tuple[str, str], Sat], owners: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What somebody decides who sees what was meant: ``sat`` by person and 卷号, ``owners`` by page."""
    out: dict[str, Any] = {}
    for row in intake.rows:
        if row.asked:
            key = f"{row.question}.{row.part}" if row.part else str(row.question)
            out[row.key] = sat[row.sitter, row.paper].marks.get(key, "")
    for one in intake.fields:
        out[one.key] = sat[one.sitter, one.paper].settle(one)
    for owner in intake.owners:
        if owners and owner.source in owners:
            out[owner.key] = owners[owner.source]
    return out


def as_pdf(path: Path, pictures: Sequence[Image.Image]) -> None:
    first, *others = pictures
    first.save(path, "PDF", resolution=150, save_all=True, append_images=others, quality=80)
