"""What all files hold, put together as one catalog: each id once, duties beside their commentary, all in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from msgspec.structs import replace

from mingze.diagnostics import Diagnostic, Finding, Span, rule
from mingze.loading.base_rules import base_text_overridden, id_collides_with_base
from mingze.loading.folders import JOINT, same_record_twice
from mingze.loading.given_once import NAMED_BY, with_banks_of_posts
from mingze.loading.origins import Gaps, Origins
from mingze.loading.places import misnamed_file
from mingze.loading.shared_duties import with_shared_duties
from mingze.model import (
    ArticleCommentary,
    ArticleNotes,
    Assignment,
    Bank,
    BaseLock,
    Case,
    Catalog,
    Development,
    DutyFile,
    Entity,
    Explanation,
    Level,
    LocalAdditions,
    Paper,
    Regulation,
    ReviewedTexts,
    Role,
    RoleAdditions,
    RoleCommentary,
    ScopeGuide,
    SiteSettings,
    Source,
    Term,
    Theme,
)
from mingze.source import SourceFile

E = TypeVar("E", bound=Entity)
P = TypeVar("P", DutyFile, RoleCommentary, RoleAdditions)
Contents: TypeAlias = dict[str, list[tuple[SourceFile, Any, dict[str, str]]]]
"""By kind of file: each file, what it holds, and the parts of its path."""


@rule()
def duplicate_id(span: Span, what: str, id_: str, first: Span) -> Iterator[Finding]:
    """编号不重复：职责、要点、题目、术语等各在全站只用一次。

    编号是网址和锚点，重复了，链接和学习记录就会指错地方。

    改法：给后写的一个换一个编号；如果是同一内容抄了两遍，删掉一处。从别的站抄来的文件夹，把它用到的来源
    （sources.yml）也放进文件夹，里面的编号就自成一套，不会与站上的相撞。
    """
    yield Finding(span, f"{what}编号 `{id_}` 重复了，{first} 已经用过", "换一个编号，或删掉重复的一处")


class Assembler:
    """Puts the files' contents together; what does not fit is told in ``diagnostics``."""

    def __init__(self, contents: Contents, origins: Origins, gaps: Gaps, merged: Collection[int]) -> None:
        """``merged`` are the identities of entities that a folder brings along and the site has too."""
        self.diagnostics: list[Diagnostic] = []
        self._contents = contents
        self._origins = origins
        self._gaps = gaps
        self._merged = merged
        self._seen: dict[tuple[str, str], Entity] = {}

    def catalog(self) -> Catalog:
        """Return what all files hold together."""
        settings = self._of(SiteSettings, "site") or [_NO_SETTINGS]
        levels = list(Level)
        in_order = sorted(self._of(Regulation, "regulation"), key=lambda r: (levels.index(r.level), r.id))
        regulations = self._index("规定", in_order)
        roles = self._index("岗位", sorted(self._entries(Role, "roles"), key=lambda r: r.order))
        assignments, faults = with_shared_duties(self._assignments(regulations, roles), self._origins)
        self.diagnostics += faults
        banks = self._banks()
        self._check_names(roles)
        catalog = Catalog(
            site=settings[0],
            roles=roles,
            themes=self._index("主题", self._entries(Theme, "themes")),
            terms=self._index("术语", self._entries(Term, "glossary")),
            sources=self._index("来源", self._entries(Source, "sources")),
            cases=self._index("案例", self._of(Case, "case")),
            regulations=regulations,
            assignments=assignments,
            article_notes=self._notes(),
            additions=self._additions(roles),
            banks=banks,
            papers=self._index("试卷", self._of(Paper, "paper")),
            developments=self._index("变化", self._entries(Development, "currency")),
            scopes=self._scopes(),
            versions=self._by_regulation("version", regulations, lambda v: str(v.since)),
            amendments=self._by_regulation("amendments", regulations, lambda a: str(a.effective)),
            base_lock=next(iter(self._of(BaseLock, "base-lock")), None),
            reviewed=self._reviewed(),
        )
        papers = with_banks_of_posts(catalog)
        for id_, paper in papers.items():
            self._origins.take_place(paper, catalog.papers[id_])
        return replace(catalog, papers=papers)

    def _of(self, type_: type[E], kind: str) -> list[E]:
        return [content for _, content, _ in self._contents[kind] if isinstance(content, type_)]

    def _entries(self, type_: type[E], kind: str) -> list[E]:
        """Return the entries of all files of a kind, those of the site before those of regulations' folders."""
        files = sorted(self._contents[kind], key=lambda file: file[2].get("regulation", ""))
        return [entry for _, content, _ in files for entry in content if isinstance(entry, type_)]

    def _index(self, what: str, entities: Iterable[E]) -> dict[str, E]:
        return {id_of(e): e for e in self._unique(what, entities, what)}

    def _unique(self, what: str, entities: Iterable[E], space: str) -> tuple[E, ...]:
        """Keep the first entity of each id and report the others, wherever on the site they stand."""
        kept = []
        for entity in entities:
            id_ = id_of(entity)
            other = self._seen.setdefault((space, id_), entity)
            if other is entity:
                kept.append(entity)
                continue
            span, first = id_span(self._origins, entity), id_span(self._origins, other)
            if id(entity) in self._merged:
                self.diagnostics += same_record_twice(span, what, id_, str(first))
            else:
                self._tell_twice(what, id_, span, first)
        return tuple(kept)

    def _tell_twice(self, what: str, id_: str, span: Span, first: Span) -> None:
        brought = first.file in self._origins.brought and span.file not in self._origins.brought
        if brought and what == "规定":
            self.diagnostics += base_text_overridden(span, id_, str(first))
        elif brought:
            self.diagnostics += id_collides_with_base(span, what, id_, str(first))
        else:
            self.diagnostics += duplicate_id(span, what, id_, first)

    def _explanations(self, files: Iterable[RoleCommentary | ArticleCommentary]) -> tuple[Explanation, ...]:
        """Return the explanations of a post or of articles: what a site below has explained is explained there."""
        kept, below = [], {}
        for explanation in (one for file in files for one in file.explanations):
            about = str(explanation.duty or explanation.clause)
            field = "duty" if explanation.duty else "clause"
            if self._origins.is_brought(explanation):
                below[about] = explanation
            elif about in below:
                first = str(self._origins.at(below[about], field))
                self.diagnostics += id_collides_with_base(self._origins.at(explanation, field), "解读", about, first)
                continue
            kept.append(explanation)
        return tuple(kept)

    def _notes(self) -> tuple[ArticleNotes, ...]:
        files: dict[str, list[ArticleCommentary]] = {}
        for _, content, parts in self._contents["article-commentary"]:
            if isinstance(content, ArticleCommentary):
                files.setdefault(parts["regulation"], []).append(content)
        return tuple(
            ArticleNotes(
                regulation,
                self._unique("要点", (one for file in of_it for one in file.key_points), "key_point"),
                self._explanations(of_it),
            )
            for regulation, of_it in files.items()
        )

    def _additions(self, roles: Mapping[str, Role]) -> tuple[LocalAdditions, ...]:
        return tuple(
            LocalAdditions(regulation, role, tuple(one for file in files for one in file.additions))
            for (regulation, role), files in self._of_posts(RoleAdditions, "additions", roles).items()
        )

    def _of_posts(self, type_: type[P], kind: str, roles: Mapping[str, Role]) -> dict[tuple[str, str], list[P]]:
        """Return files of a kind by regulation and post: of the sites below first, then the site's own."""
        found: dict[tuple[str, str], list[P]] = {}
        for _, content, parts in self._contents[kind]:
            if isinstance(content, type_):
                found.setdefault((parts["regulation"], _post(parts["stem"], content.role, roles)), []).append(content)
        return found

    def _assignments(self, regulations: Mapping[str, Regulation], roles: Mapping[str, Role]) -> tuple[Assignment, ...]:
        """Join duties and commentary of one regulation and role, ordered by role, then regulation."""
        duties = self._of_posts(DutyFile, "duties", roles)
        comments = self._of_posts(RoleCommentary, "commentary", roles)
        role_rank = {id_: n for n, id_ in enumerate(roles)}
        regulation_rank = {id_: n for n, id_ in enumerate(regulations)}

        def order(key: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
            return role_rank.get(key[1], len(roles)), regulation_rank.get(key[0], len(regulations)), key

        out = []
        for key in sorted({*duties, *comments}, key=order):
            duty_files, comment_files = duties.get(key, []), comments.get(key, [])
            out.append(
                Assignment(
                    regulation=key[0],
                    role=key[1],
                    duties=self._unique("职责", (one for file in duty_files for one in file.duties), "duty"),
                    key_points=self._unique(
                        "要点", (one for file in comment_files for one in file.key_points), "key_point"
                    ),
                    explanations=self._explanations(comment_files),
                    duty_file=next(iter(duty_files), None),
                    commentary_file=min(comment_files, key=lambda one: not one.summary, default=None),
                )
            )
        return tuple(out)

    def _banks(self) -> dict[str, Bank]:
        files = sorted(self._contents["bank"], key=lambda file: file[2].get("regulation", ""))
        banks = self._index("题库", (content for _, content, _ in files if isinstance(content, Bank)))
        for bank in banks.values():
            self._unique("题目", bank.with_ids, "question")
        return banks

    def _scopes(self) -> dict[str, ScopeGuide]:
        guides = {p["regulation"]: c for _, c, p in self._contents["scope"] if isinstance(c, ScopeGuide)}
        for guide in guides.values():
            self._unique("人群", guide.groups, "scope")
        return guides

    def _by_regulation(self, kind: str, regulations: Iterable[str], order: Callable[[Any], str]) -> dict[str, Any]:
        """Return what files of a kind hold, by regulation and in an order of its own."""
        found: dict[str, list[Any]] = {id_: [] for id_ in regulations}
        for _, content, parts in self._contents[kind]:
            found.setdefault(parts["regulation"], []).extend(content if isinstance(content, tuple) else [content])
        return {id_: tuple(sorted(entries, key=order)) for id_, entries in found.items() if entries}

    def _reviewed(self) -> dict[str, dict[str, str]]:
        out: dict[str, dict[str, str]] = {}
        for file in self._of(ReviewedTexts, "reviewed"):
            for name, of_it in file:
                out.setdefault(name, {}).update(of_it)
        return out

    def _check_names(self, roles: Mapping[str, Role]) -> None:
        for kind, (key, part) in NAMED_BY.items():
            known = roles if key == ("role",) and not self._gaps.hides("roles", "") else None
            for source, content, parts in self._contents[kind]:
                if JOINT not in parts[part] and _typed_name(content, key) == parts[part]:
                    continue
                value: Any = source.values
                for step in key:
                    value = value[step]
                if key == ("role",):  # which may be typed by its name
                    value = content.role
                elif key == ("since",):
                    value = str(content.since)
                if value != parts[part] and (known is None or value in known or parts[part] in known):
                    span = source.span(key)
                    self.diagnostics += misnamed_file(
                        span, key=key[-1], written=value, stem=parts[part], known=known, files=self._origins.files
                    )


def _typed_name(content: Any, key: tuple[str, ...]) -> str:
    """Return what a file is called inside, as it was typed; the same as written, or known by its folder too."""
    for step in key:
        content = getattr(content, step)
    return str(content)


def id_span(origins: Origins, entity: Entity) -> Span:
    """Return where an entity's id stands."""
    settings = _SETTINGS.get(type(entity).__name__)
    return origins.at(entity, settings, "id") if settings else origins.at(entity, "id")


def id_of(entity: Entity) -> str:
    """Return an entity's id."""
    return str(entity.id)  # type: ignore[attr-defined]


_NO_SETTINGS = SiteSettings(id="site", title="站点", edition="未定")
"""Stands in where data/site.yml cannot be read, so that the other faults are found in the same run; never built."""


def _post(stem: str, role: str, roles: Mapping[str, Role]) -> str:
    """Return the post a file is about: its name, or what it says itself where its name is that of no post."""
    return role if role in roles and stem not in roles else stem


_SETTINGS = {"Bank": "bank", "Paper": "paper"}
"""Entities whose id stands in a section of its own."""
