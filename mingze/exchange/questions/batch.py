"""What is exported at once: whole banks in their order, or one form of a paper."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mingze.banks.drawn import DrawnPaper
from mingze.exchange.questions.carried import Carried, carried
from mingze.model import Bank, Catalog
from mingze.views.content_date import content_epoch
from mingze.views.view import Views


class BatchPart(Struct, frozen=True):
    """A bank, or a section of a paper."""

    id: str
    title: str
    questions: tuple[Carried, ...]


class Batch(Struct, frozen=True):
    """Everything that goes into one export."""

    name: str
    """What its files are called, without ending."""
    title: str
    parts: tuple[BatchPart, ...]
    epoch: int
    """The date of the content, in seconds since 1970."""
    site: str
    """The site's id."""
    base: str = ""
    """The site's address, "" where it has none."""
    edited: int = 0
    """When the content was edited last, in seconds since 1970."""

    @property
    def questions(self) -> tuple[Carried, ...]:
        """All questions in their order."""
        return tuple(one for part in self.parts for one in part.questions)


def of_banks(catalog: Catalog, banks: Sequence[Bank], edited: int = 0) -> Batch:
    """Return whole banks as they stand; ``edited`` as `Batch.edited`, 0 for the date of the content."""
    views = Views(catalog)
    parts = tuple(
        BatchPart(bank.id, bank.bank.title, tuple(carried(catalog, views, one) for one in bank.items)) for bank in banks
    )
    site = catalog.site
    alone = banks[0].bank if len(banks) == 1 else None
    name, title = (alone.id, alone.title) if alone else (site.id, f"{site.title}题库")
    return Batch(name, title, parts, *_of_site(catalog), edited or content_epoch(catalog))


def of_paper(catalog: Catalog, drawn: DrawnPaper, edited: int = 0) -> Batch:
    """Return one form of a paper: its questions in their order, their options as drawn, with their marks."""
    views = Views(catalog)
    form = views.paper(drawn)
    parts: list[BatchPart] = []
    for told, section in zip(form.sections, drawn.sections, strict=True):
        found = (
            carried(
                catalog,
                views,
                one.question,
                marks=section.section.points,
                order=one.parts,
            )
            for one in section.questions
        )
        parts.append(BatchPart(f"{drawn.paper.id}-{len(parts) + 1}", told.name, tuple(found)))
    title = f"{form.title}　卷号 {form.number}"
    name = f"{drawn.paper.id}-{drawn.seed}-{drawn.form}"
    return Batch(name, title, tuple(parts), *_of_site(catalog), edited or content_epoch(catalog))


def _of_site(catalog: Catalog) -> tuple[int, str, str]:
    """Return the date of the content, the site's id and its address."""
    base = f"{catalog.site.url.rstrip('/')}/" if catalog.site.url else ""
    return content_epoch(catalog), catalog.site.id, base
