"""What a duty takes over from above and adds, on paper and on slides: grey, underlined, and in words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mingze.handouts.blocks import Block, Bullets, Heading, ParagraphBlock, Quotation, SectionBlock, TableBlock
from mingze.views import runs
from mingze.views.beside import NOT_THERE, ONLY_ABOVE, BesidePart, BesideView
from mingze.views.levels import DutyLevels
from mingze.views.runs import Run, Runs

_WORD = "〔增〕"
"""Stands before words that the own level adds: a line beneath alone says nothing to whoever hears a text read out."""
_ON_PAGES = "带“增”字、画线的"
_WEIGHTS = (10, 10, 5)


def with_words(quoted: Quotation) -> Quotation:
    """Return marked text with the word before each stretch that the own level adds."""
    return replace(quoted, passages=tuple(replace(p, runs=_worded(p.runs)) for p in quoted.passages))


def _worded(words: Runs) -> Runs:
    out: list[Run] = []
    for n, run in enumerate(words):
        if run.change == "added" and not (n and words[n - 1].change == "added"):
            out.append(Run(_WORD))
        out.append(run)
    return tuple(out)


def level_notes(told: DutyLevels) -> Iterator[ParagraphBlock]:
    """Yield what a duty does with those above it, and the numbers of each level."""
    yield ParagraphBlock((Run(f"{told.label}　", bold=True), Run(_printed(told.said))), "note")
    yield from (ParagraphBlock(runs.text(f"{row.name}：{row.told}"), "note") for row in told.rows)


def _printed(said: str) -> str:
    return said.replace(_ON_PAGES, f"写着{_WORD}、画线的")


def on_a_slide(said: str) -> str:
    """Return what the marks mean where no word stands before what is added."""
    return said.replace(_ON_PAGES, "画线的")


def strip_rows(told: DutyLevels) -> tuple[tuple[str, ...], tuple[tuple[Runs, ...], ...]]:
    """Return the numbers of the levels as a table: a column a level, a row a kind of number."""
    head = ("", *(step.level for step in told.rows[0].steps)) if told.rows else ("",)
    rows = (
        (runs.text(row.name), *((Run(step.words, bold=n == len(row.steps) - 1),) for n, step in enumerate(row.steps)))
        for row in told.rows
    )
    return head, tuple(rows)


def beside_section(shown: BesideView) -> SectionBlock:
    """Return two instruments side by side as the one section of their document."""
    return SectionBlock(shown.title, tuple(_blocks(shown)), short=shown.title)


def _blocks(shown: BesideView) -> Iterator[Block]:
    both = "；".join(f"{level}：{name}" for level, (name, _) in zip(shown.heads, shown.instruments, strict=True))
    yield ParagraphBlock(runs.text(f"{both}。"))
    counts = "，".join(f"{kind} {count} 处" for kind, count in shown.counts)
    left = f"{shown.upper_marked}共 {shown.of_upper} 处，这里没有对应文字的 {len(shown.unanswered)} 处，列在最后"
    yield ParagraphBlock(runs.text(f"{counts}；{left}。"))
    legend = (
        Run("灰字", change="inherited"),
        Run(f"沿用上级，{_WORD}"),
        Run("画线的字", change="added"),
        Run(f"是{shown.heads[0]}增加的；哪一处对应哪一处由文字比对得出，职责写明落实哪一项的照写明的。"),
    )
    yield ParagraphBlock(legend, "note")
    yield TableBlock((*shown.heads, "说明"), tuple(row for part in shown.parts for row in _rows(part)), _WEIGHTS)
    if shown.unanswered:
        yield Heading(2, ONLY_ABOVE)
        yield ParagraphBlock(runs.text("这里没有写，上级的照样适用。"))
        yield Bullets(tuple((Run(f"{one.name}　", bold=True), *one.words) for one in shown.unanswered))


def _rows(part: BesidePart) -> Iterator[tuple[Runs, ...]]:
    for n, passage in enumerate(part.passages):
        number, *rest = passage.local
        local = (number, *_worded(tuple(rest)))
        upper: list[Run] = []
        for (name, _), words in passage.uppers:
            upper += (Run("\n" if upper else ""), Run(name, bold=True), Run("\n"), *words)
        if passage.kind and not upper:
            upper.append(Run(NOT_THERE))
        said = [Run(passage.kind, bold=True)] if passage.kind else []
        if passage.remark:
            said.append(Run(f"\n{passage.remark}"))
        said += (Run(f"\n{row.name}：{row.told}") for row in passage.rows)
        label = (Run(part.heading, bold=True), Run(" ")) if n == 0 else ()
        yield (*label, *local), tuple(upper), tuple(said)
