"""The Content-Security-Policy of a finished site, and the other headers it is served with.

What stands inside pages, the style sheet and two small scripts, is named by its SHA-256 (CSP Level 3, 8.4); both are
the same on every page, so that the policy stays one short line however many pages there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mingze.pages.lone_page import hash_source

_BEGINS = re.compile(r"<(script|style)\b([^>]*)>", re.IGNORECASE)
_ENDS = {"script": re.compile(r"</script\s*>", re.IGNORECASE), "style": re.compile(r"</style\s*>", re.IGNORECASE)}
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_EXECUTABLE = ("", "module", "text/javascript", "application/javascript")
HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-cache",
}
"""What every file is served with. ``no-cache`` keeps a copy but asks whether it has changed: names of files stay the
same from edition to edition, and an old service worker would outlive its successor."""


def policy(site: Path) -> str:
    """Return the policy under which every page below ``site`` runs."""
    scripts, styles = _inline(path.read_text("utf-8") for path in sorted(site.rglob("*.html")))
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", *styles],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def headers_file(site: Path) -> str:
    """Return the headers as Netlify and Cloudflare Pages read them from a file ``_headers`` at the site's root."""
    lines = [f"  {name}: {value}" for name, value in {"Content-Security-Policy": policy(site), **HEADERS}.items()]
    return "\n".join(["/*", *lines, ""])


def _inline(pages: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the distinct hashes of scripts and of styles, in order."""
    found: dict[str, set[str]] = {"script": set(), "style": set()}
    for kind, text in (block for page in pages for block in inline_blocks(page)):
        found[kind].add(text)
    return sorted(map(hash_source, found["script"])), sorted(map(hash_source, found["style"]))


def inline_blocks(page: str) -> set[tuple[str, str]]:
    """Return the scripts that run in a page and its styles: ``script`` or ``style``, and the text."""
    return {(kind, text) for kind, attributes, text in _blocks(page) if kind == "style" or _runs(attributes)}


def _blocks(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, attributes and text of each script and style; two searches are quicker than one lazy pattern."""
    at = 0
    while begin := _BEGINS.search(page, at):
        kind, at = begin[1].lower(), begin.end()
        if end := _ENDS[kind].search(page, at):
            yield kind, begin[2], page[at : end.start()]
            at = end.end()


def _runs(attributes: str) -> bool:
    """Whether a script stands in the page itself and is no block of data."""
    named = _TYPE.search(attributes)
    return not _SRC.search(attributes) and (named[1].lower() if named else "") in _EXECUTABLE
