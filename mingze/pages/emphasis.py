"""Statutory text with its keywords and its uncertain phrases marked; the words themselves are never touched."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def mark(text: str, keywords: Iterable[str] = (), uncertain: Iterable[str] = ()) -> Markup:
    """Return the text as HTML with ``<strong>`` around keywords and a dotted line under uncertain phrases.

    Phrases may overlap; every occurrence of a keyword is marked.
    """
    strong, doubtful = _positions(text, keywords), _positions(text, uncertain)
    out, start = [], 0
    for at in range(1, len(text) + 1):
        here = (start in strong, start in doubtful)
        if at < len(text) and (at in strong, at in doubtful) == here:
            continue
        piece = escape(text[start:at])
        if here[0]:
            piece = Markup("<strong>{}</strong>").format(piece)
        if here[1]:
            piece = Markup('<span class="mz-uncertain">{}</span>').format(piece)
        out.append(piece)
        start = at
    return Markup("").join(out)


def _positions(text: str, phrases: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for phrase in phrases:
        at = text.find(phrase) if phrase else -1
        while at >= 0:
            found.update(range(at, at + len(phrase)))
            at = text.find(phrase, at + 1)
    return found
