"""The parts that several documents share: clauses, duties with their explanations, key points, the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from mingze.handouts import blocks
from mingze.handouts.blocks import (
    Block,
    Box,
    Bullets,
    Callout,
    Count,
    Heading,
    ParagraphBlock,
    Picture,
    PictureStep,
    TableBlock,
)
from mingze.handouts.levels import level_notes, with_words
from mingze.handouts.wording import GAP
from mingze.model import BLANK, Verification
from mingze.views import runs
from mingze.views.badge import checked
from mingze.views.boards import BoardArticle, ChapterBoard
from mingze.views.clause import ClauseView
from mingze.views.commentary import ADDED, CAUTION, ExplanationView, KeyPointView
from mingze.views.dossier import DossierView, GridView, LinesView, PartOfDossier
from mingze.views.duty import DutyView
from mingze.views.names import Named, titles
from mingze.views.runs import Runs, plain

_WIDEST = 16
"""Weight of a dossier's widest column, in characters: a sentence in a cell breaks."""


def legend_note(clauses: Iterable[ClauseView]) -> Iterator[ParagraphBlock]:
    """Yield the legend of these clauses in small print; nothing for no clauses."""
    words = "".join(legend(clauses))
    if words:
        yield ParagraphBlock(runs.text(f"条文旁的标记　{words}"), "note")


def duty(told: DutyView, number: int, level: int = 2) -> Iterator[Block]:
    """Yield one duty: its heading, its text, its explanation, and what it rests on."""
    yield Heading(level, told.title, str(number), Count("headings", number))
    yield from duty_text(told)
    yield from (ParagraphBlock(runs.text(f"{label}：{words}"), "note") for label, words in told.measures)
    if told.levels:
        yield from level_notes(told.levels)
    if told.explanation:
        yield from explanation(told.explanation, level + 1)
    for added in told.additions:
        yield Heading(level + 1, ADDED)
        yield from explanation(added, level + 2)


def duty_text(told: DutyView) -> Iterator[Block]:
    """Yield a duty's text alone, with its sources where no clause names them."""
    yield marked_clause(told)
    if told.own_text:
        yield from sources(told.clause.sources)


def marked_clause(told: DutyView) -> blocks.Quotation:
    """Return a duty's text; on a site of several levels with what is taken over and what is added marked."""
    return with_words(clause(told.levels.clause)) if told.levels else clause(told.clause)


def explanation(told: ExplanationView, level: int = 3) -> Iterator[Block]:
    """Yield an explanation: plain words, what to do, what to keep, what not to confuse."""
    yield from map(ParagraphBlock, told.plain)
    for title, entries in told.lists:
        yield Heading(level, title)
        yield Bullets(entries)
    if told.caution:
        yield Callout("", CAUTION, "", tuple(map(ParagraphBlock, told.caution)))
    yield from _note(told.whose)
    yield from sources(told.sources)


def key_point(point: KeyPointView) -> Callout:
    """Return a key point with its standing in words."""
    parts: list[Block] = [*map(ParagraphBlock, point.text)]
    if point.points:
        parts.append(Bullets(tuple(entry.told for entry in point.points), ordered=True))
    parts += map(ParagraphBlock, point.corrected)
    parts += _note(point.whose)
    parts += sources(point.sources)
    return Callout(point.label, point.title, point.standing.label, tuple(parts))


def dossier(told: DossierView) -> blocks.Dossier:
    """Return the dossier of a question group."""
    return blocks.Dossier(told.title, tuple(map(_dossier_block, told.parts)))


def sources(named: Iterable[Named]) -> Iterator[ParagraphBlock]:
    """Yield a line that names sources, nothing for none."""
    words = "；".join(titles(named))
    if words:
        yield ParagraphBlock(runs.text(f"来源：{words}"), "sources")


def picture(board: ChapterBoard) -> Picture:
    """Return a chapter of the picture of assessment, reward and accountability."""
    steps = (PictureStep(step.title, tuple(map(_box, step.boxes))) for step in board.steps)
    return Picture(board.chapter.heading, tuple(steps), board.joined)


def legend(clauses: Iterable[ClauseView]) -> list[str]:
    """Say what the badges and the dotted lines of these clauses mean, a sentence or two for each."""
    told = list(clauses)
    used = {badge for one in told for badge in one.badges}
    words = [f"“{badge.label}”：{badge.meaning}" for badge in map(checked, Verification) if badge in used]
    if any(one.is_doubtful for one in told):
        words.append("下有点线的字句是补全或据记忆写的。")
    return words


def clause(view: ClauseView) -> blocks.Quotation:
    """Return statutory text as a block."""
    badge = view.badge
    passages = (
        blocks.QuotedPassage(p.number, p.runs, p.badge.label if p.badge else "", p.badge is None or p.badge.firm)
        for p in view.passages
    )
    return blocks.Quotation(view.label, badge.label if badge else "", badge is None or badge.firm, tuple(passages))


def with_gaps(stem: Runs) -> Runs:
    """Return a question's stem with gaps that do not break."""
    return tuple(replace(run, text=run.text.replace(BLANK, GAP)) for run in stem)


def _box(box: BoardArticle) -> Box:
    article = box.article
    items = tuple(f"{one.number}{plain(one.runs)}" for one in article.items if one.level == "item")
    return Box(article.label, article.brief, article.badge.label, items, article.badge.firm)


def _dossier_block(part: PartOfDossier) -> ParagraphBlock | Bullets | TableBlock:
    if isinstance(part, GridView):
        weights = tuple(min(max(length, 3), _WIDEST) for length in part.lengths)
        return TableBlock(tuple(map(plain, part.head)), part.rows, weights)
    if isinstance(part, LinesView):
        return Bullets(part.lines, ordered=True)
    return ParagraphBlock(part.runs)


def _note(words: str) -> Iterator[ParagraphBlock]:
    if words:
        yield ParagraphBlock(runs.text(words), "note")
