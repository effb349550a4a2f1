"""One form of a paper as every output prints it: its facts, its sections, its questions numbered through."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mingze.banks.drawn import DrawnPaper, DrawnQuestion
from mingze.model import BaseQuestion, Catalog, PaperSection, QuestionGroup, QuestionType
from mingze.questions import MODELS, AnswerPlace
from mingze.values.numerals import to_chinese
from mingze.views import prose, runs
from mingze.views.dossier import DossierView
from mingze.views.names import Names
from mingze.views.question import QuestionView, question_view
from mingze.views.runs import Runs


class AskedView(Struct, frozen=True):
    """A question as a form of a paper asks it."""

    number: int
    question: QuestionView
    """Told with its type's name before its stem where the section asks several types."""
    layout: str
    """How what stands below the stem is laid out (`mingze.questions.Printed`)."""
    lettered: tuple[Runs, ...]
    """What stands behind letters, in the order of this form."""
    lefts: tuple[Runs, ...]
    place: AnswerPlace
    """Where it is answered on the sheet."""
    key: str
    """In the letters of this form; "" where only a reference can be given."""
    opens: DossierView | None
    """The dossier of the group whose first question this is: it stands above."""


class SectionView(Struct, frozen=True):
    """A section (大题)."""

    number: str
    """一, 二, 三 …"""
    label: str
    """What its type is called."""
    facts: str
    """How many questions of how many marks."""
    rule: str
    """How to answer and what that earns; "" where nothing need be said."""
    points: int | float
    """Marks of each question."""
    marks: int | float
    """Marks of all its questions."""
    has_groups: bool
    asked: tuple[AskedView, ...]

    @property
    def name(self) -> str:
        """Its number and its type: 一、单项选择题."""
        return f"{self.number}、{self.label}"


class PaperView(Struct, frozen=True):
    """One form of a paper."""

    id: str
    seed: str
    form: str
    number: str
    """The 卷号."""
    name: str
    """What the paper is called."""
    title: str
    """The same with its form."""
    minutes: int
    marks: int | float
    sections: tuple[SectionView, ...]


def paper_view(catalog: Catalog, names: Names, drawn: DrawnPaper) -> PaperView:
    """Return a form that was drawn as it is printed."""
    paper, sections, number = drawn.paper, [], 1
    for place, section in enumerate(drawn.sections, 1):
        asked = tuple(
            _asked(catalog, names, section.section, one, count) for count, one in enumerate(section.questions, number)
        )
        number += len(asked)
        sections.append(_section(catalog, section.section, place, asked))
    return PaperView(
        paper.id,
        drawn.seed,
        drawn.form,
        drawn.number,
        paper.paper.title,
        f"{paper.paper.title}（{drawn.form}卷）",
        paper.paper.minutes,
        paper.full_marks,
        tuple(sections),
    )


def _section(catalog: Catalog, section: PaperSection, place: int, asked: tuple[AskedView, ...]) -> SectionView:
    banks = [catalog.banks[id_].bank for id_ in section.banks if id_ in catalog.banks]
    rule = MODELS.get(section.type, QuestionGroup).paper_rule(partial=all(bank.gives_partial_marks for bank in banks))
    material = f"{section.count}份材料，" if section.size else ""
    return SectionView(
        to_chinese(place),
        section.type.label,
        f"共{material}{section.items}小题，每小题{section.points}分，共{section.full_marks}分",
        rule,
        section.points,
        section.full_marks,
        section.type is QuestionType.GROUP,
        asked,
    )


def _asked(catalog: Catalog, names: Names, section: PaperSection, drawn: DrawnQuestion, number: int) -> AskedView:
    question: BaseQuestion = drawn.question
    view = question_view(catalog, names, question)
    printed = question.printed(drawn.parts, not view.is_open)
    kind = runs.text(f"（{view.label}）" if section.size else "")
    return AskedView(
        number,
        replace(view, stem=(*kind, *view.stem)),
        printed.layout,
        tuple(prose.inline(text, catalog.terms) if printed.is_prose else runs.text(text) for text in printed.lettered),
        tuple(map(runs.text, printed.lefts)),
        question.answer_place(section.points),
        question.printed_key(drawn.parts, not view.is_open),
        view.dossier if drawn.opens else None,
    )
