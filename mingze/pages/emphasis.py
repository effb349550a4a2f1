"""Statutory text with its keywords and its uncertain phrases marked; the words themselves are never touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape


def mark(text: str, keywords: Iterable[str] = (), uncertain: Iterable[str] = ()) -> Markup:
    """Return the text as HTML with ``<strong>`` around keywords and a dotted line under uncertain phrases.

    Phrases may overlap; every occurrence of a keyword is marked.
    """
    out = []
    for words, strong, doubtful in pieces(text, keywords, uncertain):
        piece = escape(words)
        if strong:
            piece = Markup("<strong>{}</strong>").format(piece)
        if doubtful:
            piece = Markup('<span class="mz-uncertain">{}</span>').format(piece)
        out.append(piece)
    return Markup("").join(out)


def pieces(text: str, keywords: Iterable[str] = (), uncertain: Iterable[str] = ()) -> Iterator[tuple[str, bool, bool]]:
    """Yield the text in pieces, each with whether it is of a keyword and whether of an uncertain phrase."""
    strong, doubtful = _positions(text, keywords), _positions(text, uncertain)
    start = 0
    for at in range(1, len(text) + 1):
        here = (start in strong, start in doubtful)
        if at < len(text) and (at in strong, at in doubtful) == here:
            continue
        yield (text[start:at], *here)
        start = at


def _positions(text: str, phrases: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for phrase in phrases:
        at = text.find(phrase) if phrase else -1
        while at >= 0:
            found.update(range(at, at + len(phrase)))
            at = text.find(phrase, at + 1)
    return found
