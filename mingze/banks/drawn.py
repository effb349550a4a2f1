"""Papers as they are drawn from the banks: the same for the web and for print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from mingze import drawing
from mingze.banks.giveaways import answered_by
from mingze.model import BaseQuestion, Catalog, Paper, PaperSection, QuestionGroup


class DrawnQuestion(Struct, frozen=True):
    """A question on a paper."""

    question: BaseQuestion
    parts: tuple[int, ...]
    """For a choice the positions of its options in the order shown, for a match those of its right sides among the
    positions a page shows; empty for other types."""
    opens: QuestionGroup | None = None
    """The group whose first question this is: its dossier stands above."""
    withheld: bool = False
    """Whether its key may not be seen: parts of matches and orders may then stand in another order."""


class DrawnSection(Struct, frozen=True):
    """A section (大题) of a paper with its questions in order."""

    section: PaperSection
    questions: tuple[DrawnQuestion, ...]


class DrawnPaper(Struct, frozen=True):
    """One form of a paper."""

    paper: Paper
    seed: str
    form: str
    sections: tuple[DrawnSection, ...]

    @property
    def number(self) -> str:
        """The 卷号."""
        return drawing.paper_number(self.paper.id, self.seed, self.form)


def pools(catalog: Catalog, paper: Paper) -> tuple[drawing.SectionPool, ...]:
    """Return what each section draws from: of its banks the questions of its type that stand alone, or the groups."""
    return tuple(_pool(catalog, section) for section in paper.sections)


def apart(catalog: Catalog, sections: Iterable[drawing.SectionPool]) -> dict[str, frozenset[str]]:
    """Return which of the questions that these sections may draw must not stand beside which, in order of their ids.

    That are those that an author named (`BaseQuestion.apart_from`) and those that answer one another.
    """
    return together(
        catalog,
        {id_ for section in sections for ids in section.banks.values() for id_ in drawing.expand(ids, section.groups)},
    )


def together(catalog: Catalog, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return which of these questions must not be asked in one go with which of them."""
    found = answered_by(catalog, (catalog.questions[id_] for id_ in sorted(ids)))
    named = catalog.apart
    own = {id_: {q.id for q in group.questions} for id_, group in catalog.group_of.items()}  # stand together anyhow
    both = {
        id_: (found.get(id_, frozenset()) | named.get(id_, frozenset())) & set(ids) - own.get(id_, set())
        for id_ in sorted(ids)
    }
    return {id_: others for id_, others in both.items() if others}


def _pool(catalog: Catalog, section: PaperSection) -> drawing.SectionPool:
    banks = _ids_by_bank(catalog, section)
    groups = {id_: group_ids(catalog, id_) for ids in banks.values() for id_ in ids if id_ in catalog.groups}
    asked = [one for ids in banks.values() for one in drawing.expand(ids, groups)]
    levels = {id_: catalog.questions[id_].depth for id_ in asked} if section.depth_quotas else {}
    size = section.size or 1
    quotas = {bank: quota * size for bank, quota in section.bank_quotas.items()}
    return drawing.SectionPool(section.items, banks, quotas, dict(section.depth_quotas), levels, groups)


def group_ids(catalog: Catalog, group_id: str) -> tuple[str, ...]:
    """Return the ids of a group's questions in their order."""
    return tuple(question.id for question in catalog.groups[group_id].questions)


class Blueprint(Struct, frozen=True):
    """What every form of a paper is drawn from; making it takes ten times as long as drawing a form."""

    catalog: Catalog
    paper: Paper
    sections: tuple[drawing.SectionPool, ...]
    apart: Mapping[str, frozenset[str]]

    def draw(self, seed: str, form: str) -> DrawnPaper:
        """Draw one form: which questions the seed decides, their order and that of their parts the seed and the form.

        Raises ``ValueError`` with a Chinese message for a seed or form that no 卷号 can name. A catalog without faults
        has questions enough for every seed (`paper-short-of-questions`).
        """
        drawing.paper_number(self.paper.id, seed, form)
        chosen = drawing.choose(self.sections, self.apart, seed)
        return DrawnPaper(
            self.paper,
            seed,
            form,
            tuple(
                DrawnSection(section, _drawn(self.catalog, pool, drawing.order(ids, seed, form), seed, form))
                for section, pool, ids in zip(self.paper.sections, self.sections, chosen, strict=True)
            ),
        )


def blueprint(catalog: Catalog, paper: Paper) -> Blueprint:
    """Return what the forms of a paper are drawn from."""
    sections = pools(catalog, paper)
    return Blueprint(catalog, paper, sections, apart(catalog, sections))


def draw_paper(catalog: Catalog, paper: Paper, seed: str, form: str) -> DrawnPaper:
    """Draw one form as `Blueprint.draw` does; who draws several makes the blueprint once."""
    return blueprint(catalog, paper).draw(seed, form)


def _drawn(
    catalog: Catalog, pool: drawing.SectionPool, ids: Iterable[str], seed: str, form: str
) -> tuple[DrawnQuestion, ...]:
    return tuple(_draw(catalog, catalog.questions[id_], seed, form) for id_ in drawing.expand(ids, pool.groups))


def _draw(catalog: Catalog, question: BaseQuestion, seed: str, form: str) -> DrawnQuestion:
    group = catalog.group_of.get(question.id)
    opens = group if group and group.questions[0] is question else None
    return DrawnQuestion(question, question.draw(seed, form), opens, not catalog.is_open(question.id))


def _ids_by_bank(catalog: Catalog, section: PaperSection) -> Mapping[str, tuple[str, ...]]:
    return {
        bank: tuple(entry.id for entry in catalog.banks[bank].questions if is_drawn_by(catalog, section, entry))
        for bank in dict.fromkeys(section.banks)
        if bank in catalog.banks
    }


def is_drawn_by(catalog: Catalog, section: PaperSection, entry: BaseQuestion | QuestionGroup) -> bool:
    """Whether a section may draw an entry of its banks.

    It must be of its type, for a group have as many questions as it asks for, and be about its role where it names one.
    """
    fits = not isinstance(entry, QuestionGroup) or len(entry.questions) == section.size
    return entry.type is section.type and fits and (section.role is None or catalog.is_about(entry, section.role))
