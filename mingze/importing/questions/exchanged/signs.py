"""By what a file is known for one of the formats that say themselves what is what."""

from __future__ import annotations

import re

from msgspec import Struct

_AIKEN = re.compile(r"^A[.)][ \t\u3000]+\S.*(?:\r?\n[B-Z][.)][ \t\u3000].*)+\r?\nANSWER:", re.MULTILINE)
_ANKI = re.compile(r"#(?:separator|html|notetype|deck|tags|columns|guid)(?: column)?:")
_GIFT = re.compile(r"^(?:\$CATEGORY:|::[^:\n]+::|[^\n]*\{\s*(?:[=~]|TRUE|FALSE|T\b|F\b|#))", re.MULTILINE)


class FileHead(Struct, frozen=True):
    """What the choice of a reader looks at."""

    suffix: str
    """In lower case, with its dot."""
    members: frozenset[str]
    """Names within, where the file is a zip."""
    text: str
    """The beginning of a text, "" where the file is none."""


def is_gift(head: FileHead) -> bool:
    """Whether a text is GIFT; a name that says so is believed."""
    return head.suffix == ".gift" or bool(_GIFT.search(head.text))


def is_moodle(head: FileHead) -> bool:
    """Whether a text is Moodle XML."""
    return bool(re.search(r"<quiz\b", head.text))


def is_qti(head: FileHead) -> bool:
    """Whether a text is an item of QTI 2, or a test of them."""
    return bool(re.search(r"<(?:\w+:)?assessment(?:Item|Test)\b", head.text))


def is_qti_package(head: FileHead) -> bool:
    """Whether a zip is a package of the IMS; one without a manifest may hold items all the same."""
    office = any(name.startswith(("xl/", "word/", "ppt/")) for name in head.members)
    return not office and any(name.lower().endswith(".xml") for name in head.members)


def is_aiken(head: FileHead) -> bool:
    """Whether a text is Aiken: lettered options right above a line ``ANSWER:``."""
    return head.suffix == ".aiken" or bool(_AIKEN.search(head.text))


def is_anki_text(head: FileHead) -> bool:
    """Whether a text begins with a line that tells Anki how to read it."""
    return bool(_ANKI.match(head.text.removeprefix("\ufeff")))
