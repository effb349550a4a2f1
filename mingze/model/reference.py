"""What readers look up beside the duties: terms and cases."""

from __future__ import annotations

from pydantic import Field

from mingze.values.choices import Choice
from mingze.values.fields import (
    Allowing,
    CitationRef,
    Entity,
    Flag,
    Id,
    Line,
    PartialDate,
    Prose,
    SourceRef,
    TermRef,
)


class TermStanding(Choice):
    """How far a definition can be relied on; labels are the badges in words."""

    SOURCE = "source", "来源自释", "据来源"
    VERIFIED = "verified", "已核", "已核对"
    UNVERIFIED = "unverified", "待核", "待核对", "未核", "未核对"


class Member(Entity):
    """计数词语（如三项制度）中的一项。"""

    text: Prose
    """内容。"""
    cites: tuple[CitationRef, ...] = ()
    """出自哪一条款或职责。"""


class Term(Allowing):
    """术语。"""

    id: Id
    """术语编号，正文里写 [[编号]] 即可链接。"""
    name: Line
    """名称。"""
    reading: Line | None = None
    """拼音；只在自动注音会出错时写，各字之间空一格。"""
    aliases: tuple[Line, ...] = ()
    """别的叫法，供检索，也写在术语旁边。"""
    standing: TermStanding
    """source 来源自释；verified 已核；unverified 待核。"""
    definition: Prose
    """释义。"""
    members: tuple[Member, ...] = ()
    """计数词语的各项。"""
    not_to_confuse: tuple[TermRef, ...] = ()
    """容易混淆的术语。"""
    sources: tuple[SourceRef, ...] = ()
    """来源。"""


class Figure(Entity):
    """案例中的一个数字。"""

    value: Line
    """数字连同单位，如 400余人。"""
    of: Line
    """是什么的数字。"""


class Case(Allowing):
    """案例：某地的做法。"""

    id: Id
    """案例编号，与文件名相同；不写，就是文件名。"""
    title: Line
    """标题。"""
    place: Line
    """地点。"""
    date: PartialDate | None = None
    """日期：年、年月或年月日，知道多少写多少。"""
    kinds: tuple[Line, ...] = Field(min_length=1)
    """做法的类别，如 宣讲、责任清单。"""
    historical: Flag = False
    """true 表示历史资料，其中的时限都标“已过期”。"""
    figures: tuple[Figure, ...] = ()
    """数字。"""
    text: Prose
    """做法，用自己的话写。"""
    lesson: Prose | None = None
    """启示：今天可以借鉴什么，不能照搬什么。"""
    cites: tuple[CitationRef, ...] = ()
    """与哪些条款、职责有关。"""
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    """来源。"""
