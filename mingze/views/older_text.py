"""An older text of an instrument as it is read today, and since when the wording of each article in force stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Article, Catalog, Chapter, ClauseKey, Regulation
from mingze.model.passages import clauses_of
from mingze.text.statute_words import folded
from mingze.values.clause import article_label
from mingze.values.numerals import to_chinese
from mingze.versions.steps import Step, steps_of, texts_of
from mingze.versions.text_tree import TextNode
from mingze.views import routes
from mingze.views.article import article_key
from mingze.views.badge import Badge, checked
from mingze.views.clause import PassageView, passages
from mingze.views.dates import chinese_date
from mingze.views.long_texts import PartEntry, TextPart, TextStretch, at, text_parts, text_stretches
from mingze.views.names import Named, marked


class OlderArticle(Struct, frozen=True):
    """An article of an older text."""

    local: str
    heading: str
    badge: Badge
    passages: tuple[PassageView, ...]


class OlderChapter(Struct, frozen=True):
    """A chapter or section of an older text; one without a heading holds articles that stand in none."""

    anchor: str
    heading: str
    articles: tuple[OlderArticle, ...]


class OlderText(Struct, frozen=True):
    """A regulation as it stood from one day to another."""

    id: str
    title: str
    marked: str
    address: str
    since: str
    """As typed: 2018-04-08."""
    since_words: str
    until_words: str
    """The day before which it held, in words."""
    comparison: str
    """Where it is laid beside the next one, "" where nothing says how it went on."""
    current: str
    """Where the text in force stands."""
    chapters: tuple[OlderChapter, ...]
    stretches: tuple[TextStretch, ...] = ()
    """How it is cut where it is long."""

    @property
    def parts(self) -> tuple[TextPart, ...]:
        """The pages on which a long one is told."""
        entries: dict[str, PartEntry] = {}
        for chapter in self.chapters:
            for n, one in enumerate(chapter.articles):
                page = f"{at(self.address, self.stretches, one.local)}#{one.local}"
                inner = (passage.anchor for passage in one.passages if passage.anchor)
                anchors = (one.local, *((chapter.anchor,) if n == 0 and "-" in chapter.anchor else ()), *inner)
                entries[one.local] = PartEntry(anchors, one.heading, "", page)
        return text_parts(self.address, self.stretches, entries, "条")

    def within(self, stretch: TextStretch) -> OlderText:
        """Return it with the articles of one stretch alone; a chapter that goes on there has its heading again."""
        found = (
            replace(chapter, articles=tuple(one for one in chapter.articles if one.local in stretch.anchors))
            for chapter in self.chapters
        )
        return replace(self, chapters=tuple(chapter for chapter in found if chapter.articles))


class Standing(Struct, frozen=True):
    """Since when the wording of an article stands."""

    words: str
    """The day of the last change of anything of it, in words."""
    parts: tuple[tuple[str, str], ...]
    """Passages whose own words stand since another day, and that day: 第一款、第二款第（一）项; 2020年1月1日."""


class TextsOfARegulation(Struct, frozen=True):
    """All texts of a regulation that was changed."""

    texts: tuple[Named, ...]
    """The older ones, the first one first."""
    comparisons: tuple[Named, ...]
    since: str
    """The day since which the text in force stands, in words."""


def older_texts(catalog: Catalog, regulation_id: str) -> tuple[OlderText, ...]:
    """Return the older texts of a regulation, the first one first."""
    texts = texts_of(catalog, regulation_id)
    return tuple(_older_text(catalog, regulation_id, since, texts[n + 1][0]) for n, (since, _) in enumerate(texts[:-1]))


def _older_text(catalog: Catalog, regulation_id: str, since: str, until: str) -> OlderText:
    version = catalog.text_at(regulation_id, since)
    assert version is not None
    compared = any(str(s.amendment.effective) == until for s in steps_of(catalog, regulation_id))
    loose = [OlderChapter("", "", _articles(version, version.articles))] if version.articles else []
    return OlderText(
        regulation_id,
        version.title,
        marked(version.title),
        routes.version(regulation_id, since),
        since,
        _in_words(since),
        _in_words(until),
        routes.comparison(regulation_id, until) if compared else "",
        routes.regulation(regulation_id),
        (*loose, *(part for chapter in version.chapters for part in _chapter(version, chapter))),
        text_stretches(version),
    )


def _chapter(version: Regulation, chapter: Chapter) -> Iterable[OlderChapter]:
    heading = f"第{to_chinese(chapter.number)}章　{chapter.title}"
    yield OlderChapter(f"ch{chapter.number}", heading, _articles(version, chapter.articles))
    for part in chapter.sections:
        heading = f"第{to_chinese(part.number)}节　{part.title}"
        yield OlderChapter(f"ch{chapter.number}-sec{part.number}", heading, _articles(version, part.articles))


def _articles(version: Regulation, articles: Iterable[Article]) -> tuple[OlderArticle, ...]:
    out = []
    for article in articles:
        key = article_key(version, article)
        clauses = (clause for clause in clauses_of(version.id, article) if clause.text)
        heading = article_label(key.article, key.inserted) + (f"　{article.title}" if article.title else "")
        shown = tuple(passages(clauses, article.verification))
        out.append(OlderArticle(key.local, heading, checked(article.verification), shown))
    return tuple(out)


def texts_of_a_regulation(catalog: Catalog, regulation_id: str) -> TextsOfARegulation | None:
    """Return where the older texts and the comparisons of a regulation stand, None for one that never changed."""
    texts = texts_of(catalog, regulation_id)
    steps = steps_of(catalog, regulation_id)
    if not steps:
        return None
    return TextsOfARegulation(
        tuple((f"{_in_words(since)}起的文本", routes.version(regulation_id, since)) for since, _ in texts[:-1]),
        tuple(
            (
                f"{chinese_date(s.amendment.effective)}{s.amendment.kind.label}对照",
                routes.comparison(regulation_id, str(s.amendment.effective)),
            )
            for s in steps
        ),
        _in_words(texts[-1][0]),
    )


def standing_since(catalog: Catalog, regulation_id: str) -> dict[ClauseKey, Standing]:
    """Return by article since when its wording in force stands; nothing for a regulation that never changed."""
    steps = steps_of(catalog, regulation_id)
    if not steps:
        return {}
    return {key: _standing(catalog, node, steps) for key, node in steps[-1].new_nodes.items() if node.is_article}


def _standing(catalog: Catalog, article: TextNode, steps: tuple[Step, ...]) -> Standing:
    whole = _since(article.key, steps)
    days: dict[str, list[str]] = {}
    for node in article.walk():
        if node.text and (day := _words_since(node.key, steps)) != whole:
            label = node.key.label(catalog.citation_style).removeprefix(article.key.label(catalog.citation_style))
            days.setdefault(day, []).append(label)
    parts = tuple(("、".join(filter(None, labels)), _in_words(day)) for day, labels in sorted(days.items()))
    return Standing(_in_words(whole), tuple(part for part in parts if part[0]))


def _since(key: ClauseKey, steps: tuple[Step, ...]) -> str:
    """Return the day of the last change of anything of an article."""
    for step in reversed(steps):
        same = [old for old in step.origins.get(key, ()) if step.is_same(old, key) and old == old.article_key]
        if len(same) != 1:
            return str(step.amendment.effective)
        key = same[0]
    return str(steps[0].old.since)


def _words_since(key: ClauseKey, steps: tuple[Step, ...]) -> str:
    """Return the day of the last change of the words of one passage, whatever stands above and below it."""
    for step in reversed(steps):
        words = _own_words(step.new_nodes, key)
        same = [old for old in step.origins.get(key, ()) if _own_words(step.old_nodes, old) == words]
        if not words or len(same) != 1:
            return str(step.amendment.effective)
        key = same[0]
    return str(steps[0].old.since)


def _own_words(nodes: Mapping[ClauseKey, TextNode], key: ClauseKey) -> str:
    """Return the words of a passage without those below it; an article of one 款 has its words."""
    node = nodes[key]
    if node.is_article and len(node.children) == 1:
        node = node.children[0]
    return folded(node.text).rstrip("；。")


def _in_words(day: str) -> str:
    return chinese_date(datetime.date.fromisoformat(day)) if day else ""
