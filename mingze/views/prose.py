"""Authors' prose, read once: inline Markdown and term links as runs; nothing an author types becomes live markup.

Python-Markdown and the sanitiser speak HTML; it is read back here, at once, and leaves this module nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from mingze.model import Term
from mingze.text import line_joins, markup
from mingze.views.runs import Run, Runs, one_line
from mingze.views.runs import text as words

if TYPE_CHECKING:
    from markdown import Markdown

_TERM_LINK = re.compile(r"\[\[([a-z0-9-]{1,64})\]\]")
_MARKED = re.compile(r"[*_`\[\]<>&\\:!\x02\x03\ufdd0-\ufdef]")
_PARAGRAPH = re.compile(r"\n[ \t\u3000]*\n\s*")
_TAGS = {"em", "strong", "a", "code", "br"}
_TERM_ADDRESS = re.compile("term_([a-z0-9-]{1,64})")


@cache
def _inline_markdown() -> Markdown:
    """Build a converter of inline Markdown only: no raw HTML, images, references, autolinks or blocks."""
    from markdown import Markdown  # noqa: PLC0415  (slow to load, and little prose has markup)

    converter = Markdown(output_format="html")
    for name in ("html_block", "normalize_whitespace"):
        if name in converter.preprocessors:
            converter.preprocessors.deregister(name)
    for name in (
        "html",
        "entity",
        "image_link",
        "image_reference",
        "reference",
        "short_reference",
        "short_image_ref",
        "autolink",
        "automail",
    ):
        if name in converter.inlinePatterns:
            converter.inlinePatterns.deregister(name)
    for name in ("indent", "code", "empty", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference"):
        if name in converter.parser.blockprocessors:
            converter.parser.blockprocessors.deregister(name)
    return converter


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
    reader = _Reader()
    reader.feed(_convert(text))
    reader.close()
    return tuple(reader.runs)


class _Reader(HTMLParser):
    """Reads the few elements that `_convert` leaves (em, strong, code, a, br)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[str] = []
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
            return
        self._open.append(tag)
        if tag == "a":
            self._address = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)
        if tag == "a":
            self._address = ""

    def handle_data(self, data: str) -> None:
        term = _TERM_ADDRESS.fullmatch(self._address)
        self.runs.append(
            Run(
                data,
                bold="strong" in self._open,
                emphasis="em" in self._open,
                code="code" in self._open,
                link="" if term else self._address,
                term=term[1] if term else "",
            )
        )


def _convert(text: str) -> str:
    """Convert Markdown to sanitised HTML."""
    import nh3  # noqa: PLC0415  (as above)

    converter = _inline_markdown()
    converter.reset()
    # STX and ETX are Python-Markdown's own placeholders
    html = markup.restore(converter.convert(text.replace("\x02", "").replace("\x03", "")))
    html = html.removeprefix("<p>").removesuffix("</p>")
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        attribute_filter=_keep_attribute,
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Refuse addresses of other hosts that name no scheme (``//host``), which the scheme list does not see."""
    return None if tag == "a" and name == "href" and value.lstrip().startswith(("//", "\\")) else value
