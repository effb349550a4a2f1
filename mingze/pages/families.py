"""Pages of which there are many: roles, articles, banks, papers, each with its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from mingze.model import Article, Bank, Catalog, Paper, Regulation, Role
from mingze.pages.page import Link, Page, Place, between
from mingze.pages.paper_data import paper_data
from mingze.pages.text_pages import beside_pages, files_of, older_pages, with_parts
from mingze.values.clause import article_label
from mingze.views import routes
from mingze.views.article import article_key
from mingze.views.article_page import article_page
from mingze.views.bank import bank_name, bank_view
from mingze.views.bank_parts import BankPart, bank_parts
from mingze.views.blueprint import blueprint_view
from mingze.views.division import WHOLE, division_of
from mingze.views.downloads import Download
from mingze.views.long_texts import TextStretch, stretches_in_force
from mingze.views.older_text import texts_of_a_regulation
from mingze.views.outline import banks_asking, questions_by_duty
from mingze.views.study import own_level, studied_assignments
from mingze.views.units import Unit
from mingze.views.view import Views

TOP = (Link("首页", routes.HOME),)
Places: TypeAlias = Mapping[str, Place]
"""By the id of the unit; empty for a site that stays whole."""


def role_pages(
    catalog: Catalog, downloads: Sequence[Download], places: Places, only: Iterable[str] | None = None
) -> Iterator[Page]:
    """Yield a page for each role, with its neighbours, on a divided site those of its unit.

    ``only`` are the ids of the roles whose pages alone are wanted, all those of a unit or none.
    """
    files: dict[str, list[Download]] = {}
    for one in downloads:
        files.setdefault(one.role, []).append(one)
    for place, ids in _dealt(catalog.roles if only is None else only, division_of(catalog).of_role, places):
        roles = [catalog.roles[id_] for id_ in ids]
        links = [Link(role.name, routes.role(role.id)) for role in roles]
        for n, role in enumerate(roles):
            yield between(_role_page(catalog, role, files.get(role.id, []), place), links, n)


def _dealt(ids: Iterable[str], of: Mapping[str, Unit], places: Places) -> Iterator[tuple[Place | None, list[str]]]:
    """Yield ids by the unit they belong to, first those of none; all at once on a site that stays whole."""
    dealt: dict[str, list[str]] = {WHOLE: []}
    for id_ in ids:
        dealt.setdefault(of[id_].id if id_ in of else WHOLE, []).append(id_)
    return ((places.get(unit), several) for unit, several in dealt.items())


def _role_page(catalog: Catalog, role: Role, downloads: Sequence[Download], place: Place | None) -> Page:
    assignments = tuple(catalog.assignments_of(role.id))
    first = assignments[0] if assignments else None
    above = (Link(place.unit.name, place.unit.address),) if place else ()
    return Page(
        routes.role(role.id),
        role.name,
        "duty/role-page.html",
        f"{role.name}的{sum(len(a.duties) for a in assignments)}项职责、解读、要点和自测",
        partial(_role_context, role, downloads),
        (*TOP, Link("岗位", routes.ROLES), *above),
        source_file=f"data/regulations/{first.regulation}/commentary/{role.id}.yml" if first else "data/roles.yml",
        place=place,
        texts=tuple(one.regulation for one in assignments),
    )


def _role_context(role: Role, downloads: Sequence[Download], views: Views) -> dict[str, Any]:
    catalog = views.catalog
    by_duty = questions_by_duty(catalog, role.id)
    return {
        "role": views.role(role),
        "assignments": studied_assignments(views, role),
        "layered": views.names.layered,
        "own_level": own_level(views, role),
        "questions_by_duty": by_duty,
        "banks": [(bank_name(catalog.banks[id_]), n) for id_, n in banks_asking(catalog, by_duty).items()],
        "counts": [(a.regulation, a.short_title, len(a.duties)) for a in views.role(role).assignments if a.duties],
        "downloads": downloads,
    }


def regulation_pages(
    catalog: Catalog, regulation: Regulation, places: Places, downloads: Sequence[Download]
) -> Iterator[Page]:
    """Yield a regulation's full text, a page for each of its articles, its older texts and what was changed."""
    place = places.get(division_of(catalog).unit_of_text(regulation.id))
    trail = (*TOP, Link("条文", routes.REGULATIONS))
    file = f"data/regulations/{regulation.id}/regulation.yml"
    context = partial(_text_context, regulation, files_of(downloads, f"text-{regulation.id}"))
    first = Page(
        routes.regulation(regulation.id),
        regulation.title,
        "regulation/regulation-page.html",
        f"《{regulation.title}》全文",
        context,
        trail,
        source_file=file,
        place=place,
        texts=(regulation.id,),
    )
    yield from with_parts(first, context, stretches_in_force(regulation))
    inner = (*trail, Link(regulation.short_title, routes.regulation(regulation.id)))
    keys = [article_key(regulation, article) for article in regulation.all_articles]
    links = [Link(key.label(), routes.clause(key)) for key in keys]
    for n, (article, key) in enumerate(zip(regulation.all_articles, keys, strict=True)):
        title = article_label(key.article, key.inserted)
        if article.title:
            title += f" {article.title}"
        page = Page(
            routes.clause(key),
            title,
            "regulation/article-page.html",
            f"《{regulation.title}》{title}",
            partial(_article_context, regulation, article),
            inner,
            source_file=file,
            place=place,
            texts=(regulation.id,),
        )
        yield between(page, links, n)
    yield from older_pages(catalog, regulation, inner, downloads)
    yield from beside_pages(catalog, regulation, inner, place, downloads)


