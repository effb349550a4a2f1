"""What a new edition of the base means for a site: which passages changed, and what of its own rests on them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from mingze.checks.mentions import OWNER_WORDS, Reference
from mingze.checks.upper_passages import changed, passage_name, resting, upper_text
from mingze.diagnostics import Diagnostic, Span
from mingze.loading import Loaded
from mingze.loading.base_site import LOCK, SETTINGS
from mingze.model import Addition, BaseUpgrade, Catalog, Explanation
from mingze.model.fingerprints import text_below
from mingze.source.yaml_text import block, scalar
from mingze.text.statute_words import folded
from mingze.text.word_marks import word_marks

_HEAD = """# 由 mingze base upgrade --write 写，不用手改：本地内容所依据的上级条文，看过的时候是怎样写的。
# 上级站点换版以后，mingze check 会提醒哪些职责、解读和题目要重新看。
"""
_AROUND = 12
"""So many characters of what stayed are shown beside a change."""


class PassageChange(Struct, frozen=True):
    """Words of the base that are not what they were."""

    names: tuple[str, ...]
    """The passages that have them, a clause and the duties that rest on it, with their addresses."""
    called: tuple[str, ...]
    """The same as people name them."""
    before: str
    after: str | None
    """None where they are gone."""
    moved_to: tuple[str, ...]
    """Passages of the same instrument that now have the old words."""
    resting: tuple[tuple[str, Span], ...]
    """What of the site's own rests on it, in words, with its place."""


def passage_changes(loaded: Loaded) -> tuple[PassageChange, ...]:
    """Compare what was locked with the base as it is now, in the order of the lock."""
    lock = loaded.catalog.base_lock
    found: dict[tuple[str, str | None], list[str]] = {}
    named = changed(loaded)
    for passage in named:
        before = lock.passages[passage].strip() if lock else ""
        found.setdefault((before, upper_text(loaded.catalog, passage)), []).append(passage)
    return tuple(
        PassageChange(
            tuple(_called(loaded.catalog, passage) for passage in passages),
            tuple(passage_name(loaded.catalog, passage) for passage in passages),
            before,
            after,
            _with_words(loaded.catalog, passages[0], before),
            tuple(
                (_named(one), loaded.origins.at(one.owner, *one.path)) for passage in passages for one in named[passage]
            ),
        )
        for (before, after), passages in found.items()
    )


def _called(catalog: Catalog, passage: str) -> str:
    name = passage_name(catalog, passage)
    return f"{passage}（{name}）" if name != passage else passage


def told(change: PassageChange) -> Iterator[str]:
    """Yield the lines in which a change is told."""
    named = "、".join(change.names)
    where = f"，原来的文字移到了 {'、'.join(change.moved_to)}" if change.moved_to else ""
    if change.after is None:
        yield f"{named}：没有了{where}"
        yield f"    原来：{change.before}"
    else:
        yield f"{named}：改了{where}"
        yield f"    {''.join(_marked(change.before, change.after))}"
    yield from (f"    要看：{words}（{span}）" for words, span in change.resting)
    if not change.resting:
        yield "    本地已经没有依据它的内容"


def lock_yaml(loaded: Loaded, day: datetime.date) -> str:
    """Return the lock of what the site rests on now, with what ``day`` changed. Passages not there are left out."""
    edition = loaded.floors.floors[-1].edition
    lines = [f"edition: {scalar(edition)}"]
    passages = {
        key: text
        for key in sorted(resting(loaded.catalog, loaded.origins))
        if (text := upper_text(loaded.catalog, key))
    }
    lines += _upgrades_yaml([*loaded.catalog.base_upgrades, *_upgrade(loaded, day)])
    lines += ["passages:"] if passages else []
    for key, text in passages.items():
        lines += block(f"{key}:", text, 2)
    return _HEAD + "\n".join(lines) + "\n"


