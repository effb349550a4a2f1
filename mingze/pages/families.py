"""Pages of which there are many: roles, articles, banks, papers, each with its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from mingze.model import Article, Bank, Catalog, Paper, Regulation, Role
from mingze.pages.page import Link, Page
from mingze.pages.paper_data import paper_data
from mingze.values.clause import article_label
from mingze.versions.steps import steps_of
from mingze.views import routes
from mingze.views.article import article_key
from mingze.views.article_page import article_page
from mingze.views.bank import bank_name, bank_view
from mingze.views.blueprint import blueprint_view
from mingze.views.comparing import UNCONFIRMED
from mingze.views.dates import chinese_date
from mingze.views.downloads import Download
from mingze.views.older_text import OlderText, older_texts, texts_of_a_regulation
from mingze.views.outline import banks_of_role, questions_by_duty
from mingze.views.study import studied_assignments
from mingze.views.view import Views

TOP = (Link("首页", routes.HOME),)


def role_pages(catalog: Catalog, downloads: Sequence[Download]) -> Iterator[Page]:
    """Yield a page for each role, with its neighbours."""
    links = [Link(role.name, routes.role(role.id)) for role in catalog.roles.values()]
    for n, role in enumerate(catalog.roles.values()):
        yield _between(_role_page(catalog, role, downloads), links, n)


def _role_page(catalog: Catalog, role: Role, downloads: Sequence[Download]) -> Page:
    assignments = tuple(catalog.assignments_of(role.id))
    first = assignments[0] if assignments else None
    return Page(
        routes.role(role.id),
        role.name,
        "duty/role-page.html",
        f"{role.name}的{sum(len(a.duties) for a in assignments)}项职责、解读、要点和自测",
        partial(_role_context, role, [one for one in downloads if one.role == role.id]),
        (*TOP, Link("岗位", routes.ROLES)),
        source_file=f"data/regulations/{first.regulation}/commentary/{role.id}.yml" if first else "data/roles.yml",
    )


def _role_context(role: Role, downloads: Sequence[Download], views: Views) -> dict[str, Any]:
    catalog = views.catalog
    banks = banks_of_role(catalog, role.id).items()
    return {
        "role": views.role(role),
        "assignments": studied_assignments(views, role),
        "layered": views.names.layered,
        "questions_by_duty": questions_by_duty(catalog, role.id),
        "banks": [(bank_name(catalog.banks[id_]), n) for id_, n in banks],
        "counts": [(a.regulation, a.short_title, len(a.duties)) for a in views.role(role).assignments if a.duties],
        "downloads": downloads,
    }


def regulation_pages(catalog: Catalog, regulation: Regulation) -> Iterator[Page]:
    """Yield a regulation's full text, a page for each of its articles, its older texts and what was changed."""
    trail = (*TOP, Link("条文", routes.REGULATIONS))
    file = f"data/regulations/{regulation.id}/regulation.yml"
    yield Page(
        routes.regulation(regulation.id),
        regulation.title,
        "regulation/regulation-page.html",
        f"《{regulation.title}》全文",
        partial(_text_context, regulation),
        trail,
        source_file=file,
    )
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
        )
        yield _between(page, links, n)
    yield from _older_pages(catalog, regulation, inner)


def _text_context(regulation: Regulation, views: Views) -> dict[str, Any]:
    since = {key.local: standing for key, standing in views.standing_since(regulation.id).items()}
    texts = texts_of_a_regulation(views.catalog, regulation.id)
    return {"regulation": views.regulation(regulation), "texts": texts, "since": since}


def _older_pages(catalog: Catalog, regulation: Regulation, trail: tuple[Link, ...]) -> Iterator[Page]:
    folder = f"data/regulations/{regulation.id}"
    for text in older_texts(catalog, regulation.id):
        title = f"{regulation.short_title}（{text.since_words}起的旧文本）"
        yield Page(
            text.address,
            title,
            "regulation/older-text-page.html",
            f"{text.marked}{text.since_words}起施行、现在已经不用的文本",
            partial(_older_context, text),
            trail,
            source_file=f"{folder}/versions/{text.since}.yml",
        )
    for step in steps_of(catalog, regulation.id):
        day = chinese_date(step.amendment.effective)
        yield Page(
            routes.comparison(regulation.id, str(step.amendment.effective)),
            f"{regulation.short_title}修改对照（{day}起）",
            "regulation/changes-page.html",
            f"《{regulation.title}》{day}起施行的修改：修改前、修改后、说明",
            partial(_changes_context, regulation.id, str(step.amendment.effective)),
            trail,
            source_file=f"{folder}/amendments.yml",
        )


def _older_context(text: OlderText, _views: Views) -> dict[str, Any]:
    return {"text": text}


def _changes_context(regulation_id: str, effective: str, views: Views) -> dict[str, Any]:
    shown = next(one for one in views.comparisons(regulation_id) if one.effective == effective)
    return {"shown": shown, "UNCONFIRMED": UNCONFIRMED}


def _article_context(regulation: Regulation, article: Article, views: Views) -> dict[str, Any]:
    return {"shown": article_page(views, regulation, article)}


def bank_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield a page for each bank."""
    links = [Link(bank.bank.title, routes.bank(bank.id)) for bank in catalog.banks.values()]
    for n, bank in enumerate(catalog.banks.values()):
        page = Page(
            routes.bank(bank.id),
            bank.bank.title,
            "quiz/bank.html",
            f"{bank.bank.title}，共{len(bank.items)}题",
            partial(_bank_context, bank),
            (*TOP, Link("自测", routes.QUIZZES)),
            source_file=_bank_file(catalog, bank),
        )
        yield _between(page, links, n)


def _bank_context(bank: Bank, views: Views) -> dict[str, Any]:
    return {"bank": bank_view(views, bank)}


def _bank_file(catalog: Catalog, bank: Bank) -> str:
    """Return the file that holds a bank: that of a regulation's folder is known by the folder's name and its own."""
    regulation, joint, local = bank.id.partition("--")
    if joint and regulation in catalog.regulations:
        return f"data/regulations/{regulation}/banks/{local}.yml"
    return f"quizzes/banks/{bank.id}.yml"


def paper_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield a page for each paper, on which it is sat."""
    links = [Link(paper.paper.title, routes.paper(paper.id)) for paper in catalog.papers.values()]
    for n, paper in enumerate(catalog.papers.values()):
        page = Page(
            routes.paper(paper.id),
            paper.paper.title,
            "exam/page.html",
            f"{paper.paper.title}：{paper.paper.minutes}分钟，满分{paper.full_marks}分",
            partial(_paper_context, paper),
            (*TOP, Link("自测", routes.QUIZZES)),
            source_file=f"quizzes/papers/{paper.id}.yml",
        )
        yield _between(page, links, n)


def _paper_context(paper: Paper, views: Views) -> dict[str, Any]:
    return {"paper": blueprint_view(views.catalog, paper), "data": paper_data(views.catalog, paper)}


def _between(page: Page, links: Sequence[Link], position: int) -> Page:
    return replace(
        page,
        previous=links[position - 1] if position else None,
        following=links[position + 1] if position + 1 < len(links) else None,
    )
