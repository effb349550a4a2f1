"""Files to download: what makers of files tell and pages list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from mingze.model import SiteSettings

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""Characters that Windows allows in no file name."""
GROUPS = {
    "role": "岗位讲义",
    "whole": "全册",
    "theme": "一个主题一张",
    "kit": "学习会用表",
    "text": "条文全文",
    "amendment": "修改对照",
    "level": "与上级对照",
    "paper": "试卷与答题卡",
    "key": "参考答案与解析（阅卷用）",
    "exchange": "给别的系统用",
}
"""What documents are for, in the order of the page."""


OFFLINE_FILE = "downloads/files/offline.zip"
"""The offline edition, made once every page stands."""


class Download(Struct, frozen=True):
    """A file below the site's root."""

    path: str
    """``downloads/files/handout-safety-deputy.pdf``"""
    group: str
    """One of `GROUPS`."""
    title: str
    format: str
    """What readers call it: PDF, PDF 大字版, Word, 幻灯片."""
    size: int
    """Bytes."""
    role: str = ""
    """The role it belongs to, "" for none."""
    file: str = ""
    """Where its bytes are while the site is built."""
    unit: str = ""
    """The unit it belongs to, "" for none."""

    @property
    def size_text(self) -> str:
        """The size as people read it."""
        return file_size_text(self.size)


class Offer(Struct, frozen=True):
    """What a site under way will offer to download."""

    files: tuple[Download, ...] = ()
    offline: bool = False
    """Whether an offline edition will be made of it."""


def file_size_text(size: int) -> str:
    """Write a size in bytes as people read it: 85 KB, 1.2 MB."""
    kilobytes = -(-size // 1024)
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1024 / 1024:.1f} MB"


def offline_name(site: SiteSettings) -> str:
    """Return the name of a site's offline edition, as a file and as a folder may be called on every system."""
    return _FORBIDDEN.sub(" ", f"{site.title}（离线版 {site.edition}）").strip(" .")


def by_document(downloads: Iterable[Download]) -> dict[str, dict[str, list[Download]]]:
    """Group downloads by group and title, both in the order in which they come, groups in that of the page."""
    found: dict[str, dict[str, list[Download]]] = {group: {} for group in GROUPS}
    for one in downloads:
        found[one.group].setdefault(one.title, []).append(one)
    return {group: titles for group, titles in found.items() if titles}
