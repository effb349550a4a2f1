"""What helps a reader to find the right text and to judge whether it still holds."""

from __future__ import annotations

from pydantic import Field

from mingze.model.reference import TermStanding
from mingze.values.choices import Choice
from mingze.values.fields import (
    Allowing,
    ClauseRef,
    ClauseRefs,
    Entity,
    Id,
    Line,
    PartialDate,
    Prose,
    Ref,
    RoleRef,
    SourceRef,
)


class DevelopmentKind(Choice):
    """What a development is, in the order in which an editor would tell them; labels are the headings readers see."""

    BASIS = "basis", "依据文件的变化", "依据文件", "依据变化", "依据"
    LATER = "later", "印发以后的新文件", "新文件"
    INSTITUTION = "institution", "机构名称：过去和现在", "机构名称", "机构改名", "机构"
    WORDING = "wording", "提法：原文和后来", "提法", "提法变化"
    LOCAL = "local", "各地的实施细则", "各地细则", "实施细则", "地方细则"


class Development(Allowing):
    """规定印发以后的一项变化，供编者和读者判断现行性。"""

    id: Id
    """编号，也是页面上的锚点。"""
    title: Line
    """标题：哪个文件、哪个机构。"""
    kind: DevelopmentKind
    """basis 依据文件的变化；later 新文件；institution 机构名称；wording 提法；local 各地细则。"""
    date: PartialDate | None = None
    """日期：年、年月或年月日，知道多少写多少。"""
    then: Line | None = None
    """原来的名称（机构、提法）。"""
    now: Line | None = None
    """现在的名称（机构、提法）。"""
    text: Prose
    """变了什么，对读条文有什么影响。"""
    concerns: ClauseRefs = ()
    """关系到哪些条款，这些条款的页面上也会显示。"""
    standing: TermStanding
    """source 据来源；verified 已核；unverified 待核。"""
    sources: tuple[SourceRef, ...] = ()
    """来源。"""


class Reach(Choice):
    """How a regulation reaches a kind of officer; labels are the headings readers see."""

    DIRECT = "direct", "适用", "直接适用"
    REFERENCE = "reference", "参照执行", "参照"
    OUTSIDE = "outside", "条文没有写到", "没有写到", "不适用"


class ScopeGroup(Allowing):
    """一类人：规定是否适用，该看哪个岗位。"""

    id: Id
    """编号，也是页面上的锚点。"""
    title: Line
    """这一类人怎样称呼。"""
    reach: Reach
    """direct 适用；reference 参照执行；outside 条文没有写到。"""
    cites: ClauseRef | None = None
    """依据哪一条款。"""
    posts: tuple[Line, ...] = ()
    """举例：哪些职务。"""
    roles: tuple[RoleRef, ...] = ()
    """看哪个岗位。"""
    text: Prose
    """该看什么、怎样对照。"""
    sources: tuple[Ref, ...] = ()
    """来源：说到别的法律、别处的做法时写。"""


class ScopeGuide(Entity):
    """“我属于哪一类”的文件：一个规定一份。"""

    groups: tuple[ScopeGroup, ...] = Field(min_length=1)
    """各类人，适用的在前。"""


class ReviewedTexts(Entity):
    """出题、写解读时所依据条文的指纹；由 mingze reviewed 写，不用手改。"""

    texts: dict[Ref, Line] = Field(default_factory=dict)
    """题号和指纹。"""
    explanations: dict[Ref, Line] = Field(default_factory=dict)
    """解读（职责编号，或条文解读的条款）和指纹。"""
    key_points: dict[Ref, Line] = Field(default_factory=dict)
    """要点编号和指纹。"""
