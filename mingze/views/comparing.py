"""Two wordings of an instrument side by side: 修改前, 修改后, 说明, with the words taken out and put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Catalog, Clause, ClauseKey, PassageChangeKind
from mingze.text.word_marks import MarkedPiece, replacements, uniform, word_marks
from mingze.values.clause import article_label
from mingze.versions.steps import Step, steps_of
from mingze.views import prose, routes
from mingze.views.clause import number_of
from mingze.views.dates import chinese_date
from mingze.views.long_texts import (
    PartEntry,
    TextPart,
    TextStretch,
    article_pairs,
    at,
    comparison_stretches,
    text_parts,
    text_stretches,
)
from mingze.views.names import Named, Names, marked
from mingze.views.runs import Run, Runs, text

ADDED, GONE = "（新增）", "（删去）"
UNCONFIRMED = "可能对应，请确认"


class ComparedPassage(Struct, frozen=True):
    """A passage before and after, each with its number; what is not there on a side says so in words."""

    before: Runs
    after: Runs
    changed: bool


class ComparedArticle(Struct, frozen=True):
    """An article before and after."""

    anchor: str
    old_label: str
    """第八条; "" for a new one, several for a merged one."""
    new_label: str
    """"" for one that is gone."""
    address: str
    """Where its text in force, or its old one, stands."""
    kind: str
    """What happened to it, in words: 文字有改, 新增 …"""
    passages: tuple[ComparedPassage, ...]
    notes: tuple[Runs, ...]
    """What the editors say of the change, paragraphs."""
    duties: tuple[Named, ...]
    questions: tuple[Named, ...]
    """Banks that ask about it, each with how many of its questions do."""
    unconfirmed: bool

    @property
    def heading(self) -> str:
        """Both numbers: 第八条 → 第九条."""
        both = (self.old_label or ADDED, self.new_label or GONE)
        return self.new_label if self.old_label == self.new_label else " → ".join(both)


class ComparisonView(Struct, frozen=True):
    """An amendment: its facts and its changed articles."""

    title: str
    marked: str
    address: str
    old_address: str
    new_address: str
    kind: str
    by: str
    passed: str
    """The day, in words, on which it was passed or published."""
    before: str
    """Since when the older text stood, in words."""
    after: str
    effective: str
    """The day as typed: 2024-07-01."""
    id: str
    note: tuple[Runs, ...]
    uniform: tuple[tuple[str, str, int], ...]
    """Words replaced everywhere alike, told once and marked nowhere."""
    articles: tuple[ComparedArticle, ...]
    """Those with changes, in the order of the new text."""
    renumbered: tuple[tuple[str, str], ...]
    """Articles with the same words under another number."""
    respelt: tuple[str, ...]
    """Articles in which nothing but uniform replacements was made."""
    untouched: int
    stretches: tuple[TextStretch, ...] = ()
    """How it is cut where it is long."""

    @property
    def parts(self) -> tuple[TextPart, ...]:
        """The pages on which a long one is told."""
        told = (PartEntry((one.anchor,), one.heading, _brief(one), self.row(one.anchor)) for one in self.articles)
        return text_parts(self.address, self.stretches, {one.anchors[0]: one for one in told}, "条")

    def row(self, anchor: str) -> str:
        """Return where an article's row stands; the comparison itself for one that has none."""
        if all(one.anchor != anchor for one in self.articles):
            return self.address
        return f"{at(self.address, self.stretches, anchor)}#{anchor}"

    def within(self, stretch: TextStretch) -> ComparisonView:
        """Return it with the articles of one stretch alone."""
        return replace(self, articles=tuple(one for one in self.articles if one.anchor in stretch.anchors))


def comparisons(catalog: Catalog, names: Names, regulation_id: str) -> tuple[ComparisonView, ...]:
    """Return how a regulation was changed, the last change first."""
    steps = steps_of(catalog, regulation_id)
    return tuple(_Comparing(catalog, names, step, step is steps[-1]).view() for step in reversed(steps))


