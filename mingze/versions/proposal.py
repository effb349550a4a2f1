"""A proposed map from the passages of one wording to those of the next, down to 目, with what somebody must confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import ClauseKey, PassageChangeKind, Regulation
from mingze.text.statute_words import likeness
from mingze.versions.alignment import Pair, align, is_apart, parts
from mingze.versions.spare_words import SpareWords
from mingze.versions.text_tree import TextNode, text_tree

_INNER_LOW = 0.35
_MOVED = 0.6
"""So alike are two passages of different articles that are one, moved."""
_TELLING = 12
"""Fewer characters are found anywhere."""


class Proposed(Struct, frozen=True):
    """One line of the map; ``sure`` where the words leave no doubt."""

    kind: PassageChangeKind
    old: tuple[ClauseKey, ...]
    new: tuple[ClauseKey, ...]
    sure: bool = True
    score: float = 1.0


def propose(old: Regulation, new: Regulation) -> list[Proposed]:
    """Return the map. What it does not list has the same words at the same address, or below its pair's."""
    return _Proposal(text_tree(old), text_tree(new)).all()


class _Proposal:
    def __init__(self, old: tuple[TextNode, ...], new: tuple[TextNode, ...]) -> None:
        self.old, self.new = old, new
        self.lines: list[Proposed] = []
        self.gone: list[TextNode] = []
        self.fresh: list[TextNode] = []
        """Passages without a partner in their own row."""

    def all(self) -> list[Proposed]:
        pairs = align(self.old, self.new)
        moved = _out_of_order(pairs)
        lone_old = _without(self.old, {pair.old for pair in pairs})
        lone_new = _without(self.new, {pair.new for pair in pairs})
        split = parts(lone_new, [self.old[pair.old] for pair in pairs])
        merged = parts(lone_old, [self.new[pair.new] for pair in pairs])
        for n, pair in enumerate(pairs):
            off = [lone_new[part.lone] for part in split.values() if part.whole == n]
            into = [lone_old[part.lone] for part in merged.values() if part.whole == n]
            sure = pair.sure and all(part.sure for part in (*split.values(), *merged.values()) if part.whole == n)
            if into:
                self._merged(pair, into, off, sure)
            elif off:
                self._split(pair, off, sure)
            else:
                self._article(pair, pair.old in moved)
        self.gone += _without(lone_old, set(merged))
        self.fresh += _without(lone_new, set(split))
        self._moved_elsewhere()
        self._alone()
        return sorted(self.lines, key=lambda line: place_in_text(line.old, line.new))

    def _merged(self, pair: Pair, into: list[TextNode], off: list[TextNode], sure: bool) -> None:
        """Tell of articles that became one; what is below them has no place of its own to be told."""
        old = sorted([self.old[pair.old], *into], key=lambda node: node.key)
        new = [self.new[pair.new], *off]
        self._joined(PassageChangeKind.MERGED, old, new, replace(pair, sure=sure))

    def _split(self, pair: Pair, off: list[TextNode], sure: bool) -> None:
        one, other = self.old[pair.old], self.new[pair.new]
        self._joined(PassageChangeKind.SPLIT, [one], [other, *off], replace(pair, sure=sure))
        children = (*other.children, *(child for node in off for child in node.children))
        told = len(self.lines)
        self._below(one, replace(other, children=children))
        self.lines[told:] = [line for line in self.lines[told:] if line.old != (one.key,)]  # an only 款 is the article

    def _joined(self, kind: PassageChangeKind, old: list[TextNode], new: list[TextNode], pair: Pair) -> None:
        before, after = ("".join(node.plain for node in sorted(row, key=lambda n: n.key)) for row in (old, new))
        pair = replace(pair, sure=pair.sure or before == after)
        self._add(kind, [node.key for node in old], [node.key for node in new], pair)

    def _article(self, pair: Pair, moved: bool) -> None:
        one, other = self.old[pair.old], self.new[pair.new]
        same = one.signature == other.signature
        kind = PassageChangeKind.SAME if same else PassageChangeKind.CHANGED
        kind = PassageChangeKind.MOVED if moved else kind
        grew = len(one.children) == 1 < len(other.children)
        told = len(self.lines)
        if not same:
            self._below(one, other)
        if grew and any(one.key in line.old for line in self.lines[told:]):
            return  # its only 款 is now one of several: that says where it is
        if not same or moved or one.key != other.key:
            self._add(kind, [one.key], [other.key], pair)

    def _add(self, kind: PassageChangeKind, old: list[ClauseKey], new: list[ClauseKey], pair: Pair) -> None:
        self.lines.append(Proposed(kind, tuple(old), tuple(new), pair.sure, pair.score))

    def _below(self, one: TextNode, other: TextNode) -> None:
        """Pair what is below two passages that are one."""
        if len(one.children) == len(other.children) == 1 and one.is_article:
            pairs = [Pair(0, 0, likeness(one.grams, other.grams), True)]
        else:
            pairs = align(one.children, other.children, _INNER_LOW)
        moved = _out_of_order(pairs)
        for pair in pairs:
            self._inner(one, other, pair, pair.old in moved)
        self.gone += _parted(one, {pair.old for pair in pairs})
        self.fresh += _parted(other, {pair.new for pair in pairs})

    def _inner(self, one: TextNode, other: TextNode, pair: Pair, moved: bool) -> None:
        before, after = one.children[pair.old], other.children[pair.new]
        same = before.signature == after.signature
        expected = _below_key(before.key, one.key, other.key)
        if before.key == one.key and after.key == other.key:
            pass  # the only 款 of both: what is said of the article says it
        elif not same or expected != after.key or moved:
            kind = PassageChangeKind.SAME if same else PassageChangeKind.CHANGED
            kind = PassageChangeKind.MOVED if moved else kind
            self._add(kind, [before.key], [after.key], pair)
        if not same:
            self._below(before, after)
        elif before.key == one.key and after.key != other.key:  # 款 that was alone: its 项 have other addresses now
            for inner, outer in zip(before.children, after.children, strict=True):
                self.lines.append(Proposed(PassageChangeKind.SAME, (inner.key,), (outer.key,)))

    def _moved_elsewhere(self) -> None:
        """Pair what went from one article to another."""
        gone, fresh = ([one for one in map(_bare, row) if _may_move(one)] for row in (self.gone, self.fresh))
        for pair in align(gone, fresh, _MOVED):
            if pair.score < _MOVED:
                continue
            before, after = gone[pair.old], fresh[pair.new]
            sure = before.plain == after.plain and pair.sure
            self._add(PassageChangeKind.MOVED, [before.key], [after.key], replace(pair, sure=sure))
            self.gone = [node for node in self.gone if node.key != before.key]
            self.fresh = [node for node in self.fresh if node.key != after.key]
            if before.signature != after.signature:
                self._below(before, after)

    def _alone(self) -> None:
        """Tell what has no partner. Its words may stand in a passage that has another: that one was changed then."""
        spare = SpareWords((self.old, self.new), self.gone, self.fresh)
        for node in self.gone:
            among = [*self.fresh, *_altered(self.new, self.old)]
            sure = spare.is_gone(node) and is_apart(node, among, is_gone=True)
            self.lines.append(Proposed(PassageChangeKind.DELETED, (node.key,), (), sure, 0))
        for node in self.fresh:
            among = [*self.gone, *_altered(self.old, self.new)]
            sure = spare.is_new(node) and is_apart(node, among, is_gone=False)
            self.lines.append(Proposed(PassageChangeKind.NEW, (), (node.key,), sure, 0))


