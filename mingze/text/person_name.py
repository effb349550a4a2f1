"""Names of people and units, whoever typed them."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 20


def clean_name(text: object, longest: int = NAME_LENGTH) -> str:
    """Return a name as it may be shown: one line without unseen characters, not too long."""
    if not isinstance(text, str):
        return ""
    seen = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text[:400]))
    kept = "".join(c for c in seen if not unicodedata.category(c).startswith("C"))
    return " ".join(kept.split())[:longest].strip()
