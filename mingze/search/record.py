"""One thing that can be found."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

KINDS = {
    "role": "岗位",
    "duty": "职责",
    "clause": "条文",
    "key-point": "要点",
    "term": "术语",
    "case": "案例",
    "theme": "主题",
    "scope": "适用",
    "change": "现行性",
    "question": "自测题",
    "page": "栏目",
    "guide": "说明",
    "older": "旧条文",
}
"""Kinds by id with the word readers see; the first goes before the next where a query fits both equally well."""


class Record(Struct, frozen=True):
    """One thing that can be found. Its texts are plain: no markup, a line break between what stands apart."""

    kind: str
    """One of `KINDS`."""
    title: str
    url: str
    """Where it stands, below the site's root, with its anchor."""
    path: str = ""
    """What it belongs to, for readers: 党委主要负责人 › 第五条第（一）项."""
    body: str = ""
    """Its main text: a duty's or clause's wording, a definition, a stem."""
    more: str = ""
    """What is said about it: explanation, actions, evidence, cautions, notes."""
    also: tuple[str, ...] = ()
    """Other names, as good as its title."""
    role: str = ""
    """The role it belongs to, "" for none."""
    badge: tuple[str, str] = ("", "")
    """How far its text was checked, or whose reading it is: the badge's name and its words, as on pages."""
    key: str = ""
    """The clause it is (``art5-item6``), "" for what is none."""
    is_added: bool = False
    """Whether the reader's own level says it and no level above does."""


def kinds_of(records: Iterable[Record]) -> list[tuple[str, str]]:
    """Return the kinds that an index tells of; the last one only where there is one of it."""
    last = list(KINDS)[-1]
    there = any(record.kind == last for record in records)
    return [pair for pair in KINDS.items() if there or pair[0] != last]
