"""Long texts told on several pages: where they are cut, by chapter where there are any, and what a part is called.

Where a text is cut depends on its words alone, never on what is computed from them, so that a part keeps its address
when a question or a duty changes. Small texts are not cut at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.levels.level_units import LevelUnit, LevelUnits
from mingze.model import Catalog, Citation, ClauseKey, Regulation
from mingze.values.clause import article_label
from mingze.values.numerals import to_chinese
from mingze.versions.steps import Step
from mingze.views import routes

WHOLE = 14_000
"""Characters that a page tells at most; beside the frame of every page that is about 130 kB."""
WHOLE_IN_FORCE = 22_000
"""The same of the text in force, which stands alone on its page and is looked through and printed from there."""
PART = 7_000
"""Characters of a part, about: thirty screens of a phone."""
_NAMED_CHAPTERS = 2
"""More than these on a page are told by their numbers alone."""
_FRAME = 60
"""What the frame of a passage weighs, in characters of text."""


class TextStretch(Struct, frozen=True):
    """What one page of a long text holds."""

    slug: str
    """Its folder below the first page: ``ch2``, ``ch6-art80``, ``art20``."""
    title: str
    """第二章　职责; 第六章　法律责任（第八十条至第九十一条）; 第二十条至第四十条."""
    anchors: tuple[str, ...]
    """Of its articles, or of the posts of a list, in their order."""
    chapters: tuple[str, ...]
    """Of the chapters that begin in it."""


class PartEntry(Struct, frozen=True):
    """An article as the first page names it."""

    anchors: tuple[str, ...]
    """Its own, then those of its passages: who follows an old link to one of them finds it."""
    label: str
    said: str
    """What happened to it, or what it adds, in a few words."""
    address: str


class TextPart(Struct, frozen=True):
    """One page of a long text as the first page leads to it."""

    title: str
    address: str
    anchors: tuple[str, ...]
    """Of the chapters that begin in it."""
    said: str
    """What it holds, counted."""
    entries: tuple[PartEntry, ...]


class _Weighed(Struct):
    anchor: str
    label: str
    """"" for an article that is gone: its number is one of the older text."""
    chapter: ClauseKey | None
    weight: int


class _Cut(Struct):
    """Entries that stand on one page, and of which chapters."""

    entries: list[_Weighed]
    titles: list[str] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    is_piece: bool = False

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.entries)


def text_stretches(text: Regulation) -> tuple[TextStretch, ...]:
    """Return how a wording of a regulation is cut; nothing where it stands on one page."""
    entries = _weighed_articles(text)
    return tuple(_stretches(entries, text)) if _weighs(entries) > WHOLE else ()


def stretches_in_force(text: Regulation) -> tuple[TextStretch, ...]:
    """Return how the text in force is cut. Articles have pages beside the parts, so that those are ``text-ch2``."""
    entries = _weighed_articles(text)
    if _weighs(entries) <= WHOLE_IN_FORCE:
        return ()
    return tuple(replace(one, slug=f"text-{one.slug}") for one in _stretches(entries, text, 2 * PART))


def _weighed_articles(text: Regulation) -> list[_Weighed]:
    weights = {local: sum(map(_weight, (c.text for c in clauses))) for local, clauses in text.passages.items()}
    return [_Weighed(local, label, chapter, weights.get(local, 0)) for local, label, chapter in _articles(text)]


def comparison_stretches(step: Step) -> tuple[TextStretch, ...]:
    """Return how the comparison of two wordings is cut; nothing where it stands on one page."""
    chapters = {local: chapter for local, _, chapter in _articles(step.new)}
    entries: list[_Weighed] = []
    for olds, new in article_pairs(step):
        key = (new or olds)[0]
        chapter = chapters.get(key.local) if new else (entries[-1].chapter if entries else None)
        same = len(olds) == len(new) == 1 and step.is_same(olds[0], new[0])
        nodes = (*(step.old_nodes[one] for one in olds), *(step.new_nodes[one] for one in new))
        weight = 0 if same else sum(_weight(part.text) for node in nodes for part in node.walk())
        label = article_label(key.article, key.inserted) if new else ""
        entries.append(_Weighed(key.local if new else f"old-{key.local}", label, chapter, weight))
    return tuple(_stretches(entries, step.new)) if _weighs(entries) > WHOLE else ()


class BesideStretches(Struct, frozen=True):
    """How two instruments side by side are cut; without anything where they stand on one page."""

    table: tuple[TextStretch, ...] = ()
    """Of the lower one; nothing where its part stands on the first page."""
    unanswered: tuple[TextStretch, ...] = ()
    """Of what the higher one alone has."""


def beside_stretches(catalog: Catalog, lower_id: str, upper_id: str) -> BesideStretches:
    """Return how a regulation beside a higher one is cut. Raises ``KeyError`` for one the catalog does not have."""
    lower, upper = catalog.regulations[lower_id], catalog.regulations[upper_id]
    own, above = _units(catalog, lower, 2), _units(catalog, upper, 1)
    if _weighs(own) + _weighs(above) <= WHOLE:
        return BesideStretches()
    table = tuple(_stretches(own, lower)) if _weighs(own) > WHOLE else ()
    left = (
        TextStretch(f"upper-{one.slug}", one.title, one.anchors, one.chapters)
        for one in _stretches(above, upper, 2 * PART)
    )
    return BesideStretches(table, tuple(left))


def article_pairs(step: Step) -> Iterator[tuple[tuple[ClauseKey, ...], tuple[ClauseKey, ...]]]:
    """Yield articles before and after, in the order of the new text; those gone behind the one before them."""
    homes: dict[ClauseKey, list[ClauseKey]] = {}
    gone_behind: dict[ClauseKey | None, list[ClauseKey]] = {}
    last: ClauseKey | None = None
    for key, node in step.old_nodes.items():
        if not node.is_article:
            continue
        image = step.images[key]
        if image and image.new:
            home = image.new[0].article_key
            homes.setdefault(home, []).append(key)
            last = home
        else:
            gone_behind.setdefault(last, []).append(key)
    yield from (((gone,), ()) for gone in gone_behind.get(None, ()))
    for key, node in step.new_nodes.items():
        if node.is_article:
            yield tuple(homes.get(key, ())), (key,)
            yield from (((gone,), ()) for gone in gone_behind.get(key, ()))


def at(address: str, stretches: Iterable[TextStretch], anchor: str) -> str:
    """Return on which page an article or chapter stands: its text's first one, ``address``, or that of its part."""
    of_part = next((one for one in stretches if anchor in one.anchors or anchor in one.chapters), None)
    return routes.part(address, of_part.slug) if of_part else address


