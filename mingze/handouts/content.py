"""The parts that several documents share: clauses, duties with their explanations, key points, the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mingze.handouts import blocks, runs
from mingze.handouts.blocks import Block, Box, Bullets, Callout, Heading, Paragraph, Picture, Run, Runs, Step, Table
from mingze.model import (
    Article,
    Catalog,
    Clause,
    ClauseKey,
    Duty,
    Explanation,
    KeyPoint,
    Point,
    QuestionGroup,
    Regulation,
    Verification,
)
from mingze.model.clause import article_label
from mingze.model.numerals import to_chinese
from mingze.pages.boards import ChapterBoard
from mingze.pages.names import Names
from mingze.pages.render import chinese_date
from mingze.text.dossier import DossierBlock, DossierLines, DossierTable

LOCAL_LIST = "本地清单"
_OWN_NUMBER = re.compile(r"^[①-⑳]\s*")
"""A number that an author typed before an entry; the list has its own."""
_SEE = re.compile(r"[，；]见((?:第（?[一二三四五六七八九十]+）?项[、和]?)+)$")
"""“，见第（一）项” at an entry's end, where its full reference follows."""
_WIDEST = 16
"""Weight of a dossier's widest column, in characters: a sentence in a cell breaks."""
_CLAUSE = re.compile(r"第[一二三四五六七八九十百]+条")


