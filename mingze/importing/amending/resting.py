"""What rests on passages that were changed, and which numbers of articles stand in texts of editors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mingze.checks.mentions import prose_of
from mingze.diagnostics import Span
from mingze.loading import Loaded
from mingze.model import ClauseKey, Explanation, KeyPoint
from mingze.model.fingerprints import fingerprint_of, rests_on, reviewable
from mingze.questions import BaseQuestion
from mingze.values.clause import article_label
from mingze.values.numerals import NUMERAL, from_chinese
from mingze.versions.steps import Step

_NUMBER = re.compile(rf"(?P<title>《[^》]*》)?第(?P<n>{NUMERAL})条(?:之(?P<inserted>{NUMERAL}))?")


class Resting(Struct, frozen=True):
    """A text of editors that rests on passages whose words changed."""

    part: str
    """As `quizzes/reviewed.yml` calls it."""
    id: str
    keys: tuple[ClauseKey, ...]
    """The passages, by their old addresses."""


class OldNumber(Struct, frozen=True):
    """A number of an article that an editor's text names, and that is now another article's, or nobody's."""

    place: Span
    words: str
    now: str
    """The number it has now; "" where the article is gone."""


def resting(loaded: Loaded, step: Step) -> Iterator[Resting]:
    """Yield the questions, explanations and key points that somebody must read against the new text."""
    for part, entries in reviewable(loaded.catalog).items():
        for id_, entry in entries.items():
            keys = tuple(key for key in rests_on(loaded.catalog, entry) if key.regulation == step.new.id)
            changed = tuple(key for key in keys if not _is_unchanged(key, step))
            if changed:
                yield Resting(part, id_, changed)


def _is_unchanged(key: ClauseKey, step: Step) -> bool:
    image = step.images.get(key)
    return bool(key.as_of) or (image is not None and len(image.new) == 1 and step.is_same(key, image.new[0]))


def old_fingerprints(loaded: Loaded, step: Step) -> dict[str, dict[str, str]]:
    """Return what was recorded, and of what was not the fingerprint of the text as it stands.

    An explanation that goes by its clause goes by the clause's new address.
    """
    out: dict[str, dict[str, str]] = {}
    entry: BaseQuestion | Explanation | KeyPoint
    for part, entries in reviewable(loaded.catalog).items():
        recorded = loaded.catalog.reviewed.get(part, {})
        for id_, entry in entries.items():
            found = recorded.get(id_) or fingerprint_of(loaded.catalog, entry)
            now = _id_now(id_, entry, step)
            if found and now:
                out.setdefault(part, {})[now] = found
    return out


def _id_now(id_: str, entry: BaseQuestion | Explanation | KeyPoint, step: Step) -> str:
    clause = entry.clause if isinstance(entry, Explanation) else None
    if clause is None or clause.regulation != step.new.id or clause.as_of:
        return id_
    image = step.images.get(clause)
    return str(image.new[0]) if image and image.new else ""


def old_numbers(loaded: Loaded, step: Step) -> Iterator[OldNumber]:
    """Yield the numbers in editors' texts that are wrong now; those of other instruments, named before them, are not.

    On a site of several regulations a number is meant of the one whose title is before it, of the one whose folder the
    text stands in, or of the only one of the site that brings the text along.
    """
    now = {key: _label_now(key, step) for key in step.old_nodes if key == key.article_key}
    titles = {f"《{title}》" for title in (step.old.title, step.old.short_title)}
    for owner, path, text in prose_of(loaded.catalog):
        if loaded.origins.is_brought(owner):
            continue
        here = loaded.origins.meant.get(loaded.origins.file_of(owner)) == step.new.id
        for match in _NUMBER.finditer(text):
            try:
                inserted = from_chinese(match["inserted"]) if match["inserted"] else 0
                key = ClauseKey(step.new.id, article=from_chinese(match["n"]), inserted=inserted)
            except ValueError:  # 第一二条 and the like
                continue
            meant = match["title"] in titles if match["title"] else here
            if meant and key in now and now[key] != article_label(key.article, key.inserted):
                yield OldNumber(loaded.origins.at(owner, *path, phrase=match[0]), match[0], now[key])


def _label_now(key: ClauseKey, step: Step) -> str:
    image = step.images.get(key)
    articles = dict.fromkeys(new.article_key for new in image.new) if image else ()
    return "、".join(article_label(one.article, one.inserted) for one in articles)
