"""One page of every kind the real site has: what the instruments and the browser tests walk through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

REGULATION = "regulation/anquan-zerenzhi"


@dataclass(frozen=True)
class PageKind:
    """A kind of page and the one that stands for it; ``path`` is relative to the site's root."""

    name: str
    path: str


KINDS = (
    PageKind("home", "index.html"),
    PageKind("roles", "roles/index.html"),
    PageKind("role", "roles/safety-deputy/index.html"),
    PageKind("scope", "scope/index.html"),
    PageKind("regulations", "regulation/index.html"),
    PageKind("full-text", f"{REGULATION}/index.html"),
    PageKind("article-verified", f"{REGULATION}/art2/index.html"),
    PageKind("article-unverified", f"{REGULATION}/art19/index.html"),
    PageKind("key-points", "key-points/index.html"),
    PageKind("compare", "compare/index.html"),
    PageKind("accountability", "accountability/index.html"),
    PageKind("glossary", "glossary/index.html"),
    PageKind("cases", "cases/index.html"),
    PageKind("quizzes", "quizzes/index.html"),
    PageKind("bank", "quizzes/committee-member/index.html"),
    PageKind("paper", "papers/mock/index.html"),
    PageKind("practice", "practice/index.html"),
    PageKind("hall", "hall/index.html"),
    PageKind("downloads", "downloads/index.html"),
    PageKind("offline", "offline/index.html"),
    PageKind("search", "search/index.html"),
    PageKind("progress", "progress/index.html"),
    PageKind("about", "about/index.html"),
    PageKind("currency", "about/currency/index.html"),
    PageKind("coverage", "about/coverage/index.html"),
    PageKind("design", "about/design/index.html"),
    PageKind("faults", "faults/index.html"),
    PageKind("hand-written", "authoring/index.html"),
    PageKind("not-found", "404.html"),
)
PRINTED = ("role", "bank", "compare", "accountability", "article-verified", "article-unverified", "full-text")
"""Kinds that trainers print."""
MODES = ("light", "dark", "contrast")
LOOKS: dict[str, dict[str, str]] = {
    "light": {},
    "dark": {"mode": "dark"},
    "contrast": {"mode": "contrast"},
    "huge": {"size": "huge"},
    "simple": {"simple": "on"},
}
"""What a reader may choose, by the names of `make access`."""


def kinds_named(names: Sequence[str]) -> list[PageKind]:
    """Return the kinds of these names, all for none. Raises ``SystemExit`` for a name that is no kind."""
    known = {kind.name: kind for kind in KINDS}
    for name in names:
        if name not in known:
            raise SystemExit(f"没有 {name} 这种页面；有：{' '.join(known)}")
    return [known[name] for name in names] or list(KINDS)
