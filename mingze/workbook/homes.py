"""Where new records go: the file of their post, bank or folder, behind the record above them on the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from mingze.loading import kind_of
from mingze.source import Path, Value
from mingze.workbook.differences import ComparedSheet, RowChange
from mingze.workbook.new_ids import longest_in, new_id
from mingze.workbook.new_places import NEW_BANK
from mingze.workbook.record_fields import text_of
from mingze.workbook.reference_text import References


class Addition(Struct):
    """New records for one list of one file."""

    file: str
    list_path: Path
    """Keys down to the list; () for a file that is a list, or is one record."""
    after: int | None
    """The entry behind which they come; None for the end."""
    records: list[dict[str, Value]] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    frame: Mapping[str, Value] | None = None
    """What stands beside the list in a file that is new."""
    ids: list[str] = field(default_factory=list)
    """The ids of the records, which need not stand in them."""


def additions(compared: ComparedSheet, names: References, taken: set[str]) -> Iterator[Addition]:
    """Yield what a sheet adds; ids that it makes are put into ``taken``."""
    wanted: dict[tuple[str, Path, int | None], Addition] = {}
    orderly = _Order(compared)
    for change in [*compared.changed, *compared.new]:
        if change.record is not None and change.record.path is not None:
            continue
        folder = change.places.get("regulation", "")
        id_, values = _in_order(change, taken, folder if folder in names.loaded.folders.travelling else "")
        file, list_path, frame = _home(change, names, id_)
        after = orderly.before(change.row.number, file, list_path) if file in names.loaded.origins.files else None
        addition = wanted.setdefault((file, list_path, after), Addition(file, list_path, after, frame=frame))
        addition.records.append(values)
        addition.changes.append(change)
        addition.ids.append(id_ or text_of(values, "duty"))
    yield from wanted.values()


def _in_order(change: RowChange, taken: set[str], folder: str) -> tuple[str, dict[str, Value]]:
    """Return a record's id and its values in the order of its keys; ``folder`` has ids of its own, "" for none."""
    sheet = change.sheet
    given: dict[str, Value | None] = {**(dict(change.record.values) if change.record else {}), **change.values}
    values = {key: value for key, value in given.items() if value is not None}
    if sheet.named_by and not values.get("id"):
        before = change.places.get("role") or change.places.get("bank", "").rpartition("/")[2]
        values["id"] = new_id(sheet.name_of(values), before, taken, longest_in(folder))
    id_ = text_of(values, "id") if sheet.named_by else ""
    taken.add(id_)
    return id_, {key: values[key] for key in sheet.order if key in values}


def _home(change: RowChange, names: References, id_: str) -> tuple[str, Path, Mapping[str, Value] | None]:
    """Return a new record's file, the path of its list, and the frame of a file that is not there yet."""
    places, name = change.places, change.sheet.name
    if name == "duties":
        file = f"data/regulations/{places['regulation']}/duties/{places['role']}.yml"
        return file, ("duties",), {"role": places["role"]}
    if name == "explanations":
        assert change.record is not None
        return change.record.file, ("explanations",), {"role": change.record.belongs_to.get("role", "")}
    if name == "questions":
        if NEW_BANK in places:
            settings: Value = {"id": places["bank"], "title": places[NEW_BANK]}
            return f"quizzes/banks/{places['bank']}.yml", ("questions",), {"bank": settings}
        return *_bank_list(places["bank"], places.get("group", ""), names), None
    if name == "terms":
        folder = f"data/regulations/{places['regulation']}" if places.get("regulation") else "data"
        return f"{folder}/glossary.yml", (), None
    if name == "posts":
        return "data/roles.yml", (), None
    if name == "papers":
        return f"quizzes/papers/{id_}.yml", (), None
    return f"data/cases/{id_}.yml", (), None


def _bank_list(bank: str, group: str, names: References) -> tuple[str, Path]:
    """Return the file of a bank and the path of its list, or of that of a group in it. Raises ``KeyError``."""
    own, _, local = bank.rpartition("/")
    for file, source in names.loaded.origins.files.items():
        known = kind_of(file)
        if not known or known[0].name != "bank" or not isinstance(source.values, dict):
            continue
        settings = source.values.get("bank")
        is_it = isinstance(settings, dict) and text_of(settings, "id") == local
        if not is_it or (own and known[1].get("regulation") != own):
            continue
        if not group:
            return file, ("questions",)
        for n, one in enumerate(source.values.get("questions") or ()):
            if isinstance(one, dict) and text_of(one, "id") == group:
                return file, ("questions", n, "questions")
        raise KeyError(group)
    raise KeyError(bank)


class _Order:
    """Which record of a list stands above a row, where the sheet still has the order of the file."""

    def __init__(self, compared: ComparedSheet) -> None:
        lists: dict[tuple[str, Path], list[tuple[int, int]]] = {}
        records = compared.records
        for id_, row in compared.rows.items():
            record = records.get(id_)
            if record is not None and record.path:
                at = record.path[-1]
                assert isinstance(at, int)
                lists.setdefault((record.file, record.path[:-1]), []).append((row.number, at))
        self._lists = {key: sorted(pairs) for key, pairs in lists.items()}

    def before(self, row: int, file: str, list_path: Path) -> int | None:
        """Return the entry behind which a new row comes, None for the end."""
        pairs = self._lists.get((file, list_path), [])
        entries = [entry for _, entry in pairs]
        above = [entry for number, entry in pairs if number < row]
        return above[-1] if above and entries == sorted(entries) else None
