"""Notes of Anki as they stand in a package or a text: fields by their names, tags, deck."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mingze.importing.files.file_lines import ImportRefused
from mingze.importing.questions.bank_limits import MOST_QUESTIONS, check_count
from mingze.importing.questions.exchanged.safe_xml import Bundle

_MOST_DATABASE = 48 * 1024 * 1024
_MOST_STEPS = 50_000_000
"""Of the database's machine, so that no file holds it up for long."""
_OLDER = "在 Anki 里导出时勾选“支持旧版 Anki”，再来"


class AnkiNote(Struct, frozen=True):
    """A note."""

    place: str
    fields: Mapping[str, str]
    """HTML, by the names of the note's type."""
    tags: tuple[str, ...]
    deck: str = ""


def notes_of_package(name: str, data: bytes) -> Iterator[AnkiNote]:
    """Yield the notes of a package. Raises `ImportRefused`; nothing is put on the disk or run."""
    bundle = Bundle(name, data)
    part = next((one for one in ("collection.anki21", "collection.anki2") if one in bundle.names), None)
    if "collection.anki21b" in bundle.names:
        raise ImportRefused(name, "是新版 Anki 的压缩格式，读不了", _OLDER)
    if part is None:
        raise ImportRefused(name, "里面没有 Anki 的卡片", "在 Anki 里重新导出 .apkg")
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(bundle.read(part, _MOST_DATABASE))
        database.execute("PRAGMA trusted_schema=OFF")
        database.execute("PRAGMA query_only=ON")
        database.set_progress_handler(_Steps(), 10_000)
        yield from _notes(name, database)
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise ImportRefused(name, "里面的数据库读不出来", "在 Anki 里重新导出 .apkg") from None
    finally:
        database.close()


class _Steps:
    """Stops a query that runs too long: a view may be written so as never to end."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS // 10_000

    def __call__(self) -> int:
        self._left -= 1
        return int(self._left < 0)


def _notes(name: str, database: sqlite3.Connection) -> Iterator[AnkiNote]:
    kinds = dict(database.execute("SELECT name, type FROM sqlite_master WHERE name IN ('notes', 'cards', 'col')"))
    if {kinds.get("notes"), kinds.get("cards"), kinds.get("col")} != {"table"}:
        raise ValueError
    (models, decks) = database.execute("SELECT models, decks FROM col").fetchone()
    fields = {int(id_): [field["name"] for field in model["flds"]] for id_, model in json.loads(models).items()}
    names = {int(id_): str(deck["name"]) for id_, deck in json.loads(decks).items()}
    home = dict(database.execute("SELECT nid, did FROM cards ORDER BY ord DESC"))
    query = "SELECT id, mid, tags, flds FROM notes ORDER BY id LIMIT ?"
    for number, (id_, model, tags, values) in enumerate(database.execute(query, (MOST_QUESTIONS + 1,)), 1):
        check_count(name, number)
        parts = str(values).split("\x1f")
        heads = fields.get(int(model), [])
        shown = {heads[n] if n < len(heads) else f"字段{n + 1}": part for n, part in enumerate(parts)}
        yield AnkiNote(f"{name}:第{number}条", shown, tuple(str(tags).split()), names.get(home.get(id_, 0), ""))


def notes_of_text(name: str, text: str) -> Iterator[AnkiNote]:
    """Yield the notes of a text with lines such as ``#separator:tab`` before them."""
    head: dict[str, str] = {}
    lines = text.removeprefix("\ufeff").split("\n")
    start = 0
    while start < len(lines) and lines[start].startswith("#"):
        key, _, value = lines[start][1:].rstrip("\r").partition(":")
        head[key.strip().lower()] = value
        start += 1
    sign = _SEPARATORS.get(head.get("separator", "tab").strip().lower(), "\t")
    names = head["columns"].split(sign) if "columns" in head else []
    special = {kind: _number(head.get(f"{kind} column")) for kind in ("guid", "notetype", "deck", "tags")}
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO("\n".join(lines[start:]), newline=""), delimiter=sign)
    before = 0
    for row in reader:
        line, before = start + before + 1, reader.line_num
        if any(cell.strip() for cell in row):
            yield _row(f"{name}:{line}", row, names, special, head.get("html", "true").strip() != "false")


_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 0


def _row(place: str, row: list[str], names: list[str], special: Mapping[str, int], is_html: bool) -> AnkiNote:
    def at(kind: str) -> str:
        return row[special[kind] - 1] if 0 < special[kind] <= len(row) else ""

    taken = set(special.values())
    fields: dict[str, Any] = {}
    for number, cell in enumerate(row, 1):
        if number not in taken:
            shown = cell if is_html else cell.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
            fields[names[number - 1] if number <= len(names) else f"字段{len(fields) + 1}"] = shown
    return AnkiNote(place, fields, tuple(at("tags").split()), at("deck"))
