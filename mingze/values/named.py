"""What names typed in Chinese stand for on one site: posts, themes, terms …, and clauses as statutes write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.values.choices import plain_word
from mingze.values.clause import ClauseKey
from mingze.values.numerals import NUMERAL, from_chinese

Shape: TypeAlias = Mapping[tuple[int, int], tuple[tuple[int, ...], ...]]
"""What a regulation is made of: by article and 之一, for each 款 the numbers of 目 of its 项."""

CHINESE_CLAUSE = r"(?:《[^》]+》)?第?[0-9零〇一二两三四五六七八九十百千]+[条章].{0,40}"
"""Roughly, a clause as statutes write it; for editors."""
_CLAUSE = re.compile(
    rf"(?:《(?P<title>[^》]+)》|(?P<owner>[a-z0-9-]{{1,64}})/)?"
    rf"(?:第?(?P<chapter>{NUMERAL})章(?:第?(?P<section>{NUMERAL})节)?"
    rf"|第?(?P<article>{NUMERAL})条(?:之(?P<inserted>{NUMERAL}))?"
    rf"(?:第?(?P<paragraph>{NUMERAL})款)?"
    rf"(?:第?(?:\((?P<bracketed>{NUMERAL})\)项?|(?P<item>{NUMERAL})项))?"
    rf"(?:第?\(?(?P<sub>{NUMERAL})\)?目)?)"
)


class Named(Struct, frozen=True):
    """Names gathered from the plain values of a whole site, before anything is typed."""

    ids: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """By kind (role, theme, term, source, case, bank, regulation) and plain name: the ids it may mean."""
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    """By regulation."""

    def of(self, kind: str, text: str) -> tuple[str, ...]:
        """Return the ids that a name may mean."""
        return self.ids.get(kind, {}).get(plain_word(text), ())

    def one(self, kind: str, text: str, regulation: str) -> str:
        """Return the id a name means, the text itself where that is not known: a rule on references tells it.

        What stands in the folder of the ``regulation`` being read goes before what stands elsewhere.
        """
        found = self.of(kind, text)
        own = tuple(id_ for id_ in found if id_.startswith(f"{regulation}/"))
        found = own or tuple(id_ for id_ in found if "/" not in id_) or found
        return found[0] if len(found) == 1 else text

    def holders(self, key: ClauseKey) -> list[str]:
        """Return the regulations that have the article (or any chapter) of a key."""
        return [id_ for id_, shape in self.shapes.items() if key.chapter or (key.article, key.inserted) in shape]


def names_of(entries: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Index ids by every name they have; ``entries`` are ids with their names."""
    found: dict[str, dict[str, None]] = {}
    for id_, names in entries:
        for name in names:
            found.setdefault(plain_word(name), {})[id_] = None
    return {name: tuple(ids) for name, ids in found.items()}


def read_clause(text: str, regulation: str, named: Named) -> ClauseKey | None:
    """Read a clause as statutes write it: 第五条第（二）项, 《办法》第十二条之一第二款, 5条2项, 第二章.

    ``regulation`` is meant where the text names none. A 款 need not be named where only one can be meant, and may be
    where the article has only one. Returns None for another form. Raises ``ValueError``, in words for the author,
    where several clauses or no regulation can be meant.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    match = _CLAUSE.fullmatch(plain)
    if match is None:
        return None
    parts = match.groupdict()
    parts["item"] = parts.pop("bracketed") or parts["item"]
    owner, title = parts.pop("owner") or "", parts.pop("title")
    numbers = {k: from_chinese(v) for k, v in parts.items() if v}
    key = ClauseKey(owner, **numbers)  # type: ignore[arg-type]  # they name numbers only
    if title is not None:
        found = named.of("regulation", title)
        if len(found) != 1:
            known = "、".join(named.shapes)
            raise ValueError(f"没有叫《{title}》的规定；写成 规定编号/{key.local}，规定编号有 {known}")
        owner = found[0]
    owner = owner or regulation
    if not owner:
        raise ValueError(several_regulations(key, named))
    return _with_paragraph(replace(key, regulation=owner), named)


def several_regulations(key: ClauseKey, named: Named) -> str:
    """Say that a key must name its regulation, with those that have such a clause."""
    held = [str(_with_paragraph(replace(key, regulation=id_), named)) for id_ in named.holders(key)]
    return f"站上有几个规定，请写明是哪一个，如 {' 或 '.join(held) or f'规定编号/{key.local}'}"


def _with_paragraph(key: ClauseKey, named: Named) -> ClauseKey:
    """Name the 款 where the article has several, and do not where it has one."""
    paragraphs = named.shapes.get(key.regulation, {}).get((key.article, key.inserted), ())
    if len(paragraphs) == 1 and key.paragraph == 1:
        return replace(key, paragraph=0)
    if len(paragraphs) > 1 and key.item and not key.paragraph:
        fitting = [n for n, items in enumerate(paragraphs, 1) if len(items) >= key.item]
        if len(fitting) == 1:
            return replace(key, paragraph=fitting[0])
        if fitting:
            keys = [replace(key, paragraph=n) for n in fitting]
            words = " 或 ".join(f"{k.local}（{k.label()}）" for k in keys)
            raise ValueError(f"这一条有几款都有这一项，请写明是哪一款：{words}")
    return key
