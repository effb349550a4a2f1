"""An instrument as JSON-LD in the words of schema.org (type ``Legislation``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from mingze.exchange.law.law_format import LawFormat
from mingze.exchange.law.standings import PassageStanding, overall, standings
from mingze.model import Article, Catalog, Clause, Regulation
from mingze.values.clause import ClauseKey, article_label
from mingze.values.numerals import to_chinese
from mingze.versions.steps import days_of
from mingze.views import routes

_Told: TypeAlias = Mapping[ClauseKey, PassageStanding]
_KINDS = ("条", "款", "项", "目")


def write(catalog: Catalog, regulation: Regulation) -> bytes:
    """Return the instrument as a file."""
    told = {one.clause.key: one for one in standings(catalog, regulation)}
    base = f"{catalog.site.url.rstrip('/')}/" if catalog.site.url else ""
    since, until = days_of(catalog, regulation)
    address = routes.version(regulation.id, since) if until else routes.regulation(regulation.id)
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": f"{base}{address}" if base else f"urn:mingze:{regulation.id}{f'@{since}' if until else ''}",
        "name": regulation.title,
        "alternateName": regulation.short_title,
        "inLanguage": "zh-CN",
        "legislationJurisdiction": "CN",
        "legislationIdentifier": regulation.document_number,
        "legislationPassedBy": [{"@type": "Organization", "name": name} for name in regulation.issued_by],
        "temporalCoverage": f"{since}/{until or '..'}" if since else None,
        "legislationLegalForce": "NotInForce" if until else None,
        "legislationLegalValue": None if regulation.checked_on else "UnofficialLegalValue",
        "legislationApplies": [
            {"@type": "Legislation", "name": catalog.regulations[id_].title} for id_ in _upper(catalog, regulation)
        ],
        "dateModified": str(regulation.checked_on or regulation.compiled_on),
        "comment": _comment(overall(catalog, regulation)),
        "hasPart": list(_parts(regulation, told)),
    }
    return (json.dumps(_without_empty(about), ensure_ascii=False, indent=1) + "\n").encode()


def _upper(catalog: Catalog, regulation: Regulation) -> Iterator[str]:
    return (id_ for id_ in regulation.implements if id_ in catalog.regulations)


def _parts(regulation: Regulation, told: _Told) -> Iterator[dict[str, Any]]:
    yield from _articles(regulation, regulation.articles, told)
    for chapter in regulation.chapters:
        sections = [
            _heading("节", section.number, section.title, _articles(regulation, section.articles, told))
            for section in chapter.sections
        ]
        articles = [*_articles(regulation, chapter.articles, told), *sections]
        yield _heading("章", chapter.number, chapter.title, articles)


def _heading(kind: str, number: int, title: str, parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    name = f"第{to_chinese(number)}{kind}"
    return {
        "@type": "Legislation",
        "legislationType": kind,
        "legislationIdentifier": name,
        "name": title,
        "hasPart": list(parts),
    }


def _articles(regulation: Regulation, articles: Iterable[Article], told: _Told) -> Iterator[dict[str, Any]]:
    for article in articles:
        number = article.number
        key = ClauseKey(regulation.id, article=number.number, inserted=number.inserted)
        label = article_label(number.number, number.inserted)
        yield {
            **_passage(regulation, regulation.clauses[key], told),
            "legislationIdentifier": label,
            "name": article.title,
        }


def _passage(regulation: Regulation, clause: Clause, told: _Told) -> dict[str, Any]:
    standing = told.get(clause.key)
    key = clause.key
    return {
        "@type": "Legislation",
        "legislationType": _KINDS[3 if key.sub else 2 if key.item else 1 if key.paragraph else 0],
        "legislationIdentifier": key.label(),
        "text": clause.text,
        "comment": _comments(standing) if standing else None,
        "legislationApplies": list(_applied(standing)) if standing else [],
        "hasPart": [_passage(regulation, regulation.clauses[child], told) for child in clause.children],
    }


def _comments(standing: PassageStanding) -> Any:
    checked = _comment(standing.words)
    levels = [_comment(one.said, "与上级相比") for one in standing.levels]
    return [checked, *levels] if levels else checked


def _comment(words: str, name: str = "核对情况") -> dict[str, str]:
    return {"@type": "Comment", "name": name, "text": words}


def _applied(standing: PassageStanding) -> Iterator[dict[str, Any]]:
    """Yield the passages above that a passage answers, each as a part of its instrument."""
    for one in standing.levels:
        for name in one.passages:
            whole = {"@type": "Legislation", "name": one.upper}
            yield {"@type": "Legislation", "legislationIdentifier": name, "isPartOf": whole}


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(one) for key, one in value.items() if one not in (None, "", [])}
    return [_without_empty(one) for one in value] if isinstance(value, list) else value


FORMAT = LawFormat(".jsonld", write)
