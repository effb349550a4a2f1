"""Prose to HTML: inline Markdown and term links, sanitised; nothing an author types becomes live markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from mingze.model import Term
from mingze.pages import routes
from mingze.text import lines, markup

_TERM_LINK = re.compile(r"\[\[([a-z0-9-]{1,64})\]\]")
_MARKED = re.compile(r"[*_`\[\]<>&\\:!\x02\x03\ufdd0-\ufdef]")
_PARAGRAPH = re.compile(r"\n[ \t\u3000]*\n\s*")
_TAGS = {"em", "strong", "a", "code", "br"}
_LOCAL_HREF = re.compile(r'<a href="(?!term_|https?:|mailto:)/*([^"#/][^"]*)"', re.IGNORECASE)
"""A relative address in prose counts from the site's root: the same prose stands on pages at several depths."""
_TERM_HREF = re.compile(r'<a href="term_([a-z0-9-]{1,64})"')


def _inline_markdown() -> Markdown:
    """Build a converter of inline Markdown only: no raw HTML, images, references, autolinks or blocks."""
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


_MARKDOWN = _inline_markdown()


def paragraphs(text: str, terms: Mapping[str, Term], base: str) -> Markup:
    """Convert prose of one or more paragraphs to ``<p>`` elements; ``base`` is the way to the site's root."""
    parts = (inline(part, terms, base) for part in split(text))
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in parts)


def split(text: str) -> list[str]:
    """Return the paragraphs of prose."""
    return [part for part in _PARAGRAPH.split(text.strip()) if part.strip()]


def inline(text: str, terms: Mapping[str, Term], base: str) -> Markup:
    """Convert prose that stays on one line (a list entry, an option) to inline HTML."""
    joined = lines.join(text.strip())
    if not _MARKED.search(joined):
        return escape(joined)
    html = _convert(_name_terms(markup.literal(joined), terms))
    html = _LOCAL_HREF.sub(lambda m: f'<a href="{base}{m[1]}"', html)
    return Markup(_TERM_HREF.sub(lambda m: f'<a class="mz-term" href="{base}{routes.term(m[1])}"', html))  # noqa: S704 - sanitised


def plain(text: str, terms: Mapping[str, Term]) -> str:
    """Return prose without its markup, for descriptions, search and exports."""
    html = _convert(_name_terms(markup.literal(lines.join(text.strip())), terms))
    return str(Markup(html).striptags())  # noqa: S704 - sanitised


def _name_terms(text: str, terms: Mapping[str, Term]) -> str:
    """Turn ``[[id]]`` into a Markdown link with the term's name; an unknown id stays as typed."""

    def link(match: re.Match[str]) -> str:
        term = terms.get(match[1])
        return f"[{_escape_markdown(term.name)}](term_{match[1]})" if term else match[0]

    return _TERM_LINK.sub(link, text)


def _escape_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]()>!])", r"\\\1", text)


@lru_cache(maxsize=65536)
def _convert(text: str) -> str:
    """Convert one distinct string, once."""
    _MARKDOWN.reset()
    # STX and ETX are Python-Markdown's own placeholders
    html = markup.restore(_MARKDOWN.convert(text.replace("\x02", "").replace("\x03", "")))
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
