"""What every type of question has, and what every type answers for itself.

A type is one module of this package: what an author writes, its rules, what a sitter sees, how its key is worded, how a
response is marked, what guessing earns, how it is printed, how other programs are told of it. Everything else asks the
question and never its type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

from msgspec import Struct
from pydantic import Field

from mingze.questions.answer_cell import AnswerCell
from mingze.questions.interaction import Interaction
from mingze.values.choices import Choice
from mingze.values.fields import Allowing, CitationRef, Id, Prose, Ref, SourceRef

BLANK = "（　　）"
"""How a gap is written in a stem: full-width brackets around two full-width spaces."""
LETTERS = "ABCDEFGHIJ"
GAP = re.compile("（[ \u3000\u00a0_]*）")
"""A gap as it may be typed."""
NOTHING, ALL = Fraction(0), Fraction(1)
Path: TypeAlias = tuple[str | int, ...]
"""The way to a text within a question: ``("options", 2, "text")``."""


class QuestionType(Choice):
    """The types and the group, in the order of a Chinese paper; their labels are the names a paper prints."""

    SINGLE = "single", "单项选择题", "单选", "单选题", "单项选择"
    MULTIPLE = "multiple", "多项选择题", "多选", "多选题", "多项选择", "不定项选择题"
    JUDGE = "judge", "判断题", "判断", "是非题", "判断正误"
    BLANK = "blank", "填空题", "填空"
    MATCH = "match", "连线题", "连线", "配对题", "匹配题"
    ORDER = "order", "排序题", "排序"
    SHORT = "short", "简答题", "简答", "问答题", "问答"
    GROUP = "group", "材料题", "材料分析题", "案例分析题", "题组"


class BadResponse(ValueError):
    """A response that is not of the form its question's type has; says in Chinese what is expected."""


class Alternative(Struct, frozen=True):
    """One of the things that a closed question lets a sitter choose from."""

    sign: str
    """What is marked on paper: ``A``, √."""
    text: str
    """Prose."""
    name: str
    """What a report calls it: ``A``, 对."""
    feedback: str = ""
    """Why it is wrong, as prose; "" where the author does not say."""


class PartList(Struct, frozen=True):
    """Texts of a question that the site letters or numbers by itself."""

    what: str
    """What an author calls them: 选项, 左边."""
    path: Path
    inner: Path
    """From an entry of the list to its text."""
    texts: tuple[str, ...]
    offered: bool = True
    """Whether a sitter sees them."""

    def place(self, position: int) -> Path:
        """Return the path to one of the texts."""
        return (*self.path, position, *self.inner)


class ModelAnswer(Struct, frozen=True):
    """What stands in place of a key that somebody rates by: an answer, and what each point of it earns."""

    text: str
    """Prose."""
    points: tuple[tuple[str, int | float], ...]
    """Prose and marks."""


class AnswerPlace(Struct, frozen=True):
    """Where a question is answered on an answer sheet."""

    layout: str
    """``letters`` to mark, ``gaps`` to fill, ``pairs`` to name, a ``chain`` of places, ``lines`` to write on."""
    letters: tuple[str, ...] = ()
    gaps: int = 0
    """Gaps, places or ruled lines."""
    several: bool = False
    """Whether more than one letter may be marked."""


class Printed(Struct, frozen=True):
    """What of a question stands below its stem on a paper, in the order of one form."""

    layout: str = ""
    """``options`` behind letters; ``pairs`` in two columns; a bracket for a ``verdict``; "" for nothing."""
    lefts: tuple[str, ...] = ()
    """The left sides of a match; plain text."""
    lettered: tuple[str, ...] = ()
    """What stands behind letters."""
    is_prose: bool = False
    """Whether the lettered texts are prose; otherwise they are plain."""