def _altered(row: Sequence[TextNode], other: Sequence[TextNode]) -> list[TextNode]:
    """Return the 款, 项 and 目 of one text that the other does not have word for word."""
    known = {part.signature for node in other for part in node.walk()}
    parts = (part for node in row for part in node.walk() if not part.is_article)
    return [part for part in parts if part.signature not in known]


def _bare(node: TextNode) -> TextNode:
    """Return the only 款 of an article, anything else as it is."""
    return node.children[0] if node.is_article and len(node.children) == 1 else node


def _may_move(node: TextNode) -> bool:
    return len(node.plain) >= _TELLING and not node.is_article


def _below_key(key: ClauseKey, old: ClauseKey, new: ClauseKey) -> ClauseKey:
    """Return the address that a passage below ``old`` has when its place below ``new`` is the same."""
    changed = {
        name: getattr(key, name) for name in ("paragraph", "item", "sub") if getattr(key, name) != getattr(old, name)
    }
    return replace(new, **changed)


def _without(nodes: Sequence[TextNode], paired: set[int]) -> list[TextNode]:
    return [node for n, node in enumerate(nodes) if n not in paired]


def _parted(node: TextNode, paired: set[int]) -> list[TextNode]:
    """Return what is below a passage and has no partner; an only 款 is its article, which has one."""
    alone = _without(node.children, paired)
    return [part for child in alone for part in (child.children if child.key == node.key else (child,))]


def _out_of_order(pairs: Sequence[Pair]) -> set[int]:
    """Return the old places of pairs that left their order: those off the longest run of rising new places."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        before = max((run for run in runs if run[-1].new < pair.new), key=len, default=[])
        runs.append([*before, pair])
    kept = {pair.old for pair in max(runs, key=len, default=[])}
    return {pair.old for pair in pairs} - kept


def place_in_text(old: tuple[ClauseKey, ...], new: tuple[ClauseKey, ...]) -> tuple[int, ...]:
    """Return by what lines of a map are ordered: as the new text runs; what is gone stands where it stood."""
    key = (new or old)[0]
    return (key.article, key.inserted, key.paragraph, key.item, key.sub, not new)


def confirmations(lines: Sequence[Proposed]) -> Iterator[Proposed]:
    """Yield the lines that somebody must confirm."""
    return (line for line in lines if not line.sure)
