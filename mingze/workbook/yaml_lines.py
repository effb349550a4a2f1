"""Values written as lines of YAML, in the form the guide asks for: prose below a bar, lists one entry a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mingze.source import Value, read_source

PROSE = frozenset(
    {
        "caution", "correction", "definition", "dossier", "explanation", "feedback", "hint", "lesson", "note", "plain",
        "reference", "standard", "stem", "summary",
    }
)  # fmt: skip
"""Keys whose text always stands below a bar."""
PROSE_OF_RECORDS = PROSE | {"text"}
"""The same for the keys of a record itself: ``text`` of a duty or a case is prose, that of an option is a few words."""


def key_lines(lead: str, key: str, value: Value, prose: frozenset[str] = PROSE) -> list[str]:
    """Write ``key: value`` behind ``lead`` (spaces, perhaps a dash); what follows is indented by its width."""
    indent = " " * len(lead)
    if isinstance(value, str):
        return _text_lines(f"{lead}{key}:", f"{indent}  ", value, key in prose)
    inner = f"{indent}  "
    if isinstance(value, dict):
        return [f"{lead}{key}:", *map_lines(inner, value)]
    return [f"{lead}{key}:", *(line for entry in value for line in entry_lines(inner, entry))]


def map_lines(lead: str, value: Mapping[str, Value], prose: frozenset[str] = PROSE) -> list[str]:
    """Write the keys of a mapping, the first behind ``lead``, the others below it."""
    out: list[str] = []
    for key, one in value.items():
        out += key_lines(" " * len(lead) if out else lead, key, one, prose)
    return out


def entry_lines(indent: str, value: Value, prose: frozenset[str] = PROSE) -> list[str]:
    """Write one entry of a list behind a dash."""
    lead = f"{indent}- "
    if isinstance(value, str):
        return _text_lines(f"{indent}-", " " * len(lead), value, False)
    if isinstance(value, dict):
        return map_lines(lead, value, prose)
    lines = [line for entry in value for line in entry_lines(" " * len(lead), entry)]
    return [lead + lines[0][len(lead) :], *lines[1:]]


def _text_lines(head: str, indent: str, text: str, is_prose: bool) -> list[str]:
    text = text.strip()
    if not is_prose and stands_plain(text):
        return [f"{head} {text}"]
    return [f"{head} |", *(f"{indent}{line}".rstrip() for line in text.split("\n"))]


@lru_cache(maxsize=1 << 14)
def stands_plain(text: str) -> bool:
    """Whether a text can stand behind its key as it is: the reader gives it back and finds no fault."""
    if "\n" in text or not text:
        return False
    source, faults = read_source("one.yml", f"- title: {text}\n- {text}\n".encode())
    return source is not None and not faults and source.values == [{"title": text}, text]
