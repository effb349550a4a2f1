"""Records of a site as they stand in its files: plain values, the place of each, and what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from mingze.loading import kind_of
from mingze.loading.folders import JOINT
from mingze.model import Duty
from mingze.source import Path, SourceFile, Value
from mingze.workbook.record_fields import Values, list_of, text_of
from mingze.workbook.reference_text import References


class SheetRecord(Struct, frozen=True):
    """One record. Where it is not written yet (a duty without explanation), ``path`` is None."""

    id: str
    """What the sheet's first column shows; alone on its sheet."""
    file: str
    path: Path | None
    values: Values
    regulation: str = ""
    """The folder it stands in, "" for none: what references in it are read by."""
    belongs_to: dict[str, str] = field(default_factory=dict)
    """Ids by kind: role, regulation, bank, group."""
    duty: Duty | None = None
    """The duty that an explanation is about."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Texts to look at, by name, that stand elsewhere than in the record."""


def files_of(names: References, *kinds: str) -> Iterator[tuple[str, SourceFile, Any, dict[str, str]]]:
    """Yield the files of kinds: name, source, values, and what the path says; in the order of the site's posts."""
    found = []
    for file, source in names.loaded.origins.files.items():
        known = kind_of(file)
        if known and known[0].name in kinds:
            found.append((file, source, source.values, known[1]))
    roles, regulations = list(names.catalog.roles), list(names.catalog.regulations)

    def rank(entry: tuple[str, SourceFile, Any, dict[str, str]]) -> tuple[int, int, str]:
        file, _, _, parts = entry
        stem, regulation = parts.get("stem") or "", parts.get("regulation") or ""
        return (
            regulations.index(regulation) if regulation in regulations else -1,
            roles.index(stem) if stem in roles else len(roles),
            file,
        )

    yield from sorted(found, key=rank)


def _qualified(names: References, regulation: str, id_: str) -> str:
    return f"{regulation}/{id_}" if regulation in names.loaded.folders.travelling else id_


def entries_of(value: Value | None) -> Iterator[tuple[int, dict[str, Value]]]:
    """Yield the entries of a list that are mappings, with their places."""
    return ((n, one) for n, one in enumerate(list_of(value)) if isinstance(one, dict))


def posts(names: References) -> Iterator[SheetRecord]:
    """Yield every post."""
    for file, _, values, _ in files_of(names, "roles"):
        for n, one in entries_of(values):
            yield SheetRecord(text_of(one, "id"), file, (n,), one)


def duties(names: References) -> Iterator[SheetRecord]:
    """Yield every duty."""
    for file, _, values, parts in files_of(names, "duties"):
        regulation = parts["regulation"]
        role = names.named.one("role", text_of(values, "role"), regulation)
        for n, one in entries_of(values.get("duties")):
            id_ = _qualified(names, regulation, text_of(one, "id"))
            belongs_to = {"role": role, "regulation": regulation}
            yield SheetRecord(id_, file, ("duties", n), one, regulation, belongs_to)


def explanations(names: References) -> Iterator[SheetRecord]:
    """Yield every explanation and, behind those of its post, each duty that has none yet; then those of articles."""
    by_place = {
        (parts["regulation"], parts["stem"]): (file, values) for file, _, values, parts in files_of(names, "commentary")
    }
    for assignment in names.catalog.assignments:
        regulation, role = assignment.regulation, assignment.role
        default = f"data/regulations/{regulation}/commentary/{role}.yml"
        file, values = by_place.get((regulation, role), (default, {}))
        belongs_to = {"role": role, "regulation": regulation}
        written = {
            names.meant("duty", text_of(one, "duty"), regulation): (n, one)
            for n, one in entries_of(values.get("explanations"))
        }
        for duty in assignment.duties:
            n, one = written.get(duty.id, (None, {}))
            path: Path | None = None if n is None else ("explanations", n)
            local = duty.id.removeprefix(f"{regulation}{JOINT}")
            id_ = _qualified(names, regulation, local)
            yield SheetRecord(id_, file, path, one or {"duty": local}, regulation, belongs_to, duty)
    for file, _, values, parts in files_of(names, "article-commentary"):
        regulation = parts["regulation"]
        for n, one in entries_of(values.get("explanations")):
            key = text_of(one, "clause")
            id_ = f"{regulation}/{key}" if len(names.catalog.regulations) > 1 and "/" not in key else key
            yield SheetRecord(id_, file, ("explanations", n), one, regulation, {"regulation": regulation})


def questions(names: References) -> Iterator[SheetRecord]:
    """Yield every question, those of a group behind one another."""
    for file, _, values, parts in files_of(names, "bank"):
        regulation = parts.get("regulation") or ""
        bank = values.get("bank")
        bank_id = text_of(bank, "id") if isinstance(bank, dict) else ""
        belongs_to = {"bank": _qualified(names, regulation, bank_id) if regulation else bank_id, "group": ""}
        for n, one in entries_of(values.get("questions")):
            if "questions" not in one:
                id_ = _qualified(names, regulation, text_of(one, "id"))
                yield SheetRecord(id_, file, ("questions", n), one, regulation, belongs_to)
                continue
            group = {**belongs_to, "group": text_of(one, "id")}
            for m, inner in entries_of(one.get("questions")):
                id_ = _qualified(names, regulation, text_of(inner, "id"))
                yield SheetRecord(id_, file, ("questions", n, "questions", m), inner, regulation, group)


def drafts(names: References) -> Iterator[SheetRecord]:
    """Yield every question of the drafts that imports have left."""
    for file, source in names.drafts.items():
        values = source.values
        for n, one in entries_of(values.get("questions") if isinstance(values, dict) else None):
            if text_of(one, "id"):
                yield SheetRecord(text_of(one, "id"), file, ("questions", n), one)


def terms(names: References) -> Iterator[SheetRecord]:
    """Yield every term."""
    for file, _, values, parts in files_of(names, "glossary"):
        regulation = parts.get("regulation") or ""
        for n, one in entries_of(values):
            id_ = _qualified(names, regulation, text_of(one, "id"))
            yield SheetRecord(id_, file, (n,), one, regulation, {"regulation": regulation})


def papers(names: References) -> Iterator[SheetRecord]:
    """Yield every paper; each has a file of its own."""
    for file, _, values, parts in files_of(names, "paper"):
        if isinstance(values, dict):
            yield SheetRecord(parts.get("stem") or "", file, (), values)


def cases(names: References) -> Iterator[SheetRecord]:
    """Yield every case; each has a file of its own."""
    for file, _, values, parts in files_of(names, "case"):
        if isinstance(values, dict):
            yield SheetRecord(text_of(values, "id") or parts.get("stem") or "", file, (), values)