def clause_address(catalog: Catalog, key: ClauseKey) -> str:
    """Return where a clause stands; one of a text that is told in parts, and has no page of its own, on its part."""
    first, _, anchor = routes.clause(key).partition("#")
    if key.as_of and (older := catalog.text_at(key.regulation, key.as_of)):
        return f"{at(first, text_stretches(older), key.article_key.local if key.article else anchor)}#{anchor}"
    if key.chapter and key.regulation in catalog.regulations:
        return f"{at(first, stretches_in_force(catalog.regulations[key.regulation]), anchor)}#{anchor}"
    return routes.clause(key)


def cited_address(catalog: Catalog, cited: Citation) -> str:
    """Return where a citation leads, or "" where the site has no page for it."""
    return clause_address(catalog, cited.clause) if cited.clause else routes.citation(catalog, cited)


def text_parts(
    address: str, stretches: Iterable[TextStretch], entries: Mapping[str, PartEntry], count: str
) -> tuple[TextPart, ...]:
    """Return the parts as the first page lists them, with those of their entries that have something to tell.

    ``count`` is what entries are counted in: 条, 处. Each is told with what it says, the most frequent first.
    """
    out = []
    for one in stretches:
        page = routes.part(address, one.slug)
        told = [entries[anchor] for anchor in one.anchors if anchor in entries]
        out.append(TextPart(one.title, page, one.chapters, _counted(told, count), tuple(told)))
    return tuple(out)


