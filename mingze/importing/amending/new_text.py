"""The file of a regulation with its new text, and with what the site had added to the old one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mingze.importing.regulation import RegulationDraft
from mingze.importing.regulation.fit import fit
from mingze.importing.regulation.regulation_draft import HistoryStep
from mingze.importing.regulation.yaml import regulation_yaml
from mingze.model import ClauseKey, Regulation
from mingze.model.article import parse_article_number
from mingze.source import Path, Value, read_source
from mingze.versions.steps import Step
from mingze.workbook.yaml_edit import Editor, LineEdit, apply

_OWN = ("gist", "group")
"""What an article has of its editors."""
_ORDER = (
    "id", "title", "short_title", "issued_by", "document_number", "effective", "compiled_on", "level", "implements",
    "number", "board", "boards", "gist", "group", "verification",
)  # fmt: skip


class AmendedText(Struct, frozen=True):
    """The new text: as its file says it, and as the site reads that."""

    yaml: str
    regulation: Regulation


def as_draft_of(draft: RegulationDraft, old: Regulation) -> RegulationDraft:
    """Return a draft that is a later text of a regulation: its id, its level and its short title are that one's."""
    return replace(
        draft,
        id=old.id,
        short_title=old.short_title if draft.title == old.title or not draft.short_title else draft.short_title,
        level=old.level.value,
        effective=draft.effective or (str(old.effective) if old.effective else ""),
        document_number=draft.document_number or old.document_number or "",
        history=draft.history or [HistoryStep(step.date, step.what.strip()) for step in old.history],
    )


def read_text(draft: RegulationDraft, day: datetime.date, source: str) -> AmendedText | None:
    """Return a draft as the site would read it, None where it does not fit the model."""
    yaml = regulation_yaml(draft, day, source)
    regulation = fit(draft, yaml).regulation
    return AmendedText(yaml, regulation) if regulation else None


def with_editors_words(draft: RegulationDraft, day: datetime.date, source_name: str, step: Step) -> bytes:
    """Return the file with what editors had written beside the old text: issuers, boards, gists, posts."""
    whole = replace(draft, roles=list(_roles(step)))
    data = _told_as_amended(regulation_yaml(whole, day, source_name)).encode("utf-8")
    source, _ = read_source(f"data/regulations/{step.new.id}/regulation.yml", data)
    assert source is not None
    assert isinstance(source.values, dict)
    editor = Editor(source)
    edits: list[LineEdit] = list(editor.change((), dict(_of_whole(step.old)), _ORDER))
    boards = {chapter.title: chapter for chapter in step.old.chapters}
    for path, values in _chapters(source.values):
        old = boards.get(str(values["title"]))
        if old is not None and old.topics:
            topics: list[Value] = [topic.value for topic in old.topics]
            new: dict[str, Value | None] = {"board": topics[0]} if len(topics) == 1 else {"boards": topics}
            edits += editor.change(path, new, _ORDER)
    for path, key in _articles(source.values, step.new.id, ()):
        own = _editors_words(key, step)
        if own:
            edits += editor.change(path, own, _ORDER)
    return apply(data, edits)


def _told_as_amended(yaml: str) -> str:
    """Return the text of an imported file as one of an amendment: its level is known, and no guess."""
    lines = (line for line in yaml.split("\n") if not line.startswith("# 提示[level-guessed]"))
    return (
        "\n".join(lines)
        .replace("由 mingze import regulation 从", "由 mingze amend 从", 1)
        .replace("导入的草稿", "换上", 1)
    )


def _of_whole(old: Regulation) -> Iterator[tuple[str, Value | None]]:
    if old.issued_by:
        yield "issued_by", list(old.issued_by)
    if old.implements:
        yield "implements", list(old.implements)


def _roles(step: Step) -> Iterator[tuple[str, list[str]]]:
    """Yield the posts with the articles that lay duties on them now."""
    for entry in step.old.roles:
        cites: dict[str, None] = {}
        for key in entry.cites:
            image = step.images.get(key)
            new = (image.new if image else ()) or (replace(key, as_of=str(step.old.since)),)
            cites |= {one.written: None for one in new}
        yield entry.role, list(cites)


def _chapters(values: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    for n, chapter in enumerate(values.get("chapters") or ()):
        yield ("chapters", n), chapter


def _articles(values: Any, regulation: str, path: Path) -> Iterator[tuple[Path, ClauseKey]]:
    for n, article in enumerate(values.get("articles") or ()):
        number = parse_article_number(article["number"])
        key = ClauseKey(regulation, article=number.number, inserted=number.inserted)
        yield (*path, "articles", n), key
    for name in ("chapters", "sections"):
        for n, part in enumerate(values.get(name) or ()):
            yield from _articles(part, regulation, (*path, name, n))


def _editors_words(key: ClauseKey, step: Step) -> dict[str, Value | None]:
    """Return what editors had added to the one article that this one was."""
    came = {old.article_key for old in step.origins.get(key, ())}
    if len(came) != 1:
        return {}
    clause = step.old.clauses[came.pop()]
    article = clause.article
    assert article is not None
    return {name: value for name in _OWN if (value := getattr(article, name))}
