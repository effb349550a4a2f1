"""What has to be known to begin a site."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from mingze.loading.mending import as_id


class Kind(Enum):
    """What the site is about; the value is what is typed and read."""

    INSTRUMENT = "规定"
    """An instrument with articles: 规定, 办法, 条例, 细则."""
    LIST = "单位责任制"
    """A unit's list of duties, post by post, without articles."""

    @property
    def example(self) -> str:
        """The folder of its finished example."""
        return self.name.lower()


class Plan(Struct, frozen=True):
    """A site to be begun.

    ``subject`` is the field whose duties are told (安全生产, 食品安全, 消防 …), "" for none; an example needs one.
    ``today`` becomes the edition, and the date of the example's text.
    """

    title: str
    kind: Kind
    today: date
    organisation: str = ""
    subject: str = ""
    example: bool = False

    @property
    def id(self) -> str:
        """The site's id, from its title in pinyin."""
        return as_id(self.title) or "study"

    @property
    def edition(self) -> str:
        """The edition: this month."""
        return f"{self.today.year}年{self.today.month}月"
