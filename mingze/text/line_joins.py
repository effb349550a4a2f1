"""Lines of a typed text joined as Chinese is written: where a line ends says nothing in a sentence."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*)+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…①-⓿\U00020000-\U0003ffff]")


def join(text: str) -> str:
    """Join the lines of a paragraph: with nothing beside a Chinese character, with a space between Latin words."""

    def between(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if _WIDE.match(before) or _WIDE.match(after) else " "

    return _BREAK.sub(between, text) if "\n" in text else text


def join_paragraphs(text: str) -> str:
    """Join the lines of each paragraph; a blank line between paragraphs stays."""
    return "\n\n".join(map(join, _BETWEEN_PARAGRAPHS.split(text.strip()))) if "\n" in text else text
