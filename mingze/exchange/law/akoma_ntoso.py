"""An instrument as Akoma Ntoso 3.0 (OASIS LegalDocML, 29 August 2018).

章 is ``chapter``, 节 ``section``, 条 ``article``, 款 ``paragraph``, 项 ``point``, 目 ``indent``. An eId names the way
from the article, whose numbers run through: ``art_5__para_1__point_6``; 第五条之一 is ``art_5-1``.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mingze.exchange.law.law_format import LawFormat
from mingze.exchange.law.standings import PassageStanding, overall, standings
from mingze.model import Amendment, Article, Catalog, Chapter, Clause, Regulation
from mingze.model.regulation import Section
from mingze.values.clause import ClauseKey, article_label
from mingze.values.numerals import to_chinese
from mingze.versions.steps import days_of, texts_of
from mingze.views.clause import number_of
from mingze.views.runs import statute

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_EDITOR = "#mingze"


def write(catalog: Catalog, regulation: Regulation) -> bytes:
    """Return the instrument as a file."""
    told = {one.clause.key: one for one in standings(catalog, regulation)}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<akomaNtoso xmlns="{NAMESPACE}">',
        '<act name="regulation" contains="singleVersion">',
        *_meta(catalog, regulation, told),
        *_preface(regulation),
        "<body>",
        *(line for article in regulation.articles for line in _article(regulation, article, told)),
        *(line for chapter in regulation.chapters for line in _chapter(regulation, chapter, told)),
        "</body>",
        "</act>",
        "</akomaNtoso>",
        "",
    ]
    return "\n".join(lines).encode()


def eid(key: ClauseKey) -> str:
    """Return the eId of a clause; an article's only paragraph is the first."""
    if key.chapter:
        return f"chp_{key.chapter}" + (f"__sec_{key.section}" if key.section else "")
    out = f"art_{key.article}" + (f"-{key.inserted}" if key.inserted else "")
    if key.paragraph or key.item:
        out += f"__para_{key.paragraph or 1}"
    if key.item:
        out += f"__point_{key.item}"
    return out + (f"__indent_{key.sub}" if key.sub else "")


def _escaped(text: str) -> str:
    return html.escape(text).replace("&#x27;", "'")


def _meta(catalog: Catalog, regulation: Regulation, told: Mapping[ClauseKey, PassageStanding]) -> Iterator[str]:
    known = _Dates.of(catalog, regulation)
    work = f"/akn/cn/act/{known.work}/{regulation.id}"
    yield "<meta>"
    yield f'<identification source="{_EDITOR}">'
    yield from _identification(regulation, known)
    yield "</identification>"
    yield from _lifecycle(known)
    yield f'<references source="{_EDITOR}">'
    yield f'<original eId="original" href="{work}" showAs="{_escaped(regulation.title)}"/>'
    for n, one in enumerate(known.amendments, 1):
        said = _escaped(f"{one.date}{one.kind.label}{f'（{one.by}）' if one.by else ''}")
        yield f'<passiveRef eId="amendment_{n}" href="{work}/amendment/{one.effective}" showAs="{said}"/>'
    yield '<TLCOrganization eId="mingze" href="/ontology/organization/mingze" showAs="整理者"/>'
    for n, name in enumerate(regulation.issued_by, 1):
        yield f'<TLCOrganization eId="issuer_{n}" href="/ontology/organization/issuer-{n}" showAs="{_escaped(name)}"/>'
    yield "</references>"
    yield f'<notes source="{_EDITOR}">'
    yield _note("note_all", overall(catalog, regulation), *(regulation.note or "").split("\n\n"), *_history(regulation))
    yield from (_note(_note_id(key), one.words, *(level.said for level in one.levels)) for key, one in told.items())
    yield "</notes>"
    yield "</meta>"


class _Dates(Struct, frozen=True):
    """The days of an instrument and of one of its texts."""

    work: str
    """Since when the instrument is in force; when it was compiled, where that is not known."""
    is_known: bool
    expression: str
    """Since when this text stands, for an instrument that was changed; "" otherwise."""
    amendments: tuple[Amendment, ...]
    """The changes up to this text, and the one that ended it."""

    @classmethod
    def of(cls, catalog: Catalog, regulation: Regulation) -> _Dates:
        since, until = days_of(catalog, regulation)
        texts = texts_of(catalog, regulation.id)
        first = (texts[0][0] if len(texts) > 1 else "") or str(regulation.effective or "")
        changes = tuple(
            one for one in catalog.amendments.get(regulation.id, ()) if str(one.effective) <= (until or since)
        )
        return cls(first or str(regulation.compiled_on), bool(first), since if len(texts) > 1 else "", changes)


def _lifecycle(known: _Dates) -> Iterator[str]:
    """Yield when the instrument came about and when it was changed, as far as that is known."""
    if known.is_known:
        yield f'<lifecycle source="{_EDITOR}">'
        yield f'<eventRef eId="event_1" date="{known.work}" type="generation" source="#original"/>'
        for n, one in enumerate(known.amendments, 1):
            yield f'<eventRef eId="event_{n + 1}" date="{one.effective}" type="amendment" source="#amendment_{n}"/>'
        yield "</lifecycle>"


