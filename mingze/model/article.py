"""An article of a regulation as it is typed: paragraphs, items, sub-items, and how far each text was checked."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from msgspec import Struct
from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from mingze.model.verification import Verification
from mingze.values.fields import Allowing, Entity, Line, Prose, SourceRef, Statute
from mingze.values.numerals import NUMERAL, from_chinese


class ArticleNumber(Struct, frozen=True, order=True):
    """Number of an article: ``120`` or, inserted after it, ``120z1`` (第一百二十条之一)."""

    number: int
    inserted: int = 0

    def __str__(self) -> str:
        return f"{self.number}z{self.inserted}" if self.inserted else str(self.number)


_INSERTED = re.compile(rf"第?({NUMERAL})条?(?:之({NUMERAL}))?")


def parse_article_number(value: Any) -> ArticleNumber:
    """Read ``5``, ``5z1``, 第五条 or 第五条之一. Raises ``ValueError`` for anything else."""
    match = _INSERTED.fullmatch(str(value).strip())
    if match:  # 第五条, 第五条之一
        value = str(from_chinese(match[1])) + (f"z{from_chinese(match[2])}" if match[2] else "")
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
    PlainValidator(parse_article_number),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": rf"^(?:\d+(z\d+)?|{_INSERTED.pattern})$"},
            ]
        }
    ),
]


class Passage(Entity):
    """A stretch of statutory text with its own standing where it differs from the article's."""

    text: Statute
    """条文原文，逐字照录。"""
    verification: Verification | None = None
    """核对情况；不写，就同它上面各级（目看项，项看款，款看条）里核对得最差的一级。"""
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
    sources: tuple[SourceRef, ...] = ()
    """文字出自哪些来源。"""
    note: Prose | None = None
    """给读者的说明。"""
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    """款。"""
