"""Papers as they are drawn from the banks: the same for the web and for print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mingze import drawing
from mingze.giveaways import answered_by
from mingze.model import BaseQuestion, Catalog, Match, MultipleChoice, Paper, PaperSection, SingleChoice


@dataclass(frozen=True)
class DrawnQuestion:
    """A question on a paper."""

    question: BaseQuestion
    parts: tuple[int, ...]
    """For a choice the positions of its options in the order shown, for a match those of its right sides among the
    positions a page shows (`mingze.pages.questions.shuffled`); empty for other types."""


@dataclass(frozen=True)
class DrawnSection:
    """A section (大题) of a paper with its questions in order."""

    section: PaperSection
    questions: tuple[DrawnQuestion, ...]


@dataclass(frozen=True)
class DrawnPaper:
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
    """Return what each section draws from: of its banks the questions of its type."""
    return tuple(_pool(catalog, section) for section in paper.sections)


def apart(catalog: Catalog, sections: Iterable[drawing.SectionPool]) -> dict[str, frozenset[str]]:
    """Return which of the questions that these sections may draw must not stand beside which, in order of their ids.

    That are those that an author named (`BaseQuestion.apart_from`) and those that answer one another.
    """
    ids = {id_ for section in sections for bank in section.banks.values() for id_ in bank}
    return together(catalog, ids)


def together(catalog: Catalog, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return which of these questions must not be asked in one go with which of them."""
    found = answered_by(catalog, (catalog.questions[id_] for id_ in sorted(ids)))
    named = catalog.apart
    both = {id_: (found.get(id_, frozenset()) | named.get(id_, frozenset())) & set(ids) for id_ in sorted(ids)}
    return {id_: others for id_, others in both.items() if others}


def _pool(catalog: Catalog, section: PaperSection) -> drawing.SectionPool:
    banks = _ids_by_bank(catalog, section)
    levels = (
        {id_: catalog.questions[id_].depth for ids in banks.values() for id_ in ids} if section.depth_quotas else {}
    )
    return drawing.SectionPool(section.count, banks, dict(section.bank_quotas), dict(section.depth_quotas), levels)


def draw_paper(catalog: Catalog, paper: Paper, seed: str, form: str) -> DrawnPaper:
    """Draw one form: which questions the seed decides, their order and that of their parts the seed and the form.

    Raises ``ValueError`` with a Chinese message for a seed or form that no 卷号 can name. A catalog without faults has
    questions enough for every seed (`paper-short-of-questions`).
    """
    drawing.paper_number(paper.id, seed, form)
    sections = pools(catalog, paper)
    chosen = drawing.choose(sections, apart(catalog, sections), seed)
    return DrawnPaper(
        paper,
        seed,
        form,
        tuple(
            DrawnSection(
                section,
                tuple(_draw(catalog.questions[id_], seed, form) for id_ in drawing.order(ids, seed, form)),
            )
            for section, ids in zip(paper.sections, chosen, strict=True)
        ),
    )


def _draw(question: BaseQuestion, seed: str, form: str) -> DrawnQuestion:
    if isinstance(question, SingleChoice | MultipleChoice):
        count = len(question.options)
        parts = range(count) if question.pinned else drawing.option_order(question.id, count, seed, form)
        return DrawnQuestion(question, tuple(parts))
    if isinstance(question, Match):
        return DrawnQuestion(question, tuple(drawing.option_order(question.id, len(question.pairs), seed, form)))
    return DrawnQuestion(question, ())


def _ids_by_bank(catalog: Catalog, section: PaperSection) -> Mapping[str, tuple[str, ...]]:
    return {
        bank: tuple(q.id for q in catalog.banks[bank].questions if q.type is section.type)
        for bank in dict.fromkeys(section.banks)
        if bank in catalog.banks
    }
