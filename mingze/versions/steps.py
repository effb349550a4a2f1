"""From one wording of a regulation to the next: where the map, and what it leaves unsaid, leads each passage."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Amendment, Catalog, ClauseKey, PassageChange, PassageChangeKind, Regulation, Version
from mingze.versions.text_tree import TextNode, by_key, text_tree

_ONE_TO_ONE = (PassageChangeKind.SAME, PassageChangeKind.CHANGED, PassageChangeKind.MOVED)


class Image(Struct, frozen=True):
    """What an old passage became."""

    kind: PassageChangeKind
    new: tuple[ClauseKey, ...]
    line: PassageChange | None
    """The line of the map that says so of it, or of what it is a part of; None where nothing had to be said."""

    @property
    def confirmed(self) -> bool:
        """Whether somebody has seen it, or nothing is to be seen."""
        return self.line is None or self.line.confirmed


class MapFault(Struct, frozen=True):
    """Where a map does not fit the two texts."""

    line: int | None
    """The place of the line in the map, None where a line is missing."""
    key: ClauseKey
    words: str
    of_form: bool = False
    """Whether the line is written in a form that its kind has not."""


class Step(Struct, frozen=True, dict=True):
    """Two wordings, one after the other, and the amendment between them."""

    old: Version
    new: Regulation
    amendment: Amendment

    @cached_property
    def old_nodes(self) -> dict[ClauseKey, TextNode]:
        """The passages of the old text."""
        return by_key(text_tree(self.old))

    @cached_property
    def new_nodes(self) -> dict[ClauseKey, TextNode]:
        """The passages of the new text."""
        return by_key(text_tree(self.new))

    @cached_property
    def listed(self) -> dict[ClauseKey, PassageChange]:
        """The lines of the map by the old passages they name."""
        return {key: line for line in reversed(self.amendment.map) for key in line.old}

    @cached_property
    def images(self) -> dict[ClauseKey, Image | None]:
        """What each old passage became; None where neither the map nor the texts tell."""
        out: dict[ClauseKey, Image | None] = {}
        for key in self.old_nodes:
            out[key] = self._image(key, out)
        return out

    def _image(self, key: ClauseKey, known: dict[ClauseKey, Image | None]) -> Image | None:
        line = self.listed.get(key)
        if line:
            return Image(line.kind, line.new, line)
        above = _above(key)
        if above is None:
            return self._same(key, key, None)
        parent = known.get(above)
        if parent is None or not parent.new:
            return parent
        if parent.kind not in _ONE_TO_ONE or len(parent.new) > 1:
            node = self.old_nodes[key]
            alike = [
                k for part in parent.new for k in self._within(part) if node.signature == self.new_nodes[k].signature
            ]
            return Image(PassageChangeKind.SAME, (alike[0],), None) if len(alike) == 1 else parent
        return self._same(key, _moved_along(key, above, parent.new[0]), parent.line)

    def _same(self, key: ClauseKey, expected: ClauseKey, line: PassageChange | None) -> Image | None:
        there = self.new_nodes.get(expected)
        if there is None or there.signature != self.old_nodes[key].signature:
            return None
        return Image(PassageChangeKind.SAME, (expected,), line)

    def _within(self, key: ClauseKey) -> Iterator[ClauseKey]:
        node = self.new_nodes.get(key)
        return (one.key for one in node.walk()) if node else iter(())

    @cached_property
    def origins(self) -> dict[ClauseKey, tuple[ClauseKey, ...]]:
        """The old passages that each new one came from."""
        out: dict[ClauseKey, tuple[ClauseKey, ...]] = {}
        for key, image in self.images.items():
            for new in image.new if image else ():
                out[new] = (*out.get(new, ()), key)
        return out

    def is_same(self, old: ClauseKey, new: ClauseKey) -> bool:
        """Whether two passages have the same words in the same parts."""
        one, other = self.old_nodes.get(old), self.new_nodes.get(new)
        return one is not None and other is not None and one.signature == other.signature

    def faults(self) -> Iterator[MapFault]:
        """Yield where the map does not fit: passages that are not there, named twice, or left out."""
        seen: set[ClauseKey] = set()
        for n, line in enumerate(self.amendment.map):
            yield from _unfit(n, line)
            for key in line.old:
                if key not in self.old_nodes:
                    yield MapFault(n, key, "旧文本里没有")
                elif key in seen:
                    yield MapFault(n, key, "在对应里写了两次")
                seen.add(key)
            for key in line.new:
                if key not in self.new_nodes:
                    yield MapFault(n, key, "新文本里没有")
            if line.kind is PassageChangeKind.SAME:
                pairs = zip(line.old, line.new, strict=False)
                known = (pair for pair in pairs if pair[0] in self.old_nodes and pair[1] in self.new_nodes)
                for old, new in known:
                    if not self.is_same(old, new):
                        yield MapFault(n, old, "写的是文字未改，新旧文字却不一样")
        yield from self._left_out()

    def _left_out(self) -> Iterator[MapFault]:
        told: set[ClauseKey] = set()
        for key, image in self.images.items():
            if image is None and _above(key) not in told:
                yield MapFault(None, key, "文字变了或者不在原处，对应里没有写它的去向")
            if image is None:
                told.add(key)
        covered = {key for line in self.amendment.map for key in line.new} | self.origins.keys()
        for key, node in self.new_nodes.items():
            if _above(key) in covered:
                covered.add(key)  # a part of what is told
            elif not any(part.key in covered for part in node.walk()):
                yield MapFault(None, key, "是新文本里的，对应里没有写它的来处")
                covered.add(key)


def _unfit(n: int, line: PassageChange) -> Iterator[MapFault]:
    kind, old, new = line.kind, len(line.old), len(line.new)
    key = (*line.old, *line.new, ClauseKey("", article=1))[0]
    wanted = {
        PassageChangeKind.SPLIT: (old == 1 and new > 1, "拆分的写一个 old、几个 new"),
        PassageChangeKind.MERGED: (old > 1 and new >= 1, "合并的写几个 old、一个 new"),
        PassageChangeKind.DELETED: (old >= 1 and new == 0, "删去的只写 old"),
        PassageChangeKind.NEW: (old == 0 and new >= 1, "新增的只写 new"),
    }.get(kind, (old == new == 1, "old、new 各写一个"))
    if not wanted[0]:
        yield MapFault(n, key, wanted[1], of_form=True)


def _above(key: ClauseKey) -> ClauseKey | None:
    """Return what a passage is directly below, None for an article."""
    if key.sub:
        return replace(key, sub=0)
    if key.item:
        return replace(key, item=0)
    return replace(key, paragraph=0) if key.paragraph else None


def _moved_along(key: ClauseKey, above: ClauseKey, to: ClauseKey) -> ClauseKey:
    return replace(
        to,
        paragraph=to.paragraph if above.paragraph else key.paragraph or to.paragraph,
        item=to.item if above.item else key.item or to.item,
        sub=key.sub or to.sub,
    )


def texts_of(catalog: Catalog, regulation_id: str) -> tuple[tuple[str, Regulation], ...]:
    """Return the wordings of a regulation in order, each with the day since which it stands ("" where not known)."""
    regulation = catalog.regulations.get(regulation_id)
    if regulation is None:
        return ()
    older: tuple[Version, ...] = catalog.versions.get(regulation_id, ())
    amendments = catalog.amendments.get(regulation_id, ())
    last = str(amendments[-1].effective) if amendments else str(regulation.effective or "")
    return (*((str(one.since), one) for one in older), (last, regulation))


def days_of(catalog: Catalog, regulation: Regulation) -> tuple[str, str]:
    """Return the day since which a wording of a regulation stands, and that from which the next one did.

    "" for a day that is not known, or, the second, for the text in force.
    """
    texts = texts_of(catalog, regulation.id)
    for n, (since, text) in enumerate(texts):
        if text is regulation:
            return since, texts[n + 1][0] if n + 1 < len(texts) else ""
    return str(regulation.effective or ""), ""


def steps_of(catalog: Catalog, regulation_id: str) -> tuple[Step, ...]:
    """Return the steps from each wording to the next, the first one first; those without a text before are none."""
    texts = texts_of(catalog, regulation_id)
    out = []
    for amendment in catalog.amendments.get(regulation_id, ()):
        day = str(amendment.effective)
        before = [text for since, text in texts if since < day and isinstance(text, Version)]
        after = [text for since, text in texts if since == day]
        if before and after:
            out.append(Step(before[-1], after[-1], amendment))
    return tuple(out)