def _upgrade(loaded: Loaded, day: datetime.date) -> Iterator[BaseUpgrade]:
    """Yield what is taken over now, if anything: another edition, or other words of the same."""
    lock, floor = loaded.catalog.base_lock, loaded.floors.floors[-1]
    names = tuple(dict.fromkeys(name for change in passage_changes(loaded) for name in change.called))
    if lock is not None and (names or lock.edition != floor.edition):
        yield BaseUpgrade(date=day, base=floor.title, before=lock.edition, edition=floor.edition, changed=names)


def _upgrades_yaml(upgrades: Sequence[BaseUpgrade]) -> Iterator[str]:
    if upgrades:
        yield "upgrades:"
    for one in upgrades:
        yield f"  - date: {one.date}"
        yield from (f"    {name}: {scalar(getattr(one, name))}" for name in ("base", "before", "edition"))
        if one.changed:
            yield "    changed:"
            yield from (f"      - {scalar(name)}" for name in one.changed)


def with_edition(loaded: Loaded) -> str | None:
    """Return the site's settings with the edition of the base as it is now; None where they name it already."""
    source = loaded.origins.files[SETTINGS]
    base, edition = loaded.catalog.site.base, loaded.floors.floors[-1].edition
    if base is None or base.version == edition:
        return None
    span = loaded.origins.at(loaded.catalog.site, "base", "version")
    lines = source.text.text.split("\n")
    line = lines[span.line - 1]
    lines[span.line - 1] = f"{line[: span.column - 1]}{scalar(edition)}{line[span.column - 1 + span.length :]}"
    return "\n".join(lines)


def take_over(root: Path, loaded: Loaded, day: datetime.date) -> None:
    """Write the new lock and the edition into the settings, both or none. Raises ``OSError``."""
    files = {root / LOCK: lock_yaml(loaded, day)}
    settings = with_edition(loaded)
    if settings is not None:
        files[root / SETTINGS] = settings
    parts = {path: path.with_name(f".{path.name}.part") for path in files}
    for path, text in files.items():
        parts[path].write_text(text, "utf-8", newline="\n")
    for path, part in parts.items():
        part.replace(path)


def in_the_way(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Return the errors that must be mended before a new edition can be taken over."""
    return [one for one in diagnostics if one.is_error and one.code != "base-version-differs"]


def _with_words(catalog: Catalog, passage: str, words: str) -> tuple[str, ...]:
    regulation = catalog.regulations.get(passage.partition("/")[0])
    if regulation is None:
        return ()
    wanted = folded(words.strip())
    return tuple(
        str(clause.key)
        for clause in regulation.clauses.values()
        if str(clause.key) != passage and folded(text_below(catalog, clause)) == wanted
    )


def _marked(before: str, after: str) -> Iterator[str]:
    pieces = word_marks(before, after)
    for n, piece in enumerate(pieces):
        if not piece.same:
            yield f"（删去：{piece.before.strip()}）" if piece.before.strip() else ""
            yield f"（新增：{piece.after.strip()}）" if piece.after.strip() else ""
        elif len(piece.after) <= 2 * _AROUND:
            yield piece.after
        else:
            yield piece.after[:_AROUND] if n else ""
            yield "……"
            yield piece.after[-_AROUND:] if n < len(pieces) - 1 else ""


def _named(reference: Reference) -> str:
    """Name what rests on a passage: 职责 xize-government-head-1《每两个月上常务会》."""
    owner = reference.owner
    if isinstance(owner, Explanation):
        return f"{owner.duty or owner.clause} 的解读"
    if isinstance(owner, Addition):
        return f"给 {owner.duty} 的补充"
    word = OWNER_WORDS.get(type(owner).__name__, "题")
    name = getattr(owner, "id", None) or getattr(owner, "role", "")
    title = getattr(owner, "title", None) or getattr(owner, "name", None)
    return f"{word} {name}{f'《{title}》' if title and word != '题' else ''}".strip()
