"""Links that authors write lead somewhere: those of the hand-written pages and those in the data's prose."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from mingze.checks import check_site
from mingze.checks.mentions import prose_of
from mingze.diagnostics import Diagnostic, Finding, Severity, Span, rule
from mingze.loading import Loaded
from mingze.loading.read_before import ReadBefore
from mingze.pages import plan_pages

LINK = re.compile(r"\[[^\[\]\n]*\]\(([^()\s]+)\)")
"""A link that an author writes, and where it leads."""
_CODE = re.compile(r"^(?P<fence>```|~~~).*?^(?P=fence)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_ELSEWHERE = re.compile("[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_NO_PAGES = "decisions"
"""A folder of hand-written files that are no pages (mkdocs.yml, exclude_docs)."""


@rule(Severity.WARNING)
def dead_link(span: Span, target: str) -> Iterator[Finding]:
    """站内的链接都有去处。

    删掉了一页手写的说明，或者换了一部文件，原来指着它的链接就走不通了，读者点了会看到“没有这一页”。

    改法：改成现有的页面，或者删掉这个链接，只留文字。
    """
    yield Finding(span, f"链接 `{target}` 走不通：站上没有这一页", "改成现有的页面，或删掉链接、只留文字")


def check_whole(root: Path, before: ReadBefore | None = None) -> tuple[Loaded, list[Diagnostic]]:
    """Check the data below ``root`` as `check_site` does and, where it is sound, the links that authors write."""
    loaded, diagnostics = check_site(root, before=before)
    if any(d.is_error for d in diagnostics):
        return loaded, diagnostics
    return loaded, sorted([*diagnostics, *_dead_links(root, loaded)], key=Diagnostic.sort_key)


def _dead_links(root: Path, loaded: Loaded) -> Iterator[Diagnostic]:
    links = [*_written_links(root / "docs"), *links_in_data(loaded)]
    if not links:
        return
    pages = {page.path for page in plan_pages(loaded.catalog)}
    for span, link, path in links:
        is_file = (root / "docs" / path).is_file() and path.split("/")[0] != _NO_PAGES
        written = (root / "docs" / path).with_suffix(".md").is_file()
        page = path.removesuffix(".md") + ".html" if path.endswith(".md") else path
        if not (is_file or page in pages or (written and path.endswith(".html"))):
            yield from dead_link(span, link)


def _written_links(docs: Path) -> Iterator[tuple[Span, str, str]]:
    """Yield place, text and target of each link within the site that a hand-written page has."""
    for file in sorted(docs.rglob("*.md")) if docs.is_dir() else ():
        folder = file.relative_to(docs).parent
        if folder.parts[:1] == (_NO_PAGES,):
            continue
        text = _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), file.read_text("utf-8", "replace"))
        for number, line in enumerate(text.split("\n"), 1):
            for match in LINK.finditer(line):
                if not _ELSEWHERE.match(match[1]):
                    place = Span(f"docs/{file.relative_to(docs).as_posix()}", number, match.start(1) + 1, len(match[1]))
                    path = match[1].split("#")[0].split("?")[0]
                    yield place, match[1], posixpath.normpath(posixpath.join(folder.as_posix(), path))


def links_in_data(loaded: Loaded) -> Iterator[tuple[Span, str, str]]:
    """Yield place, text and target of each link in the prose of the data, where links count from the site's root."""
    for owner, path, text in prose_of(loaded.catalog):
        for match in LINK.finditer(text) if "](" in text else ():
            if not _ELSEWHERE.match(match[1]):
                target = match[1].split("#")[0].split("?")[0].lstrip("/")
                yield loaded.origins.at(owner, *path, phrase=match[1]), match[1], posixpath.normpath(target)
