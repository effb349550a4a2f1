"""Questions of seven types."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from mingze.model.choices import RIGHT, WRONG, Choice, either
from mingze.model.fields import Allowing, CitationRef, Entity, Flag, Id, Line, Prose, Ref, SourceRef
from mingze.model.marks import Marks

BLANK = "（　　）"
"""How a gap is written in a stem: full-width brackets around two full-width spaces."""
LETTERS = "ABCDEFGHIJ"


class QuestionType(Choice):
    """The seven types and the group, in the order of a Chinese paper; their labels are the names a paper prints."""

    SINGLE = "single", "单项选择题", "单选", "单选题", "单项选择"
    MULTIPLE = "multiple", "多项选择题", "多选", "多选题", "多项选择", "不定项选择题"
    JUDGE = "judge", "判断题", "判断", "是非题", "判断正误"
    BLANK = "blank", "填空题", "填空"
    MATCH = "match", "连线题", "连线", "配对题", "匹配题"
    ORDER = "order", "排序题", "排序"
    SHORT = "short", "简答题", "简答", "问答题", "问答"
    GROUP = "group", "材料题", "材料分析题", "案例分析题", "题组"


def _as_option(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _letters(value: Any) -> str:
    """Read `ACD` however it was typed: full-width, lower case, with commas or spaces between."""
    letters = re.sub(r"[\s,、，]+", "", unicodedata.normalize("NFKC", str(value))).upper()
    if not letters or not letters.isascii() or not letters.isalpha():
        raise ValueError("答案写选项的字母，如 A 或 ACD")
    return letters


def _verdict(value: Any) -> bool:
    verdict = either(value, RIGHT, WRONG)
    if verdict is None:
        raise ValueError("判断题的答案写 对 或 错")
    return verdict


_Letters: TypeAlias = Annotated[
    str, PlainValidator(_letters), WithJsonSchema({"type": "string", "pattern": r"^[A-Za-zＡ-Ｚ\s,、，]+$"})
]
_Verdict: TypeAlias = Annotated[
    bool,
    PlainValidator(_verdict),
    WithJsonSchema({"anyOf": [{"enum": [*RIGHT, *WRONG]}, {"type": "boolean"}]}),
]


class Option(Entity):
    """选项。"""

    text: Prose
    """内容。"""
    feedback: Prose | None = None
    """选了它错在哪里；不要写选项字母，印卷时选项会换位置。"""


_Option: TypeAlias = Annotated[Option, BeforeValidator(_as_option, json_schema_input_type=Prose | Option)]
_Options: TypeAlias = Annotated[tuple[_Option, ...], Field(min_length=2, max_length=len(LETTERS))]


class BaseQuestion(Allowing):
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


class SingleChoice(BaseQuestion):
    """单项选择题。"""

    type: Literal[QuestionType.SINGLE]
    """题型。"""
    options: _Options
    """选项，按 A、B、C、D 的顺序。"""
    answer: _Letters
    """正确选项的字母。"""
    pinned: Flag = False
    """true 表示选项不换位置。"""


class MultipleChoice(BaseQuestion):
    """多项选择题。"""

    type: Literal[QuestionType.MULTIPLE]
    """题型。"""
    options: _Options
    """选项，按 A、B、C、D 的顺序。"""
    answer: _Letters
    """正确选项的字母，如 ACD。"""
    pinned: Flag = False
    """true 表示选项不换位置。"""


class Judge(BaseQuestion):
    """判断题。"""

    type: Literal[QuestionType.JUDGE]
    """题型。"""
    answer: _Verdict
    """对 或 错。"""


class Blank(BaseQuestion):
    """填空题。"""

    type: Literal[QuestionType.BLANK]
    """题型。"""
    answers: tuple[Annotated[tuple[Line, ...], Field(min_length=1)], ...] = Field(min_length=1)
    """每个空一个列表，列出可以接受的写法，第一个印在答案上。"""


class Pair(Entity):
    """连线题的一对。"""

    left: Line
    """左边。"""
    right: Line
    """右边。"""


class Match(BaseQuestion):
    """连线题。"""

    type: Literal[QuestionType.MATCH]
    """题型。"""
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=len(LETTERS))
    """正确的配对；印出时右边会换位置。"""


class Order(BaseQuestion):
    """排序题。"""

    type: Literal[QuestionType.ORDER]
    """题型。"""
    sequence: tuple[Line, ...] = Field(min_length=3, max_length=len(LETTERS))
    """正确的顺序；印出时会打乱。"""


class ScoringPoint(Entity):
    """简答题的一个得分点。"""

    text: Prose
    """内容。"""
    score: Marks
    """分值，可以有半分。"""


class ShortAnswer(BaseQuestion):
    """简答题。"""

    type: Literal[QuestionType.SHORT]
    """题型。"""
    reference: Prose
    """参考答案。"""
    points: tuple[ScoringPoint, ...] = Field(min_length=1)
    """得分点。"""


def with_type(value: Any) -> Any:
    """Name the type in English where it was typed in Chinese, so that the right model is chosen."""
    if isinstance(value, dict) and isinstance(typed := value.get("type") or value.get("题型"), str):
        try:
            return {**value, "type": QuestionType(typed).value}
        except ValueError:
            return value
    return value


Question: TypeAlias = Annotated[
    SingleChoice | MultipleChoice | Judge | Blank | Match | Order | ShortAnswer,
    Field(discriminator="type"),
    BeforeValidator(with_type),
]
