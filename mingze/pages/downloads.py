"""Files to download, as pages link to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

DOWNLOADS = "MINGZE_DOWNLOADS"
"""Environment variable that names the list of files for the build under way."""
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
    file: str = ""
    """Where its bytes are while the site is built."""

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


def write_list(downloads: Iterable[Download], file: Path) -> None:
    """Note downloads in a file for `read_list`: MkDocs runs in a process of its own."""
    file.write_text(json.dumps([asdict(one) for one in downloads], ensure_ascii=False), "utf-8")


def read_list(file: Path) -> tuple[Download, ...]:
    """Return what `write_list` noted."""
    return tuple(Download(**one) for one in json.loads(file.read_text("utf-8")))
