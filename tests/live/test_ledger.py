"""What is acknowledged is stored, the latest answer of each person, and nothing counts that came too late."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mingze.live import attendance, ledger, sign_in_log, sqlite_engine, wiping
from mingze.live.commit_queue import CommitQueue
from mingze.live.engine import Engine, NotStored, Transaction
from mingze.live.serve import open_engine
from mingze.live.sqlite_engine import SqliteEngine
from tests.live.conftest import DURABLE
from tests.live.hall_server import alone

RUN: dict[str, Any] = {"questions": [{"id": "q1"}, {"id": "q2"}], "log": []}


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database)
    yield engine
    engine.close()


def opened(engine: Engine, code: str = "4821") -> ledger.KeptHall:
    with engine.transaction() as tx:
        ledger.open_hall(tx, code, RUN, {"view": "wait"}, "hash", at=1)
        found = ledger.find_hall(tx, code)
    assert found
    return found


def joined(engine: Engine, hall: str, key: str, **given: Any) -> attendance.Participant:
    about = attendance.About(**{"name": "李 明", "unit": "财务科", **given})
    with engine.transaction() as tx:
        person = attendance.join(tx, hall, key, about, 5)
    assert person
    return person


class Answering(RuleBasedStateMachine):
    """People answer, change their minds, send the same again and out of order; the program is killed at any time."""

    database: ClassVar[str]

    @initialize()
    def begin(self) -> None:
        self.engine = open_engine(self.database)
        self.hall = opened(self.engine).id
        self.people = [joined(self.engine, self.hall, f"key{n}").id for n in range(3)]
        self.removed: set[int] = set()
        self.kept: dict[tuple[int, int, int, bool], tuple[int, Any]] = {}

    @rule(
        who=st.integers(0, 2),
        sent=st.builds(
            ledger.SentAnswer,
            q=st.integers(0, 1),
            round=st.integers(1, 2),
            seq=st.integers(1, 6),
            choice=st.sampled_from([[0], [1], [0, 2], True, ["八"], None]),
            late=st.booleans(),
        ),
    )
    def answer(self, who: int, sent: ledger.SentAnswer) -> None:
        with self.engine.transaction() as tx:
            kept = ledger.put_answer(tx, self.hall, self.people[who], sent, 9)
        place = (sent.q, sent.round, self.people[who], sent.late)
        if place not in self.kept or self.kept[place][0] < sent.seq:
            self.kept[place] = (sent.seq, sent.choice)
        assert (kept.seq, kept.choice) == self.kept[place]

    @rule(who=st.integers(0, 2), seq=st.integers(1, 6))
    def not_committed(self, who: int, seq: int) -> None:
        with contextlib.suppress(ZeroDivisionError), self.engine.transaction() as tx:
            ledger.put_answer(tx, self.hall, self.people[who], ledger.SentAnswer(0, 1, seq, [3]), 9)
            raise ZeroDivisionError

    @rule(who=st.integers(0, 2))
    def remove(self, who: int) -> None:
        with self.engine.transaction() as tx:
            attendance.remove(tx, self.hall, self.people[who], 10)
        self.removed.add(self.people[who])

    @rule()
    def killed(self) -> None:
        # a second connection reads what a new process would: what is committed
        other = open_engine(self.database)
        self.engine.close()
        self.engine = other

    @invariant()
    def counts_are_the_answers_that_count(self) -> None:
        if not hasattr(self, "engine"):
            return
        with self.engine.transaction() as tx:
            for q in (0, 1):
                for round_ in (1, 2):
                    wanted = Counter(
                        ledger.packed(choice)
                        for (one, r, person, late), (_, choice) in self.kept.items()
                        if (one, r, late) == (q, round_, False) and person not in self.removed and choice is not None
                    )
                    found = ledger.count_choices(tx, self.hall, q, round_)
                    assert {ledger.packed(choice): n for choice, n in found} == wanted

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            with self.engine.transaction() as tx:
                ledger.close_hall(tx, self.hall, 99)
            self.engine.close()


def test_what_is_kept_is_what_was_acknowledged_whatever_happens(database: str) -> None:
    machine = type("AnsweringThere", (Answering,), {"database": database})
    health = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    given = settings(max_examples=10, stateful_step_count=25, suppress_health_check=health)
    run_state_machine_as_test(machine, settings=given)


def test_a_phone_that_asks_twice_is_one_person_and_may_mend_its_name(engine: Engine) -> None:
    hall = opened(engine).id
    first = joined(engine, hall, "k")
    again = joined(engine, hall, "k", name="李明")
    other = joined(engine, hall, "other")
    assert (first.id, again.id, again.name, again.resume, other.id) == (1, 1, "李明", first.resume, 2)


def test_a_number_of_the_roster_belongs_to_one_phone(engine: Engine) -> None:
    hall = opened(engine).id
    joined(engine, hall, "k", roster_no="17")
    with engine.transaction() as tx:
        assert attendance.join(tx, hall, "thief", attendance.About("李 明", roster_no="17"), 6) is None
    assert joined(engine, hall, "k", roster_no="17").id == 1


def test_who_comes_back_by_name_and_digits_keeps_their_answers(engine: Engine) -> None:
    hall = opened(engine).id
    person = joined(engine, hall, "old")
    joined(engine, hall, "new", name="李")  # the emptied phone had joined again before its owner thought of the digits
    wrong = f"{(int(person.resume) + 1) % 10_000:04}"
    with engine.transaction() as tx:
        ledger.put_answer(tx, hall, person.id, ledger.SentAnswer(0, 1, 1, [2]), 9)
        assert attendance.come_back(tx, hall, "李 明", wrong, "new") is None
        back = attendance.come_back(tx, hall, "李 明", person.resume, "new")
        assert back
        assert back.id == person.id
        assert ledger.own_answers(tx, hall, back.id) == [(0, 1, ledger.Kept(1, [2]))]
        assert [one.id for one in attendance.participants(tx, hall)] == [person.id]


def test_a_process_that_lost_its_hall_adds_nothing_to_it(engine: Engine) -> None:
    hall = opened(engine)
    with engine.transaction() as tx:
        ledger.act(tx, hall, ledger.HostAction(0, 1, {"do": "go", "at": 0, "view": "ask"}, {"view": "ask"}), 2)
    with pytest.raises(ledger.Fenced), engine.transaction() as tx:
        ledger.act(tx, hall, ledger.HostAction(1, 1, {"do": "go", "at": 1, "view": "ask"}, {"view": "ask"}), 3)
    with engine.transaction() as tx:
        assert ledger.actions(tx, hall.id) == [{"do": "go", "at": 0, "view": "ask"}]


def test_a_code_is_free_again_once_its_hall_is_closed(engine: Engine) -> None:
    hall = opened(engine)
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        opened(engine)
    with engine.transaction() as tx:
        ledger.close_hall(tx, hall.id, 7)
        assert ledger.codes(tx) == set()
    assert opened(engine).id != hall.id


def test_names_go_and_counts_stay(engine: Engine) -> None:
    month = wiping.KEPT_DAYS * 86_400_000
    run = {"questions": [{"id": "q1", "type": "single"}, {"id": "q2", "type": "blank"}]}
    with engine.transaction() as tx:
        hall = ledger.open_hall(tx, "4821", run, {"view": "wait"}, "hash", at=1)
    people = [joined(engine, hall, f"k{n}", unit=unit).id for n, unit in enumerate(("财务科", "财务科", ""))]
    with engine.transaction() as tx:
        for person in people:
            ledger.put_answer(tx, hall, person, ledger.SentAnswer(0, 1, 1, [2]), 9)
        ledger.put_answer(tx, hall, people[0], ledger.SentAnswer(1, 1, 1, ["李明"]), 9)
        ledger.put_answer(tx, hall, people[1], ledger.SentAnswer(1, 1, 1, ["王芳"]), 9)
        attendance.set_roster(tx, hall, [attendance.RosterLine("1", "李明", "财务科")])
        sign_in_log.note(tx, hall, sign_in_log.SignInEntry(9, 1, 1, "mend", "李名", "李明"))
        attendance.remove(tx, hall, people[2], 10)
        assert (wiping.overdue(tx, month), wiping.overdue(tx, month + 1)) == ([], [hall])
        wiping.wipe(tx, hall, 20, "overdue")
        wiping.wipe(tx, hall, 30, "host")
        assert wiping.overdue(tx, 2 * month) == []
        assert wiping.deletion(tx, hall) == wiping.Deletion(20, "overdue", 3, 1, 1, 5, 0, 1)
        assert wiping.kept_counts(tx, hall) == [(0, 1, 2), (1, 1, 2)]
        kept = tx.rows("select q, choice, n from kept_count order by q")
        assert kept == [(0, "[2]", 2), (1, "null", 2)], "what was typed may hold a name"
        for table in ("person", "roster", "answer", "answer_log", "sign_in_log"):
            assert tx.rows(f"select count(*) from {table}") == [(0,)], table


def test_nothing_of_a_wiped_name_is_left_in_the_files(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "live.db", reserve=0)
    hall = opened(engine).id
    for n in range(200):
        joined(engine, hall, f"key{n}", name=f"诸葛孔明{n}")

    def found() -> bool:
        return any("诸葛孔明".encode() in path.read_bytes() for path in tmp_path.iterdir())

    assert found()
    with engine.transaction() as tx:
        wiping.wipe(tx, hall, 20, "host")
    engine.scrub()
    assert not found()
    engine.close()
    assert not found()


def test_the_disk_has_what_is_committed_and_room_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in DURABLE.items():
        monkeypatch.setattr(sqlite_engine, name, value)
    engine = SqliteEngine(tmp_path / "live.db")
    with engine.transaction() as tx:
        assert tx.rows("pragma synchronous") == [(2,)], "full"
    assert (tmp_path / "live.db.reserve").stat().st_size == 16 * 1024 * 1024
    engine.close()


def test_a_process_that_lost_a_hall_stores_nothing_more(engine: Engine) -> None:
    hall = opened(engine).id
    with engine.transaction() as tx:
        ledger.take_over(tx, hall, "one")
        ledger.check_owner(tx, hall, "one")
        ledger.take_over(tx, hall, "other")
        assert (ledger.owned(tx, "one"), ledger.owned(tx, "other")) == (set(), {hall})
    with pytest.raises(ledger.Fenced), engine.transaction() as tx:
        ledger.check_owner(tx, hall, "one")


def test_work_that_fails_takes_nobody_with_it_and_a_full_disk_acknowledges_nothing(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "live.db", reserve=1024)
    hall = opened(engine).id
    person = joined(engine, hall, "k").id

    def answer(q: int) -> Any:
        return lambda tx: ledger.put_answer(tx, hall, person, ledger.SentAnswer(q, 1, 1, ["字" * 2000]), 9)

    def faulty(tx: Transaction) -> None:
        tx.run("insert into answer (hall) values (1)")

    async def session() -> list[Any]:
        queue = CommitQueue(engine)
        queue.start()
        held = await asyncio.gather(
            queue.run(answer(0)), queue.run(faulty), queue.run(answer(1)), return_exceptions=True
        )
        ((pages,),) = await queue.run(lambda tx: tx.rows("pragma page_count"))
        await queue.run(lambda tx: tx.rows(f"pragma max_page_count = {pages}"))
        full = await asyncio.gather(*(queue.run(answer(q)) for q in range(2, 9)), return_exceptions=True)
        told = queue.trouble
        await queue.run(lambda tx: tx.rows("pragma max_page_count = 100000"))
        again = await queue.run(answer(2))
        reserve = tmp_path / "live.db.reserve"
        after = [queue.trouble, reserve.exists()]
        await queue.recover()
        after += [queue.trouble, reserve.exists()]
        await queue.stop()
        return [*held, full, told, again, after]

    first, refused, second, full, told, again, after = alone(session())
    assert (first.seq, type(refused), second.seq) == (1, sqlite3.IntegrityError, 1)
    assert {type(one) for one in full} == {NotStored}
    assert {one.is_full for one in full} == {True}
    assert told == "full"
    assert again.seq == 1
    assert after == ["low", False, "", True], "given up, and set aside again once there is room"