class BaseQuestion(AnswerCell, Allowing):
    """What every type has."""

    id: Id
    """题号，全站不重复。"""
    type: QuestionType
    """题型。"""
    stem: Prose
    """题干；空处写全角括号夹两个全角空格（　　）。"""
    explanation: Prose
    """解析：为什么对，依据哪一条款。"""
    hint: Prose | None = None
    """提示。"""
    cites: tuple[CitationRef, ...] = ()
    """依据：职责编号、条款、term:术语、case:案例；第一个是主要考点。"""
    sources: tuple[SourceRef, ...] = ()
    """依据的条款文字待核对时，写明哪些来源印证了所考的内容。"""
    depth: int = Field(default=1, ge=1, le=3)
    """1 记忆；2 理解；3 运用。"""
    apart_from: tuple[Ref, ...] = ()
    """组卷时尽量不与哪些题同卷（一道题的题干会提示另一道的答案）；写在一边即可。"""

    key_names: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Chinese names of keys that only this type has: the one that faults write, then others that are understood."""
    is_closed: ClassVar[bool] = False
    """Whether it is answered by marking alternatives: such questions suit a hall, and their keys one line."""
    is_rated: ClassVar[bool] = False
    """Whether somebody must judge the answer."""
    same_alternatives: ClassVar[bool] = False
    """Whether every question of the type has the same alternatives, so that they tell nothing."""
    has_partial_marks: ClassVar[bool] = False
    """Whether a bank may give part of the mark for an incomplete answer."""

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """What a sitter chooses from, in the order of the bank; empty for what is not closed."""
        return ()

    @property
    def right(self) -> frozenset[int]:
        """Positions of the right alternatives; those of letters beyond the alternatives are left out."""
        return frozenset()

    @property
    def is_pinned(self) -> bool:
        """Whether its alternatives must stay in their order."""
        return False

    @property
    def part_lists(self) -> tuple[PartList, ...]:
        """The texts that the site letters or numbers."""
        return ()

    @property
    def fillings(self) -> tuple[tuple[str, ...], ...]:
        """What each gap of the stem may rightly be filled with; empty where the stem's gaps say nothing of that."""
        return ()

    @property
    def telling(self) -> tuple[str, ...]:
        """Texts of which several together give the key away."""
        return ()

    def page_order(self, withheld: bool = False) -> list[int]:
        """Return the positions 0…n-1 of its parts in the order in which a page shows them; empty where it has none."""
        return []

    def page_parts(self, withheld: bool) -> dict[str, Any]:
        """Return what a page shows below the stem beside alternatives, as data for ``<type>.html`` and ``.js``."""
        return {}

    def draw(self, seed: str, form: str) -> tuple[int, ...]:
        """Return how a form of a paper orders what may be reordered, as positions; empty where nothing may."""
        return ()

    def printed(self, drawn: tuple[int, ...], withheld: bool) -> Printed:
        """Return what stands below the stem on the form that was drawn so."""
        return Printed()

    @classmethod
    def paper_rule(cls, partial: bool) -> str:
        """Return what the head of its section says of answering; ``partial`` where incomplete answers earn a part."""
        return ""

    def answer_place(self, points: float) -> AnswerPlace:
        """Return where it is answered on the sheet."""
        raise NotImplementedError

    def read_marks(self, marks: Sequence[str], drawn: tuple[int, ...], withheld: bool) -> Any:
        """Return the response that marks on an answer sheet are, as answer files hold it.

        ``marks`` are those of each row of its place (`AnswerPlace`) in the letters of the form that was drawn so, ""
        where nothing is marked. None for what is answered in words.
        """
        return None

    def key_text(self) -> str:
        """Write the key for readers of a page; "" where only a reference can be given."""
        return ""

    def printed_key(self, drawn: tuple[int, ...], withheld: bool) -> str:
        """Write the key in the letters of the form that was drawn so; "" where only a reference can be given."""
        return self.key_text()

    @property
    def model_answer(self) -> ModelAnswer | None:
        """What it is rated by; None for what has a key."""
        return None

    @property
    def player_key(self) -> Any:
        """The key as plain data, as the page's player reads it (``mingze/web/quiz/types/<type>.js``)."""
        raise NotImplementedError

    @property
    def interaction(self) -> Interaction:
        """What a sitter does with it, for formats of other programs (`mingze.exchange`)."""
        raise NotImplementedError

    def is_empty(self, response: Any) -> bool:
        """Whether it was left unanswered."""
        return is_nothing(response)

    def mark(self, response: Any, partial: bool = False) -> Fraction | None:
        """Return the share of the mark (0 to 1), or None for an answer that nobody has rated.

        ``partial`` gives part of the mark for an incomplete answer where the type has that. An empty response earns
        nothing. Raises `BadResponse` for a response of another form.
        """
        if self.is_empty(response):
            return None if self.is_rated else NOTHING
        return self._share(response, partial)

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        """Return the share that a response earns which is not empty."""
        raise NotImplementedError

    def chosen(self, response: Any) -> frozenset[int] | None:
        """Return the positions of the chosen alternatives, None for what is not closed. Raises `BadResponse`."""
        if not self.is_closed:
            return None
        return frozenset() if self.is_empty(response) else self._positions(response)

    def _positions(self, response: Any) -> frozenset[int]:
        """Return the positions of the alternatives that a response names which is not empty."""
        raise NotImplementedError

    @property
    def guess(self) -> float | None:
        """The share that blind guessing earns on average, None where it cannot be told.

        As Moodle's question types do (``get_random_guess_score``).
        """
        return None


def is_nothing(value: Any) -> bool:
    """Whether a response says nothing: no value, no text, a list of such."""
    if isinstance(value, list):
        return all(part is None or (isinstance(part, str) and not part.strip()) for part in value)
    return value is None or (isinstance(value, str) and not value.strip())


def all_or_nothing(right: bool) -> Fraction:
    """Return the whole mark or none of it."""
    return ALL if right else NOTHING