class Content:
    """Builds blocks from one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.names = Names(catalog)

    def checked(self, regulations: Iterable[Regulation]) -> str:
        """Say of each regulation when it was compiled or checked, as every page that quotes must."""
        return "；".join(
            f"《{r.short_title}》"
            + (
                f"{chinese_date(r.checked_on)}与{r.checked_against}核对"
                if r.checked_on
                else f"整理日期{chinese_date(r.compiled_on)}，未与官方原文逐字核对"
            )
            for r in regulations
        )

    def legend(self, clauses: Iterable[Clause]) -> list[str]:
        """Say what the badges and the dotted lines of these clauses mean, a sentence or two for each."""
        passages = [one for clause in clauses for one in (clause, *self.catalog.below(clause))]
        used = {passage.verification for passage in passages}
        words = [f"“{badge.label}”：{badge.meaning}" for badge in Verification if badge in used]
        if any(passage.uncertain for passage in passages):
            words.append("下有点线的字句是补全或据记忆写的。")
        return words

    def legend_note(self, clauses: Iterable[Clause]) -> Iterator[Paragraph]:
        """Yield the legend of these clauses in small print; nothing for no clauses."""
        words = "".join(self.legend(clauses))
        if words:
            yield Paragraph(runs.text(f"条文旁的标记　{words}"), "note")

    def duty(self, duty: Duty, number: int, level: int = 2) -> Iterator[Block]:
        """Yield one duty: its heading, its text, its explanation, and what it rests on."""
        catalog = self.catalog
        yield Heading(level, duty.title, str(number))
        clause = catalog.clause(duty.cites) if duty.cites else None
        if clause is not None:
            yield self.clause(clause, self.names.label(clause.key), duty.keywords)
        else:
            regulation = catalog.regulations.get(catalog.assignment_of(duty.id).regulation)
            badge = LOCAL_LIST if regulation and regulation.level.value != "national" else ""
            text = blocks.Passage("", runs.statute(duty.text or "", duty.keywords))
            yield blocks.Clause(self.names.instrument(duty) or duty.title, badge, True, (text,))
            yield from self.sources(duty.sources)
        for label, words in (("频次", duty.frequency), ("考核标准", duty.standard)):
            if words:
                yield Paragraph(runs.text(f"{label}：{words}"), "note")
        explanation = catalog.explanations.get(duty.id)
        if explanation:
            yield from self.explanation(explanation, level + 1)

    def clause(self, clause: Clause, label: str, keywords: Iterable[str] = ()) -> blocks.Clause:
        """Return a passage as it stands, with its sub-items."""
        words = tuple(keywords)
        passages = [clause, *(sub for sub in self.catalog.below(clause) if sub.key.sub)]
        return self._clause(label, clause.verification, passages, words)

    def article(self, regulation: Regulation, article: Article) -> blocks.Clause:
        """Return an article as it stands, with its paragraphs, items and sub-items."""
        local = f"art{article.number}"
        passages = [c for k, c in regulation.clauses.items() if k.article_key.local == local and c.text]
        label = article_label(article.number.number, article.number.inserted)
        return self._clause(f"{label}　{article.title}" if article.title else label, article.verification, passages)

    def _clause(
        self, label: str, standing: Verification, passages: Iterable[Clause], keywords: tuple[str, ...] = ()
    ) -> blocks.Clause:
        return blocks.Clause(
            label,
            standing.label,
            standing.is_quotable,
            tuple(
                blocks.Passage(
                    _number(passage.key) if n else "",
                    runs.statute(passage.text, keywords, passage.uncertain),
                    "" if passage.verification is standing else passage.verification.label,
                    passage.verification.is_quotable,
                )
                for n, passage in enumerate(passages)
            ),
        )

    def explanation(self, explanation: Explanation, level: int = 3) -> Iterator[Block]:
        """Yield an explanation: plain words, what to do, what to keep, what not to confuse."""
        catalog = self.catalog
        if explanation.plain:
            yield from (Paragraph(words) for words in runs.paragraphs(explanation.plain, catalog))
        for title, entries in (("怎么做", explanation.actions), ("留痕", explanation.evidence)):
            if entries:
                yield Heading(level, title)
                yield Bullets(tuple(runs.inline(entry, catalog) for entry in entries))
        if explanation.caution:
            words = tuple(Paragraph(part) for part in runs.paragraphs(explanation.caution, catalog))
            yield Callout("", "易混提醒", "", words)
        yield from self._whose(explanation)
        yield from self.sources(explanation.sources)

    def key_point(self, point: KeyPoint) -> Callout:
        """Return a key point with its standing in words."""
        catalog = self.catalog
        parts: list[Block] = []
        if point.text:
            parts += (Paragraph(words) for words in runs.paragraphs(point.text, catalog))
        if point.points:
            parts.append(Bullets(tuple(self._entry(entry) for entry in point.points), ordered=True))
        if point.correction:
            head, *rest = runs.paragraphs(point.correction, catalog)
            parts.append(Paragraph((Run("订正　", bold=True), *head)))
            parts += (Paragraph(words) for words in rest)
        parts += self._whose(point)
        parts += self.sources(point.sources)
        return Callout(point.kind.label, point.title, point.standing.label, tuple(parts))

    def _whose(self, part: Explanation | KeyPoint) -> Iterator[Paragraph]:
        """Yield which instrument bare article numbers mean, where a site of several leaves that open."""
        words = self.names.whose_in(part)
        if words:
            yield Paragraph(runs.text(words), "note")

    def _entry(self, entry: Point) -> Runs:
        """Return an entry of a key point with its clauses, each named once."""
        cited = [self.catalog.duties[id_] for id_ in entry.duties if id_ in self.catalog.duties]
        labels = [self.names.label(d.cites) if d.cites else d.title for d in cited]
        labels += [self.names.label(key) for key in entry.clauses]
        words = _OWN_NUMBER.sub("", entry.text)
        see = _SEE.search(words)
        if see and all(any(label.endswith(item) for label in labels) for item in re.split("[、和]", see[1])):
            words = words[: see.start()]
        unnamed = [one for one in dict.fromkeys(labels) if not re.search(re.escape(one) + "(?!第)", words)]
        # where the words speak of another clause, it must be plain which one they rest on
        before = "依据：" if _CLAUSE.search(words) else ""
        return (*runs.inline(words, self.catalog), *((Run(f"（{before}{'、'.join(unnamed)}）"),) if unnamed else ()))

    def dossier(self, group: QuestionGroup) -> blocks.Dossier:
        """Return the dossier of a question group."""
        return blocks.Dossier(group.title, tuple(map(self._dossier_block, group.blocks)))

    def _dossier_block(self, block: DossierBlock) -> Paragraph | Bullets | Table:
        catalog = self.catalog
        if isinstance(block, DossierTable):
            rows = tuple(tuple(runs.inline(cell, catalog) for cell in row) for row in block.rows)
            head = tuple(blocks.plain(runs.inline(cell, catalog)) for cell in block.head)
            longest = (max(len(row[n]) for row in (block.head, *block.rows)) for n in range(len(head)))
            return Table(head, rows, tuple(min(max(length, 3), _WIDEST) for length in longest))
        if isinstance(block, DossierLines):
            return Bullets(tuple(runs.inline(line, catalog) for line in block.texts), ordered=True)
        return Paragraph(runs.inline(block.text, catalog))

    def sources(self, ids: Iterable[str]) -> Iterator[Paragraph]:
        """Yield a line that names sources, nothing for none."""
        titles = [self.catalog.sources[id_].title for id_ in ids if id_ in self.catalog.sources]
        if titles:
            yield Paragraph(runs.text(f"来源：{'；'.join(titles)}"), "sources")

    def picture(self, board: ChapterBoard) -> Picture:
        """Return a chapter of the picture of assessment, reward and accountability."""
        steps = tuple(
            Step(
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


def _number(key: ClauseKey) -> str:
    if key.sub:
        return f"{key.sub}．"
    return f"（{to_chinese(key.item)}）" if key.item else ""
