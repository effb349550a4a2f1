"""What is stored of halls and answers: each function is part of one transaction."""

from __future__ import annotations

import json
import secrets
from typing import Any

from msgspec import Struct

from mingze.live.engine import Transaction


class Fenced(Exception):
    """Another process has gone on with this hall: what is in memory here is out of date."""


class KeptHall(Struct, frozen=True):
    """A hall as it is stored."""

    id: str
    code: str
    v: int
    run: dict[str, Any]
    """The session at its beginning, as ``hall/run.js`` has it."""
    shown: dict[str, Any]
    """What phones are to show, as the host's page last said."""
    closed: int | None
    opened: int
    """Milliseconds since 1970, as all times here."""
    name: str = ""
    """What the organiser calls it; "" where its host opened it."""

    @property
    def is_begun(self) -> bool:
        """Whether its host has begun a session: until then it has no questions."""
        return bool(self.run["questions"])


class HostAction(Struct, frozen=True):
    """One step of the host."""

    n: int
    """Its number: the first is 0."""
    device: int
    action: dict[str, Any]
    """As ``hall/run.js`` takes it."""
    shown: dict[str, Any]
    """What phones show after it."""


class SentAnswer(Struct, frozen=True):
    """An answer as it arrived."""

    q: int
    round: int
    seq: int
    """Goes up with each change on the phone: of two answers the higher one is meant."""
    choice: Any
    """As the question's type has it, places in the bank and never letters; null where it was taken back."""
    late: bool = False


class Kept(Struct, frozen=True):
    """The answer that is kept of a person: it may be a later one than was just sent."""

    seq: int
    choice: Any


def packed(value: object) -> str:
    """Return JSON without spaces, the same for equal values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


# halls


def open_hall(
    tx: Transaction, code: str, run: dict[str, Any], shown: dict[str, Any], token_hash: str, *, at: int, name: str = ""
) -> str:
    """Begin a hall and return its id; raises an integrity error of the engine where the code is taken."""
    id_ = secrets.token_hex(8)
    tx.run(
        "insert into hall (id, code, name, v, owner, run, shown, opened) values (?, ?, ?, 1, '', ?, ?, ?)",
        *(id_, code, name, packed(run), packed(shown), at),
    )
    tx.run("insert into device (hall, id, token_hash) values (?, 1, ?)", id_, token_hash)
    return id_


def begin(tx: Transaction, hall: str, run: dict[str, Any], shown: dict[str, Any]) -> None:
    """Give a hall that the organiser opened the session of its host."""
    tx.run("update hall set run = ?, shown = ?, v = v + 1 where id = ?", packed(run), packed(shown), hall)


def take_over(tx: Transaction, hall: str, owner: str) -> None:
    """Make a process the one that serves a hall: what another still has of it is out of date."""
    tx.run("update hall set owner = ? where id = ? and owner <> ?", owner, hall, owner)


def check_owner(tx: Transaction, hall: str, owner: str) -> None:
    """Raise `Fenced` where another process has taken a hall over; looked at once a transaction."""
    if hall in tx.looked_at:
        return
    if not tx.rows("select 1 from hall where id = ? and owner = ?", hall, owner):
        raise Fenced
    tx.looked_at.add(hall)


def owned(tx: Transaction, owner: str) -> set[str]:
    """Return the halls that a process serves."""
    return {id_ for (id_,) in tx.rows("select id from hall where owner = ?", owner)}


def codes(tx: Transaction) -> set[str]:
    """Return the codes of open halls."""
    return {code for (code,) in tx.rows("select code from hall where closed is null")}


def find_hall(tx: Transaction, code: str) -> KeptHall | None:
    """Return the open hall of a code, else the one that was closed last."""
    found = tx.rows(
        "select id, code, v, run, shown, closed, opened, name from hall where code = ? and wiped is null "
        "order by case when closed is null then 0 else 1 end, opened desc limit 1",
        code,
    )
    return next(
        (KeptHall(id_, code, v, json.loads(run), json.loads(s), *rest) for id_, code, v, run, s, *rest in found), None
    )


def devices(tx: Transaction, hall: str) -> dict[str, int]:
    """Return the host's devices by the hash of their token."""
    return {token: id_ for id_, token in tx.rows("select id, token_hash from device where hall = ?", hall)}


def add_device(tx: Transaction, hall: str, token_hash: str) -> int:
    """Let another device host; returns its number."""
    ((most,),) = tx.rows("select max(id) from device where hall = ?", hall)
    tx.run("insert into device (hall, id, token_hash) values (?, ?, ?)", hall, most + 1, token_hash)
    return int(most) + 1


def heard(tx: Transaction, hall: str, at: int, present: int) -> None:
    """Note that the host's page asked, and how many phones were there."""
    tx.run("update hall set heard = ?, present = ? where id = ?", at, present, hall)


