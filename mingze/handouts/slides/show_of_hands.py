"""Questions for the hall: which of the banks' questions suit a slide, and what their slides say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mingze.handouts.blocks import PaperOption
from mingze.handouts.content import with_gaps
from mingze.handouts.slides.kinds import Foot, QuestionSlide
from mingze.model import BaseQuestion, Duty, QuestionGroup, QuestionType
from mingze.questions import MODELS
from mingze.views.question import Ground
from mingze.views.runs import plain
from mingze.views.view import Views

MOST = 3
"""Questions asked at one place."""
_TYPES = tuple(type_ for type_ in QuestionType if type_ in MODELS and MODELS[type_].is_closed)
"""Types a hall can answer by raising hands, in turn."""
_LINE = 31
"""Characters on a line of a slide, with room to spare."""
_LINES = 8
"""Lines that leave room for the answer."""


class HallQuestions:
    """Chooses questions for one deck: none comes twice, none gives another away.

    Groups are asked whole, behind their dossiers, and by themselves.
    """

    def __init__(self, views: Views) -> None:
        self.catalog = views.catalog
        self.views = views
        self._asked: set[str] = set()
        self._turn = 0

    def on_duties(self, duties: Sequence[Duty]) -> Iterator[BaseQuestion]:
        """Yield up to ``MOST`` questions on neighbouring duties: from each in turn, of changing types."""
        every = len(self.catalog.questions)
        return self._choose([self.catalog.questions_on_duty(duty.id, every) for duty in duties])

    def on_clauses(self, keys: Iterable[str]) -> Iterator[BaseQuestion]:
        """Yield up to ``MOST`` questions on articles, named as citations name them, of changing types."""
        return self._choose([self.catalog.questions_citing("clause", key) for key in keys])

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
        if not question.is_closed or not self.catalog.is_open(question.id):
            return False
        view = self.views.question(question)
        texts = [plain(view.stem), *(plain(one.runs) for one in view.alternatives)]
        return sum(-(-len(line) // _LINE) for text in texts for line in text.split("\n")) <= _LINES

    def slide(self, question: BaseQuestion, title: str, foot: Foot) -> QuestionSlide:
        """Return a question's slide, with the key, the reason and what it rests on in the notes."""
        view = self.views.question(question)
        answer = "".join(view.alternatives[n].sign for n in sorted(question.right))
        notes = [f"答案：{answer}"]
        notes += (f"解析：{plain(words)}" for words in view.explanation)
        notes += (f"{one.sign}为什么不选：{plain(one.feedback)}" for one in view.alternatives if one.feedback)
        rests = list(dict.fromkeys(map(_rests_on, view.grounds)))
        if rests:
            notes.append(f"依据：{'；'.join(rests)}")
        return QuestionSlide(
            f"{title}　{view.label}",
            with_gaps(view.stem),
            tuple(PaperOption(one.sign, one.runs) for one in view.alternatives),
            answer,
            rests[0] if rests else "",
            tuple(notes),
            foot,
        )


def _rests_on(ground: Ground) -> str:
    return ground.place + (f"〔{ground.badge.label}〕" if ground.badge and not ground.is_term else "")
