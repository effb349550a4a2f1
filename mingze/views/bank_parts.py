"""The pages of a bank: one, or for a long bank several of like length, each with so many questions as a phone opens."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from msgspec import Struct

from mingze.model import Bank, BaseQuestion, Catalog, QuestionGroup
from mingze.views import routes

MOST_QUESTIONS = 60
"""A bank of so many still stands on one page: with explanations as long as this repository's such a page of a divided
site weighs 155 kB (docs/decisions/036)."""
_EACH = 50


class BankPart(Struct, frozen=True):
    """What stands on one page of a bank."""

    address: str
    first: int
    """The number in the bank of its first question."""
    last: int
    ids: tuple[str, ...]
    """Of its questions and groups: their anchors on the page."""

    @property
    def span(self) -> str:
        """Which questions they are: 第51—100题."""
        return f"第{self.first}—{self.last}题" if self.first < self.last else f"第{self.first}题"


def bank_parts(bank: Bank) -> tuple[BankPart, ...]:
    """Return the pages of a bank in order; one for a bank that keeps its answers back, as its answers are one file."""
    if len(bank.items) <= MOST_QUESTIONS or not bank.bank.is_open:
        groups = (group.id for group in bank.groups)
        return (BankPart(routes.bank(bank.id), 1, len(bank.items), (*groups, *map(_id, bank.items))),)
    return tuple(_cut(bank))


def _cut(bank: Bank) -> Iterator[BankPart]:
    """Cut a bank after the entry with which a part is full; a group is never cut."""
    each = ceil(len(bank.items) / ceil(len(bank.items) / _EACH))
    held: list[str] = []
    number, first, last = 1, 1, 0
    for entry in bank.questions:
        asked = entry.questions if isinstance(entry, QuestionGroup) else (entry,)
        if held and last + len(asked) - first + 1 > each:
            yield BankPart(routes.bank(bank.id, number), first, last, tuple(held))
            number, first, held = number + 1, last + 1, []
        held += dict.fromkeys((entry.id, *map(_id, asked)))
        last += len(asked)
    yield BankPart(routes.bank(bank.id, number), first, last, tuple(held))


def _id(entry: BaseQuestion | QuestionGroup) -> str:
    return entry.id


def address_of(catalog: Catalog, entry_id: str) -> str:
    """Return where a question, or a group by its id, stands.

    ``catalog`` is a whole site's: of a bank that several units ask, a unit's own holds some questions only.
    """
    kept = vars(catalog).get("addresses_in_banks")
    if not isinstance(kept, dict):
        kept = vars(catalog)["addresses_in_banks"] = dict(_addresses(catalog))
    address: str = kept[entry_id]
    return address


def _addresses(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for bank in catalog.banks.values():
        for number, part in enumerate(bank_parts(bank), 1):
            yield from ((id_, routes.question(bank.id, id_, number)) for id_ in part.ids)
