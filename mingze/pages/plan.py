"""Which pages a site has, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mingze.coverage import DEPTHS, QUESTIONS_A_DUTY, TYPES_A_DUTY, cover
from mingze.diagnostics import RULES
from mingze.model import (
    Article,
    Catalog,
    Clause,
    ClauseKey,
    Development,
    DevelopmentKind,
    Reach,
    Regulation,
    Verification,
)
from mingze.model.clause import article_label
from mingze.pages import routes
from mingze.pages.boards import pictures
from mingze.pages.cases import cases_by_kind, cases_by_year
from mingze.pages.compare import compare
from mingze.pages.downloads import GROUPS, Download, by_document
from mingze.pages.outline import outline, questions_by_duty
from mingze.pages.page import Link, Page
from mingze.pages.paper_data import paper_data, practice_data
from mingze.pages.pinyin import ruby, terms_by_letter
from mingze.pages.sample import design_sample

_TOP = (Link("首页", routes.HOME),)
_ABOUT = Link("关于", routes.ABOUT)


def plan_pages(catalog: Catalog, downloads: Sequence[Download] = ()) -> list[Page]:
    """Return every page made from the catalog; ``downloads`` are the files that pages link to."""
    return [
        Page(routes.HOME, catalog.site.title, "home.html", f"{catalog.site.title}：按岗位学职责、查条文、做自测"),
        Page(routes.ROLES, "岗位", "roles.html", "选择自己的岗位", trail=_TOP, source_file="data/roles.yml"),
        *_role_pages(catalog, downloads),
        Page(
            routes.SCOPE,
            "我属于哪一类",
            "scope.html",
            "哪些人适用，哪些人参照执行，各看哪个岗位",
            {"Reach": Reach},
            (*_TOP, Link("岗位", routes.ROLES)),
            source_file=next((f"data/regulations/{id_}/scope.yml" for id_ in catalog.scopes), ""),
        ),
        Page(routes.REGULATIONS, "条文", "regulations.html", "规定全文，按章阅读", trail=_TOP),
        *(page for regulation in catalog.regulations.values() for page in _regulation_pages(catalog, regulation)),
        Page(routes.KEY_POINTS, "要点", "key_points.html", "要点提示与容易混淆的说法", trail=_TOP),
        Page(
            routes.GLOSSARY,
            "术语",
            "glossary.html",
            "术语，按拼音排列",
            {"letters": terms_by_letter(catalog), "ruby_of": ruby},
            _TOP,
            source_file="data/glossary.yml",
        ),
        Page(routes.QUIZZES, "自测", "quizzes.html", "按岗位自测", trail=_TOP),
        *_bank_pages(catalog),
        *_paper_pages(catalog),
        Page(
            routes.PRACTICE,
            "练习",
            "practice.html",
            "今日复习、错题本、收藏，按岗位、主题、题型、深度抽题",
            {"data": practice_data(catalog)},
            (*_TOP, Link("自测", routes.QUIZZES)),
        ),
        Page(
            routes.COMPARE,
            "对照",
            "compare.html",
            "同一件事，各个岗位怎样分工",
            {"comparison": compare(catalog)},
            _TOP,
        ),
        Page(
            routes.ACCOUNTABILITY,
            "问责",
            "accountability.html",
            "考核考察、表彰奖励、责任追究一图看清",
            {"pictures": pictures(catalog)},
            _TOP,
        ),
        Page(
            routes.CASES,
            "案例",
            "cases.html",
            "各地的做法和数字",
            {"groups": cases_by_year(catalog), "kinds": cases_by_kind(catalog)},
            _TOP,
        ),
        Page(
            routes.DOWNLOADS,
            "下载",
            "downloads.html",
            "讲义、试卷、幻灯片",
            {"groups": by_document(downloads), "GROUPS": GROUPS},
            _TOP,
        ),
        Page(
            routes.SEARCH,
            "搜索",
            "search.html",
            "全站目录：岗位、职责、条文、要点、术语、题库、案例",
            {"letters": terms_by_letter(catalog)},
            _TOP,
        ),
        Page(
            routes.PROGRESS,
            "我的",
            "progress.html",
            "这台设备上的学习记录和显示设置",
            {"outline": outline(catalog)},
            _TOP,
        ),
        Page(
            routes.ABOUT,
            "关于",
            "about.html",
            "来源、核对情况和本站不知道的事",
            {"standings": _standings(catalog)},
            _TOP,
            source_file="data/sources.yml",
        ),
        Page(
            routes.CURRENCY,
            "现行性与更新",
            "currency.html",
            "规定印发以后，依据文件、机构名称和有关制度的变化",
            {"groups": _by_kind(catalog.developments.values())},
            (*_TOP, _ABOUT),
            source_file="data/currency.yml",
        ),
        Page(
            routes.COVERAGE,
            "题库覆盖",
            "coverage.html",
            "每项职责、每一条有几道题，还缺什么",
            {
                "coverage": cover(catalog),
                "DEPTHS": DEPTHS,
                "least": QUESTIONS_A_DUTY,
                "least_types": TYPES_A_DUTY,
            },
            (*_TOP, _ABOUT),
        ),
        Page(
            routes.DESIGN,
            "设计",
            "design.html",
            "本站的组件和三种显示模式",
            {"sample": design_sample(catalog)},
            (*_TOP, _ABOUT),
        ),
        Page(
            routes.FAULTS,
            "问题代码",
            "faults.html",
            "检查数据时的每一种提示",
            {"rules": tuple(RULES[code] for code in sorted(RULES))},
            (*_TOP, _ABOUT),
        ),
    ]


def count_pages(catalog: Catalog, root: Path) -> int:
    """Count the site's pages: those made from data and the hand-written ones below ``docs/``."""
    docs = root / "docs"
    written = [p for p in docs.rglob("*.md") if p.relative_to(docs).parts[0] != "decisions"] if docs.is_dir() else []
    return len(plan_pages(catalog)) + len(written)


