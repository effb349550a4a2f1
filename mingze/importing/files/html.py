"""Saved web pages to lines, by lxml: no script runs, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from msgspec import Struct, field

from mingze.importing.files.file_lines import ForeignText, ImportRefused, LeftOut, Line
from mingze.text.line_joins import join

_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "svg", "math", "object", "iframe"})
"""Elements without text for readers."""
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "select", "option", "label", "textarea", "input"})
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
    "p", "pre", "section", "table", "tbody", "thead", "tfoot", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset({"td", "th"})
_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_DEEPEST = 400


def page_text(name: str, page: str) -> ForeignText:
    """Return the lines of a page; what stands in menus, forms and feet is left out and listed."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(_without_declaration(page).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise ImportRefused(name, "网页读不出文字", "在浏览器里打开，把文字复制出来，存成 .txt") from None
    writer = _Writer(name)
    writer.walk(root)
    writer.end_line(root)
    return ForeignText(name, tuple(writer.lines), tuple(writer.left_out), is_page=True)


def _without_declaration(page: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", page.removeprefix("\ufeff"))


class _Writer(Struct):
    name: str
    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _at: int = 0
    """The line of the source where the present line began."""

    def walk(self, root: Any) -> None:
        """Go through the page without recursion, so that no depth of nesting exhausts the stack."""
        waiting: list[tuple[str, Any]] = [("open", root)]
        depth = 0
        while waiting:
            step, node = waiting.pop()
            if step == "text":
                self.add(*node)
                continue
            tag = node.tag if isinstance(node.tag, str) else ""
            if step == "close":
                depth -= 1
                self._boundary(node, tag, "|" if tag == "tr" else "")
                continue
            if not tag or tag in _SILENT:
                continue
            if tag in _FURNITURE or depth > _DEEPEST:
                self._leave_out(node)
                continue
            depth += 1
            self._boundary(node, tag, "|" if tag in _CELLS else "")
            waiting.append(("close", node))
            waiting += reversed(list(_inside(node)))

    def add(self, text: str, line: int) -> None:
        """Add to the present line; a break in the source is kept until it is known what stands around it."""
        words = re.sub("[ \\t]+", " ", _BREAK.sub("\\n", text))
        if words.strip() and not any(part.strip() for part in self._parts):
            self._at = line
        self._parts.append(words)

    def end_line(self, node: Any) -> None:
        """End the present line."""
        text = _joined("".join(self._parts))
        self._parts = []
        if text:
            number = self._at or (node.sourceline or 1)
            self.lines.append(Line(number, text, f"{self.name}:{number}"))

    def _boundary(self, node: Any, tag: str, bar: str) -> None:
        """End the line at the edge of a block, but not within a cell; ``bar`` parts the cells of a row."""
        inside_cell = any(a.tag in _CELLS for a in node.iterancestors()) if tag in ("p", "br", "div") else False
        if bar:
            self.add(bar, node.sourceline or 1)
        if tag in _BLOCKS and not inside_cell:
            self.end_line(node)

    def _leave_out(self, node: Any) -> None:
        text = " ".join(" ".join(node.itertext(*_texts(node))).split())
        if text:
            line = node.sourceline or 1
            self.left_out.append(LeftOut(line, text, "page-furniture", f"{self.name}:{line}"))


def _texts(node: Any) -> tuple[str, ...]:
    return tuple({e.tag for e in node.iter() if isinstance(e.tag, str) and e.tag not in _SILENT})


def _inside(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield what stands in an element, in order: text and elements."""
    line = node.sourceline or 1
    if node.text:
        yield "text", (node.text, line)
    for child in node:
        yield "open", child
        if child.tail:
            yield "text", (child.tail, child.sourceline or line)


def _joined(text: str) -> str:
    """Join the lines that the source broke a text into, as Chinese is written."""
    joined = join(text.strip())
    return joined.strip() if "|" in joined.strip("| ") else joined.strip("| ")
