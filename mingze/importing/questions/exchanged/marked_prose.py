"""HTML of other programs as the site's prose: paragraphs, emphasis, links; nothing else of it is kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations

from msgspec import Struct, field

from mingze.exchange.as_html import DOSSIER_CLASS
from mingze.exchange.questions.carried import GROUNDS
from mingze.importing.questions.found_bank import FoundPoint
from mingze.views import prose

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SIGNS = "*`[]_"
_MOST_SIGNS = 16
_WIDE = str.maketrans("*`[]_", "＊｀［］＿")
_POINT = re.compile(r"(.+?)\s*[（(]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[）)]", re.DOTALL)


def literal(text: str) -> str:
    """Return plain words as prose that says the same: what would be taken for a mark is escaped, and no more.

    Which signs are marks depends on what stands beside them (`mingze.text.markup`), so ways of escaping are tried.
    Where no way says the same, the signs become full-width ones, which are never marks.
    """
    wanted = " ".join(text.split())
    if prose.plain(text, {}) == wanted:
        return text
    found = next((tried for tried in _escaped_ways(text) if prose.plain(tried, {}) == wanted), None)
    return text.translate(_WIDE) if found is None else found


def _escaped_ways(text: str) -> Iterator[str]:
    """Yield a text with all signs of some kinds escaped, then with one or two single signs."""
    kinds = [sign for sign in _SIGNS if sign in text]
    for count in range(1, len(kinds) + 1):
        for chosen in combinations(kinds, count):
            yield text.translate({ord(sign): f"\\{sign}" for sign in chosen})
    places = [n for n, sign in enumerate(text) if sign in _SIGNS][:_MOST_SIGNS]
    for count in (1, 2):
        for some in combinations(places, count):
            yield "".join(f"\\{sign}" if n in some else sign for n, sign in enumerate(text))


class MarkedText(Struct):
    """What a piece of HTML says."""

    paragraphs: list[str] = field(default_factory=list)
    """As prose, one line each."""
    dossier: list[str] = field(default_factory=list)
    """Blocks of a dossier that stands before a stem, in the form of the site's files; its first is the title."""
    entries: list[str] = field(default_factory=list)
    """Entries of its last list."""
    pictures: list[str] = field(default_factory=list)
    """Addresses of its pictures."""

    @property
    def line(self) -> str:
        """All of it in one line."""
        return " ".join(self.paragraphs)

    @property
    def text(self) -> str:
        """All of it, a blank line between paragraphs."""
        return "\n\n".join(self.paragraphs)

    @property
    def without_grounds(self) -> str:
        """The paragraphs without the last where that names what we wrote a question to rest on."""
        kept = self.paragraphs[:-1] if self.paragraphs[-1:] and self.paragraphs[-1].startswith(GROUNDS) else None
        return "\n\n".join(self.paragraphs if kept is None else kept)

    @property
    def points(self) -> tuple[FoundPoint, ...]:
        """The entries of its last list that say what they earn."""
        matches = [_POINT.fullmatch(entry) for entry in self.entries]
        return tuple(FoundPoint(one[1], float(one[2])) for one in matches if one)


def marked(text: str) -> MarkedText:
    """Read a piece of HTML; text without any tag is words."""
    if "<" not in text and "&" not in text:
        words = " ".join(literal(text).split())
        return MarkedText([words] if words else [])
    reader = _MarkedReader()
    reader.feed(text)
    reader.close()
    return reader.done()


def bare(text: str) -> str:
    """Return the words of a piece of HTML in one line, without emphasis."""
    return " ".join(html.unescape(re.sub("<[^<>]*>", " ", text)).split())


class _MarkedReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = MarkedText()
        self._words = ""
        self._unseen = self._dossier = self._raised = self._lowered = 0
        self._links: list[str] = []
        self._lists: list[list[str]] = []
        self._cells: list[str] = []
        self._rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._words += " "
        elif tag == "img":
            self.out.pictures.append(given.get("src", ""))
        elif tag in _MARKS:
            self._words += _MARKS[tag]
        elif tag == "a":
            self._links.append(given.get("href", ""))
            self._words += "[" if self._links[-1] else ""
        elif tag in ("sup", "sub"):
            self._raised, self._lowered = self._raised + (tag == "sup"), self._lowered + (tag == "sub")
        elif tag in _BLOCKS or tag in ("li", "td", "th"):
            self._end_block()
            if self._dossier:
                self._dossier += tag == "div"
            elif tag == "div" and DOSSIER_CLASS in given.get("class", "").split():
                self._dossier = 1
            if tag in ("ul", "ol"):
                self._lists.append([])
            if tag == "table":
                self._rows = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _MARKS:
            self._words += _MARKS[tag]
        elif tag == "a" and self._links:
            target = self._links.pop()
            self._words += f"]({target})" if target else ""
        elif tag in ("sup", "sub"):
            self._raised, self._lowered = max(0, self._raised - 1), max(0, self._lowered - 1)
        elif tag == "li" and self._lists:
            self._lists[-1].append(self._taken())
        elif tag in ("td", "th"):
            self._cells.append(self._taken())
        elif tag == "tr":
            self._rows.append(self._cells)
            self._cells = []
        elif tag in ("ul", "ol") and self._lists:
            self._end_list(self._lists.pop())
        elif tag == "table":
            self._blocks(["\n".join(f"| {' | '.join(row)} |" for row in self._rows)] if self._rows else [])
        elif tag in _BLOCKS:
            self._end_block()
            self._dossier = max(0, self._dossier - (tag == "div"))

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._raised or self._lowered:
            data = data.translate(_RAISED if self._raised else _LOWERED)
        self._words += literal(data)

    def done(self) -> MarkedText:
        """Return what was read, whatever was left open."""
        self._end_block()
        return self.out

    def _taken(self) -> str:
        words, self._words = " ".join(self._words.split(" ")).strip(" \t\r\n"), ""
        return re.sub(r"[ \t]*\n[ \t\n]*", " ", words)

    def _end_block(self) -> None:
        if words := self._taken():
            self._blocks([words])

    def _end_list(self, entries: list[str]) -> None:
        if self._dossier:
            self._blocks(["\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, 1))])
            return
        self.out.entries = entries
        self._blocks(entries)

    def _blocks(self, blocks: list[str]) -> None:
        (self.out.dossier if self._dossier else self.out.paragraphs).extend(blocks)
