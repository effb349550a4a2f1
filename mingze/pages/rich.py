"""Runs as HTML. What is in them was typed by authors: every word is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TypeAlias

from markupsafe import Markup, escape

from mingze.pages.quick_code import as_markup, escaped_text
from mingze.views import routes
from mingze.views.runs import Run, Runs

_Style: TypeAlias = tuple[str, str]
"""An element and where it leads: ``("a", "term_hidden-danger")``, ``("strong", "")``."""
_ELSEWHERE = re.compile("https?:|mailto:", re.IGNORECASE)
_CHANGES = {
    "removed": ("<del>", "</del>"),
    "added": ("<ins>", "</ins>"),
    "inherited": ('<span class="mz-inherited">', "</span>"),
}
_REL = "noopener noreferrer nofollow"


def inline(runs: Runs, base: str = "") -> Markup:
    """Return runs of one line as HTML; ``base`` is the way to the site's root."""
    return as_markup(_line(runs, base))


def _line(runs: Runs, base: str) -> str:
    if len(runs) == 1:
        (run,) = runs
        if not (run.term or run.link or run.bold or run.emphasis or run.code):
            return escaped_text(run.text)
    return _nested(runs, (), base)


def paragraphs(parts: Iterable[Runs], base: str = "") -> Markup:
    """Return paragraphs as ``<p>`` elements."""
    return as_markup("".join([f"<p>{_line(part, base)}</p>" for part in parts]))


def statute(runs: Runs) -> Markup:
    """Return statutory text with ``<strong>`` around keywords and a dotted line under uncertain phrases."""
    out = []
    for run in runs:
        piece = escaped_text(run.text)
        if run.bold:
            piece = f"<strong>{piece}</strong>"
        if run.uncertain:
            piece = f'<span class="mz-uncertain">{piece}</span>'
        if run.change:
            before, after = _CHANGES[run.change]
            piece = f"{before}{piece}{after}"
        out.append(piece)
    return as_markup("".join(out))


def _styles(run: Run) -> tuple[_Style, ...]:
    """Return the elements around a run; where several begin and end together, in this order."""
    found = [("a", f"term_{run.term}" if run.term else run.link)] if run.term or run.link else []
    named = (("strong", run.bold), ("em", run.emphasis), ("code", run.code))
    return (*found, *((name, "") for name, wanted in named if wanted))


def _nested(runs: Sequence[Run], around: tuple[_Style, ...], base: str) -> str:
    """Write runs inside the elements ``around``: what spans the most of them is opened first."""
    out, rest = "", list(runs)
    while rest:
        styles = [style for style in _styles(rest[0]) if style not in around]
        if not styles:
            out += _words(rest.pop(0))
            continue
        spans = {style: _span(style, rest) for style in styles}
        outer = max(styles, key=lambda style: spans[style])
        inside, rest = rest[: spans[outer]], rest[spans[outer] :]
        out += _wrapped(outer, _nested(inside, (*around, outer), base), base)
    return out


def _span(style: _Style, runs: Iterable[Run]) -> int:
    """Return how many of the first runs have a style."""
    return sum(1 for _ in takewhile(lambda run: style in _styles(run), runs))


def _words(run: Run) -> str:
    """Escape what means something between tags; quotation marks mean nothing there."""
    return run.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


def _wrapped(style: _Style, inner: str, base: str) -> str:
    name, target = style
    if name != "a":
        return f"<{name}>{inner}</{name}>"
    if target.startswith("term_"):
        address = f"{base}{routes.term(target.removeprefix('term_'))}"
        return f'<a class="mz-term" href="{escape(address)}" rel="{_REL}">{inner}</a>'
    return f'<a href="{escape(_address(target, base))}" rel="{_REL}">{inner}</a>'


def _address(target: str, base: str) -> str:
    """Return where a link leads from here: what is no address of its own counts from the site's root.

    The same prose stands on pages at several depths.
    """
    if _ELSEWHERE.match(target) or target.startswith("#"):
        return target
    return f"{base}{target.lstrip('/')}" if target.strip("/") else target
