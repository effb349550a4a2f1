"""Every reference leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from mingze.checks.mentions import Reference, references
from mingze.checks.subject import Subject, check, nearest
from mingze.checks.upon_base import missing_above
from mingze.diagnostics import Finding, Severity, Span
from mingze.model import Catalog, ClauseKey

_KINDS = {
    "role": ("岗位", "roles", "data/roles.yml"),
    "theme": ("主题", "themes", "data/themes.yml"),
    "term": ("术语", "glossary", "data/glossary.yml"),
    "source": ("来源", "sources", "data/sources.yml"),
    "case": ("案例", "case", "data/cases/"),
    "regulation": ("规定", "regulation", "data/regulations/"),
    "duty": ("职责", "duties", "duties/ 文件夹"),
    "bank": ("题库", "bank", "quizzes/banks/"),
    "question": ("题", "questions", "quizzes/banks/"),
}
"""What each kind is called, the name of its gaps, and where it is defined."""


@check()
def unresolved_reference(site: Subject) -> Iterator[Finding]:
    """提到的编号都存在：条款、职责、岗位、主题、术语、来源、案例、题库、题。

    指向不存在的编号，页面上就是一条走不通的链接，题目就没有依据。

    改法：照提示改成相近的编号；确实没有的，先把它写进对应的文件。
    """
    known = _known(site.catalog)
    hidden = site.catalog.upper.hidden if site.catalog.upper else ()
    for reference in references(site.catalog):
        if isinstance(reference.target, ClauseKey):
            yield from _unresolved_clause(site, reference, reference.target)
            continue
        name, gap, home = _KINDS[reference.kind]
        target = reference.target
        if reference.kind == "duty":
            named = site.catalog.duty_named(target)
            target = named.id if named else target.rpartition("/")[2]
        if (reference.kind, target) in hidden or missing_above(site, reference):
            continue  # told by rules of their own
        if target in known[reference.kind]:
            yield from _duty_of_another_regulation(site, reference, target)
            continue
        if site.gaps.hides(gap, target.rpartition("/")[2]):
            continue
        span = _span(site, reference)
        others = {id_: e for id_, e in known[reference.kind].items() if e is not reference.owner}
        near, help_ = _known_help(others, target, home)
        same_number = re.findall(r"\d+", target) == re.findall(r"\d+", near)  # duty-9 is no misspelt duty-2
        mended = site.origins.with_text(span, target, near) if near and same_number else None
        if mended:
            help_ += f"；{mended.advice}"
        yield Finding(span, f"没有编号为 `{target}` 的{name}", help_, mended=mended)


def _in_a_folder(id_: str, known: Iterable[str]) -> str:
    """Return the known id that is this one in some regulation's folder, "" for none."""
    return next((one for one in known if one.partition("--")[2] == id_), "")


def _known(catalog: Catalog) -> Mapping[str, Mapping[str, object]]:
    return {
        "role": catalog.roles,
        "theme": catalog.themes,
        "term": catalog.terms,
        "source": catalog.sources,
        "case": catalog.cases,
        "regulation": catalog.regulations,
        "duty": catalog.duties,
        "bank": catalog.banks,
        "question": catalog.questions,
    }


def _span(site: Subject, reference: Reference) -> Span:
    if reference.kind == "bank" and "bank_quotas" in reference.path:
        return site.origins.key(reference.owner, *reference.path)
    phrase = str(reference.target) if reference.kind == "term" else None
    return site.origins.at(reference.owner, *reference.path, phrase=phrase)


def _unresolved_clause(site: Subject, reference: Reference, key: ClauseKey) -> Iterator[Finding]:
    regulation = site.catalog.regulations.get(key.regulation)
    span = _span(site, reference)
    if regulation is None:
        if not site.gaps.hides("regulation", key.regulation):
            near = nearest(key.regulation, site.catalog.regulations)
            help_ = f"有一个相近的编号 `{near}`" if near else "改成已有的文件编号"
            yield Finding(span, f"没有编号为 `{key.regulation}` 的文件（规定、办法等）", help_)
        return
    if key.as_of:
        yield from _unresolved_version(site, span, key)
        return
    if key in regulation.clauses or key in regulation.headings or site.gaps.covers("regulation", regulation.id):
        return
    label = f"《{regulation.title}》{key.label(site.catalog.citation_style)}"
    several = len(site.catalog.regulations) > 1 and f"/{regulation.id}/" not in span.file
    help_, meant = _clause_help(regulation.clauses, key, f"{regulation.id}/" if several else "")
    mended = site.origins.with_text(span, key.local, meant.local) if meant else None
    if mended:
        help_ += f"；{mended.advice}"
    yield Finding(span, f"没有这一条款：`{key.local}`（{label}）", help_, mended=mended)


