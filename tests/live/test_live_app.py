"""Phones and hosts over the application: what is shown, what counts, who may ask."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mingze.live import phone_desk, registry
from tests.live.conftest import Clock, Play
from tests.live.hall_server import ASK, RUN, Server


def test_what_is_saved_is_there_after_a_new_start_and_counted_once(play: Play) -> None:
    known: dict[str, Any] = {}

    async def before(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        assert (await phone.answer([2], seq=1)).json()["saved"] == 1
        assert (await phone.answer([1], seq=2)).json()["saved"] == 2
        assert (await phone.answer([1], seq=2)).json()["saved"] == 2
        # what was on its way longer comes last, and changes nothing
        assert (await phone.answer([2], seq=1)).json().items() >= {"saved": 2, "choice": [1]}.items()
        known.update(host=host, phone=phone)

    async def after(server: Server) -> None:
        host, phone = known["host"], known["phone"]
        host.server = phone.server = server
        counts = await host.counts()
        assert (counts["choices"], counts["joined"], counts["answered"]) == ([[[1], 1]], 1, 1)
        me = (await phone.ask("GET", "me")).json()
        assert me["answers"] == [{"q": 0, "round": 1, "seq": 2, "choice": [1]}]
        assert (await phone.answer([0], seq=3)).json()["saved"] == 3

    play(before)
    play(after)


def test_answers_count_until_the_close_and_two_seconds_after_it(play: Play, clock: Clock) -> None:
    async def scene(server: Server) -> None:
        host = await server.open({**ASK, "left": 10_000})
        first, second, third = [await host.phone(n) for n in (1, 2, 3)]
        clock.now += 11.9
        assert (await first.answer([0])).status == 200
        assert not (await host.counts())["final"]
        clock.now += 0.2
        assert (await host.counts())["final"]
        late = await second.answer([1])
        assert (late.status, late.json()["closed"]) == (409, True)
        assert (await first.answer([1], seq=2)).status == 409
        assert (await host.counts())["choices"] == [[[0], 1]]
        # the second round is another vote; the first is over for good
        await host.show(view="votes", round=2)
        assert (await second.answer([1], round_=2)).status == 200
        assert (await third.answer([1])).status == 409
        assert (await third.answer([1], q=1)).json() == {"error": "还没有到这一题", "closed": True}
        await host.show(view="reveal", round=2, open=False)
        clock.now += 1.9
        assert (await third.answer([2], round_=2)).status == 200
        clock.now += 0.2
        assert (await third.answer([0], seq=2, round_=2)).status == 409
        counts = await host.counts(round_=2)
        assert (counts["choices"], counts["final"]) == ([[[1], 1], [[2], 1]], True)
        everything = (await host.ask("GET", "answers")).json()["answers"]
        assert [row[5] for row in everything].count(True) == 4

    play(scene)


def test_phones_see_the_key_only_when_it_is_revealed_and_of_withheld_banks_never(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        shown = await phone.state()
        assert (shown["question"]["stem"], shown["order"], shown["open"]) == ("哪一个？", [2, 0, 1], True)
        assert "answer" not in shown
        await host.show(view="reveal", open=False)
        assert (await phone.state())["answer"]["key"] == [1]
        await host.show(at=2, view="reveal", open=False)
        assert (await phone.state())["answer"] is None

    play(scene)


def test_a_phone_waits_for_news_and_hears_it_at_once(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        now = await phone.state()
        waiting = asyncio.create_task(phone.ask("GET", f"s?v={now['v']}&epoch={now['epoch']}"))
        stranger = asyncio.create_task(phone.ask("GET", f"s?v={now['v']}&epoch=other"))
        assert (await stranger).json()["v"] == now["v"]
        assert not waiting.done()
        await host.show(view="reveal", open=False)
        assert (await waiting).json()["view"] == "reveal"
        monkeypatch.setattr(phone_desk, "WAIT", 0.01)
        newer = await phone.state()
        assert (await phone.ask("GET", f"s?v={newer['v']}&epoch={newer['epoch']}")).status == 204

    play(scene)


def test_of_two_hosts_the_second_hears_what_it_missed(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        pin = (await host.ask("POST", "pair")).json()["pin"]
        elsewhere = await server.open()
        claim = f"/api/{host.code}/claim"
        assert (await server.ask("POST", f"/api/{elsewhere.code}/claim", {"pin": pin})).status == 403
        claimed = (await server.ask("POST", claim, {"pin": pin})).json()
        assert claimed["code"] == host.code
        assert (await server.ask("POST", claim, {"pin": pin})).status == 403, "spent"
        await host.show(at=1)
        other = await server.ask(
            "POST",
            f"/api/{host.code}/do",
            {"n": 0, "action": {"do": "round", "q": 0, "n": 2}, "shown": ASK},
            x_mingze_host=claimed["token"],
        )
        assert other.status == 409
        assert other.json()["missed"] == [{"do": "go", "at": 0, "view": "ask"}]
        assert (await host.ask("GET", "host")).json()["n"] == 1

    play(scene)


def test_only_the_host_hosts(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        for method, what in (("GET", "host"), ("GET", "counts?q=0&round=1"), ("GET", "people"), ("GET", "answers")):
            assert (await phone.ask(method, what)).status == 403, what
        for what in ("do", "pair", "close", "wipe", "person"):
            assert (await phone.ask("POST", what, {})).status == 403, what
        assert (await server.ask("POST", "/api/open", {"run": RUN, "shown": ASK}, x_mingze_host="guess")).status == 403

    play(scene)


def test_pages_of_other_sites_and_other_names_get_nothing(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        join = f"/api/{host.code}/join"
        body = {"key": "0" * 32, "name": "李明"}
        assert (await server.ask("GET", "/", host="evil.example")).status == 421
        assert (await server.ask("GET", "/", host="192.168.8.2.evil.example")).status == 421
        assert (await server.ask("GET", "/", host="hall.example.cn")).status == 200
        assert (await server.ask("GET", "/", host="localhost:8000")).status == 200
        assert (await server.ask("GET", "/", host="[::1]:8000")).status == 200
        assert (await server.ask("POST", join, body, origin="http://evil.example")).status == 403
        assert (await server.ask("POST", join, body, origin="null")).status == 403
        assert (await server.ask("POST", join, body, content_type="text/plain")).status == 415
        assert (await server.ask("POST", join, body, origin="http://192.168.8.2:8000")).status == 200

    play(scene, names=["hall.example.cn"])


def test_requests_are_bounded_and_names_are_one_short_line(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone(1, "  李\n明\u202e<b>" + "长" * 90)
        assert (await phone.ask("GET", "me")).json()["name"] == "李 明<b>" + "长" * 14
        assert (await phone.answer(["字" * 9_000])).status == 413
        assert (await phone.answer([1], seq=0)).status == 400
        assert (await phone.answer([1], q=-1)).status == 400
        assert (await phone.ask("POST", "a", b"[" * 5_000)).status == 400
        assert (await phone.ask("POST", "join", {"key": "short", "name": "x"})).status == 400
        assert (await phone.ask("POST", "join", {"key": phone.key, "name": "\u200b"})).status == 400
        phone.key = "f" * 32
        unknown = await phone.answer([1])
        assert (unknown.status, unknown.json()["join"]) == (401, True)

    play(scene)


def test_who_guesses_codes_waits_and_valid_phones_behind_the_same_address_do_not(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        waited: list[float] = []

        async def sleep(seconds: float) -> None:
            if seconds > 1:  # not the queue, which gathers what is to be committed
                waited.append(seconds)

        monkeypatch.setattr(asyncio, "sleep", sleep)
        wrong = "9999" if host.code != "9999" else "8888"
        for _ in range(20):
            assert (await server.ask("GET", f"/api/{wrong}/s")).status == 404
        assert waited == []
        assert (await server.ask("GET", f"/api/{wrong}/s")).status == 404
        assert waited == [registry._SLOWLY]
        await host.phone()
        assert waited == [registry._SLOWLY]
        monkeypatch.undo()

    play(scene)


def test_a_wiped_phone_comes_back_by_name_and_digits_and_guessing_them_ends(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        resume = (await phone.ask("GET", "me")).json()["resume"]
        await phone.answer([1])
        join = f"/api/{host.code}/join"
        back = await server.ask("POST", join, {"key": "e" * 32, "name": "李明", "resume": resume})
        assert back.json()["id"] == 1
        assert (await phone.answer([0], seq=2)).status == 401
        phone.key = "e" * 32
        assert (await phone.answer([0], seq=2)).status == 200
        wrong = "0000" if resume != "0000" else "1111"
        tried = [
            (await server.ask("POST", join, {"key": "d" * 32, "name": "李明", "resume": wrong})).status
            for _ in range(9)
        ]
        assert tried == [403] * 8 + [429]

    play(scene)


def test_a_hall_that_is_closed_takes_nothing_and_a_wiped_one_is_gone(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        assert (await server.ask("GET", "/h")).headers["location"] == f"/h/{host.code}"
        await phone.answer([1])
        assert (await host.ask("POST", "close")).status == 200
        assert (await phone.state())["view"] == "over"
        assert (await phone.answer([2], seq=2)).status == 409
        assert (await host.counts())["choices"] == [[[1], 1]]
        assert (await server.ask("GET", "/h")).status == 200
        assert (await host.ask("POST", "wipe")).status == 200
        assert (await phone.ask("GET", "s")).status == 404

    play(scene)


def test_names_go_after_thirty_days_and_what_is_over_leaves_the_memory(
    play: Play, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(server: Server) -> None:
        host, other = await server.open(), await server.open()
        phone = await host.phone()
        await phone.answer([1])
        await other.counts()
        halls = server._app._halls
        await host.ask("POST", "close")
        await halls.tidy()
        assert {hall.kept.code for hall in halls.all()} == {host.code, other.code}, "somebody may still look"
        clock.now += 60
        await halls.tidy()
        assert {hall.kept.code for hall in halls.all()} == {other.code}
        assert (await host.ask("GET", "people")).json()[0]["name"] == "李明"
        later = registry.now_ms() + 31 * 86_400_000
        monkeypatch.setattr(registry, "now_ms", lambda: later)
        clock.now += 60
        await halls.tidy()
        assert (await phone.ask("GET", "s")).status == 404

    play(scene)


def test_somebody_taken_out_no_longer_counts(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        phone = await host.phone()
        await phone.answer([1])
        assert (await host.ask("POST", "person", {"id": 1, "name": "李鸣"})).status == 200
        assert (await host.ask("GET", "people")).json()[0]["name"] == "李鸣"
        await host.ask("POST", "person", {"id": 1, "remove": True})
        counts = await host.counts()
        assert (counts["choices"], counts["joined"], counts["present"]) == ([], 0, 0)
        assert (await phone.answer([1], seq=2)).status == 401

    play(scene)


def test_a_computer_that_slept_stops_the_time_and_asks_the_host(play: Play, clock: Clock) -> None:
    async def scene(server: Server) -> None:
        host = await server.open({**ASK, "left": 20_000})
        phone = await host.phone()
        hall = await server._app._halls.find(host.code, None)  # type: ignore[arg-type]
        clock.now += 600
        hall.slept_through()
        got = await phone.ask("GET", "s")
        assert (got.headers["x-mingze-left"], got.json()["open"]) == ("-1", True)
        assert (await host.counts())["slept"]
        assert (await phone.answer([1])).status == 200
        await host.show(left=5_000)
        counts = await host.counts()
        assert (counts["slept"], counts["left"]) == (False, 5_000)

    play(scene)


def test_the_site_is_served_with_its_policy_and_nothing_beside_it(play: Play) -> None:
    async def scene(server: Server) -> None:
        page = await server.ask("GET", "/roles/", accept_encoding="gzip")
        assert (page.status, page.headers["content-encoding"]) == (200, "gzip")
        assert page.headers["content-security-policy"] == "default-src 'none'"
        again = await server.ask("GET", "/roles/", if_none_match=page.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert (await server.ask("HEAD", "/index.html")).body == b""
        assert (await server.ask("GET", "/roles")).headers["location"] == "/roles/"
        for path in ("/../hall.db", "/%2e%2e/hall.db", "/..%5chall.db", "/_headers", "/roles/%00", "/none"):
            assert (await server.ask("GET", path)).status == 404, path
        assert (await server.ask("POST", "/index.html", {})).status == 405

    play(scene)
