"""Of an examination every change is in the log, once however often it was sent; what counts is the highest of each."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingze.live import exam_ledger, ledger
from mingze.live.ledger import SentAnswer
from mingze.live.serve import open_engine

CHOICES: list[Any] = [[0], [1], [0, 2], True, ["八", None], {"text": "写了", "points": []}, None]
SENT = st.lists(
    st.tuples(
        st.integers(1, 2),
        st.builds(
            SentAnswer,
            q=st.integers(0, 1),
            round=st.just(1),
            seq=st.integers(1, 4),
            choice=st.sampled_from(CHOICES),
            late=st.booleans(),
        ),
    ),
    max_size=25,
)


def test_the_log_has_every_change_and_the_answer_is_the_highest(database: str) -> None:
    engine = open_engine(database)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
    @given(sent=SENT)
    def holds(sent: list[tuple[int, SentAnswer]]) -> None:
        with engine.transaction() as tx:
            hall = ledger.open_hall(tx, "1", {"questions": []}, {}, "hash", at=1)
            highest: dict[tuple[int, int], SentAnswer] = {}
            for at, (person, one) in enumerate(sent):
                exam_ledger.put(tx, hall, person, one, at)
                before = highest.get((person, one.q))
                if not one.late and (before is None or before.seq < one.seq):
                    highest[person, one.q] = one
            changes = exam_ledger.changes(tx, hall)
            assert [change.at for change in changes] == sorted(change.at for change in changes)
            known = [(c.person, c.q, c.seq, ledger.packed(c.choice), c.late) for c in changes]
            assert sorted(known) == sorted({(p, o.q, o.seq, ledger.packed(o.choice), o.late) for p, o in sent})
            found = exam_ledger.answers(tx, hall)
            assert {(p, q): choice for p, by in found.items() for q, choice in by.items()} == {
                place: one.choice for place, one in highest.items()
            }
            counted = exam_ledger.answered(tx, hall)
            for person in (1, 2):
                wanted = sum(one.choice is not None for (p, _), one in highest.items() if p == person)
                assert counted.get(person, 0) == wanted
            ledger.close_hall(tx, hall, 2)

    holds()
    engine.close()


def test_who_handed_in_did_so_when_they_did_first(database: str) -> None:
    engine = open_engine(database)
    with engine.transaction() as tx:
        hall = ledger.open_hall(tx, "1", {"questions": [], "kind": "exam"}, {}, "hash", at=1)
        assert [exam_ledger.hand_in(tx, hall, person, at) for person, at in ((1, 5), (2, 6), (1, 9))] == [5, 6, 5]
        assert exam_ledger.handed(tx, hall) == {1: 5, 2: 6}
        assert exam_ledger.open_exams(tx) == ["1"]
        (kept,) = exam_ledger.exams(tx)
        exam_ledger.act(tx, kept, ledger.HostAction(0, 1, {"do": "return", "person": 1}, {}), 10)
        assert exam_ledger.handed(tx, hall) == {2: 6}
        (kept,) = exam_ledger.exams(tx)
        exam_ledger.act(tx, kept, ledger.HostAction(1, 1, {"do": "end"}, {}), 11)
        assert exam_ledger.open_exams(tx) == []
    engine.close()
