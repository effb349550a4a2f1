"""HTML of an exported file as the words that a reader of it sees."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = {"p", "li", "td", "th", "div", "ol"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or (tag in _BLOCKS and self.out):
            self.out += "\n"

    def handle_data(self, data: str) -> None:
        self.out += data


def words_of(html: str) -> str:
    """Return the words of a piece of HTML, its paragraphs in lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n".join(line for line in reader.out.split("\n") if line)
