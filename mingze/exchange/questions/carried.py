"""A question as other programs are given it: what its view says, and what a sitter does with it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.model import Catalog, Citation, QuestionGroup
from mingze.model.bank import BankSettings
from mingze.questions import LETTERS, Alternative, BaseQuestion, Choosing, Filling, Interaction
from mingze.views.dossier import DossierView, GridView, LinesView
from mingze.views.question import AlternativeView, Ground, QuestionView
from mingze.views.runs import Run, Runs, one_line
from mingze.views.view import Views

GROUNDS = "依据："
"""Begins the paragraph that names what a question rests on, by which readers of exported files know it."""


class DossierPart(Struct, frozen=True):
    """A paragraph of a dossier, a table (its first row is the head) or numbered lines."""

    kind: str
    """``paragraph``, ``table`` or ``lines``."""
    rows: tuple[tuple[Runs, ...], ...]


class CarriedGroup(Struct, frozen=True):
    """The group that a question stands in."""

    id: str
    title: str
    parts: tuple[DossierPart, ...]
    source: str
    """The dossier as it was typed."""


class Carried(Struct, frozen=True):
    """A question on its way to another program."""

    question: BaseQuestion
    view: QuestionView
    interaction: Interaction
    bank: BankSettings
    marks: int | float
    hint: tuple[Runs, ...]
    """Paragraphs."""
    group: CarriedGroup | None = None
    order: tuple[int, ...] = ()
    """Positions of its alternatives in the order in which they are given; empty for that of the bank."""

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    @property
    def alternatives(self) -> tuple[tuple[str, AlternativeView, bool], ...]:
        """What a sitter chooses from: its letter, what it says, whether it is right."""
        right = self.interaction.right if isinstance(self.interaction, Choosing) else ()
        found = self.view.alternatives
        places = self.order or range(len(found))
        return tuple((LETTERS[n], found[place], place in right) for n, place in enumerate(places))

    @property
    def typed_alternatives(self) -> tuple[tuple[str, Alternative], ...]:
        """Its alternatives as they were typed, each with its letter."""
        found = self.question.alternatives
        return tuple((LETTERS[n], found[place]) for n, place in enumerate(self.order or range(len(found))))

    @property
    def key_letters(self) -> str:
        """The letters of the right alternatives."""
        return "".join(letter for letter, _, is_right in self.alternatives if is_right)

    @property
    def gives_partial_marks(self) -> bool:
        """Whether an incomplete answer earns a part of the mark."""
        return self.bank.gives_partial_marks and self.question.has_partial_marks

    @property
    def gaps(self) -> int:
        """How many gaps there are to fill."""
        return len(self.interaction.accepted) if isinstance(self.interaction, Filling) else 0

    @property
    def grounds(self) -> Runs:
        """What it rests on, each with how far it was checked; empty for nothing."""
        words = "；".join(dict.fromkeys(map(_standing, self.view.grounds)))
        return (Run(f"{GROUNDS}{words}"),) if words else ()

    @property
    def reasons(self) -> tuple[Runs, ...]:
        """The paragraphs of its explanation, and what it rests on."""
        return (*self.view.explanation, *((self.grounds,) if self.grounds else ()))

    @property
    def name(self) -> str:
        """What lists of questions call it."""
        words = one_line(self.view.stem)
        return f"{self.id} {words[:40]}{'…' if len(words) > 40 else ''}"

    def mixed(self, count: int) -> list[int]:
        """Return the positions of its parts in the order of the site's page, which does not show the key."""
        order = self.question.page_order()
        return order if sorted(order) == list(range(count)) else list(range(count))

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """What programs without fields of ours can hold as tags: 依据, 难度, 来源, 不同卷, 材料题."""
        yield from (("依据", cited_as(one)) for one in self.question.cites)
        yield "难度", str(self.question.depth)
        yield from (("来源", source) for source in self.question.sources)
        yield from (("不同卷", other) for other in self.question.apart_from)
        if self.group:
            yield "材料题", self.group.id


def carried(
    catalog: Catalog,
    views: Views,
    question: BaseQuestion,
    *,
    marks: int | float = 1,
    order: tuple[int, ...] = (),
) -> Carried:
    """Return a question of the catalog as other programs are given it."""
    group = catalog.group_of.get(question.id)
    interaction, view = question.interaction, views.question(question)
    return Carried(
        question,
        view,
        interaction,
        catalog.bank_of[question.id].bank,
        marks,
        view.hint,
        _group(views, group) if group else None,
        order if isinstance(interaction, Choosing) else (),
    )


def _group(views: Views, group: QuestionGroup) -> CarriedGroup:
    return CarriedGroup(group.id, group.title, tuple(_parts(views.dossier(group))), group.dossier)


def _parts(dossier: DossierView) -> Iterator[DossierPart]:
    for part in dossier.parts:
        if isinstance(part, GridView):
            yield DossierPart(part.kind, (part.head, *part.rows))
        elif isinstance(part, LinesView):
            yield DossierPart(part.kind, tuple((line,) for line in part.lines))
        else:
            yield DossierPart(part.kind, ((part.runs,),))


def cited_as(citation: Citation) -> str:
    """Write a citation as an author types it: ``term:safety-check``, ``anquan-zerenzhi/art5``."""
    return f"{citation.kind}:{citation.id}" if citation.kind in ("term", "case") else citation.id


def _standing(ground: Ground) -> str:
    return ground.full + (f"［{ground.badge.label}］" if ground.badge else "")
