"""Authors' prose, read once: inline Markdown and term links as runs; nothing an author types becomes live markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from mingze.model import Term
from mingze.text import line_joins, markup
from mingze.views.runs import Runs, one_line
from mingze.views.runs import text as words

_TERM_LINK = re.compile(r"\[\[([a-z0-9-]{1,64})\]\]")
_MARKED = re.compile(r"[*_`\[\]<>&\\:!\x02\x03\ufdd0-\ufdef]")
_PARAGRAPH = re.compile(r"\n[ \t\u3000]*\n\s*")


def paragraphs(text: str | None, terms: Mapping[str, Term]) -> tuple[Runs, ...]:
    """Return prose paragraph by paragraph; nothing for none."""
    return tuple(inline(part, terms) for part in split(text or ""))


def split(text: str) -> list[str]:
    """Return the paragraphs of prose as they were typed."""
    return [part for part in _PARAGRAPH.split(text.strip()) if part.strip()]


def inline(text: str, terms: Mapping[str, Term]) -> Runs:
    """Return prose that stays on one line (a list entry, an option)."""
    joined = line_joins.join(text.strip())
    if not _MARKED.search(joined):
        return words(joined)
    return _read(_name_terms(markup.literal(joined), terms))


def plain(text: str, terms: Mapping[str, Term]) -> str:
    """Return prose without its markup in one line, for descriptions, search and exports."""
    return one_line(inline(text, terms))


def _name_terms(text: str, terms: Mapping[str, Term]) -> str:
    """Turn ``[[id]]`` into a Markdown link with the term's name; an unknown id stays as typed."""

    def link(match: re.Match[str]) -> str:
        term = terms.get(match[1])
        return f"[{_escape_markdown(term.name)}](term_{match[1]})" if term else match[0]

    return _TERM_LINK.sub(link, text)


def _escape_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]()>!])", r"\\\1", text)


@lru_cache(maxsize=65536)
def _read(text: str) -> Runs:
    """Read one distinct string, once."""
    from mingze.views.marked_prose import read_marked  # noqa: PLC0415  (slow to load, and little prose has markup)

    return read_marked(text)