def _identification(regulation: Regulation, known: _Dates) -> Iterator[str]:
    work = f"/akn/cn/act/{known.work}/{regulation.id}"
    expression = f"{work}/zho@{known.expression or regulation.compiled_on}"
    issued = f'<FRBRdate date="{known.work}" name="{"Generation" if known.is_known else "Compilation"}"/>'
    stands = f'<FRBRdate date="{known.expression}" name="Effective"/>' if known.expression else ""
    compiled = f'<FRBRdate date="{regulation.compiled_on}" name="Compilation"/>'
    issuers = range(1, len(regulation.issued_by) + 1)
    authors = "".join(f'<FRBRauthor href="#issuer_{n}"/>' for n in issuers) or f'<FRBRauthor href="{_EDITOR}"/>'
    editor = f'<FRBRauthor href="{_EDITOR}"/>'
    number = f'<FRBRnumber value="{_escaped(regulation.document_number)}"/>' if regulation.document_number else ""
    yield "<FRBRWork>"
    yield f'<FRBRthis value="{work}/!main"/><FRBRuri value="{work}"/>'
    yield f'<FRBRalias name="short" value="{_escaped(regulation.short_title)}"/>{issued}{authors}'
    yield f'<FRBRcountry value="cn"/>{number}<FRBRname value="{_escaped(regulation.title)}"/>'
    yield f'<FRBRauthoritative value="{"true" if regulation.checked_on else "false"}"/>'
    yield "</FRBRWork>"
    yield "<FRBRExpression>"
    yield f'<FRBRthis value="{expression}/!main"/><FRBRuri value="{expression}"/>{stands}{compiled}{editor}'
    yield '<FRBRlanguage language="zho"/>'
    yield "</FRBRExpression>"
    yield "<FRBRManifestation>"
    yield f'<FRBRthis value="{expression}/!main.akn"/><FRBRuri value="{expression}.akn"/>{compiled}{editor}'
    yield '<FRBRformat value="application/akn+xml"/>'
    yield "</FRBRManifestation>"


def _history(regulation: Regulation) -> Iterator[str]:
    return (f"{step.date}　{' '.join(step.what.split())}" for step in regulation.history)


def _note(id_: str, *paragraphs: str) -> str:
    words = (" ".join(part.split()) for part in paragraphs)
    return f'<note eId="{id_}">{"".join(f"<p>{_escaped(part)}</p>" for part in words if part)}</note>'


def _note_id(key: ClauseKey) -> str:
    return f"note_{key.local}"


def _preface(regulation: Regulation) -> Iterator[str]:
    number = f"<docNumber>{_escaped(regulation.document_number)}</docNumber>" if regulation.document_number else ""
    yield f"<preface><longTitle><p><docTitle>{_escaped(regulation.title)}</docTitle>{number}"
    yield '<noteRef href="#note_all" marker="整理说明"/></p></longTitle></preface>'


def _chapter(regulation: Regulation, chapter: Chapter, told: Mapping[ClauseKey, PassageStanding]) -> Iterator[str]:
    key = ClauseKey(regulation.id, chapter=chapter.number)
    yield f'<chapter eId="{eid(key)}">'
    yield f"<num>第{to_chinese(chapter.number)}章</num><heading>{_escaped(chapter.title)}</heading>"
    yield from (line for article in chapter.articles for line in _article(regulation, article, told))
    for section in chapter.sections:
        yield from _section(regulation, chapter, section, told)
    yield "</chapter>"


def _section(
    regulation: Regulation, chapter: Chapter, section: Section, told: Mapping[ClauseKey, PassageStanding]
) -> Iterator[str]:
    key = ClauseKey(regulation.id, chapter=chapter.number, section=section.number)
    yield f'<section eId="{eid(key)}">'
    yield f"<num>第{to_chinese(section.number)}节</num><heading>{_escaped(section.title)}</heading>"
    yield from (line for article in section.articles for line in _article(regulation, article, told))
    yield "</section>"


def _article(regulation: Regulation, article: Article, told: Mapping[ClauseKey, PassageStanding]) -> Iterator[str]:
    number = article.number
    key = ClauseKey(regulation.id, article=number.number, inserted=number.inserted)
    yield f'<article eId="{eid(key)}">'
    heading = f"<heading>{_escaped(article.title)}</heading>" if article.title else ""
    yield f"<num>{article_label(number.number, number.inserted)}</num>{heading}"
    first = regulation.clauses[key]
    paragraphs = [first] if first.text else [regulation.clauses[child] for child in first.children]
    for n, paragraph in enumerate(paragraphs, 1):
        yield from _passage(regulation, "paragraph", paragraph, f"{eid(key)}__para_{n}", told)
    yield "</article>"


_BELOW = {"paragraph": "point", "point": "indent"}


def _passage(
    regulation: Regulation, element: str, clause: Clause, id_: str, told: Mapping[ClauseKey, PassageStanding]
) -> Iterator[str]:
    """Yield a paragraph, item or sub-item with what is below it; its standing stands in a note."""
    yield f'<{element} eId="{id_}">'
    number = number_of(clause.key)
    if number:
        yield f"<num>{number}</num>"
    words = "".join(
        f'<span class="uncertain">{_escaped(run.text)}</span>' if run.uncertain else _escaped(run.text)
        for run in statute(clause.text, (), clause.uncertain)
    )
    marker = f'<noteRef href="#{_note_id(clause.key)}" marker="{told[clause.key].label}"/>'
    text = f"<p>{words}{marker}</p>"
    yield f"<intro>{text}</intro>" if clause.children else f"<content>{text}</content>"
    for child in clause.children:
        yield from _passage(regulation, _BELOW[element], regulation.clauses[child], eid(child), told)
    yield f"</{element}>"


FORMAT = LawFormat(".akn.xml", write)
