"""The parts that several documents share: clauses, duties with their explanations, key points, the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from mingze.model import (
    Catalog,
    Clause,
    QuestionGroup,
    Verification,
)
from mingze.text.dossier import DossierBlock, DossierLines, DossierTable
from mingze.values.numerals import to_chinese
from mingze.views import prose, runs
from mingze.views.boards import ChapterBoard
from mingze.views.clause import ClauseView
from mingze.views.commentary import CAUTION, ExplanationView, KeyPointView
from mingze.views.duty import DutyView
from mingze.views.runs import plain
from mingze.views.view import Views

_WIDEST = 16
"""Weight of a dossier's widest column, in characters: a sentence in a cell breaks."""


class Content:
    """Builds blocks from one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.views = Views(catalog)

    def legend(self, clauses: Iterable[Clause]) -> list[str]:
        """Say what the badges and the dotted lines of these clauses mean, a sentence or two for each."""
        passages = [one for clause in clauses for one in (clause, *self.catalog.below(clause))]
        used = {passage.verification for passage in passages}
        words = [f"“{badge.label}”：{badge.meaning}" for badge in Verification if badge in used]
        if any(passage.uncertain for passage in passages):
            words.append("下有点线的字句是补全或据记忆写的。")
        return words

    def legend_note(self, clauses: Iterable[Clause]) -> Iterator[ParagraphBlock]:
        """Yield the legend of these clauses in small print; nothing for no clauses."""
        words = "".join(self.legend(clauses))
        if words:
            yield ParagraphBlock(runs.text(f"条文旁的标记　{words}"), "note")

    def duty(self, duty: DutyView, number: int, level: int = 2) -> Iterator[Block]:
        """Yield one duty: its heading, its text, its explanation, and what it rests on."""
        yield Heading(level, duty.title, str(number), Count("headings", number))
        yield from self.duty_text(duty)
        yield from (ParagraphBlock(runs.text(f"{label}：{words}"), "note") for label, words in duty.measures)
        if duty.explanation:
            yield from self.explanation(duty.explanation, level + 1)

    def duty_text(self, duty: DutyView) -> Iterator[Block]:
        """Yield a duty's text alone, with its sources where no clause names them."""
        yield clause(duty.clause)
        if duty.own_text:
            yield from self.sources(duty.text_sources)

    def explanation(self, explanation: ExplanationView, level: int = 3) -> Iterator[Block]:
        """Yield an explanation: plain words, what to do, what to keep, what not to confuse."""
        yield from map(ParagraphBlock, explanation.plain)
        for title, entries in explanation.lists:
            yield Heading(level, title)
            yield Bullets(entries)
        if explanation.caution:
            yield Callout("", CAUTION, "", tuple(map(ParagraphBlock, explanation.caution)))
        yield from _note(explanation.whose)
        yield from self.sources(explanation.sources)

    def key_point(self, point: KeyPointView) -> Callout:
        """Return a key point with its standing in words."""
        parts: list[Block] = [*map(ParagraphBlock, point.text)]
        if point.points:
            parts.append(Bullets(tuple(entry.told for entry in point.points), ordered=True))
        parts += map(ParagraphBlock, point.corrected)
        parts += _note(point.whose)
        parts += self.sources(point.sources)
        return Callout(point.label, point.title, point.standing.label, tuple(parts))

    def dossier(self, group: QuestionGroup) -> blocks.Dossier:
        """Return the dossier of a question group."""
        return blocks.Dossier(group.title, tuple(map(self._dossier_block, group.blocks)))

    def _dossier_block(self, block: DossierBlock) -> ParagraphBlock | Bullets | TableBlock:
        catalog = self.catalog
        if isinstance(block, DossierTable):
            rows = tuple(tuple(prose.inline(cell, catalog.terms) for cell in row) for row in block.rows)
            head = tuple(plain(prose.inline(cell, catalog.terms)) for cell in block.head)
            longest = (max(len(row[n]) for row in (block.head, *block.rows)) for n in range(len(head)))
            return TableBlock(head, rows, tuple(min(max(length, 3), _WIDEST) for length in longest))
        if isinstance(block, DossierLines):
            return Bullets(tuple(prose.inline(line, catalog.terms) for line in block.texts), ordered=True)
        return ParagraphBlock(prose.inline(block.text, catalog.terms))

    def sources(self, titles: Iterable[str]) -> Iterator[ParagraphBlock]:
        """Yield a line that names sources, nothing for none."""
        words = "；".join(titles)
        if words:
            yield ParagraphBlock(runs.text(f"来源：{words}"), "sources")

    def picture(self, board: ChapterBoard) -> Picture:
        """Return a chapter of the picture of assessment, reward and accountability."""
        steps = tuple(
            PictureStep(
                step.title or "",
                tuple(
                    Box(
                        box.key.label(),
                        box.article.gist or box.article.title or "",
                        box.article.verification.label,
                        tuple(f"（{to_chinese(c.key.item)}）{c.text}" for c in box.items if not c.key.sub),
                        box.article.verification.is_quotable,
                    )
                    for box in step.boxes
                ),
            )
            for step in board.steps
        )
        return Picture(f"第{to_chinese(board.chapter.number)}章　{board.chapter.title}", steps, board.joined)


def clause(view: ClauseView) -> blocks.Quotation:
    """Return statutory text as a block."""
    badge = view.badge
    passages = (
        blocks.QuotedPassage(p.number, p.runs, p.badge.label if p.badge else "", p.badge is None or p.badge.firm)
        for p in view.passages
    )
    return blocks.Quotation(view.label, badge.label if badge else "", badge is None or badge.firm, tuple(passages))


def _note(words: str) -> Iterator[ParagraphBlock]:
    if words:
        yield ParagraphBlock(runs.text(words), "note")