def _counted(told: Sequence[PartEntry], count: str) -> str:
    counts: dict[str, int] = {}
    for one in told:
        if one.said:
            counts[one.said] = counts.get(one.said, 0) + 1
    return "，".join(f"{said} {n} {count}" for said, n in sorted(counts.items(), key=lambda item: -item[1]))


def _articles(text: Regulation) -> Iterator[tuple[str, str, ClauseKey | None]]:
    for chapter in (None, *text.chapters):
        key = ClauseKey(text.id, chapter=chapter.number) if chapter else None
        for article in chapter.all_articles if chapter else text.articles:
            number = article.number
            local = ClauseKey(text.id, article=number.number, inserted=number.inserted).local
            yield local, article_label(number.number, number.inserted), key


def _units(catalog: Catalog, regulation: Regulation, sides: int) -> list[_Weighed]:
    """Return the parts of an instrument as it is laid beside another; ``sides`` tells whether both are shown."""
    places = {local: (label, chapter) for local, label, chapter in _articles(regulation)}

    def weighed(part: str, units: Iterable[LevelUnit]) -> _Weighed:
        label, chapter = places.get(part) or (catalog.roles[part].name, None)
        return _Weighed(part, label, chapter, sides * sum(_weight(unit.words) for unit in units))

    found = LevelUnits(catalog, regulation).all
    return [weighed(part, units) for part, units in groupby(found, key=lambda unit: unit.part)]


def _weight(words: str) -> int:
    return len(words) + _FRAME if words else 0


def _weighs(entries: Iterable[_Weighed]) -> int:
    return sum(one.weight for one in entries)


def _stretches(entries: Sequence[_Weighed], text: Regulation, size: int = PART) -> Iterator[TextStretch]:
    """Cut by chapter; chapters that are short together stay together, one that is too long is cut between articles."""
    cuts: list[_Cut] = []
    for chapter, of_chapter in groupby(entries, key=lambda one: one.chapter):
        told = list(of_chapter)
        title = f"第{to_chinese(chapter.chapter)}章　{text.headings[chapter]}" if chapter else ""
        chapters = [chapter.local] if chapter else []
        pieces = list(_pieces(told, size))
        last = cuts[-1] if cuts else None
        if last and not last.is_piece and len(pieces) == 1 and last.weight + _weighs(told) <= size:
            last.entries += told
            last.titles += [title] if title else []
            last.chapters += chapters
            continue
        for n, piece in enumerate(pieces):
            cuts.append(_Cut(piece, [title] if title else [], chapters if n == 0 else [], len(pieces) > 1))
    yield from map(_named, cuts)


def _pieces(entries: Sequence[_Weighed], size: int) -> Iterator[list[_Weighed]]:
    """Cut into as many runs as are needed, about equally long."""
    whole = _weighs(entries)
    wanted = max(1, round(whole / size + 0.2))
    piece: list[_Weighed] = []
    done = 0
    for one in entries:
        if piece and done + one.weight / 2 > whole / wanted:
            yield piece
            whole, wanted, done, piece = whole - done, max(1, wanted - 1), 0, []
        piece.append(one)
        done += one.weight
    if piece:
        yield piece


def _named(cut: _Cut) -> TextStretch:
    first = cut.entries[0]
    labels = [one.label for one in cut.entries if one.label] or [""]
    reach = labels[0] if len(labels) == 1 else f"{labels[0]}至{labels[-1]}"
    title = "、".join(cut.titles) or reach
    if len(cut.titles) > _NAMED_CHAPTERS:
        title = "至".join(one.partition("　")[0] for one in (cut.titles[0], cut.titles[-1]))
    slug = first.anchor
    if first.chapter:
        slug = first.chapter.local if cut.chapters else f"{first.chapter.local}-{first.anchor}"
    if cut.is_piece and cut.titles:
        title = f"{title}（{reach}）"
    return TextStretch(slug, title, tuple(one.anchor for one in cut.entries), tuple(cut.chapters))
