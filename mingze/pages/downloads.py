"""Files to download, as pages link to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GROUPS = {
    "role": "岗位讲义",
    "whole": "全册",
    "theme": "一个主题一张",
    "kit": "学习会用表",
    "paper": "试卷与答题卡",
    "key": "参考答案与解析（阅卷用）",
}
"""What documents are for, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Download:
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

    @property
    def size_text(self) -> str:
        """The size as people read it: 85 KB, 1.2 MB."""
        kilobytes = -(-self.size // 1024)
        return f"{kilobytes} KB" if kilobytes < 1000 else f"{self.size / 1024 / 1024:.1f} MB"


def by_document(downloads: Iterable[Download]) -> dict[str, dict[str, list[Download]]]:
    """Group downloads by group and title, both in the order in which they come, groups in that of the page."""
    found: dict[str, dict[str, list[Download]]] = {group: {} for group in GROUPS}
    for one in downloads:
        found[one.group].setdefault(one.title, []).append(one)
    return {group: titles for group, titles in found.items() if titles}
