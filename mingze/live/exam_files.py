"""What an examination leaves: the answer files that ``mingze score`` reads, and the record of the sitting."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from mingze import drawing
from mingze.live import attendance, exam_ledger
from mingze.live.attendance import Participant
from mingze.live.engine import Transaction
from mingze.live.exam_ledger import Change
from mingze.live.ledger import KeptHall
from mingze.office.sheet_table import ColumnHead, SheetTable, as_csv
from mingze.text.fold import fold

FORMAT = "mingze-answers/1"
PEOPLE_FILE, CHANGES_FILE = "考场记录.csv", "作答经过.csv"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_PARTS = 40
_LONGEST = 4_000
_UNSAFE = frozenset('\\/:*?"<>|')


class Sat(Struct, frozen=True):
    """One examination as it is stored."""

    run: Mapping[str, Any]
    people: Sequence[Participant]
    answers: Mapping[int, Mapping[int, Any]]
    """By person and question."""
    handed: Mapping[int, int]
    changes: Sequence[Change]


def read_sat(tx: Transaction, hall: KeptHall) -> Sat:
    """Read what the files are made of."""
    return Sat(
        hall.run,
        attendance.participants(tx, hall.id),
        exam_ledger.answers(tx, hall.id),
        exam_ledger.handed(tx, hall.id),
        exam_ledger.changes(tx, hall.id),
    )


def as_response(choice: object) -> Any:
    """Return a phone's answer as it may be stored.

    Raises ``ValueError`` where no type of question has such a form; whether it fits its own, the type says in marking.
    """
    if isinstance(choice, dict):
        if not set(choice) <= {"text", "points"} or choice.get("points", []) != []:
            raise ValueError
        return {"text": _text(choice.get("text")), "points": []}
    if isinstance(choice, list):
        if len(choice) > _MOST_PARTS:
            raise ValueError
        return [one if one is None or _is_place(one) else _text(one) for one in choice]
    if choice is None or isinstance(choice, bool):
        return choice
    raise ValueError


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError
    # half a character, which some keyboards leave behind, cannot be stored
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_place(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(_LETTERS)


def exported(choice: Any) -> Any:
    """Return a stored answer as answer files have it, as ``exported`` of ``quiz/types/`` does in browsers.

    Places in the bank become letters, a gap left empty null; a text waits for who rates it.
    """
    if isinstance(choice, dict):
        return {"text": choice["text"], "points": []} if choice["text"].strip() else None
    if isinstance(choice, list) and choice and all(_is_place(one) for one in choice):
        return "".join(sorted({_LETTERS[one] for one in choice}))
    if isinstance(choice, list):
        return [one if isinstance(one, str) and one.strip() else None for one in choice]
    return choice


def answer_files(sat: Sat) -> dict[str, bytes]:
    """Return files by name: one JSON for each who answered or handed in, the record, and every change.

    Who did neither has no file: the record says so.
    """
    names = _names(sat.people)
    present = [one for one in sat.people if one.id in sat.handed or any(_is_given(sat, one))]
    files = {f"{one.id:03}-{_safe(names[one.id])}.json": _file(sat, one, names[one.id]) for one in present}
    return {**files, PEOPLE_FILE: _record(sat, names), CHANGES_FILE: _changes(sat, names)}


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which may not hold others. Raises ``OSError``."""
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """Return files as one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def folder_name(run: Mapping[str, Any], opened: int) -> str:
    """Return what the files of an examination are called together."""
    numbers = f"{run['paper']}-{run['seed']}"
    return f"答卷-{numbers}-{_local(opened):%m%d-%H%M}"


def form_of(run: Mapping[str, Any], person: int) -> str:
    """Return the letter of a person's form: two forms by turns, in the order in which they signed in."""
    forms = list(run["asked"])
    return str(forms[(person - 1) % len(forms)])


def _is_given(sat: Sat, person: Participant) -> list[bool]:
    return [choice is not None for choice in sat.answers.get(person.id, {}).values()]


def _file(sat: Sat, person: Participant, who: str) -> bytes:
    run, given = sat.run, sat.answers.get(person.id, {})
    data = {
        "format": FORMAT,
        "site": run["site"],
        "paper": run["paper"],
        "seed": run["seed"],
        "form": form_of(run, person.id),
        "who": who,
        "unit": person.unit,
        "number": person.roster_no or "",
        "answers": {one["id"]: exported(given.get(q)) for q, one in enumerate(run["questions"])},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _names(people: Sequence[Participant]) -> dict[int, str]:
    """Return what each is called: two of one name, unit and number are told apart by one of ours."""
    several = {about for about, n in Counter(map(_about, people)).items() if n > 1}
    return {one.id: f"{one.name}（{one.id}）" if _about(one) in several else one.name for one in people}


def _about(person: Participant) -> tuple[str, ...]:
    return tuple(fold(said) for said in (person.name, person.unit, person.roster_no or ""))


def _safe(name: str) -> str:
    """Return a name as every system's files can have it."""
    return "".join("_" if c in _UNSAFE or ord(c) < 32 else c for c in name).strip(". ")


def _record(sat: Sat, names: Mapping[int, str]) -> bytes:
    rows = []
    for one in sat.people:
        form = form_of(sat.run, one.id)
        number = drawing.paper_number(sat.run["paper"], sat.run["seed"], form)
        handed = _time(sat.handed[one.id]) if one.id in sat.handed else ""
        rows.append((names[one.id], one.unit, one.roster_no or "", number, str(sum(_is_given(sat, one))), handed))
    return _csv("考场记录", ("姓名", "单位", "编号", "卷号", "答了几题", "交卷时间"), rows)


def _changes(sat: Sat, names: Mapping[int, str]) -> bytes:
    ids = [one["id"] for one in sat.run["questions"]]
    rows = [
        (
            names[one.person],
            ids[one.q],
            _time(one.at),
            "" if one.choice is None else json.dumps(exported(one.choice), ensure_ascii=False),
            "是" if one.late else "",
        )
        for one in sat.changes
        if one.person in names
    ]
    return _csv("作答经过", ("姓名", "题目编号", "时间", "改成", "是否晚到"), rows)


def _csv(title: str, head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> bytes:
    return as_csv(SheetTable(title, tuple(ColumnHead(one, 20) for one in head), tuple(rows)))


def _time(at: int) -> str:
    return f"{_local(at):%Y-%m-%d %H:%M:%S}"


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000).astimezone()
