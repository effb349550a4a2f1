"""What may happen to a hall, and what is promised then: the table of docs/decisions/030-live-hall.md, in short."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mingze.live import registry
from mingze.live.engine import NotStored
from mingze.live.ledger import SentAnswer
from mingze.live.receipts import Receipts
from tests.live.conftest import Clock, Play
from tests.live.hall_server import ASK, Host, Phone, Server


def queue(server: Server) -> Any:
    return server._app._queue


async def offered(phone: Phone, seq: int, choice: object, receipt: str) -> int:
    body = {"q": 0, "round": 1, "seq": seq, "choice": choice, "receipt": receipt}
    return (await phone.ask("POST", "a", body)).status


async def forgotten(server: Server, host: Host) -> None:
    """Take what was answered and who joined out of the database, as a standby that lagged would lack it."""
    for table in ("answer", "person"):
        await queue(server).run(lambda tx, table=table: tx.run(f"delete from {table}"))


def test_after_a_failover_that_lost_answers_phones_offer_them_again_and_each_counts_once(
    play: Play, clock: Clock
) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone, other = await host.phone(1, "李明"), await host.phone(2, "王芳")
        receipt = (await phone.answer([2])).json()["receipt"]
        await host.show(at=1)
        clock.now += 60
        before = (await phone.state())["epoch"]
        await forgotten(server, host)
        server._app._halls.begin_anew()
        assert (await phone.ask("GET", "me")).status == 401, "nothing in memory is trusted"
        assert (await phone.state())["epoch"] != before
        for one, name in ((other, "王芳"), (phone, "李明")):  # in another order: numbers of persons are others
            await server.ask("POST", f"/api/{host.code}/join", {"key": one.key, "name": name})
        assert await offered(phone, 1, [1], receipt) == 409, "not this answer"
        assert await offered(other, 1, [2], receipt) == 409, "not this phone"
        assert await offered(phone, 1, [2], "0" * 32) == 409
        for _ in range(2):
            assert await offered(phone, 1, [2], receipt) == 200
        counts = await host.counts()
        assert (counts["choices"], counts["final"]) == ([[[2], 1]], False), "others may still offer theirs"
        server._app._halls.anew_at -= registry._OFFERED
        assert (await host.counts())["final"]

    play(scene)


def test_a_database_that_was_connected_to_anew_is_asked_anew(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        work = queue(server)
        epoch = (await phone.state())["epoch"]
        work._engine.connections += 1
        gone = [asyncio.create_task(phone.answer([1], seq=n)) for n in (1, 2)]
        assert {(await one).status for one in gone} <= {200, 503}
        assert (await phone.state())["epoch"] != epoch
        again = await phone.answer([1], seq=3)
        assert again.json()["saved"] == 3

    play(scene)


def test_what_cannot_be_stored_is_not_acknowledged_and_host_and_phones_hear_why(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        engine = queue(server)._engine
        real = engine.transaction
        for is_full, word in ((True, "full"), (False, "away")):

            def broken(is_full: bool = is_full) -> Any:
                raise NotStored("no", is_full=is_full)

            monkeypatch.setattr(engine, "transaction", broken)
            refused = await phone.answer([1])
            assert (refused.status, refused.json()["unstored"]) == (503, word)
            assert refused.headers["retry-after"] == "2"
            assert queue(server).trouble == word
            monkeypatch.setattr(engine, "transaction", real)
        assert (await host.counts())["answered"] == 0
        assert (await host.counts())["short"] == ""
        engine.is_short = True
        assert (await host.counts())["short"] == "low"
        engine.is_short = False
        assert (await phone.answer([1])).status == 200

    play(scene)


def test_the_time_of_day_may_jump_and_deadlines_do_not(
    play: Play, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(server: Server) -> None:
        host = await server.open({**ASK, "left": 10_000})
        first, second = await host.phone(1), await host.phone(2)
        real = registry.now_ms
        for jump in (-86_400_000, 86_400_000):
            monkeypatch.setattr(registry, "now_ms", lambda jump=jump: real() + jump)
            monkeypatch.setattr("mingze.live.phone_desk.now_ms", lambda jump=jump: real() + jump)
            assert (await host.counts())["left"] == 10_000
            assert (await first.answer([1], seq=1 + (jump > 0))).status == 200
        clock.now += 12.1
        assert (await second.answer([1])).status == 409

    play(scene)


def test_a_clock_that_goes_on_in_sleep_tells_that_the_computer_slept(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(server: Server) -> None:
        host = await server.open({**ASK, "left": 60_000})
        phone = await host.phone()
        real, slept = registry._slept_with, 0.0
        monkeypatch.setattr(registry, "_slept_with", lambda: real() + slept)
        ticked = asyncio.create_task(registry.ticking(server._app._halls))
        version = await phone.state()
        slept = 3_600.0
        heard = await phone.ask("GET", f"s?v={version['v']}&epoch={version['epoch']}")
        ticked.cancel()
        assert heard.headers["x-mingze-left"] == "-1"
        assert (await host.counts())["slept"]
        assert (await phone.answer([1])).status == 200

    play(scene)


def test_receipts_of_one_server_are_worth_nothing_elsewhere() -> None:
    sent = SentAnswer(3, 1, 7, [0, 2])
    receipt = Receipts("key of this province").sign("hall", "phone", sent)
    assert Receipts("key of this province").holds(receipt, "hall", "phone", sent)
    assert not Receipts("another").holds(receipt, "hall", "phone", sent)
    assert not Receipts("key of this province").holds(receipt, "other", "phone", sent)
    assert not Receipts("key of this province").holds("", "hall", "phone", sent)
