"""What a site takes over from those it stands on: everything but what it says it does not want."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from mingze.diagnostics import Diagnostic, Finding, Span, rule
from mingze.loading.base_site import Floors
from mingze.loading.origins import Origins
from mingze.model import Bank, Catalog, Entity, Upper

_MAPPINGS = {
    "regulation": "regulations", "role": "roles", "theme": "themes", "source": "sources", "duty": "duties",
    "key_point": "key_points", "question": "questions", "group": "groups", "bank": "banks", "paper": "papers",
    "term": "terms", "case": "cases", "development": "developments",
}  # fmt: skip
"""Kinds of what has an id, and where the catalog has them."""
_MAY_GO = ("key_point", "question", "group", "bank", "paper", "term", "case", "development")


@rule()
def nothing_to_hide(span: Span, id_: str, reason: str) -> Iterator[Finding]:
    """`hide` 里写的，是上级站点有的，也可以不要的。

    写错的编号什么也隐不掉；岗位、职责和条文不能隐去，读者要看得到上级的全部要求；本地的内容不想要，删掉就是。

    改法：照上级站点里的编号写；要点、题目、题库、试卷、术语、案例、更新记录才能隐去。
    """
    yield Finding(span, f"`{id_}` {reason}", "改成上级站点里的编号，或删掉这一行")


def upon(catalog: Catalog, floors: Floors, origins: Origins) -> tuple[Catalog, list[Diagnostic]]:
    """Return the catalog without what the site hides, and with what it stands on named."""
    brought = {
        (kind, id_): entity
        for kind, name in _MAPPINGS.items()
        for id_, entity in getattr(catalog, name).items()
        if origins.is_brought(entity)
    }
    hidden, faults = _hidden(catalog, brought, origins)
    own = frozenset(
        (kind, id_) for kind, name in _MAPPINGS.items() for id_ in getattr(catalog, name) if (kind, id_) not in brought
    )
    upper = Upper(
        named=tuple((floor.title, floor.edition) for floor in floors.floors),
        own_files=frozenset(origins.files),
        own=own,
        hidden=hidden,
    )
    return replace(_without(catalog, hidden, origins), upper=upper), faults


def numbers_mean(catalog: Catalog, origins: Origins) -> dict[tuple[str, str], str]:
    """Return which regulation bare numbers of articles mean in what stands outside commentary, by kind and id.

    It is that of the folder it stands in, or the only one of the site that brings it along.
    """
    return {
        (kind, id_): meant
        for kind in ("term", "case", "development")
        for id_, entity in getattr(catalog, _MAPPINGS[kind]).items()
        if (meant := origins.meant.get(origins.file_of(entity), ""))
    }


def _hidden(
    catalog: Catalog, brought: Mapping[tuple[str, str], Any], origins: Origins
) -> tuple[frozenset[tuple[str, str]], list[Diagnostic]]:
    base = catalog.site.base
    hidden: set[tuple[str, str]] = set()
    faults: list[Diagnostic] = []
    asked = {inner.id for group in catalog.groups.values() for inner in group.questions}
    for n, id_ in enumerate(base.hide if base else ()):
        kinds = [kind for kind, known in brought if known == id_]
        may_go = [(kind, id_) for kind in kinds if kind in _MAY_GO and id_ not in asked]
        hidden.update(may_go)
        if not may_go:
            reason = "是岗位、职责、条文一类，不能隐去" if kinds else "上级站点里没有"
            reason = "是材料题里的一问，要隐去就隐去整组" if id_ in asked else reason
            faults += nothing_to_hide(origins.at(catalog.site, "base", "hide", n), id_, reason)
    return frozenset(hidden), faults


def _without(catalog: Catalog, hidden: frozenset[tuple[str, str]], origins: Origins) -> Catalog:
    if not hidden:
        return catalog

    def kept(kind: str, entities: Mapping[str, Any]) -> dict[str, Any]:
        return {id_: entity for id_, entity in entities.items() if (kind, id_) not in hidden}

    def key_points(part: Any) -> Any:
        return replace(part, key_points=tuple(one for one in part.key_points if ("key_point", one.id) not in hidden))

    banks = {id_: _bank(bank, hidden, origins.take_place) for id_, bank in kept("bank", catalog.banks).items()}
    return replace(
        catalog,
        assignments=tuple(map(key_points, catalog.assignments)),
        article_notes=tuple(map(key_points, catalog.article_notes)),
        banks=banks,
        papers=kept("paper", catalog.papers),
        terms=kept("term", catalog.terms),
        cases=kept("case", catalog.cases),
        developments=kept("development", catalog.developments),
    )


def _bank(bank: Bank, hidden: frozenset[tuple[str, str]], take_place: Callable[[Entity, Entity], None]) -> Bank:
    """Return a bank without hidden questions and groups."""
    left = tuple(one for one in bank.questions if not {("question", one.id), ("group", one.id)} & hidden)
    if len(left) == len(bank.questions):
        return bank
    fewer = bank.model_copy(update={"questions": left})
    take_place(fewer, bank)
    return fewer
