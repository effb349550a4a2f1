"""A regulation: its chapters and sections, who issued it, where it comes from."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from mingze.model.article import Article
from mingze.model.passages import Clause, clauses_of
from mingze.model.verification import Verification
from mingze.values.choices import Choice
from mingze.values.clause import ClauseKey
from mingze.values.fields import (
    Allowing,
    ClauseRefs,
    Date,
    Entity,
    Id,
    Line,
    PartialDate,
    Prose,
    RegulationRef,
    RoleRef,
    SourceRef,
)
from mingze.values.numerals import NUMERAL, from_chinese


def _ordinal(value: Any) -> Any:
    """Read 第一章, 一 or 1 as a number; anything else is left to the number's own rule."""
    match = _ORDINAL.fullmatch(str(value).strip())
    return from_chinese(match[1]) if match else value


_ORDINAL = re.compile(rf"第?({NUMERAL})[章节]?")
_Ordinal: TypeAlias = Annotated[
    int,
    Field(ge=1, le=9999),
    BeforeValidator(
        _ordinal,
        json_schema_input_type=int | Annotated[str, Field(pattern="^第?[零〇一二两三四五六七八九十百千0-9]+[章节]?$")],
    ),
]


class Board(Choice):
    """What a chapter is about, where it is one of the four boards a regulation on duties is read by."""

    DUTIES = "duties", "职责", "岗位职责"
    ASSESSMENT = "assessment", "考核考察", "考核", "考察"
    REWARD = "reward", "表彰奖励", "奖励", "表彰"
    ACCOUNTABILITY = "accountability", "责任追究", "追究", "问责", "追责"


class Section(Entity):
    """节."""

    number: _Ordinal
    """节的序号。"""
    title: Line
    """节名。"""
    articles: tuple[Article, ...] = Field(min_length=1)
    """条。"""


class Chapter(Entity):
    """章."""

    number: _Ordinal
    """章的序号。"""
    title: Line
    """章名。"""
    board: Board | None = None
    """属于哪个板块：duties 职责；assessment 考核考察；reward 表彰奖励；accountability 责任追究。"""
    boards: tuple[Board, ...] = ()
    """属于几个板块的章（如“奖惩”）写这里，每行一个；只属于一个的写 board。"""
    sections: tuple[Section, ...] = ()
    """节；分节的章把条写在节里。"""
    articles: tuple[Article, ...] = ()
    """条。"""

    @property
    def topics(self) -> tuple[Board, ...]:
        """The boards the chapter belongs to, each once."""
        return tuple(dict.fromkeys((*((self.board,) if self.board else ()), *self.boards)))

    @property
    def all_articles(self) -> tuple[Article, ...]:
        """The chapter's articles, those of its sections too, in order."""
        return self.articles + tuple(a for s in self.sections for a in s.articles)


class RoleArticles(Entity):
    """Which articles lay duties on a role."""

    role: RoleRef
    """岗位编号。"""
    cites: ClauseRefs
    """规定这个岗位职责的条。"""


class Milestone(Entity):
    """来历中的一步：哪一天，什么事。"""

    date: PartialDate
    """日期：年、年月或年月日，知道多少写多少。"""
    what: Prose
    """什么事，如审议通过、印发、公布、施行。"""
    sources: tuple[SourceRef, ...] = ()
    """来源。"""


class Level(Choice):
    """Who issued a regulation, the highest first."""

    NATIONAL = "national", "国家", "国家级", "全国", "中央"
    PROVINCE = "province", "省级", "省", "自治区", "直辖市"
    CITY = "city", "市级", "市", "地市级", "地级市"
    COUNTY = "county", "县级", "县", "区县", "区县级", "县区", "县市区"
    UNIT = "unit", "单位", "本单位", "企业", "公司"


class Regulation(Allowing):
    """规定: one instrument with its text."""

    id: Id
    """规定的编号，与文件夹名相同，也是网址的一部分；不写，就是文件夹名。"""
    title: Line
    """全称，不带书名号。"""
    short_title: Line
    """简称，如“规定”。"""
    issued_by: tuple[Line, ...] = ()
    """印发机关。"""
    document_number: Line | None = None
    """文号。"""
    effective: Date | None = None
    """施行日期。"""
    compiled_on: Date
    """整理日期。"""
    checked_on: Date | None = None
    """核对日期：有人与官方文本核对过才写。"""
    checked_against: Line | None = None
    """核对所据的官方文本。"""
    level: Level = Level.NATIONAL
    """层级。"""
    verification: Verification | None = None
    """全文共同的核对情况：没有写 `verification` 的条用它。"""
    implements: tuple[RegulationRef, ...] = ()
    """它所落实的上级规定。"""
    history: tuple[Milestone, ...] = ()
    """来历：从审议到施行，按时间先后写。"""
    sources: tuple[SourceRef, ...] = ()
    """来源；没有写 `sources` 的条用它。"""
    note: Prose | None = None
    """给读者的说明。"""
    roles: tuple[RoleArticles, ...] = ()
    """哪些条规定哪个岗位的职责。"""
    articles: tuple[Article, ...] = ()
    """不分章的条；分章的写在各章里，第一章前面的条也写在这里。"""
    chapters: tuple[Chapter, ...] = ()
    """章；不分章的规定没有。"""

    @property
    def all_articles(self) -> tuple[Article, ...]:
        """All articles in order, those without a chapter first."""
        return self.articles + tuple(a for c in self.chapters for a in c.all_articles)

    @cached_property
    def clauses(self) -> dict[ClauseKey, Clause]:
        """Everything that can be cited below the chapters, in the order of the text."""
        return {clause.key: clause for article in self.all_articles for clause in clauses_of(self.id, article)}

    @cached_property
    def headings(self) -> dict[ClauseKey, str]:
        """Chapters and sections by key, with their titles."""
        out: dict[ClauseKey, str] = {}
        for chapter in self.chapters:
            out[ClauseKey(self.id, chapter=chapter.number)] = chapter.title
            for section in chapter.sections:
                out[ClauseKey(self.id, chapter=chapter.number, section=section.number)] = section.title
        return out

    @cached_property
    def passages(self) -> dict[str, tuple[Clause, ...]]:
        """The passages that carry text, in order, by the local key of their article (``art5``)."""
        out: dict[str, list[Clause]] = {}
        for clause in self.clauses.values():
            if clause.text:
                out.setdefault(clause.key.article_key.local, []).append(clause)
        return {key: tuple(found) for key, found in out.items()}

    def claimable(self, key: ClauseKey) -> tuple[ClauseKey, ...]:
        """Return what duties can come from below ``key``: its items, or the passage itself where it has none."""
        clause = self.clauses.get(key)
        if clause is None:
            return ()
        if not clause.children:
            return (key,)
        if clause.key.item:
            return (key,)
        return tuple(leaf for child in clause.children for leaf in self.claimable(child))
