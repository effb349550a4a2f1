"""Citations in questions that are still drafts: they follow their words as those of the site do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mingze.importing.amending.citations import CiteChange, Cited, is_unchanged, rewritten
from mingze.importing.questions.drafts.draft_file import LETTERS
from mingze.loading import Loaded
from mingze.loading.files import DRAFTS
from mingze.model import ClauseKey
from mingze.source import Path as Way
from mingze.source import read_source
from mingze.values.choices import plain_word
from mingze.values.named import Named, read_clause
from mingze.versions.steps import Step


def rewrite_drafts(root: Path, loaded: Loaded, step: Step) -> tuple[dict[str, bytes], list[CiteChange]]:
    """Return the files of drafts whose citations change, and the citations somebody must look at.

    A passage that an import only proposed is one of several alike: it goes along with its words and is not told.
    Raises ``OSError``.
    """
    files: dict[str, bytes] = {}
    changes: list[CiteChange] = []
    regulations = loaded.catalog.regulations
    only = step.new.id if len(regulations) == 1 else ""
    titles = {plain_word(title): (id_,) for id_, one in regulations.items() for title in (one.title, one.short_title)}
    named = Named({"regulation": titles})
    for place in sorted((root / DRAFTS).glob("*.yml")):
        name, data = f"{DRAFTS}{place.name}", place.read_bytes()
        source, faults = read_source(name, data)
        if source is None or any(one.is_error for one in faults):
            continue  # told by `mingze check`, and mended by hand
        cited = []
        for way, text, id_ in _cites(source.values):
            key = _key(text, only, named)
            image = step.images.get(key) if key and not key.as_of else None
            if key is None or image is None or key.regulation != step.new.id:
                continue
            span = source.span(way)
            listed = way[-2] == "cites"
            if listed and not is_unchanged(key, image, step):
                changes.append(CiteChange(span, f"草稿里的题 `{id_}`", key, image))
            new = image.new or (replace(key, as_of=str(step.old.since)),)
            if new != (key,):
                cited.append(Cited(span, listed, new, image.new))
        if cited:
            files[name] = rewritten(source, data, cited)
    return files, changes


def _cites(values: Any) -> Iterator[tuple[Way, str, str]]:
    """Yield where a draft cites something, what stands there, and in which question."""
    questions = values.get("questions") if isinstance(values, Mapping) else None
    for n, question in enumerate(questions if isinstance(questions, list) else ()):
        if not isinstance(question, Mapping):
            continue
        id_ = str(question.get("id", ""))
        for m, text in enumerate(question.get("cites") or ()):
            yield ("questions", n, "cites", m), str(text), id_
        for m, one in enumerate(question.get("cites_proposed") or ()):
            for letter in LETTERS:
                if isinstance(one, Mapping) and letter in one:
                    yield ("questions", n, "cites_proposed", m, letter), str(one[letter]), id_


def _key(text: str, only: str, named: Named) -> ClauseKey | None:
    """Read a clause; None for a letter of what was proposed, a duty, a term, and what nobody can read."""
    with suppress(ValueError):
        return read_clause(text, only, named) if not text.isascii() else ClauseKey.parse(text, only)
    return None