def _role_pages(catalog: Catalog, downloads: Sequence[Download]) -> Iterator[Page]:
    roles = list(catalog.roles.values())
    links = [Link(role.name, routes.role(role.id)) for role in roles]
    trail = (*_TOP, Link("岗位", routes.ROLES))
    for n, role in enumerate(roles):
        assignments = tuple(catalog.assignments_of(role.id))
        first = assignments[0] if assignments else None
        file = f"data/regulations/{first.regulation}/commentary/{role.id}.yml" if first else "data/roles.yml"
        page = Page(
            routes.role(role.id),
            role.name,
            "role.html",
            f"{role.name}的{sum(len(a.duties) for a in assignments)}项职责、解读、要点和自测",
            {
                "role": role,
                "assignments": assignments,
                "questions_by_duty": questions_by_duty(catalog, role.id),
                "downloads": [one for one in downloads if one.role == role.id],
            },
            trail,
            source_file=file,
        )
        yield _between(page, links, n)


def _regulation_pages(catalog: Catalog, regulation: Regulation) -> Iterator[Page]:
    trail = (*_TOP, Link("条文", routes.REGULATIONS))
    file = f"data/regulations/{regulation.id}/regulation.yml"
    yield Page(
        routes.regulation(regulation.id),
        regulation.title,
        "regulation.html",
        f"《{regulation.title}》全文",
        {"regulation": regulation},
        trail,
        source_file=file,
    )
    inner = (*trail, Link(regulation.short_title, routes.regulation(regulation.id)))
    keys = [_key(regulation, article) for article in regulation.articles]
    links = [Link(key.label(), routes.clause(key)) for key in keys]
    for n, (article, key) in enumerate(zip(regulation.articles, keys, strict=True)):
        clauses = tuple(c for k, c in regulation.clauses.items() if k.article_key == key)
        title = f"{article_label(article.number.number, article.number.inserted)}"
        if article.title:
            title += f" {article.title}"
        page = Page(
            routes.clause(key),
            title,
            "article.html",
            f"《{regulation.title}》{title}",
            {
                "regulation": regulation,
                "article": article,
                "key": key,
                "clauses": clauses,
                "passages": regulation.passages[key.local],
                "chapter": regulation.chapter_of(key),
                "roles": _roles_concerned(catalog, clauses),
                "questions": _questions(catalog, clauses),
            },
            inner,
            source_file=file,
        )
        yield _between(page, links, n)


def _bank_pages(catalog: Catalog) -> Iterator[Page]:
    links = [Link(bank.bank.title, routes.bank(bank.id)) for bank in catalog.banks.values()]
    for n, bank in enumerate(catalog.banks.values()):
        page = Page(
            routes.bank(bank.id),
            bank.bank.title,
            "bank.html",
            f"{bank.bank.title}，共{len(bank.questions)}题",
            {"bank": bank},
            (*_TOP, Link("自测", routes.QUIZZES)),
            source_file=f"quizzes/banks/{bank.id}.yml",
        )
        yield _between(page, links, n)


def _paper_pages(catalog: Catalog) -> Iterator[Page]:
    links = [Link(paper.paper.title, routes.paper(paper.id)) for paper in catalog.papers.values()]
    for n, paper in enumerate(catalog.papers.values()):
        page = Page(
            routes.paper(paper.id),
            paper.paper.title,
            "paper.html",
            f"{paper.paper.title}：{paper.paper.minutes}分钟，满分{paper.full_marks}分",
            {"paper": paper, "data": paper_data(catalog, paper)},
            (*_TOP, Link("自测", routes.QUIZZES)),
            source_file=f"quizzes/papers/{paper.id}.yml",
        )
        yield _between(page, links, n)


def _between(page: Page, links: Sequence[Link], position: int) -> Page:
    return replace(
        page,
        previous=links[position - 1] if position else None,
        following=links[position + 1] if position + 1 < len(links) else None,
    )


def _key(regulation: Regulation, article: Article) -> ClauseKey:
    return ClauseKey(regulation.id, article=article.number.number, inserted=article.number.inserted)


def _roles_concerned(catalog: Catalog, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the ids of the roles whose duties come from these clauses."""
    found = (d.id for c in clauses for d in catalog.duties_by_clause.get(c.key, ()))
    return tuple(dict.fromkeys(catalog.role_of(duty).id for duty in found))


def _questions(catalog: Catalog, clauses: Sequence[Clause]) -> tuple[object, ...]:
    """Return the questions with a shown key that cite these clauses themselves (those on duties stand with them)."""
    cited = (q for clause in clauses for q in catalog.questions_citing("clause", str(clause.key)))
    found = (q for q in cited if catalog.bank_of[q.id].bank.answers == "shown")
    return tuple({q.id: q for q in found}.values())


def _by_kind(developments: Iterable[Development]) -> dict[DevelopmentKind, list[Development]]:
    """Group developments by kind, the newest first; those without a date last."""
    ordered = sorted(developments, key=lambda d: d.date or "", reverse=True)
    groups = {kind: [d for d in ordered if d.kind is kind] for kind in DevelopmentKind}
    return {kind: found for kind, found in groups.items() if found}


def _standings(catalog: Catalog) -> dict[Verification, int]:
    """Count articles by their standing, best first; standings that do not occur are left out."""
    articles = [a for r in catalog.regulations.values() for a in r.articles]
    counts = {v: sum(a.verification is v for a in articles) for v in Verification}
    return {v: n for v, n in counts.items() if n}