class _Comparing:
    def __init__(self, catalog: Catalog, names: Names, step: Step, in_force: bool) -> None:
        self.catalog, self.names, self.step = catalog, names, step
        self.in_force = in_force
        """Whether the newer text is the one in force, which duties and questions rest on."""
        self.old = {key: clause for key, clause in step.old.clauses.items() if clause.text}
        self.new = {key: clause for key, clause in step.new.clauses.items() if clause.text}
        self.came = {
            key: tuple(k for k in step.origins.get(key, ()) if k in self.old and self._is_exact(k, key))
            for key in self.new
        }
        self.went = {old for came in self.came.values() for old in came}
        self.uniform = self._uniform()
        self.stretches = (text_stretches(step.old), () if in_force else text_stretches(step.new))

    def _is_exact(self, old: ClauseKey, new: ClauseKey) -> bool:
        """Whether an old passage itself became a new one, and is not merely a part of what did."""
        image = self.step.images[old]
        return image is not None and (image.line is None or old in image.line.old or len(image.new) == 1)

    def _uniform(self) -> dict[tuple[str, str], int]:
        found: Counter[tuple[str, str]] = Counter()
        for key, came in self.came.items():
            if len(came) == 1:
                found += replacements(word_marks(self.old[came[0]].text, self.new[key].text))
        return uniform(found)

    def view(self) -> ComparisonView:
        amendment, step = self.step.amendment, self.step
        articles, renumbered, respelt, untouched = [], [], [], 0
        for olds, new in article_pairs(step):
            shown = self._article(olds, new)
            if any(passage.changed for passage in shown.passages) or not olds or not new or len(olds) > 1:
                articles.append(shown)
            elif self._is_respelt(olds[0], new[0]):
                respelt.append(shown.new_label)
            elif shown.old_label != shown.new_label:
                renumbered.append((shown.old_label, shown.new_label))
            else:
                untouched += 1
        since, day = str(step.old.since), str(amendment.effective)
        older = routes.version(step.new.id, since)
        newer = routes.regulation(step.new.id) if self.in_force else routes.version(step.new.id, day)
        return ComparisonView(
            f"{step.new.title}修改对照（{chinese_date(amendment.effective)}起）",
            marked(step.new.title),
            routes.comparison(step.new.id, day),
            older,
            newer,
            amendment.kind.label,
            amendment.by or "",
            chinese_date(amendment.date),
            chinese_date(step.old.since),
            chinese_date(amendment.effective),
            day,
            step.new.id,
            prose.paragraphs(amendment.note, self.catalog.terms),
            tuple((before, after, count) for (before, after), count in self.uniform.items()),
            tuple(articles),
            tuple(renumbered),
            tuple(respelt),
            untouched,
            comparison_stretches(step),
        )

    def _is_respelt(self, old: ClauseKey, new: ClauseKey) -> bool:
        return not self.step.is_same(old, new)

    def _address(self, key: ClauseKey, *, is_new: bool) -> str:
        """Return where an article stands, of a text that is no longer in force, or not in it any more, there."""
        if is_new and self.in_force:
            return routes.clause(key)
        day = str(self.step.amendment.effective if is_new else self.step.old.since)
        first = routes.version(key.regulation, day)
        return f"{at(first, self.stretches[is_new], key.local)}#{key.local}"

    def _article(self, olds: tuple[ClauseKey, ...], new: tuple[ClauseKey, ...]) -> ComparedArticle:
        key = (new or olds)[0]
        lines = [
            line
            for line in self.step.amendment.map
            if any(k.article_key in olds for k in line.old) or any(k.article_key in new for k in line.new)
        ]
        notes = (p for line in lines if line.note for p in prose.paragraphs(line.note, self.catalog.terms))
        ours = self.in_force and bool(new)
        return ComparedArticle(
            key.local if new else f"old-{key.local}",
            _labels(olds),
            _labels(new),
            self._address(key, is_new=bool(new)),
            self._kind(olds, new),
            tuple(self._passages(olds, new)),
            tuple(notes),
            tuple(self._duties(key)) if ours else (),
            tuple(self._questions(key)) if ours else (),
            any(not line.confirmed for line in lines),
        )

    def _kind(self, olds: tuple[ClauseKey, ...], new: tuple[ClauseKey, ...]) -> str:
        if not new:
            return PassageChangeKind.DELETED.label
        if not olds:
            came = {k.article_key for key in self.new if key.article_key in new for k in self.came[key]}
            split = "、".join(article_label(k.article, k.inserted) for k in sorted(came))
            return f"从{split}分出" if split else PassageChangeKind.NEW.label
        image = self.step.images[olds[0]]
        kind = image.kind if image else PassageChangeKind.CHANGED
        return (PassageChangeKind.CHANGED if kind is PassageChangeKind.SAME else kind).label

    def _passages(self, olds: tuple[ClauseKey, ...], new: tuple[ClauseKey, ...]) -> Iterator[ComparedPassage]:
        """Yield what stands on each side, the gone behind what stood before them."""
        before = [clause for key, clause in self.old.items() if key.article_key in olds]
        after = [clause for key, clause in self.new.items() if key.article_key in new]
        places = {clause.key: n for n, clause in enumerate(before)}
        done: set[ClauseKey] = set()
        for clause in after:
            came = [self.old[key] for key in self.came[clause.key]]
            first = min((places[c.key] for c in came if c.key in places), default=-1)
            for passed in before[: first + 1]:
                if passed.key not in self.went and passed.key not in done:
                    done.add(passed.key)
                    yield self._gone(passed)
            yield self._compared(came, clause)
        yield from (self._gone(clause) for clause in before if clause.key not in self.went | done)

    def _gone(self, clause: Clause) -> ComparedPassage:
        return ComparedPassage(
            (Run(number_of(clause.key)), Run(clause.text, change="removed")), text(GONE), changed=True
        )

    def _compared(self, came: list[Clause], clause: Clause) -> ComparedPassage:
        number = number_of(clause.key)
        if not came:
            return ComparedPassage(text(ADDED), (Run(number), Run(clause.text, change="added")), changed=True)
        others = [c for c in came if c.key.article_key != came[0].key.article_key]
        old = "\n".join(c.text for c in came)
        pieces = self._without_uniform(word_marks(old, clause.text))
        changed = any(not piece.same for piece in pieces)
        elsewhere = self._elsewhere(came[0], clause)
        before = (*elsewhere, Run(number_of(came[0].key)), *_side(pieces, "removed"))
        return ComparedPassage(before, (Run(number), *_side(pieces, "added")), changed or bool(elsewhere or others))

    def _elsewhere(self, old: Clause, new: Clause) -> Runs:
        """Say where a passage stood that came from another article."""
        home = self.step.images.get(old.key.article_key)
        if home and home.new and home.new[0].article_key == new.key.article_key:
            return ()
        return text(f"（原{old.key.label(self.catalog.citation_style)}）")

    def _without_uniform(self, pieces: Iterable[MarkedPiece]) -> list[MarkedPiece]:
        return [
            MarkedPiece(one.before, one.after, True) if (one.before, one.after) in self.uniform else one
            for one in pieces
        ]

    def _duties(self, key: ClauseKey) -> Iterator[Named]:
        for cited, duties in self.catalog.duties_by_clause.items():
            if cited.article_key == key:
                for duty in duties:
                    role = self.catalog.role_of(duty.id).short_name
                    yield f"{role}：{duty.title}", routes.duty(self.catalog, duty.id)

    def _questions(self, key: ClauseKey) -> Iterator[Named]:
        counts: Counter[str] = Counter()
        for question in self.catalog.questions.values():
            behind = (clause for cited in question.cites for clause in self.catalog.clauses_behind(cited))
            if self.catalog.is_open(question.id) and any(clause.key.article_key == key for clause in behind):
                counts[self.catalog.bank_of[question.id].id] += 1
        for id_, count in counts.items():
            yield f"{self.catalog.banks[id_].bank.title} {count} 题", routes.bank(id_)


def _brief(article: ComparedArticle) -> str:
    """Return what happened to an article as it is counted: where it was split from stands with it."""
    return PassageChangeKind.SPLIT.label if article.kind.endswith("分出") else article.kind


def _labels(keys: Iterable[ClauseKey]) -> str:
    return "、".join(article_label(key.article, key.inserted) for key in keys)


def _side(pieces: Iterable[MarkedPiece], change: str) -> Runs:
    words = ((one.before if change == "removed" else one.after, one.same) for one in pieces)
    return tuple(Run(part, change="" if same else change) for part, same in words if part)
