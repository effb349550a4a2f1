"""The Content-Security-Policy of a finished site, and the other headers it is served with.

What stands inside pages, the style sheet and two small scripts, is named by its SHA-256 (CSP Level 3, 8.4); both are
the same on every page, so that the policy stays one short line however many pages there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from mingze.pages.lone_page import hash_source

_BEGINS = re.compile(rb"<(script|style)(?=[\s/>])([^>]*)>", re.IGNORECASE)
_ENDS = {b"script": re.compile(rb"</script\s*>", re.IGNORECASE), b"style": re.compile(rb"</style\s*>", re.IGNORECASE)}
_TYPE = re.compile(rb"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_SRC = re.compile(rb"\bsrc\s*=", re.IGNORECASE)
_EXECUTABLE = (b"", b"module", b"text/javascript", b"application/javascript")
Block = tuple[bytes, bytes]
"""What a policy names: ``script`` or ``style``, and the text in UTF-8."""
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
    return policy_of(block for path in site.rglob("*.html") for block in blocks_in(path.read_bytes()))


def policy_of(blocks: Iterable[Block]) -> str:
    """Return the policy for pages that hold some scripts and styles, as `blocks_in` gives them."""
    scripts, styles = _hashes(set(blocks))
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


def headers_file(policy_: str) -> str:
    """Return the headers as Netlify and Cloudflare Pages read them from a file ``_headers`` at the site's root."""
    lines = [f"  {name}: {value}" for name, value in {"Content-Security-Policy": policy_, **HEADERS}.items()]
    return "\n".join(["/*", *lines, ""])


def _hashes(blocks: Iterable[Block]) -> tuple[list[str], list[str]]:
    """Return the hashes of scripts and of styles, in order."""
    found: dict[bytes, list[str]] = {b"script": [], b"style": []}
    for kind, text in blocks:
        found[kind].append(hash_source(text.decode()))
    return sorted(found[b"script"]), sorted(found[b"style"])


def blocks_in(page: bytes) -> set[Block]:
    """Return the scripts that run in a page in UTF-8, and its styles.

    Line ends are those that browsers see. Tags are of ASCII, which no other character holds a byte of: the page need
    not be decoded.
    """
    lines = page.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in page else page
    return set(_blocks(lines))


def _blocks(page: bytes) -> Iterator[Block]:
    """Yield what runs, and styles; two searches are quicker than one lazy pattern."""
    at = 0
    while begin := _BEGINS.search(page, at):
        kind, at = begin[1].lower(), begin.end()
        if end := _ENDS[kind].search(page, at):
            if kind == b"style" or _runs(begin[2]):
                yield kind, page[at : end.start()]
            at = end.end()


@lru_cache(maxsize=1024)  # the same few stand on all pages
def _runs(attributes: bytes) -> bool:
    """Whether a script stands in the page itself and is no block of data."""
    named = _TYPE.search(attributes)
    return not _SRC.search(attributes) and (named[1].lower() if named else b"") in _EXECUTABLE
