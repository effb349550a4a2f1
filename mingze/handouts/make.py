"""Every file a site hands out, with the outline that it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mingze.banks.drawn import blueprint
from mingze.handouts import slides
from mingze.handouts.blocks import Document
from mingze.handouts.books import Books
from mingze.handouts.exams import Exams
from mingze.handouts.sheet_drawing import SheetOwner
from mingze.model import Catalog
from mingze.sheets.sheet_parts import DIGITS

FOLDER = "downloads/files"
"""Where the files stand below the site's root."""
FORMS = "AB"


@dataclass(frozen=True)
class Job:
    """One file to make."""

    name: str
    group: str
    title: str
    format: str
    role: str
    source: Any
    """The document or deck it is made from; the same source gives the same bytes."""
    variant: str
    """``pdf``, ``pdf-large``, ``docx`` or ``pptx``."""


def site_jobs(catalog: Catalog) -> Iterator[Job]:
    """Yield the files a site offers: hand-outs, kit, slides, and the papers whose keys may be seen.

    A site that is only begun, without any duty, offers nothing.
    """
    if not catalog.duties:
        return
    books, exams = Books(catalog), Exams(catalog)
    for role in books.roles():
        document = books.role(role)
        yield from _document_jobs(document, "role", role.id, large=True)
        shown = slides.role_deck(books.views, role)
        yield Job(f"slides-{role.id}.pptx", "role", document.title, "幻灯片", role.id, shown, "pptx")
    booklet = books.booklet()
    yield from _document_jobs(booklet, "whole", large=True)
    yield Job("slides.pptx", "whole", booklet.title, "幻灯片", "", slides.whole_deck(books.views), "pptx")
    for document in books.themes():
        yield from _document_jobs(document, "theme")
    yield from _document_jobs(books.kit(), "kit")
    for document in books.amendments():
        yield from _document_jobs(document, "amendment")
    for document in books.besides():
        yield from _document_jobs(document, "level")
    for paper in catalog.papers.values():
        if catalog.withholds(paper):
            continue
        plan = blueprint(catalog, paper)
        for form in FORMS:
            drawn = plan.draw(edition_seed(catalog), form)
            yield from _document_jobs(exams.question_paper(drawn), "paper")
            yield from _document_jobs(exams.key(drawn), "key")


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
    yield Job(f"{document.id}.pdf", "paper", document.title, "PDF", "", document, "pdf")


def edition_seed(catalog: Catalog) -> str:
    """Return the seed of the papers a site offers: the digits of its edition; each edition has papers of its own."""
    digits = "".join(c for c in catalog.site.edition if c.isascii() and c.isdigit())
    return digits[:32] or "1"


def _document_jobs(document: Document, group: str, role: str = "", large: bool = False) -> Iterator[Job]:
    def job(name: str, format_: str, variant: str) -> Job:
        return Job(name, group, document.title, format_, role, document, variant)

    yield job(f"{document.id}.pdf", "PDF", "pdf")
    if large:
        yield job(f"{document.id}-large.pdf", "PDF 大字版", "pdf-large")
    yield job(f"{document.id}.docx", "Word", "docx")
