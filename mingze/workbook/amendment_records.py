"""Amendments as records of sheets: one a change of a regulation, one a line of its map with both texts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingze.model import ClauseKey
from mingze.source import Path
from mingze.text.statute_words import bigrams, likeness
from mingze.versions.steps import Step, steps_of
from mingze.versions.text_tree import TextNode
from mingze.workbook.faults import CannotRead
from mingze.workbook.record_fields import Values, list_of, text_of
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord, entries_of, files_of

_AS_BEFORE = "（同旧条文）"


def amendments(names: References) -> Iterator[SheetRecord]:
    """Yield every amendment of every regulation."""
    for file, _, values, parts in files_of(names, "amendments"):
        for n, one in entries_of(values):
            yield amendment_record(names, (file, (n,)), parts["regulation"], one)


def passages(names: References) -> Iterator[SheetRecord]:
    """Yield every line of every map."""
    for file, _, values, parts in files_of(names, "amendments"):
        regulation = parts["regulation"]
        steps = {str(step.amendment.effective): step for step in steps_of(names.catalog, regulation)}
        for n, one in entries_of(values):
            record = amendment_record(names, (file, (n,)), regulation, one)
            step = steps.get(text_of(one, "effective"))
            for m, line in entries_of(one.get("map")):
                yield passage_record(names, (file, (n, "map", m)), record, line, step)


def amendment_record(names: References, at: tuple[str, Path], regulation: str, values: Values) -> SheetRecord:
    """Return an amendment at a place of a file as a record; its id is the day from which it holds."""
    day = text_of(values, "effective")
    id_ = day if len(names.catalog.regulations) == 1 else f"{regulation}/{day}"
    return SheetRecord(id_, *at, values, regulation, {"regulation": regulation})


def passage_record(
    names: References, at: tuple[str, Path], amendment: SheetRecord, values: Values, step: Step | None
) -> SheetRecord:
    """Return a line of a map as a record, with the words of both texts and how alike they are.

    Its id ends with its first old passage, or, with + before it, its first new one: no other line has that.
    """
    old, new = (_keys(values, key, amendment.regulation, names) for key in ("old", "new"))
    last = f"{old[0]}" if old else f"+{new[0]}" if new else f"{at[1][-1]}"
    old_nodes, new_nodes = _nodes(step)
    before, after = (_words(*one, amendment.regulation) for one in ((old, old_nodes), (new, new_nodes)))
    beside = {"old": before, "new": _AS_BEFORE if before and after == before else after, "alike": _alike(before, after)}
    return SheetRecord(f"{amendment.id}/{last}", *at, values, amendment.regulation, amendment.belongs_to, beside=beside)


def _keys(values: Values, key: str, regulation: str, names: References) -> list[str]:
    """Return the clauses that a line names, as keys without their regulation; what is none as it was typed."""
    out = []
    for one in list_of(values.get(key)):
        try:
            out.append(names.read_clause(str(one).strip(), regulation).lower())
        except (CannotRead, ValueError):
            out.append("?")
    return out


def _nodes(step: Step | None) -> tuple[Mapping[ClauseKey, TextNode], Mapping[ClauseKey, TextNode]]:
    return (step.old_nodes, step.new_nodes) if step else ({}, {})


def _words(keys: list[str], nodes: Mapping[ClauseKey, TextNode], regulation: str) -> str:
    """Return the words of passages, each behind its number where there are several."""
    out = []
    for key in keys:
        try:
            parsed = ClauseKey.parse(key, regulation)
        except ValueError:
            continue
        if parsed in nodes:
            out.append(f"{parsed.label()}　{nodes[parsed].whole}" if len(keys) > 1 else nodes[parsed].whole)
    return "\n".join(out)


def _alike(before: str, after: str) -> str:
    return f"{likeness(bigrams(before), bigrams(after)):.0%}" if before and after else ""
