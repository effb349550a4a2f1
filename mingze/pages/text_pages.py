"""Pages of texts beside others: older wordings, what was changed, what a lower level adds; long ones in parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Protocol

from msgspec.structs import replace

from mingze.levels.instrument_levels import instrument_levels
from mingze.model import Catalog, Regulation
from mingze.pages.page import Link, Page, Place, between
from mingze.versions.steps import steps_of
from mingze.views import routes
from mingze.views.beside import NOT_THERE, ONLY_ABOVE
from mingze.views.comparing import UNCONFIRMED
from mingze.views.dates import chinese_date
from mingze.views.downloads import Download
from mingze.views.long_texts import TextStretch, beside_stretches, comparison_stretches
from mingze.views.older_text import OlderText, older_texts
from mingze.views.view import Views


class StretchContext(Protocol):
    """Makes what a page of a text shows."""

    def __call__(self, views: Views, stretch: TextStretch | None = None) -> Mapping[str, Any]:
        """Return what a page shows: the first one, or that of one stretch."""


def older_pages(
    catalog: Catalog, regulation: Regulation, trail: tuple[Link, ...], downloads: Sequence[Download]
) -> Iterator[Page]:
    """Yield the older texts of a regulation, and what each change changed."""
    folder = f"data/regulations/{regulation.id}"
    for text in older_texts(catalog, regulation.id):
        title = f"{regulation.short_title}（{text.since_words}起的旧文本）"
        first = Page(
            text.address,
            title,
            "regulation/older-text-page.html",
            f"{text.marked}{text.since_words}起施行、现在已经不用的文本",
            partial(_older_context, text),
            trail,
            source_file=f"{folder}/versions/{text.since}.yml",
            texts=(regulation.id,),
        )
        yield from with_parts(first, partial(_older_context, text), text.stretches)
    for step in steps_of(catalog, regulation.id):
        day = chinese_date(step.amendment.effective)
        files = files_of(downloads, f"changes-{regulation.id}-{step.amendment.effective}")
        context = partial(_changes_context, regulation.id, str(step.amendment.effective), files)
        first = Page(
            routes.comparison(regulation.id, str(step.amendment.effective)),
            f"{regulation.short_title}修改对照（{day}起）",
            "regulation/changes-page.html",
            f"《{regulation.title}》{day}起施行的修改：修改前、修改后、说明",
            context,
            trail,
            source_file=f"{folder}/amendments.yml",
            texts=(regulation.id,),
        )
        yield from with_parts(first, context, comparison_stretches(step))


def beside_pages(
    catalog: Catalog,
    regulation: Regulation,
    trail: tuple[Link, ...],
    place: Place | None,
    downloads: Sequence[Download],
) -> Iterator[Page]:
    """Yield a regulation beside each one of a higher level."""
    for upper_id in instrument_levels(catalog).above(regulation.id):
        upper = catalog.regulations[upper_id].short_title
        files = files_of(downloads, f"beside-{regulation.id}-{upper_id}")
        context = partial(_beside_context, regulation.id, upper_id, files)
        first = Page(
            routes.beside(regulation.id, upper_id),
            f"《{regulation.short_title}》与《{upper}》对照",
            "regulation/beside-page.html",
            f"《{regulation.title}》照录、改写、增加了什么，《{upper}》有而它没有的是什么",
            context,
            trail,
            source_file=f"data/regulations/{regulation.id}/regulation.yml",
            place=place,
            texts=(regulation.id, upper_id),
        )
        cut = beside_stretches(catalog, regulation.id, upper_id)
        left = (replace(one, title=f"{ONLY_ABOVE}：{one.title}") for one in cut.unanswered)
        yield from with_parts(first, context, (*cut.table, *left))


def files_of(downloads: Sequence[Download], document: str) -> tuple[Download, ...]:
    """Return the files in which a document is whole."""
    return tuple(one for one in downloads if PurePosixPath(one.path).stem == document)


def with_parts(first: Page, context: StretchContext, stretches: Sequence[TextStretch]) -> Iterator[Page]:
    """Yield a page, and those it leads to: each a part, between its neighbours."""
    yield first
    trail = (*first.trail, Link(first.title, first.path))
    parts = [
        replace(
            first,
            path=routes.part(first.path, one.slug),
            title=one.title,
            description=f"{first.description}：{one.title}",
            context=partial(context, stretch=one),
            trail=trail,
            is_part=True,
        )
        for one in stretches
    ]
    links = [Link(page.title, page.path) for page in parts]
    yield from (between(page, links, n) for n, page in enumerate(parts))


def _older_context(text: OlderText, _views: Views, stretch: TextStretch | None = None) -> dict[str, Any]:
    if stretch:
        return {"text": text.within(stretch), "parts": (), "stretch": stretch}
    return {"text": text, "parts": text.parts, "stretch": None}


def _changes_context(
    regulation_id: str, effective: str, files: Sequence[Download], views: Views, stretch: TextStretch | None = None
) -> dict[str, Any]:
    shown = next(one for one in views.comparisons(regulation_id) if one.effective == effective)
    parts = () if stretch else shown.parts
    return {
        "shown": shown.within(stretch) if stretch else shown,
        "parts": parts,
        "stretch": stretch,
        "files": files,
        "UNCONFIRMED": UNCONFIRMED,
    }


def _beside_context(
    lower_id: str, upper_id: str, files: Sequence[Download], views: Views, stretch: TextStretch | None = None
) -> dict[str, Any]:
    shown = views.beside(lower_id, upper_id)
    return {
        "shown": shown.within(stretch) if stretch else shown,
        "table_parts": () if stretch else shown.table_parts,
        "unanswered_parts": () if stretch else shown.unanswered_parts,
        "stretch": stretch,
        "files": files,
        "NOT_THERE": NOT_THERE,
        "ONLY_ABOVE": ONLY_ABOVE,
    }
