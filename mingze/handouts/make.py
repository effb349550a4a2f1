"""Every file a site hands out, with the outline that it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from mingze.banks.drawn import blueprint
from mingze.handouts import slides
from mingze.handouts.blocks import Document
from mingze.handouts.books import Books
from mingze.handouts.exams import Exams
from mingze.handouts.sheet_drawing import SheetOwner
from mingze.model import Catalog
from mingze.sheets.sheet_parts import DIGITS
from mingze.views.division import WHOLE, division_of
from mingze.views.view import Views

FOLDER = "downloads/files"
"""Where the files stand below the site's root."""
FORMS = "AB"


class Job(Struct, frozen=True):
    """One file to make."""

    name: str
    group: str
    title: str
    format: str
    role: str
    """The id of the post it belongs to, "" for none; likewise below, of the unit."""
    unit: str
    source: Any
    """The document or deck it is made from; the same source gives the same bytes."""
    variant: str
    """``pdf``, ``pdf-large``, ``docx`` or ``pptx``."""


def site_jobs(catalog: Catalog, only: str | None = None) -> Iterator[Job]:
    """Yield the files a site offers: hand-outs, kit, slides, and the papers whose keys may be seen.

    ``only`` is the id of a unit whose files alone are wanted; raises ``KeyError`` for an unknown one. A site that is
    only begun, without any duty, offers no more than its long texts and what they are compared with.
    """
    if not catalog.duties:
        yield from _compared(Books(catalog), "")
        return
    seen: set[str] = set()
    units = (*(one.id for one in division_of(catalog).units), WHOLE)
    for unit in units if only is None else (only,):
        for job in _jobs_of(Views(catalog).within(unit)):  # views of a unit are let go with it
            if job.name not in seen:  # a list that was cut belongs to each of its parts
                seen.add(job.name)
                yield job


def _jobs_of(views: Views) -> Iterator[Job]:
    """Yield the files of one part of the site."""
    books, told, unit = Books(views.catalog, views), views.told, views.unit
    for role in books.roles():
        document = books.role(role)
        yield from _document_jobs(document, "role", role.id, unit, large=True)
        shown = slides.role_deck(views, role)
        yield Job(f"{shown.id}.pptx", "role", document.title, "幻灯片", role.id, unit, shown, "pptx")
    if books.roles() or told.regulations:
        booklet, whole = books.booklet(), slides.whole_deck(views)
        yield from _document_jobs(booklet, "whole", unit=unit, large=True)
        yield Job(f"{whole.id}.pptx", "whole", booklet.title, "幻灯片", "", unit, whole, "pptx")
    for document in books.themes():
        yield from _document_jobs(document, "theme", unit=unit)
    yield from _document_jobs(books.kit(), "kit", unit=unit)
    yield from _compared(books, unit)
    yield from _papers(views)


def _compared(books: Books, unit: str) -> Iterator[Job]:
    """Yield long texts whole, and texts beside others: what amendments changed, what a level adds to those above."""
    for document in books.texts():
        yield from _document_jobs(document, "text", unit=unit)
    for document in books.amendments():
        yield from _document_jobs(document, "amendment", unit=unit)
    for document in books.besides():
        yield from _document_jobs(document, "level", unit=unit)


def _papers(views: Views) -> Iterator[Job]:
    catalog, exams = views.catalog, Exams(views.catalog)
    for paper in views.told.papers.values():
        if catalog.withholds(paper):
            continue
        plan = blueprint(catalog, paper)
        for form in FORMS:
            drawn = plan.draw(edition_seed(catalog), form)
            yield from _document_jobs(exams.question_paper(drawn), "paper", unit=views.unit)
            yield from _document_jobs(exams.key(drawn), "key", unit=views.unit)


def paper_jobs(catalog: Catalog, paper_id: str, seed: str, forms: Sequence[str], digits: int = DIGITS) -> Iterator[Job]:
    """Yield the files of one paper: question paper with answer sheet, and key, of each form as PDF and Word.

    The sheet's 考号 has ``digits`` digits. Raises ``KeyError`` for an unknown paper, ``ValueError`` with a Chinese
    message for a seed, form or number of digits that cannot be.
    """
    exams, plan = Exams(catalog), blueprint(catalog, catalog.papers[paper_id])
    for form in forms:
        drawn = plan.draw(seed, form)
        yield from _document_jobs(exams.question_paper(drawn, digits), "paper")
        yield from _document_jobs(exams.key(drawn), "key")


def named_sheet_jobs(
    catalog: Catalog, paper_id: str, seed: str, owners: Sequence[tuple[str, SheetOwner]]
) -> Iterator[Job]:
    """Yield the file with a sheet for each owner, who is named with the form (卷别) they get; as PDF alone.

    Raises as `paper_jobs` does.
    """
    plan = blueprint(catalog, catalog.papers[paper_id])
    drawn = {form: plan.draw(seed, form) for form in dict.fromkeys(form for form, _ in owners)}
    document = Exams(catalog).named_sheets((drawn[form], owner) for form, owner in owners)
    yield Job(f"{document.id}.pdf", "paper", document.title, "PDF", "", WHOLE, document, "pdf")


def edition_seed(catalog: Catalog) -> str:
    """Return the seed of the papers a site offers: the digits of its edition; each edition has papers of its own."""
    digits = "".join(c for c in catalog.site.edition if c.isascii() and c.isdigit())
    return digits[:32] or "1"


def _document_jobs(
    document: Document, group: str, role: str = "", unit: str = WHOLE, *, large: bool = False
) -> Iterator[Job]:
    def job(name: str, format_: str, variant: str) -> Job:
        return Job(name, group, document.title, format_, role, unit, document, variant)

    yield job(f"{document.id}.pdf", "PDF", "pdf")
    if large:
        yield job(f"{document.id}-large.pdf", "PDF 大字版", "pdf-large")
    yield job(f"{document.id}.docx", "Word", "docx")
