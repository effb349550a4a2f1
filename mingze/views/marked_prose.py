"""Inline Markdown as runs.

Python-Markdown and the sanitiser speak HTML; it is read back here, at once, and leaves this module nowhere.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import nh3
from markdown import Markdown

from mingze.text import markup
from mingze.views.runs import Run, Runs

_TAGS = {"em", "strong", "a", "code", "br"}
_TERM_ADDRESS = re.compile("term_([a-z0-9-]{1,64})")


def read_marked(text: str) -> Runs:
    """Return Markdown in one paragraph, in which terms are links to ``term_<id>``, as runs."""
    reader = _Reader()
    reader.feed(_convert(text))
    reader.close()
    return tuple(reader.runs)


@cache
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
