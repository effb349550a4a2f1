"""A regulation: chapters, articles, paragraphs, items, and how far each text was checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from mingze.model.clause import ClauseKey
from mingze.model.fields import Allowing, ClauseRefs, Date, Entity, Id, Line, PartialDate, Prose, Ref, Statute
from mingze.model.passages import Clause, clauses_of
from mingze.model.verification import Verification


@dataclass(frozen=True, slots=True, order=True)
class ArticleNumber:
    """Number of an article: ``120`` or, inserted after it, ``120z1`` (第一百二十条之一)."""

    number: int
    inserted: int = 0

    def __str__(self) -> str:
        return f"{self.number}z{self.inserted}" if self.inserted else str(self.number)


def _parse_article_number(value: Any) -> ArticleNumber:
    head, z, tail = str(value).partition("z")
    if not (head.isascii() and head.isdigit() and (not z or (tail.isascii() and tail.isdigit()))):
        raise ValueError("条号写成数字，如 5；“之一”写成 5z1")
    if not (0 < int(head) < 10000 and (not z or 0 < int(tail) < 10000)):
        raise ValueError("条号在 1 到 9999 之间")
    return ArticleNumber(int(head), int(tail) if z else 0)


def _as_passage(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


_ArticleNumber = Annotated[
    ArticleNumber,
    PlainValidator(_parse_article_number),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^\d+(z\d+)?$"}]}),
]


class Passage(Entity):
    """A stretch of statutory text with its own standing where it differs from the article's."""

    text: Statute
    """条文原文，逐字照录。"""
    verification: Verification | None = None
    """核对情况；不写则同本条。"""
    uncertain: tuple[Line, ...] = ()
    """补全或据记忆的字句，每一句都要在原文里出现。"""
    note: Prose | None = None
    """给读者的说明：这段文字哪里不确定。"""


class SubItem(Passage):
    """目."""


_SubItem: TypeAlias = Annotated[SubItem, BeforeValidator(_as_passage, json_schema_input_type=Statute | SubItem)]


class Item(Passage):
    """项."""

    subs: tuple[_SubItem, ...] = ()
    """目。"""


_Item: TypeAlias = Annotated[Item, BeforeValidator(_as_passage, json_schema_input_type=Statute | Item)]


class Paragraph(Passage):
    """款."""

    items: tuple[_Item, ...] = ()
    """项，按顺序写，序号由本站加上。"""


class Article(Allowing):
    """条."""

    number: _ArticleNumber
    """条号，如 5；“第五条之一”写 5z1。"""
    title: Line | None = None
    """条标（多数规定没有）。"""
    gist: Line | None = None
    """概括：编写者加的几个字，不是条文。"""
    group: Line | None = None
    """归到哪一组，如“五种新举措”；同组的条相邻。"""
    verification: Verification
    """核对情况：verified、single-copy、source-text、reconstructed、unverified，意思见“数据格式”。"""
    sources: tuple[Ref, ...] = ()
    """文字出自哪些来源。"""
    note: Prose | None = None
    """给读者的说明。"""
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    """款。"""


Board: TypeAlias = Literal["duties", "assessment", "reward", "accountability"]
"""What a chapter is about, where it is one of the four boards a regulation on duties is read by."""


class Section(Entity):
    """节."""

    number: int = Field(ge=1, le=9999)
    """节的序号。"""
    title: Line
    """节名。"""
    articles: tuple[Article, ...] = Field(min_length=1)
    """条。"""


class Chapter(Entity):
    """章."""

    number: int = Field(ge=1, le=9999)
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

    role: Id
    """岗位编号。"""
    cites: ClauseRefs
    """规定这个岗位职责的条。"""


class Milestone(Entity):
    """来历中的一步：哪一天，什么事。"""

    date: PartialDate
    """日期：年、年月或年月日，知道多少写多少。"""
    what: Prose
    """什么事，如审议通过、印发、公布、施行。"""
    sources: tuple[Ref, ...] = ()
    """来源。"""


class Level(StrEnum):
    """Who issued a regulation."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    UNIT = "unit"

    @property
    def label(self) -> str:
        """The word readers see."""
        return {"national": "国家", "province": "省级", "city": "市级", "county": "县级", "unit": "单位"}[self.value]


class Regulation(Allowing):
    """规定: one instrument with its text."""

    id: Id
    """规定的编号，也是网址的一部分。"""
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
    implements: tuple[Id, ...] = ()
    """它所落实的上级规定。"""
    history: tuple[Milestone, ...] = ()
    """来历：从审议到施行，按时间先后写。"""
    sources: tuple[Ref, ...] = ()
    """来源。"""
    note: Prose | None = None
    """给读者的说明。"""
    roles: tuple[RoleArticles, ...] = ()
    """哪些条规定哪个岗位的职责。"""
    chapters: tuple[Chapter, ...] = ()
    """章。"""

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in order."""
        return tuple(a for c in self.chapters for a in c.all_articles)

    @cached_property
    def clauses(self) -> dict[ClauseKey, Clause]:
        """Everything that can be cited below the chapters, in the order of the text."""
        return {clause.key: clause for article in self.articles for clause in clauses_of(self.id, article)}

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

    def chapter_of(self, key: ClauseKey) -> Chapter | None:
        """Return the chapter that holds an article."""
        for chapter in self.chapters:
            if any((a.number.number, a.number.inserted) == (key.article, key.inserted) for a in chapter.all_articles):
                return chapter
        return None

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
