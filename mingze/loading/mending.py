"""Lines as they were meant, for faults of keys and values: each is ready to be copied over the faulty one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from mingze.diagnostics import Mended, Span
from mingze.source import Path, SourceFile
from mingze.values.choices import plain_word
from mingze.values.fields import ID_PATTERN
from mingze.values.numerals import NUMERAL, from_chinese

_LETTERED = re.compile(r"(?:^|(?<=[\s;；,，。]))[（(]?[A-JＡ-Ｊ][）)]?[.．、:：\s）)]\s*")
_LETTER = re.compile("[（(]?[A-Ja-jＡ-Ｊ][）)]?[.．、]?")


def with_text(source: SourceFile, span: Span, text: str) -> Mended:
    """Return the line of a span with another text in its place."""
    line = source.text.line(span.line)
    at = span.column - 1
    mended = (line[:at] + text + line[at + span.length :]).rstrip()
    return Mended(span.file, span.line, span.line, (mended,))


def with_key(source: SourceFile, span: Span, key: str) -> Mended:
    """Return the line of a key with another key in its place, and a colon and space behind it."""
    mended = with_text(source, span, key).lines[0]
    at = span.column - 1 + len(key)
    rest = re.sub(r"^\s*[：:]\s*", ": ", mended[at:])
    return Mended(span.file, span.line, span.line, ((mended[:at] + rest).rstrip(),))


def with_value(source: SourceFile, path: Path, text: str) -> Mended | None:
    """Return the line of a value with another value in its place, None where it does not stand on one line."""
    mark = source.mark(path)
    if mark.is_block or mark.end_line != mark.line:
        return None
    return with_text(source, source.text.span_at(mark.line, mark.column, mark.length), text)


def as_id(text: str) -> str:
    """Return an id made of what was typed: Chinese in pinyin, the rest in lower case; "" where nothing is left."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (slow to load, and only faults need it)

    plain = unicodedata.normalize("NFKC", text).strip().strip("“”‘’\"'")
    words = [word for part in lazy_pinyin(plain) for word in re.findall("[a-z0-9]+", part.lower())]
    if plain.isascii():
        words = re.findall("[a-z0-9]+", plain.lower())
    made = "-".join(words)[:64].strip("-")
    return made if re.fullmatch(ID_PATTERN, made) else ""


def as_integer(text: str) -> str:
    """Return the one number in what was typed (60分钟, 十道, ６０), "" where there is none or more than one."""
    found = re.findall(NUMERAL, unicodedata.normalize("NFKC", text).replace("点", ""))
    if len(found) != 1:
        return ""
    try:
        return str(from_chinese(found[0]))
    except ValueError:
        return ""


def as_letters(text: str) -> str:
    """Return the letters of an answer in what was typed (选B, 答案：A、C, “A”), "" where there are none."""
    found = re.findall("[A-J]", unicodedata.normalize("NFKC", text).upper())
    rest = re.sub(r"[A-J\s,、，.;:“”\"'()选项答案为是和及]", "", unicodedata.normalize("NFKC", text).upper())
    return "".join(found) if not rest else ""


def as_list(source: SourceFile, path: Path, value: Any) -> Mended | None:
    """Return a key's lines with its value as a list: a text by its marks, or the texts behind A:, B:, C:."""
    key, mark = source.key_span(path), source.mark(path)
    line = source.text.line(key.line)
    if not path or not isinstance(path[-1], str) or not line[key.column - 1 :].startswith(path[-1]):
        return None
    head, indent = line[: key.column - 1 + len(path[-1])] + ":", " " * (key.column - 1 + 2)
    if isinstance(value, dict) and all(_LETTER.fullmatch(k) and isinstance(v, str) for k, v in value.items()):
        last = max(entry.end_line for entry in mark.entries.values()) + 1  # type: ignore[attr-defined]
        return Mended(source.file, key.line, last, (head, *(f"{indent}- {v}" for v in value.values())))
    if isinstance(value, str) and mark.line == mark.end_line == key.line - 1 and not mark.is_block:
        parts = [part.strip(" ；;，,。") for part in _LETTERED.split(value)]
        if len([part for part in parts if part]) < 2:
            parts = re.split("[、，,；;]", value)
        return Mended(source.file, key.line, key.line, (head, *(f"{indent}- {p.strip()}" for p in parts if p.strip())))
    return None


def likely(word: str, known: Sequence[str]) -> str:
    """Return the known word that a typed one is but for case, width and quotes, "" where there is none."""
    return next((k for k in known if plain_word(k) == plain_word(word)), "")
