"""Runs as HTML for other programs: no classes of the site, links only where they lead somewhere from outside."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from msgspec.structs import replace

from mingze.exchange.questions.carried import CarriedGroup, DossierPart
from mingze.views import routes
from mingze.views.runs import Run, Runs

DOSSIER_CLASS = "mingze-dossier"
"""Of the element around a dossier that stands before a stem, by which our reader knows it again."""
_ELSEWHERE = re.compile("https?:|mailto:", re.IGNORECASE)


def escaped(text: str) -> str:
    """Return a text as it stands between tags and in attributes."""
    return html.escape(text).replace("&#x27;", "'").replace("\n", "<br/>")


def inline(runs: Runs, base: str = "") -> str:
    """Return runs of one line as HTML that is XML too; ``base`` is the site's address, "" where it has none."""
    return "".join(_run(run, base) for run in runs)


def paragraphs(parts: Iterable[Runs], base: str = "") -> str:
    """Return paragraphs as ``<p>`` elements."""
    return "".join(f"<p>{inline(part, base)}</p>" for part in parts)


def dossier(group: CarriedGroup, base: str = "") -> str:
    """Return a dossier under its title, in an element of its own."""
    inner = "".join(_part(part, base) for part in group.parts)
    return f'<div class="{DOSSIER_CLASS}"><p><strong>{escaped(group.title)}</strong></p>{inner}</div>'


def _part(part: DossierPart, base: str) -> str:
    if part.kind == "table":
        head, *rows = part.rows
        lines = [_row("th", head, base), *(_row("td", row, base) for row in rows)]
        return f"<table><tbody>{''.join(lines)}</tbody></table>"
    if part.kind == "lines":
        return f"<ol>{''.join(f'<li>{inline(row[0], base)}</li>' for row in part.rows)}</ol>"
    return f"<p>{inline(part.rows[0][0], base)}</p>"


def _row(cell: str, row: Iterable[Runs], base: str) -> str:
    return f"<tr>{''.join(f'<{cell}>{inline(one, base)}</{cell}>' for one in row)}</tr>"


def _run(run: Run, base: str) -> str:
    out = escaped(run.text)
    for name, wanted in (("code", run.code), ("em", run.emphasis), ("strong", run.bold)):
        if wanted:
            out = f"<{name}>{out}</{name}>"
    target = _target(run, base)
    return f'<a href="{escaped(target)}">{out}</a>' if target else out


def _target(run: Run, base: str) -> str:
    """Return where a run leads for somebody outside the site, "" for nowhere."""
    if run.link and _ELSEWHERE.match(run.link):
        return run.link
    inside = routes.term(run.term) if run.term else run.link.lstrip("/")
    return f"{base}{inside}" if base and inside else ""


def unlinked(runs: Runs) -> Runs:
    """Return runs without links."""
    return tuple(replace(run, link="", term="") for run in runs)
