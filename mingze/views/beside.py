"""A lower instrument beside a higher one: which passage answers which, what is taken over, adapted and added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from mingze.levels.correspondence import Answered, correspondence
from mingze.levels.inherited import LevelKind
from mingze.levels.level_units import LevelUnit
from mingze.levels.number_folding import level_folded
from mingze.levels.stated import KINDS, stated
from mingze.model import Catalog, Regulation
from mingze.values.clause import article_label
from mingze.views import routes
from mingze.views.clause import duty_text, number_of, passages
from mingze.views.levels import StripRow, level_labels, step
from mingze.views.long_texts import BesideStretches, PartEntry, TextPart, TextStretch, at, beside_stretches, text_parts
from mingze.views.names import Named, Names, marked
from mingze.views.runs import Run, Runs, plain, with_changes

PERHAPS = "可能对应，请核对"
NOT_THERE = "（上级没有对应的文字）"
ONLY_ABOVE = "上级有、这里没有对应文字的"


class BesidePassage(Struct, frozen=True):
    """A passage of the lower instrument and what it answers."""

    id: str
    """Its clause with its regulation (``reg/art5-item6``), or its duty."""
    local: Runs
    """With what is taken over and what is added marked."""
    uppers: tuple[tuple[Named, Runs], ...]
    kind: str
    """照录上级, 改写上级, 本级增加 (省级增加); "" for the sentence that opens a list."""
    remark: str
    """Who says that they correspond where the texts do not: 作者写明对应, 可能对应，请核对."""
    rows: tuple[StripRow, ...]
    """Numbers in which the two differ."""
    adds: bool = False
    """Whether the higher one has nothing like it."""


class BesidePart(Struct, frozen=True):
    """An article, or a post of a list, with its passages."""

    anchor: str
    heading: str
    address: str
    passages: tuple[BesidePassage, ...]


class UnansweredPassage(Struct, frozen=True):
    """What the higher instrument has and the lower one does not."""

    name: str
    address: str
    words: Runs
    part: str
    """The anchor of what it stands in, as a page laid out like this one would have it."""


class BesideView(Struct, frozen=True):
    """Two instruments of different levels side by side."""

    id: str
    """Of the lower one."""
    upper_id: str
    title: str
    marked: str
    """The short title of the lower one in title marks."""
    upper_marked: str
    address: str
    instruments: tuple[Named, Named]
    """Both by their full titles in title marks, the lower one first."""
    heads: tuple[str, str]
    """Both levels as readers call them: 本级, 国家."""
    counts: tuple[tuple[str, int], ...]
    """How many passages are of each kind."""
    parts: tuple[BesidePart, ...]
    unanswered: tuple[UnansweredPassage, ...]
    of_upper: int
    """How many passages the higher one has, those that only open a list apart."""
    stretches: BesideStretches
    """How it is cut where it is long."""

    @property
    def named(self) -> Named:
        """What leads there is called."""
        return f"与{self.upper_marked}对照", self.address

    @property
    def table_parts(self) -> tuple[TextPart, ...]:
        """The pages on which a long table is told."""
        cut, added = self.stretches.table, self.counts[-1][0]
        told = {
            one.anchor: PartEntry(
                (one.anchor,), one.heading, _brief(one, added), f"{at(self.address, cut, one.anchor)}#{one.anchor}"
            )
            for one in self.parts
        }
        return tuple(
            replace(part, said=self._counted(stretch))
            for part, stretch in zip(text_parts(self.address, cut, told, "条"), cut, strict=True)
        )

    @property
    def unanswered_parts(self) -> tuple[TextPart, ...]:
        """The pages on which a long list of what the higher one alone has is told."""
        cut = self.stretches.unanswered
        counts = Counter(one.part for one in self.unanswered)
        return tuple(
            replace(part, said=f"{sum(counts[anchor] for anchor in stretch.anchors)} 处")
            for part, stretch in zip(text_parts(self.address, cut, {}, "处"), cut, strict=True)
        )

    def _counted(self, stretch: TextStretch) -> str:
        """Say of a stretch what the whole says of itself."""
        counts = Counter(p.kind for one in self.parts if one.anchor in stretch.anchors for p in one.passages)
        return "，".join(f"{kind} {counts[kind]} 处" for kind, _ in self.counts if counts[kind])

    def within(self, stretch: TextStretch) -> BesideView:
        """Return it with what one stretch of the lower instrument says, or one of the higher."""
        if any(stretch.slug == one.slug for one in self.stretches.table):
            return replace(self, parts=tuple(one for one in self.parts if one.anchor in stretch.anchors), unanswered=())
        left = tuple(one for one in self.unanswered if one.part in stretch.anchors)
        return replace(self, parts=(), unanswered=left)


def beside(catalog: Catalog, names: Names, lower_id: str, upper_id: str) -> BesideView:
    """Return two instruments side by side. Raises ``KeyError`` for one the catalog does not have."""
    return _Beside(catalog, names, lower_id, upper_id).view()


class _Beside:
    def __init__(self, catalog: Catalog, names: Names, lower_id: str, upper_id: str) -> None:
        self.catalog, self.names = catalog, names
        self.lower, self.upper = catalog.regulations[lower_id], catalog.regulations[upper_id]
        self.found = correspondence(catalog, names.levels, lower_id, upper_id)
        self.whose = names.levels.whose(lower_id)
        self.labels = level_labels(catalog, (upper_id, lower_id))

    def view(self) -> BesideView:
        counts = Counter(row.found.kind for row in self.found.rows if not row.unit.is_lead)
        one, other = marked(self.lower.short_title), marked(self.upper.short_title)
        answers = {up.id for row in self.found.rows if row.is_sure for up in row.uppers}
        return BesideView(
            self.lower.id,
            self.upper.id,
            f"{one}与{other}对照",
            one,
            other,
            routes.beside(self.lower.id, self.upper.id),
            (self._titled(self.lower), self._titled(self.upper)),
            (self.whose, self.upper.level.label),
            tuple((kind.label(self.whose), counts[kind]) for kind in LevelKind),
            tuple(self._parts()),
            tuple(UnansweredPassage(*self._named(u), self._plain(u), u.part) for u in self.found.unanswered),
            len(answers) + len(self.found.unanswered),
            beside_stretches(self.catalog, self.lower.id, self.upper.id),
        )

    def _titled(self, one: Regulation) -> Named:
        return marked(one.title), routes.regulation(one.id)

    def _parts(self) -> Iterator[BesidePart]:
        for part, rows in groupby(self.found.rows, key=lambda row: row.unit.part):
            told = list(rows)
            clause = told[0].unit.clause
            if clause:
                key = clause.key.article_key
                heading, address = article_label(key.article, key.inserted), routes.clause(key)
            else:
                heading, address = self.catalog.roles[part].name, routes.role(part)
            yield BesidePart(part, heading, address, tuple(map(self._passage, told)))

    def _passage(self, row: Answered) -> BesidePassage:
        unit = row.unit
        if unit.is_lead:
            return BesidePassage(unit.id, self._plain(unit), (), "", "", ())
        remark = "作者写明对应" if row.is_said and row.found.kind is LevelKind.ADDED else ""
        if row.uppers and not row.is_sure:
            remark = PERHAPS
        return BesidePassage(
            unit.id,
            self._marked(row),
            tuple((self._named(one), self._plain(one)) for one in row.uppers),
            row.found.kind.label(self.whose),
            remark,
            tuple(self._differing(row)) if row.is_sure else (),
            row.found.kind is LevelKind.ADDED,
        )

    def _differing(self, row: Answered) -> Iterator[StripRow]:
        lower, uppers = stated(row.unit.words), [stated(one.words) for one in row.uppers]
        for name in KINDS:
            above = tuple(dict.fromkeys(words for one in uppers for words in one.get(name, ())))
            own = lower.get(name, ())
            if own and set(map(level_folded, own)) != set(map(level_folded, above)):
                up, low = (self.labels[one.id] for one in (self.upper, self.lower))
                yield StripRow(name, (step(up, name, above), step(low, name, own)))

    def _marked(self, row: Answered) -> Runs:
        number, *words = self._plain(row.unit)
        changes = ["inherited" if taken else "added" for taken in row.found.taken]
        return (number, *with_changes(_joined(words), changes))

    def _plain(self, unit: LevelUnit) -> Runs:
        """Return a unit's words behind its number, in a run of its own, a line a passage."""
        if unit.duty:
            return Run(""), *duty_text(self.catalog, self.names, unit.duty).passages[0].runs
        assert unit.clause is not None
        subs = (one for one in self.catalog.below(unit.clause) if one.key.sub)
        first, *rest = passages((unit.clause, *subs), unit.clause.verification)
        lines = (run for one in rest for run in (Run("\n"), *one.runs))
        return Run(number_of(unit.clause.key)), *first.runs, *lines

    def _named(self, unit: LevelUnit) -> Named:
        if unit.clause:
            return self.names.label(unit.clause.key, full=True), routes.clause(unit.clause.key)
        assert unit.duty is not None
        return f"{self.catalog.roles[unit.role].name}：{unit.duty.title}", routes.duty(self.catalog, unit.duty.id)


def _brief(part: BesidePart, added: str) -> str:
    """Say how much an article adds; of one that adds nothing, what it mostly does."""
    kinds = Counter(passage.kind for passage in part.passages if passage.kind)
    if kinds[added]:
        return f"{added} {kinds[added]} 处"
    return kinds.most_common(1)[0][0] if kinds else ""


def _joined(runs: Iterable[Run]) -> Runs:
    return tuple(run for run in runs if plain((run,)))
