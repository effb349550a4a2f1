"""A draft as ``regulation.yml``, with every guess as a comment where it was made and everything left out at the end."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from mingze.importing.codes import REASONS
from mingze.importing.files import Guess, LeftOut, Line
from mingze.importing.regulation.regulation_draft import ArticleDraft, DraftPassage, HeadingDraft, RegulationDraft
from mingze.model import Verification
from mingze.source.yaml_text import block, comment, scalar


def regulation_yaml(draft: RegulationDraft, day: datetime.date, source: str) -> str:
    """Return the text of the file; ``day`` is that of the import, ``source`` names what was imported."""
    return "\n".join([*_head(draft, day, source), *_body(draft), *_rest(draft)]) + "\n"


def _head(draft: RegulationDraft, day: datetime.date, source: str) -> Iterator[str]:
    yield comment(f"由 mingze import regulation 从“{source}”导入的草稿。以“# 提示”开头的是导入时的猜测，核对后删掉。")
    of_parts = {g for a in draft.all_articles for g in a.guesses}
    of_parts |= {g for c in draft.chapters for h in (c, *c.parts) for g in h.guesses}
    yield from _guesses([g for g in draft.guesses if g not in of_parts], 0)
    yield f"id: {draft.id}"
    yield f"title: {scalar(draft.title)}"
    yield f"short_title: {scalar(draft.short_title)}"
    if draft.document_number:
        yield f"document_number: {scalar(draft.document_number)}"
    if draft.effective:
        yield f"effective: {draft.effective}"
    yield f"compiled_on: {day}"
    yield comment(
        "提示[level-guessed] 层级是从名称猜的：国家 national、省级 province、市级 city、县级 county、单位 unit"
    )
    yield f"level: {draft.level}"
    if draft.history:
        yield "history:"
        for step in draft.history:
            yield f"  - date: {step.date}"
            yield from block("what:", step.what if step.what.endswith("。") else f"{step.what}。", 4)
    if draft.roles:
        yield "roles:"
        for role, cites in draft.roles:
            yield f"  - role: {role}"
            yield "    cites:"
            yield from (f"      - {key}" for key in cites)


def _body(draft: RegulationDraft) -> Iterator[str]:
    if draft.articles:
        yield "articles:"
        yield from _articles(draft, draft.articles, 2)
    if draft.chapters:
        yield "chapters:"
    for chapter in draft.chapters:
        yield from _heading(chapter, 2)
        if chapter.parts:
            yield "    sections:"
        for section in chapter.parts:
            yield from _heading(section, 6)
            yield "        articles:"
            yield from _articles(draft, section.articles, 10)
        if chapter.articles:
            yield "    articles:"
            yield from _articles(draft, chapter.articles, 6)


def _heading(heading: HeadingDraft, indent: int) -> Iterator[str]:
    yield from _guesses(heading.guesses, indent)
    yield f"{' ' * indent}- number: {heading.number}"
    yield f"{' ' * indent}  title: {scalar(heading.title)}"


def _articles(draft: RegulationDraft, articles: Iterable[ArticleDraft], indent: int) -> Iterator[str]:
    space = " " * indent
    for article in articles:
        yield from _guesses(article.guesses, indent)
        yield f"{space}- number: {article.number}{f'z{article.inserted}' if article.inserted else ''}"
        if article.title:
            yield f"{space}  title: {scalar(article.title)}"
        yield f"{space}  verification: {standing(draft, article).value}"
        yield f"{space}  paragraphs:"
        for paragraph in article.paragraphs:
            yield from _passage(paragraph, "items", indent + 4)


def _passage(passage: DraftPassage, inner: str, indent: int) -> Iterator[str]:
    """Yield a passage with what it holds; one that holds nothing may be a bare text below a 款."""
    space = " " * indent
    if inner != "items" and not passage.inner:
        yield from block("-", passage.text, indent)
        return
    yield from block("- text:", passage.text, indent)
    if passage.inner:
        yield f"{space}  {inner}:"
        for one in passage.inner:
            yield from _passage(one, "subs", indent + 4)


def standing(draft: RegulationDraft, article: ArticleDraft) -> Verification:
    """Say how far an article was checked: by a second copy, by this one, or with signs restored."""
    if article.lost:
        return Verification.RECONSTRUCTED
    if (article.number, article.inserted) in draft.verified:
        return Verification.VERIFIED
    return Verification.SOURCE_TEXT if article.mended else Verification.SINGLE_COPY


def _guesses(guesses: Iterable[Guess], indent: int) -> Iterator[str]:
    for guess in dict.fromkeys(guesses):
        yield comment(f"提示[{guess.code}] {guess.place}：{guess.message}", indent)


def _rest(draft: RegulationDraft) -> Iterator[str]:
    yield from listed("正文前面的各行", draft.front)
    yield from listed("没有收进条文的", draft.left_out)


def listed(title: str, lines: Iterable[Line | LeftOut]) -> Iterator[str]:
    """Yield lines that are not in the data as comments, each with its place."""
    found = list(lines)
    if found:
        yield ""
        yield comment(f"── {title} ──")
    for one in found:
        reason = f"（{REASONS[one.reason]}）" if isinstance(one, LeftOut) else ""
        yield comment(f"{one.place}{reason}：{one.text}")