def _unresolved_version(site: Subject, span: Span, key: ClauseKey) -> Iterator[Finding]:
    """A clause of an older text: there must be such a text, with such a clause."""
    known = site.catalog.versions.get(key.regulation, ())
    if site.catalog.clause(key) is not None or site.gaps.touches("version", f"{key.regulation}/{key.as_of}"):
        return
    if all(str(version.since) != key.as_of for version in known):
        days = "、".join(str(version.since) for version in known)
        help_ = f"已有的旧文本：{days}" if days else f"现在的条文写成 `{key.local}`"
        yield Finding(span, f"没有 {key.as_of} 起的旧文本", help_)
    else:
        yield Finding(span, f"旧文本里没有这一条款：`{key.written}`", "对照旧文本改正条款")


def _duty_of_another_regulation(site: Subject, reference: Reference, id_: str) -> Iterator[Finding]:
    """A duty named together with a regulation stands in that one: the page would name another instrument."""
    named, slash, _ = str(reference.target).rpartition("/")
    if reference.kind != "duty" or not slash:
        return
    own = site.catalog.assignment_of(id_).regulation
    if named != own:
        yield Finding(_span(site, reference), f"文件 `{named}` 里没有职责 `{id_}`", f"改成 `{own}/{id_}`")


def _known_help(known: Mapping[str, object], target: str, home: str) -> tuple[str, str]:
    """Return the id most like what was typed, by ids and names, and the words that advise it or list the ids."""
    names = {str(getattr(e, "name", getattr(e, "title", ""))): id_ for id_, e in known.items()}
    near = nearest(target, known) or names.get(nearest(target, names), "") or _in_a_folder(target, known)
    if near:
        return near, f"有一个相近的编号 {_shown(near, known[near])}"
    if 0 < len(known) <= _FEW:
        return "", f"已有的编号：{'、'.join(_shown(id_, e) for id_, e in known.items())}；都不是的，在 {home} 里添加它"
    return "", f"改成已有的编号，或在 {home} 里添加它"


_FEW = 12
"""So many ids are listed; more would hide what matters."""


def _shown(id_: str, entity: object) -> str:
    label = getattr(entity, "name", getattr(entity, "title", ""))
    return f"`{id_}`（{label}）" if label else f"`{id_}`"


def _clause_help(clauses: Mapping[ClauseKey, object], key: ClauseKey, owner: str) -> tuple[str, ClauseKey | None]:
    """Say which clauses there are, ``owner`` before each, and which of them must be meant where only one can."""
    if key.chapter:
        return "改成已有的章、节", None
    siblings = [k for k in clauses if k.article_key == key.article_key]
    if not siblings:
        if not clauses:
            return "先写条文", None
        return f"全文到{max(clauses, key=lambda k: (k.article, k.inserted)).article_key.label()}为止", None
    words = "、".join(f"{owner}{k.local}（{k.label()}）" for k in siblings[:8])
    if key.paragraph and not any(k.paragraph for k in siblings):
        meant = replace(key, paragraph=0)
        return f"这一条只有一款，不写 para；可以写 {words}", meant if meant in clauses else None
    fitting = [k for k in siblings if (k.item, k.sub) == (key.item, key.sub)] if key.item and not key.paragraph else []
    return f"这一条可以写 {words}", fitting[0] if len(fitting) == 1 else None


@check()
def confused_with_itself(site: Subject) -> Iterator[Finding]:
    """容易混淆的术语是另一个术语。

    一个术语列自己为“不要混淆”，页面上就会自己和自己并排。

    改法：改成真正容易混淆的那个术语的编号。
    """
    for term in site.catalog.terms.values():
        for n, other in enumerate(term.not_to_confuse):
            if other == term.id:
                place = site.origins.at(term, "not_to_confuse", n)
                yield Finding(place, f"术语 `{term.id}` 把自己列为容易混淆的", "改成另一个术语的编号，或删掉")


@check(Severity.WARNING)
def unused_source(site: Subject) -> Iterator[Finding]:
    """列出的来源都用到了。

    没有任何内容引用的来源，读者会误以为站上的话出自它。

    改法：在用到它的地方写上它的编号；没有用到就从 data/sources.yml 里删掉。
    """
    if site.gaps:
        return
    used = {r.target for r in references(site.catalog) if r.kind == "source"}
    for source in site.catalog.sources.values():
        if source.id not in used:
            yield Finding(site.origins.at(source, "id"), f"来源 `{source.id}` 没有被引用", "在用到它的地方引用，或删掉")


@check(Severity.WARNING)
def unused_theme(site: Subject) -> Iterator[Finding]:
    """列出的主题都有职责。

    没有职责的主题，对照表里就是空的一栏。

    改法：给有关的职责写上这个主题；用不着就从 data/themes.yml 里删掉。
    """
    if site.gaps:
        return
    used = {theme for duty in site.catalog.duties.values() for theme in duty.themes}
    for theme in site.catalog.themes.values():
        if theme.id not in used:
            yield Finding(site.origins.at(theme, "id"), f"主题 `{theme.id}` 没有一项职责", "给有关的职责写上它，或删掉")
