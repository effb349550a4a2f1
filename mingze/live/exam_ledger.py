"""What is stored of examinations: each function is part of one transaction."""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct

from mingze.live import ledger
from mingze.live.engine import Transaction
from mingze.live.exam_paper import EXAM
from mingze.live.ledger import HostAction, Kept, KeptHall, SentAnswer, packed


class Change(Struct, frozen=True):
    """One change of one answer, as it came."""

    person: int
    q: int
    seq: int
    choice: Any
    at: int
    """Milliseconds since 1970."""
    late: bool


def put(tx: Transaction, hall: str, person: int, sent: SentAnswer, at: int) -> Kept:
    """Keep an answer as `ledger.put_answer` does, and that it came: once, however often it is sent."""
    row = (hall, person, sent.q, sent.round, sent.seq, packed(sent.choice))
    known = tx.rows(
        "select 1 from answer_log where hall = ? and person = ? and q = ? and round = ? and seq = ? and choice = ? "
        "and late = ?",
        *(*row, int(sent.late)),
    )
    if not known:
        tx.run(
            "insert into answer_log (hall, person, q, round, seq, choice, at, late) values (?, ?, ?, ?, ?, ?, ?, ?)",
            *(*row, at, int(sent.late)),
        )
    return ledger.put_answer(tx, hall, person, sent, at)


def hand_in(tx: Transaction, hall: str, person: int, at: int) -> int:
    """Note that somebody handed in; returns when they did first."""
    tx.run(
        "insert into handed (hall, person, at) values (?, ?, ?) on conflict (hall, person) do nothing",
        *(hall, person, at),
    )
    ((first,),) = tx.rows("select at from handed where hall = ? and person = ?", hall, person)
    return int(first)


def handed(tx: Transaction, hall: str) -> dict[int, int]:
    """Return by person when they handed in."""
    return {person: int(at) for person, at in tx.rows("select person, at from handed where hall = ?", hall)}


def act(tx: Transaction, hall: KeptHall, done: HostAction, at: int) -> None:
    """Append an action of the host and what follows from it. Raises `ledger.Fenced`."""
    ledger.act(tx, hall, done, at)
    if done.action["do"] == "return":
        tx.run("delete from handed where hall = ? and person = ?", hall.id, done.action["person"])
    if done.action["do"] == "end":
        ledger.close_hall(tx, hall.id, at)


def answered(tx: Transaction, hall: str) -> dict[int, int]:
    """Return by person how many questions have an answer that counts."""
    found = tx.rows(
        "select person, count(*) from answer where hall = ? and late = 0 and choice <> 'null' group by person", hall
    )
    return {person: int(n) for person, n in found}


def changes(tx: Transaction, hall: str) -> list[Change]:
    """Return every change of every answer, in the order of their times."""
    found = tx.rows(
        "select person, q, seq, choice, at, late from answer_log where hall = ? order by at, person, q, seq", hall
    )
    return [Change(p, q, int(seq), json.loads(text), int(at), bool(late)) for p, q, seq, text, at, late in found]


def answers(tx: Transaction, hall: str) -> dict[int, dict[int, Any]]:
    """Return by person and question the answer that counts."""
    found: dict[int, dict[int, Any]] = {}
    for person, q, text in tx.rows("select person, q, choice from answer where hall = ? and late = 0", hall):
        found.setdefault(person, {})[q] = json.loads(text)
    return found


def exams(tx: Transaction) -> list[KeptHall]:
    """Return the examinations whose names are not wiped, the latest first."""
    found = tx.rows(
        "select id, code, v, run, shown, closed, opened, name from hall where wiped is null order by opened desc, id"
    )
    halls = (KeptHall(id_, code, v, json.loads(run), json.loads(s), *rest) for id_, code, v, run, s, *rest in found)
    return [hall for hall in halls if hall.run.get("kind") == EXAM]


def open_exams(tx: Transaction) -> list[str]:
    """Return the codes of the examinations that the host has not ended."""
    found = tx.rows("select code, run from hall where closed is null")
    return [code for code, run in found if json.loads(run).get("kind") == EXAM]