def _text_context(
    regulation: Regulation, files: Sequence[Download], views: Views, stretch: TextStretch | None = None
) -> dict[str, Any]:
    since = {key.local: standing for key, standing in views.standing_since(regulation.id).items()}
    texts = texts_of_a_regulation(views.catalog, regulation.id)
    besides = [views.beside(regulation.id, up).named for up in views.names.levels.above(regulation.id)]
    shown = views.regulation(regulation)
    return {
        "regulation": shown.within(stretch) if stretch else shown,
        "parts": () if stretch else shown.text_parts,
        "stretch": stretch,
        "files": files,
        "texts": texts,
        "since": since,
        "besides": besides,
    }


def _article_context(regulation: Regulation, article: Article, views: Views) -> dict[str, Any]:
    return {"shown": article_page(views, regulation, article)}


def bank_pages(catalog: Catalog, places: Places) -> Iterator[Page]:
    """Yield a page for each bank, with its neighbours."""
    for place, ids in _dealt(catalog.banks, division_of(catalog).of_bank, places):
        banks = [catalog.banks[id_] for id_ in ids]
        told = [(bank, parts, part) for bank in banks for parts in [bank_parts(bank)] for part in parts]
        links = [Link(_part_title(bank, parts, part), part.address) for bank, parts, part in told]
        for n, (bank, parts, part) in enumerate(told):
            page = Page(
                part.address,
                links[n].title,
                "quiz/bank.html",
                f"{links[n].title}，共{len(bank.items)}题",
                partial(_bank_context, bank, parts, part),
                (*TOP, Link("自测", routes.QUIZZES), *_quizzes_of(place)),
                source_file=_bank_file(catalog, bank),
                place=place,
                texts=place.unit.regulations if place else None,
            )
            yield between(page, links, n)


def _quizzes_of(place: Place | None) -> tuple[Link, ...]:
    """Return the step from all quizzes to those of a unit."""
    return (Link(place.unit.name, place.ways["QUIZZES"]),) if place and "QUIZZES" in place.ways else ()


def _part_title(bank: Bank, parts: Sequence[BankPart], part: BankPart) -> str:
    return f"{bank.bank.title}（{part.span}）" if len(parts) > 1 else bank.bank.title


def _bank_context(bank: Bank, parts: Sequence[BankPart], part: BankPart, views: Views) -> dict[str, Any]:
    return {"bank": bank_view(views, bank, part), "part": part, "parts": parts if len(parts) > 1 else ()}


def _bank_file(catalog: Catalog, bank: Bank) -> str:
    """Return the file that holds a bank: that of a regulation's folder is known by the folder's name and its own."""
    regulation, joint, local = bank.id.partition("--")
    if joint and regulation in catalog.regulations:
        return f"data/regulations/{regulation}/banks/{local}.yml"
    return f"quizzes/banks/{bank.id}.yml"


def paper_pages(catalog: Catalog, places: Places) -> Iterator[Page]:
    """Yield a page for each paper, on which it is sat."""
    for place, ids in _dealt(catalog.papers, division_of(catalog).of_paper, places):
        papers = [catalog.papers[id_] for id_ in ids]
        links = [Link(paper.paper.title, routes.paper(paper.id)) for paper in papers]
        for n, paper in enumerate(papers):
            page = Page(
                routes.paper(paper.id),
                paper.paper.title,
                "exam/page.html",
                f"{paper.paper.title}：{paper.paper.minutes}分钟，满分{paper.full_marks}分",
                partial(_paper_context, paper),
                (*TOP, Link("自测", routes.QUIZZES), *_quizzes_of(place)),
                source_file=f"quizzes/papers/{paper.id}.yml",
                place=place,
                texts=place.unit.regulations if place else None,
            )
            yield between(page, links, n)


def _paper_context(paper: Paper, views: Views) -> dict[str, Any]:
    return {"paper": blueprint_view(views.catalog, paper), "data": paper_data(views.catalog, paper)}
