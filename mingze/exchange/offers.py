"""The exports that a site offers on its page of downloads, as `data/site.yml` asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from msgspec import Struct

from mingze.exchange import records
from mingze.exchange.format_names import LAW_FORMATS, QUESTION_FORMATS, TABLE_FORMATS
from mingze.exchange.law.standings import wordings
from mingze.exchange.questions.batch import of_banks
from mingze.exchange.questions.formats import prepare
from mingze.model import Catalog
from mingze.office.sheet_table import SheetTable

GROUP = "exchange"
"""Their group on the page (`mingze.views.downloads.GROUPS`)."""


class OfferedFile(Struct, frozen=True):
    """A file to download."""

    name: str
    title: str
    format: str
    """What readers call it."""
    data: bytes


def offered_files(catalog: Catalog, edited: int = 0) -> Iterator[OfferedFile]:
    """Yield the files that the site asks for; banks that withhold their keys are in none of them."""
    for wanted in dict.fromkeys(catalog.site.exports):
        kind, _, format_ = wanted.value.partition("-")
        yield from _OFFERS[kind](catalog, format_, edited)


def _questions(catalog: Catalog, format_: str, edited: int) -> Iterator[OfferedFile]:
    banks = [bank for bank in catalog.banks.values() if bank.bank.is_open]
    if not banks:
        return
    prepared = prepare(format_, of_banks(catalog, banks, edited))
    if prepared.batch.parts:
        title = f"题库（{len(prepared.batch.questions)} 题，带答案）"
        yield OfferedFile(prepared.file_name, title, QUESTION_FORMATS[format_][0], prepared.data())


def _text(catalog: Catalog, format_: str, _: int) -> Iterator[OfferedFile]:
    label, module = LAW_FORMATS[format_]
    writer: Any = import_module(module).FORMAT
    for regulation in catalog.regulations.values():
        if not regulation.all_articles:  # a list of duties
            continue
        for one in wordings(catalog, regulation):
            yield OfferedFile(f"{one.name}{writer.ending}", one.title, label, writer.write(catalog, one.text))


def _table(catalog: Catalog, format_: str, name: str, table: SheetTable) -> Iterator[OfferedFile]:
    if table.rows:
        file = f"{catalog.site.id}-{name}.{format_}"
        yield OfferedFile(file, f"{table.title}一览", TABLE_FORMATS[format_], records.WRITERS[format_](table))


def _terms(catalog: Catalog, format_: str, _: int) -> Iterator[OfferedFile]:
    return _table(catalog, format_, "terms", records.terms(catalog))


def _duties(catalog: Catalog, format_: str, _: int) -> Iterator[OfferedFile]:
    return _table(catalog, format_, "duties", records.duties(catalog))


_OFFERS: dict[str, Callable[[Catalog, str, int], Iterator[OfferedFile]]] = {
    "questions": _questions,
    "text": _text,
    "terms": _terms,
    "duties": _duties,
}
