"""A bank of questions as pages tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mingze.model import Bank, BaseQuestion, QuestionGroup
from mingze.views import routes
from mingze.views.bank_parts import BankPart
from mingze.views.dossier import DossierView
from mingze.views.question import QuestionView
from mingze.views.view import Views


class BankName(Struct, frozen=True):
    """A bank by its title."""

    id: str
    title: str
    address: str
    size: int
    """How many questions it has, those of groups too."""
    is_open: bool
    """Whether everybody may see its keys."""


class EntryOfBank(Struct, frozen=True):
    """A question that stands alone, or the questions of a group with their dossier."""

    dossier: DossierView | None
    questions: tuple[QuestionView, ...]


class BankView(Struct, frozen=True):
    """A bank with its questions."""

    name: BankName
    entries: tuple[EntryOfBank, ...]

    @property
    def questions(self) -> tuple[QuestionView, ...]:
        """Every question by itself, in the order of the bank."""
        return tuple(question for entry in self.entries for question in entry.questions)


def bank_name(bank: Bank) -> BankName:
    """Return a bank by its title."""
    return BankName(bank.id, bank.bank.title, routes.bank(bank.id), len(bank.items), bank.bank.is_open)


def bank_view(views: Views, bank: Bank, part: BankPart | None = None) -> BankView:
    """Return a bank with its questions as they are told; with those of one page where a ``part`` is given."""
    held = frozenset(part.ids) if part else None
    entries = [entry for entry in bank.questions if held is None or entry.id in held]
    return BankView(bank_name(bank), tuple(_entries(views, entries)))


def _entries(views: Views, entries: Sequence[BaseQuestion | QuestionGroup]) -> Iterator[EntryOfBank]:
    for entry in entries:
        if isinstance(entry, QuestionGroup):
            yield EntryOfBank(views.dossier(entry), tuple(map(views.question, entry.questions)))
        else:
            yield EntryOfBank(None, (views.question(entry),))
