"""One paper as a group sat it: people, items, and the marks between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from mingze.banks.drawn import is_drawn_by
from mingze.model import BaseQuestion, Catalog, Paper
from mingze.questions import BadResponse
from mingze.questions.question_type import NOTHING
from mingze.scoring.analysis import Matrix
from mingze.scoring.answers import AnswerFile, Fault, read_answers
from mingze.scoring.json_file import clean
from mingze.views.runs import one_line
from mingze.views.view import Views

_MOST_NAMED = 5


class ItemBasis(Struct, frozen=True):
    """What an item rests on."""

    name: str
    address: str
    """Where it stands on the site, "" where it has no page."""


class ScoredItem(Struct, frozen=True):
    """A question as one paper asks it."""

    question: BaseQuestion
    full: Fraction
    """Its full mark."""
    stem: str
    """Its stem without markup."""
    options: tuple[str, ...]
    """The options' texts without markup, in the order of the bank; empty where there are none."""
    key: frozenset[int]
    """Positions of the right options."""
    address: str
    """Where it stands on the site."""
    references: tuple[ItemBasis, ...]


class Sitting(Struct, frozen=True):
    """Everybody's marks on one paper."""

    title: str
    """The paper's title."""
    people: tuple[AnswerFile, ...]
    items: tuple[ScoredItem, ...]
    """In the order of the banks."""
    marks: Matrix
    chosen: Sequence[Sequence[frozenset[int] | None]]
    """The options each person chose of each item; None where there are none or the item was not put."""
    faults: tuple[Fault, ...]
    """What is wrong with the files; what they concern is left out of the marks."""


def read_sitting(paths: Iterable[Path], catalog: Catalog) -> Sitting:
    """Read and mark all answer files; nothing in them raises, see ``faults``."""
    files, faults = read_answers(paths, catalog)
    papers = {file.paper for file in files}
    paper = catalog.papers.get(papers.pop() or "") if papers else None
    known: list[AnswerFile] = []
    for file in files:
        bad = list(_unknown_questions(file, catalog, paper))
        faults += bad
        if any(_full_mark(catalog, paper, id_) for id_ in file.answers):
            known.append(file)
    put = _questions_put(known, catalog, paper)
    ids = [id_ for id_ in catalog.questions if any(id_ in asked for asked in put) and _full_mark(catalog, paper, id_)]
    views = Views(catalog)
    items = tuple(_item(views, catalog.questions[id_], _full_mark(catalog, paper, id_)) for id_ in ids)
    rows, chosen = [], []
    for file, asked in zip(known, put, strict=True):
        marks, options, bad = _mark_file(file, asked, items, catalog)
        rows.append(marks)
        chosen.append(options)
        faults += bad
    _mark_empty_short_answers(known, put, items, rows)
    title = paper.paper.title if paper else "平时练习"
    return Sitting(title, tuple(known), items, rows, chosen, tuple(sorted(faults, key=lambda fault: fault.file)))


def _full_mark(catalog: Catalog, paper: Paper | None, id_: str) -> Fraction:
    """Return an item's full mark: as the paper's section says, 1 without a paper, 0 for a question it does not hold."""
    question = catalog.questions.get(id_)
    if question is None or paper is None:
        return Fraction(question is not None)
    bank = catalog.bank_of[id_].id
    entry = catalog.group_of.get(id_) or question  # a question of a group is drawn with it
    sections = (s for s in paper.sections if is_drawn_by(catalog, s, entry) and bank in s.banks)
    return next((Fraction(s.points) for s in sections), NOTHING)


def _unknown_questions(file: AnswerFile, catalog: Catalog, paper: Paper | None) -> Iterable[Fault]:
    unknown = [id_ for id_ in file.answers if id_ not in catalog.questions]
    foreign = [id_ for id_ in file.answers if id_ in catalog.questions and not _full_mark(catalog, paper, id_)]
    for what, ids in (("题库里没有", unknown), (f"试卷 `{file.paper}` 不考", foreign)):
        if ids:
            named = "、".join(f"`{clean(id_)}`" for id_ in ids[:_MOST_NAMED])
            more = f"等 {len(ids)} 道" if len(ids) > _MOST_NAMED else ""
            yield Fault(file.file, f"{what}这些题：{named}{more}，没有计分")


def _questions_put(files: Sequence[AnswerFile], catalog: Catalog, paper: Paper | None) -> list[set[str]]:
    """Return, for each file, the questions put to the person: those it names, answered or not.

    One paper and seed is one set of questions, so what others of that seed answered was put to this person too; not so
    where they named more questions than the paper has, for then they did not sit the same one.
    """
    by_seed: dict[str, set[str]] = defaultdict(set)
    for file in files:
        by_seed[file.seed].update(id_ for id_ in file.answers if _full_mark(catalog, paper, id_))
    most = sum(section.items for section in paper.sections) if paper else 0
    return [by_seed[f.seed] if len(by_seed[f.seed]) <= most else set(f.answers) for f in files]


def _mark_file(
    file: AnswerFile, asked: set[str], items: Sequence[ScoredItem], catalog: Catalog
) -> tuple[list[Fraction | None], list[frozenset[int] | None], list[Fault]]:
    marks: list[Fraction | None] = []
    chosen: list[frozenset[int] | None] = []
    faults = []
    for item in items:
        id_, share, options = item.question.id, None, None
        if id_ in asked:
            partial = catalog.bank_of[id_].bank.gives_partial_marks
            try:
                share = item.question.mark(file.answers.get(id_), partial)
                options = item.question.chosen(file.answers.get(id_))
            except BadResponse as bad:
                faults.append(Fault(file.file, f"题 `{id_}` 的答案写得不对，没有计分：{bad}"))
        marks.append(None if share is None else share * item.full)
        chosen.append(options)
    return marks, chosen, faults


def _mark_empty_short_answers(
    files: Sequence[AnswerFile], put: Sequence[set[str]], items: Sequence[ScoredItem], rows: list[list[Fraction | None]]
) -> None:
    """Give nothing for a short answer left empty, once anybody's answer to it has been rated."""
    for column, item in enumerate(items):
        if not item.question.is_rated or all(row[column] is None for row in rows):
            continue
        for file, asked, row in zip(files, put, rows, strict=True):
            if item.question.id in asked and item.question.is_empty(file.answers.get(item.question.id)):
                row[column] = NOTHING


def _item(views: Views, question: BaseQuestion, full: Fraction) -> ScoredItem:
    view = views.question(question)
    return ScoredItem(
        question,
        full,
        one_line(view.stem),
        tuple(one_line(one.runs) for one in view.alternatives),
        question.right,
        view.address,
        tuple(ItemBasis(ground.full, ground.address) for ground in view.grounds),
    )
