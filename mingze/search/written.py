"""Records of hand-written pages: a section each, below the heading that names it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mingze.search.record import Record

_HEADING = re.compile(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>', re.DOTALL)
_EXAMPLE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_BLOCK = re.compile(r"</(?:p|li|tr|td|th|h[1-6])>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s*\n\s*")
LEAD = 40
"""Characters of a section that are searched: these pages are for editors, and readers' phones carry the index."""


def written_records(path: str, text: str) -> Iterator[Record]:
    """Yield a record for each heading of a page written in Markdown: the heading and how its section begins.

    ``path`` is the page below the site's root. Anchors are those MkDocs gives to headings. Code blocks are left out.
    """
    from markdown import Markdown  # noqa: PLC0415  (slow to load, and few sites have such pages)

    converted = Markdown(extensions=["toc", "tables", "fenced_code"]).convert(text)
    parts = _HEADING.split(_EXAMPLE.sub("", converted))
    page = ""
    for n, (anchor, heading, body) in enumerate(zip(parts[1::3], parts[2::3], parts[3::3], strict=True)):
        title = _plain(heading)
        page = page or title
        yield Record("guide", title, f"{path}#{anchor}" if n else path, page if n else "", _plain(body)[:LEAD])


def _plain(fragment: str) -> str:
    lines = _BLOCK.sub("\n", fragment)
    return _SPACE.sub("\n", html.unescape(_TAG.sub("", lines))).strip()
