"""Duties, and the commentary about them."""

from __future__ import annotations

from pydantic import Field, model_validator

from mingze.values.choices import Choice
from mingze.values.fields import (
    Allowing,
    ClauseRef,
    DutyId,
    Entity,
    Id,
    Line,
    Prose,
    Ref,
    RoleRef,
    SourceRef,
    Statute,
    ThemeRef,
)


class Duty(Entity):
    """职责：一个岗位必须做的一件事。"""

    id: DutyId
    """职责编号，也是页面上的锚点，全站不重复。"""
    cites: ClauseRef | None = None
    """出自哪一条款；文字取自条款，不另抄写。"""
    title: Line
    """几个字的标题。"""
    themes: tuple[ThemeRef, ...] = ()
    """所属主题。"""
    keywords: tuple[Line, ...] = ()
    """要突出显示的词句，每一个都要在原文里出现。"""
    text: Statute | None = None
    """没有对应条款的（如本地责任清单）在这里写职责的文字。"""
    frequency: Line | None = None
    """多久一次，照原文写，如 每季度至少一次；清单里写了才写。"""
    standard: Statute | None = None
    """怎样考核、怎样扣分；单位的责任清单里写了才写。"""
    sources: tuple[SourceRef, ...] = ()
    """来源；写了 text 就必须写来源。"""
    implements: tuple[Line, ...] = ()
    """它所落实的上级职责，写成 规定编号/职责编号。"""
    same_as: Ref | None = None
    """与另一个岗位的哪一项职责相同：标题、文字、解读和题目都用那一项的，这里只写 `id` 和它。"""


class DutyFile(Entity):
    """职责文件：一个规定给一个岗位的全部职责。"""

    role: RoleRef
    """岗位编号，与文件名相同；不写，就是文件名。"""
    sources: tuple[SourceRef, ...] = ()
    """共同的来源：写了 `text`、没有写 `sources` 的职责用它。"""
    duties: tuple[Duty, ...] = Field(min_length=1)
    """职责，按条文的顺序。"""


class Explanation(Allowing):
    """解读：把一项职责（或一条条文）讲明白。"""

    duty: DutyId | None = None
    """职责编号（岗位的解读文件里写）。"""
    clause: ClauseRef | None = None
    """条款（articles.yml 里写）。"""
    plain: Prose | None = None
    """通俗解释，用自己的话写。"""
    actions: tuple[Prose, ...] = ()
    """怎么做，一项一件具体的事。"""
    evidence: tuple[Prose, ...] = ()
    """留痕：能证明做了的记录。"""
    caution: Prose | None = None
    """易混提醒。"""
    sources: tuple[SourceRef, ...] = ()
    """来源。"""


class Addition(Allowing):
    """本级补充：给一项职责（多半是上级的）添上本地的做法、留痕和提醒，不动它的解读。"""

    duty: DutyId
    """职责编号。"""
    actions: tuple[Prose, ...] = ()
    """本地怎么做。"""
    evidence: tuple[Prose, ...] = ()
    """本地留痕：能证明做了的记录。"""
    caution: Prose | None = None
    """本地易混提醒。"""
    sources: tuple[SourceRef, ...] = ()
    """来源。"""

    @property
    def plain(self) -> None:
        """Nothing: what a duty means is said once, in its explanation."""

    @property
    def clause(self) -> None:
        """None: it is about a duty."""

    @model_validator(mode="after")
    def _say_something(self) -> Addition:
        if not (self.actions or self.evidence or self.caution):
            raise ValueError("补充了什么？写上 actions、evidence、caution 里的至少一样")
        return self


class RoleAdditions(Entity):
    """本级补充的文件：给一个规定的一个岗位。"""

    role: RoleRef
    """岗位编号，与文件名相同；不写，就是文件名。"""
    sources: tuple[SourceRef, ...] = ()
    """共同的来源：没有写 `sources` 的补充用它。"""
    additions: tuple[Addition, ...] = Field(min_length=1)
    """每项职责的补充。"""


class KeyPointKind(Choice):
    """What a key point is good for."""

    LIST = "list", "要点", "归纳", "要点归纳", "列表"
    MUST_DO = "must-do", "必须做", "必做", "必须"
    CAUTION = "caution", "易混提醒", "提醒", "注意", "易混"


class Standing(Choice):
    """Whether a key point follows from the text or is somebody's reading of it; labels are printed with it."""

    CLAUSE = "clause", "依据条文", "条文", "出自条文"
    COMMENTATOR = "commentator", "归纳自来源，非条文", "归纳自来源", "个人归纳", "某人的归纳", "归纳", "非条文"


class Point(Entity):
    """要点中的一点。"""

    text: Prose
    """内容。"""
    duties: tuple[Ref, ...] = ()
    """出自哪些职责。"""
    clauses: tuple[ClauseRef, ...] = ()
    """出自哪些条款。"""


class KeyPoint(Allowing):
    """要点提示。"""

    id: Id
    """要点编号，全站不重复。"""
    title: Line
    """标题。"""
    kind: KeyPointKind
    """list 归纳；must-do 必须做；caution 提醒。"""
    standing: Standing
    """clause 依据条文；commentator 归纳自来源，非条文。"""
    text: Prose | None = None
    """说明。"""
    points: tuple[Point, ...] = ()
    """逐点。"""
    correction: Prose | None = None
    """来源哪里错了，正确的是什么，为什么。"""
    sources: tuple[SourceRef, ...] = ()
    """来源。"""


class RoleCommentary(Allowing):
    """岗位的解读文件。"""

    role: RoleRef
    """岗位编号，与文件名相同；不写，就是文件名。"""
    summary: Prose | None = None
    """这个岗位总的说明。"""
    sources: tuple[SourceRef, ...] = ()
    """共同的来源：没有写 `sources` 的要点和解读用它。"""
    key_points: tuple[KeyPoint, ...] = ()
    """要点提示。"""
    explanations: tuple[Explanation, ...] = ()
    """每项职责的解读。"""


class ArticleCommentary(Entity):
    """条文的解读文件（articles.yml）：不属于哪个岗位的条文。"""

    sources: tuple[SourceRef, ...] = ()
    """共同的来源：没有写 `sources` 的要点和解读用它。"""
    key_points: tuple[KeyPoint, ...] = ()
    """要点提示。"""
    explanations: tuple[Explanation, ...] = ()
    """各条的解读。"""