def close_hall(tx: Transaction, hall: str, at: int) -> None:
    """End a hall: its code is free again."""
    tx.run("update hall set closed = ?, v = v + 1 where id = ? and closed is null", at, hall)


# the host's actions


def act(tx: Transaction, hall: KeptHall, done: HostAction, at: int) -> None:
    """Append an action and what phones show after it. Raises `Fenced` where this is not the hall's next version."""
    if tx.run("update hall set v = v + 1, shown = ? where id = ? and v = ?", packed(done.shown), hall.id, hall.v) != 1:
        raise Fenced
    tx.run(
        "insert into action (hall, n, at, device, body) values (?, ?, ?, ?, ?)",
        *(hall.id, done.n, at, done.device, packed(done.action)),
    )


def actions(tx: Transaction, hall: str, since: int = 0) -> list[dict[str, Any]]:
    """Return the host's actions from a number on."""
    found = tx.rows("select body from action where hall = ? and n >= ? order by n", hall, since)
    return [json.loads(body) for (body,) in found]


def dated_actions(tx: Transaction, hall: str) -> list[tuple[int, int, dict[str, Any]]]:
    """Return time, device and action of all that the host did."""
    found = tx.rows("select at, device, body from action where hall = ? order by n", hall)
    return [(at, device, json.loads(body)) for at, device, body in found]


def action_count(tx: Transaction, hall: str) -> int:
    """Return how many actions there are: the number of the next one."""
    ((count,),) = tx.rows("select count(*) from action where hall = ?", hall)
    return int(count)


# answers


def put_answer(tx: Transaction, hall: str, person: int, sent: SentAnswer, at: int) -> Kept:
    """Keep an answer unless a later one is kept already; returns the one that is kept.

    A late one is kept beside the one that counts and never in its place.
    """
    where, choice = (hall, sent.q, sent.round, person, int(sent.late)), packed(sent.choice)
    changed = tx.run(
        "insert into answer (hall, q, round, person, late, seq, choice, at) values (?, ?, ?, ?, ?, ?, ?, ?) "
        "on conflict (hall, q, round, person, late) do update "
        "set seq = excluded.seq, choice = excluded.choice, at = excluded.at where excluded.seq > answer.seq",
        *(*where, sent.seq, choice, at),
    )
    if changed:
        return Kept(sent.seq, json.loads(choice))
    ((kept, text),) = tx.rows(
        "select seq, choice from answer where hall = ? and q = ? and round = ? and person = ? and late = ?", *where
    )
    return Kept(int(kept), json.loads(text))


def own_answers(tx: Transaction, hall: str, person: int) -> list[tuple[int, int, Kept]]:
    """Return question, round and answer of all that counts of a person."""
    found = tx.rows(
        "select q, round, seq, choice from answer where hall = ? and person = ? and late = 0 order by q, round",
        *(hall, person),
    )
    return [(q, round_, Kept(int(seq), json.loads(choice))) for q, round_, seq, choice in found]


COUNTED = "answer a join person p on p.hall = a.hall and p.id = a.person and p.removed is null and a.choice <> 'null'"
"""An answer that was taken back is null."""


def count_choices(tx: Transaction, hall: str, q: int, round_: int) -> list[tuple[Any, int]]:
    """Return each different answer with how many gave it, the most first."""
    found = tx.rows(
        f"select a.choice, count(*) from {COUNTED} where a.hall = ? and a.q = ? and a.round = ? and a.late = 0 "  # noqa: S608 - our own words
        "group by a.choice order by count(*) desc, a.choice",
        *(hall, q, round_),
    )
    return [(json.loads(choice), int(n)) for choice, n in found]


def count_answers(tx: Transaction, hall: str) -> list[tuple[int, int, int]]:
    """Return question, round and how many answered, of all that anybody answered."""
    found = tx.rows(
        f"select a.q, a.round, count(*) from {COUNTED} where a.hall = ? and a.late = 0 "  # noqa: S608 - our own words
        "group by a.q, a.round order by a.q, a.round",
        hall,
    )
    return [(q, round_, int(n)) for q, round_, n in found]


def all_answers(tx: Transaction, hall: str) -> list[tuple[int, int, int, Any, int, bool]]:
    """Return question, round, person, answer, time and lateness of everything that came."""
    found = tx.rows(
        f"select a.q, a.round, a.person, a.choice, a.at, a.late from {COUNTED} where a.hall = ? "  # noqa: S608 - our own words
        "order by a.q, a.round, a.person, a.late",
        hall,
    )
    return [(q, r, person, json.loads(choice), at, bool(late)) for q, r, person, choice, at, late in found]
