"""Questions for the hall: which of the banks' questions suit a slide, and what their slides say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mingze.handouts import wording
from mingze.handouts.blocks import Option
from mingze.handouts.content import Content
from mingze.handouts.exams import JUDGE_MARKS
from mingze.handouts.slides.kinds import Foot, QuestionSlide
from mingze.model import (
    LETTERS,
    BaseQuestion,
    Catalog,
    ClauseKey,
    Duty,
    Judge,
    MultipleChoice,
    QuestionGroup,
    QuestionType,
    SingleChoice,
)
from mingze.views import prose
from mingze.views.runs import Run, plain

MOST = 3
"""Questions asked at one place."""
_TYPES = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.JUDGE)
"""Types a hall can answer by raising hands."""
_LINE = 31
"""Characters on a line of a slide, with room to spare."""
_LINES = 8
"""Lines that leave room for the answer."""


class HallQuestions:
    """Chooses questions for one deck: none comes twice, none gives another away.

    Groups are asked whole, behind their dossiers, and by themselves.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.content = Content(catalog)
        self._asked: set[str] = set()
        self._turn = 0

    def on_duties(self, duties: Sequence[Duty]) -> Iterator[BaseQuestion]:
        """Yield up to ``MOST`` questions on neighbouring duties: from each in turn, of changing types."""
        every = len(self.catalog.questions)
        return self._choose([self.catalog.questions_on_duty(duty.id, every) for duty in duties])

    def on_clauses(self, keys: Iterable[ClauseKey]) -> Iterator[BaseQuestion]:
        """Yield up to ``MOST`` questions on articles, of changing types."""
        return self._choose([self.catalog.questions_citing("clause", str(key)) for key in keys])

    def _choose(self, pools: list[list[BaseQuestion]]) -> Iterator[BaseQuestion]:
        suitable = [[q for q in pool if q.id not in self.catalog.group_of and self._suits(q)] for pool in pools]
        found = 0
        for turn in range(MOST * len(suitable)):
            pool = [q for q in suitable[turn % len(suitable)] if self._is_free(q)]
            wanted = _TYPES[self._turn % len(_TYPES)]
            question = next((q for q in pool if q.type is wanted), pool[0] if pool else None)
            if question is None:
                continue
            self._asked.add(question.id)
            self._turn += 1
            found += 1
            yield question
            if found == MOST:
                return

    def material(self, duties: Iterable[Duty]) -> QuestionGroup | None:
        """Return a group on these duties that a hall can answer from its first question to its last, None for none."""
        ids = {duty.id for duty in duties}
        for group in self.catalog.groups.values():
            cited = {c.id for question in group.questions for c in question.cites if c.kind == "duty"}
            if cited & ids and all(self._is_free(q) and self._suits(q) for q in group.questions):
                self._asked.update(question.id for question in group.questions)
                return group
        return None

    def _is_free(self, question: BaseQuestion) -> bool:
        others = self.catalog.apart.get(question.id, frozenset())
        return question.id not in self._asked and not others & self._asked

    def _suits(self, question: BaseQuestion) -> bool:
        if question.type not in _TYPES or self.catalog.bank_of[question.id].bank.answers != "shown":
            return False
        texts = [
            plain(prose.inline(question.stem, self.catalog.terms)),
            *(plain(o.runs) for o in self._options(question)),
        ]
        return sum(-(-len(line) // _LINE) for text in texts for line in text.split("\n")) <= _LINES

    def slide(self, question: BaseQuestion, title: str, foot: Foot) -> QuestionSlide:
        """Return a question's slide, with the key, the reason and what it rests on in the notes."""
        catalog = self.catalog
        answer = _answer(question)
        notes = [f"答案：{answer}"]
        notes += (f"解析：{plain(words)}" for words in prose.paragraphs(question.explanation, catalog.terms))
        if isinstance(question, SingleChoice | MultipleChoice):
            notes += (
                f"{letter}为什么不选：{plain(prose.inline(option.feedback, catalog.terms))}"
                for letter, option in zip(LETTERS, question.options, strict=False)
                if option.feedback
            )
        rests = list(dict.fromkeys(self._rests_on(question)))
        if rests:
            notes.append(f"依据：{'；'.join(rests)}")
        return QuestionSlide(
            f"{title}　{question.type.label}",
            wording.stem(question.stem, catalog.terms),
            self._options(question),
            answer,
            rests[0] if rests else "",
            tuple(notes),
            foot,
        )

    def _options(self, question: BaseQuestion) -> tuple[Option, ...]:
        if isinstance(question, SingleChoice | MultipleChoice):
            words = (prose.inline(option.text, self.catalog.terms) for option in question.options)
            return tuple(Option(letter, one) for letter, one in zip(LETTERS, words, strict=False))
        return tuple(Option(mark, (Run(word),)) for mark, word in zip(JUDGE_MARKS, ("对", "错"), strict=True))

    def _rests_on(self, question: BaseQuestion) -> Iterator[str]:
        names = self.content.views.names
        for citation in question.cites:
            duty = self.catalog.duties.get(citation.id) if citation.kind == "duty" else None
            clauses = self.catalog.clauses_behind(citation)
            badge = f"〔{clauses[0].verification.label}〕" if citation.kind != "term" and clauses else ""
            yield (names.label(duty.cites) if duty and duty.cites else names.cited(citation)) + badge


def _answer(question: BaseQuestion) -> str:
    if isinstance(question, SingleChoice | MultipleChoice):
        return question.answer
    assert isinstance(question, Judge)
    return JUDGE_MARKS[0] if question.answer else JUDGE_MARKS[1]
