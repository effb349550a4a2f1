"""A duty beside those of higher levels that it carries out: words it adds, the numbers of each level, their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mingze.levels.inherited import Inherited, LevelKind, inherited
from mingze.levels.stated import KINDS, OFTEN, stated
from mingze.model import Catalog, Duty
from mingze.views import routes
from mingze.views.clause import ClauseView, duty_text
from mingze.views.names import Names
from mingze.views.runs import plain, with_changes


class StripStep(Struct, frozen=True):
    """What one instrument fixes."""

    level: str
    """国家, 省级 …, with the instrument's short title where several of the row are of one level."""
    words: str
    """As it stands there; 未写次数 where it fixes nothing."""
    is_stated: bool


class StripRow(Struct, frozen=True):
    """One kind of number through the levels, the highest first."""

    name: str
    steps: tuple[StripStep, ...]

    @property
    def told(self) -> str:
        """The row in one line: 国家 未写次数 → 县级 每季度."""
        return " → ".join(f"{step.level} {step.words}" for step in self.steps)


class UpperText(Struct, frozen=True):
    """A duty above, with its words."""

    name: str
    level: str
    address: str
    bearer: str
    """The name of the role that bears it, "" where it is the same."""
    clause: ClauseView


class DutyLevels(Struct, frozen=True):
    """What a duty takes over from above, and what it adds."""

    label: str
    """In a word: 照录上级, 改写上级, 本级增加 (省级增加)."""
    meaning: str
    """What the marks mean."""
    adds: bool
    """Whether it says anything that those above do not."""
    clause: ClauseView
    """Its text with both marked: runs are ``inherited`` or ``added``."""
    rows: tuple[StripRow, ...]
    uppers: tuple[UpperText, ...]
    """The texts above it, the highest first; none for a duty that is wholly of its level."""

    @property
    def said(self) -> str:
        """What the marks mean, with the names of what it carries out."""
        names = "、".join(one.name for one in self.uppers)
        return f"落实{names}。{self.meaning}" if names else self.meaning


def duty_levels(catalog: Catalog, names: Names, duty: Duty) -> DutyLevels | None:
    """Return a duty as its level tells it. Raises ``KeyError`` for a duty that no file of the catalog holds."""
    levels = names.levels
    own = catalog.assignment_of(duty.id).regulation
    uppers = levels.uppers(duty) if duty.implements else ()
    if not uppers and not (levels.is_own(own) or levels.above(own)):
        return None
    clause = duty_text(catalog, names, duty)
    texts = [duty_text(catalog, names, one) for one in uppers]
    found = inherited(words_of(clause), list(map(words_of, texts)))
    whose = levels.whose(own)
    label = found.kind.label(whose)
    if not uppers:  # nothing above to be told apart from
        return DutyLevels(label, "上级没有对应的职责。", True, clause, (), ())
    role = catalog.role_of(duty.id)
    told = (
        UpperText(
            names.duty(one),
            level_of(catalog, catalog.assignment_of(one.id).regulation),
            routes.duty(catalog, one.id),
            bearer.name if (bearer := catalog.role_of(one.id)) is not role else "",
            text,
        )
        for one, text in zip(uppers, texts, strict=True)
    )
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, text in zip((*uppers, duty), (*texts, clause), strict=True):
        said[catalog.assignment_of(one.id).regulation].append((words_of(text), one.frequency or ""))
    marked, rows = with_marks(clause, found), tuple(_strip(catalog, said))
    adds = found.kind is not LevelKind.COPIED
    return DutyLevels(label, found.kind.meaning(whose), adds, marked, rows, tuple(told))


class OwnLevel(Struct, frozen=True):
    """What the reader's own level adds to the duties of a role, on a site of several levels."""

    above: frozenset[str]
    """The instruments of levels above."""
    copied: frozenset[str]
    """The duties of the own level that add no word."""
    own: int
    """How many duties add something."""
    all: int


def words_of(clause: ClauseView) -> str:
    """Return a text with its sub-items, a line a passage."""
    return "\n".join(plain(passage.runs) for passage in clause.passages)


def with_marks(clause: ClauseView, found: Inherited) -> ClauseView:
    """Return a text whose words are marked as taken over or added."""
    changes = ["inherited" if taken else "added" for taken in found.taken]
    passages, at = [], 0
    for passage in clause.passages:
        size = len(plain(passage.runs))
        passages.append(replace(passage, runs=with_changes(passage.runs, changes[at : at + size])))
        at += size + 1
    return replace(clause, passages=tuple(passages))


def level_of(catalog: Catalog, regulation_id: str) -> str:
    """Return the word of an instrument's level."""
    regulation = catalog.regulations.get(regulation_id)
    return regulation.level.label if regulation else ""


def _strip(catalog: Catalog, said: dict[str, list[tuple[str, str]]]) -> Iterator[StripRow]:
    """Yield the rows that say something; ``said`` holds texts and 频次 by instrument, the highest first."""
    labels = level_labels(catalog, tuple(said))
    found = {id_: _stated(entries) for id_, entries in said.items()}
    for name in KINDS:
        if any(one.get(name) for one in found.values()):
            yield StripRow(name, tuple(step(labels[id_], name, one.get(name, ())) for id_, one in found.items()))


def step(level: str, name: str, words: Sequence[str]) -> StripStep:
    """Return what one level fixes of a kind of number."""
    return StripStep(level, "、".join(words) or f"未写{name}", bool(words))


def _stated(entries: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for text, frequency in entries:
        numbers = stated(text)
        if frequency:  # what the list says of itself goes before what its words say
            numbers[OFTEN] = (frequency,)
        for name, words in numbers.items():
            found[name] += words
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items()}


def level_labels(catalog: Catalog, ids: Sequence[str]) -> dict[str, str]:
    """Name instruments by their levels; those of one level by their short titles too."""
    words = [level_of(catalog, id_) for id_ in ids]
    return {
        id_: f"{word}《{catalog.regulations[id_].short_title}》" if words.count(word) > 1 else word
        for id_, word in zip(ids, words, strict=True)
    }
