"""Clause keys: what can be cited in a regulation, and how it is written for readers.

Forms and labels follow 立法法（2023）第六十五条: 条 in Chinese numerals, 款 unnumbered in the text, 项 in bracketed
Chinese numerals, 目 in Arabic ones. A 款 is named only where its article has more than one, so ``art5-item6`` is
第五条第（六）项.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from mingze.values.choices import Choice
from mingze.values.numerals import to_chinese

_NUMBER = r"[1-9][0-9]{0,3}"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
CLAUSE_PATTERN = (
    rf"art{_NUMBER}(?:z{_NUMBER})?(?:-para{_NUMBER})?(?:-item{_NUMBER})?(?:-sub{_NUMBER})?(?:@{_DAY})?"
    rf"|ch{_NUMBER}(?:-sec{_NUMBER})?"
)
"""A clause key within one regulation; ``@2018-04-08`` means its text as it stood since that day."""
_OWNER = re.compile("[a-z0-9-]{1,64}")
_KEY = re.compile(
    rf"(?:art(?P<article>{_NUMBER})(?:z(?P<inserted>{_NUMBER}))?(?:-para(?P<paragraph>{_NUMBER}))?"
    rf"(?:-item(?P<item>{_NUMBER}))?(?:-sub(?P<sub>{_NUMBER}))?(?:@(?P<as_of>{_DAY}))?"
    rf"|ch(?P<chapter>{_NUMBER})(?:-sec(?P<section>{_NUMBER}))?)"
)


class CitationStyle(Choice):
    """How the number of a 项 is written, one style for the whole site: 第五条第（六）项 or 第五条第六项."""

    BRACKETS = "brackets", "带括号", "有括号", "括号"
    PLAIN = "plain", "不带括号", "无括号", "没有括号"


class ClauseKey(Struct, frozen=True, order=True):
    """Address of a clause: a chapter or section, or an article down to a 目; 0 means that part is not named."""

    regulation: str
    chapter: int = 0
    section: int = 0
    article: int = 0
    inserted: int = 0
    """之一, 之二 …: an article inserted after ``article``."""
    paragraph: int = 0
    item: int = 0
    sub: int = 0
    as_of: str = ""
    """The day since which the wording meant stood, ``2018-04-08``; "" for the text in force."""

    @classmethod
    def parse(cls, text: str, regulation: str = "") -> ClauseKey:
        """Parse ``art5-item6``, ``regulation-id/art5-item6`` or ``art24@2018-04-08``.

        ``regulation`` is the regulation meant where the text names none. Raises ``ValueError`` for another form, or
        where no regulation is known.
        """
        owner, slash, local = text.rpartition("/")
        match = _KEY.fullmatch(local)
        if not match or (slash and not _OWNER.fullmatch(owner)):
            raise ValueError(f"not a clause key: {text!r}")
        if not (owner or regulation):
            raise ValueError(f"no regulation named: {text!r}")
        parts = match.groupdict()
        as_of = parts.pop("as_of") or ""
        return cls(owner if slash else regulation, as_of=as_of, **{k: int(v) for k, v in parts.items() if v})

    @property
    def local(self) -> str:
        """The key within its regulation, e.g. ``art5-item6``; also the anchor on the regulation's page."""
        if self.chapter:
            return f"ch{self.chapter}" + (f"-sec{self.section}" if self.section else "")
        parts = [f"art{self.article}" + (f"z{self.inserted}" if self.inserted else "")]
        if self.paragraph:
            parts.append(f"para{self.paragraph}")
        if self.item:
            parts.append(f"item{self.item}")
        if self.sub:
            parts.append(f"sub{self.sub}")
        return "-".join(parts)

    @property
    def written(self) -> str:
        """The key as authors write it within its regulation: the local one, and of an older text its day."""
        return f"{self.local}@{self.as_of}" if self.as_of else self.local

    @property
    def in_force(self) -> ClauseKey:
        """The same address in the text in force, whatever stands there."""
        return replace(self, as_of="") if self.as_of else self

    def __str__(self) -> str:
        return f"{self.regulation}/{self.written}"

    @property
    def article_key(self) -> ClauseKey:
        """The article this clause belongs to (itself, for an article); only for keys that name an article."""
        return replace(self, paragraph=0, item=0, sub=0)

    def label(self, style: CitationStyle = CitationStyle.BRACKETS) -> str:
        """Write the address for readers, without the regulation's title."""
        if self.chapter:
            section = f"第{to_chinese(self.section)}节" if self.section else ""
            return f"第{to_chinese(self.chapter)}章{section}"
        out = article_label(self.article, self.inserted)
        if self.paragraph:
            out += f"第{to_chinese(self.paragraph)}款"
        if self.item:
            number = to_chinese(self.item)
            out += f"第（{number}）项" if style is CitationStyle.BRACKETS else f"第{number}项"
        if self.sub:
            out += f"第{self.sub}目"
        if self.as_of:
            year, month, day = map(int, self.as_of.split("-"))
            out += f"（{year}年{month}月{day}日起的文本）"
        return out


def article_label(number: int, inserted: int = 0) -> str:
    """Write an article's number: 第五条, 第一百二十条之一."""
    return f"第{to_chinese(number)}条" + (f"之{to_chinese(inserted)}" if inserted else "")
