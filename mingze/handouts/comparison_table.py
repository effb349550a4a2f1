"""A comparison of two wordings on paper: the table of three columns that offices know."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.handouts.blocks import Block, Bullets, Heading, ParagraphBlock, SectionBlock, TableBlock
from mingze.views import runs
from mingze.views.comparing import UNCONFIRMED, ComparedArticle, ComparisonView
from mingze.views.names import titles
from mingze.views.runs import Run, Runs

_HEAD = ("修改前", "修改后", "说明")
_WEIGHTS = (10, 10, 5)


def comparison_section(shown: ComparisonView) -> SectionBlock:
    """Return a comparison as the one section of its document."""
    return SectionBlock(shown.title, tuple(_blocks(shown)), short=f"{shown.marked}修改对照")


def _blocks(shown: ComparisonView) -> Iterator[Block]:
    by = f"（{shown.by}）" if shown.by else ""
    facts = f"{shown.marked}{shown.kind}，{shown.passed}通过或公布{by}，{shown.after}起施行；"
    yield ParagraphBlock(runs.text(f"{facts}修改前是{shown.before}起的文本。"))
    yield from map(ParagraphBlock, shown.note)
    yield ParagraphBlock(
        (
            Run("删去的字句", change="removed"),
            Run("画删除线，"),
            Run("增加的字句", change="added"),
            Run("画下划线；一边没有的写明（新增）、（删去）。"),
        ),
        "note",
    )
    if shown.uniform:
        words = (f"“{old}”一律改为“{new}”（{count} 处），不再逐处标出。" for old, new, count in shown.uniform)
        yield Bullets(tuple(map(runs.text, words)))
    if shown.respelt:
        yield ParagraphBlock(runs.text(f"只有这种改动的：{'、'.join(shown.respelt)}。"), "note")
    if shown.articles:
        yield TableBlock(_HEAD, tuple(row for article in shown.articles for row in _rows(article)), _WEIGHTS)
    if shown.renumbered:
        yield Heading(2, "只是条号变了的")
        yield ParagraphBlock(runs.text("；".join(f"{old} → {new}" for old, new in shown.renumbered) + "。"))


def _rows(article: ComparedArticle) -> Iterator[tuple[Runs, ...]]:
    for n, passage in enumerate(article.passages):
        if n:
            yield passage.before, passage.after, ()
        else:
            before = _labelled(article.old_label, passage.before)
            yield before, _labelled(article.new_label, passage.after), _notes(article)


def _labelled(label: str, words: Runs) -> Runs:
    return (Run(label, bold=True), Run(" "), *words) if label else words


def _notes(article: ComparedArticle) -> Runs:
    said: list[Run] = [Run(article.kind)]
    if article.unconfirmed:
        said.append(Run(f"\n{UNCONFIRMED}", bold=True))
    for note in article.notes:
        said += (Run("\n"), *note)
    if article.duties:
        said.append(Run(f"\n有关职责：{'；'.join(titles(article.duties))}"))
    if article.questions:
        said.append(Run(f"\n有关题目：{'；'.join(titles(article.questions))}"))
    return tuple(said)
