"""The board of halls: the organiser opens, ends and wipes them, whichever process serves them, and exports all."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mingze.live import registry
from mingze.live.serve import open_engine
from tests.live.conftest import Clock, Play
from tests.live.exam_site import sit, write_papers
from tests.live.hall_server import ASK, BOARD, KEY, RUN, Got, Host, Server, alone, make_site, running


async def ask(server: Server, method: str, what: str = "", body: object = None, key: str = BOARD) -> Got:
    return await server.ask(method, f"/api/board{what}", body, x_mingze_board=key)


async def opened(server: Server, *names: str) -> list[Host]:
    """Open halls as the organiser does; each is its trainer's by the link."""
    got = await ask(server, "POST", "/open", {"names": list(names)})
    assert got.status == 200, got.body
    return [Host(server, one["code"], one["token"]) for one in got.json()["halls"]]


async def board(server: Server) -> dict[str, dict[str, Any]]:
    """Return the halls of the board by name."""
    return {one["name"]: one for one in (await ask(server, "GET")).json()["halls"]}


async def begin(host: Host, **run: Any) -> Got:
    return await host.ask("POST", "begin", {"run": {**RUN, **run}, "shown": {**ASK, "view": "wait", "open": False}})


def test_halls_are_opened_by_name_and_begun_by_their_trainers(play: Play, clock: Clock) -> None:
    async def scene(server: Server) -> None:
        first, second = await opened(server, "石家庄", " 唐\n山 ")
        phone = await first.phone()
        state = await phone.state()
        assert (state["view"], state["title"], state["total"]) == ("wait", "石家庄", 0)
        lines = await board(server)
        assert set(lines) == {"石家庄", "唐 山"}
        assert (lines["石家庄"]["joined"], lines["石家庄"]["total"], lines["石家庄"]["heard"]) == (1, 0, None)
        assert (await first.ask("GET", "host")).json()["name"] == "石家庄"
        assert (await begin(first, id="r1")).json() == {"code": first.code, "n": 0}
        assert (await begin(first, id="r1")).status == 200, "asked again, it is the same"
        assert (await begin(first, id="r2")).json()["begun"]
        await first.show()
        assert (await phone.answer([1])).status == 200
        await first.counts()
        line = (await board(server))["石家庄"]
        assert (line["answered"], line["present"], line["total"], line["title"]) == (1, 1, 3, "一场")
        assert line["heard"]
        assert (await server.ask("POST", "/api/open", {"run": RUN, "shown": ASK}, x_mingze_host=KEY)).status == 200
        assert len((await ask(server, "GET")).json()["halls"]) == 3
        assert second.code != first.code

    play(scene, board_key=BOARD)


def test_a_trainer_who_lost_the_link_gets_another_and_both_host(play: Play) -> None:
    async def scene(server: Server) -> None:
        (host,) = await opened(server, "石家庄")
        await begin(host)
        id_ = (await board(server))["石家庄"]["id"]
        token = (await ask(server, "POST", "/link", {"hall": id_})).json()["token"]
        other = Host(server, host.code, token)
        assert (await other.show()).status == 200
        assert (await host.ask("GET", "host")).json()["n"] == 1

    play(scene, board_key=BOARD)


def test_what_the_organiser_ends_and_wipes_is_over_for_phones_and_certified(play: Play) -> None:
    async def scene(server: Server) -> None:
        (host,) = await opened(server, "石家庄")
        await begin(host)
        await host.show()
        phones = [await host.phone(n, f"学员{n}") for n in range(3)]
        for phone in phones:
            await phone.answer([1])
        id_ = (await board(server))["石家庄"]["id"]
        assert (await ask(server, "GET", f"/certificate?hall={id_}")).status == 404
        assert (await ask(server, "POST", "/close", {"hall": id_})).status == 200
        assert (await phones[0].state())["view"] == "over"
        assert (await host.show()).json()["over"]
        assert (await ask(server, "POST", "/wipe", {"hall": id_})).status == 200
        assert (await phones[0].ask("GET", "s")).status == 404
        told = (await ask(server, "GET", f"/certificate?hall={id_}")).json()
        assert (told["name"], told["code"], told["kept"]) == ("石家庄", host.code, [[0, 1, 3]])
        gone = told["gone"]
        assert (gone["people"], gone["answers"], gone["why"]) == (3, 3, "organiser")
        line = (await board(server))["石家庄"]
        assert (line["joined"], bool(line["wiped"])) == (3, True), "how many they were stays"
        for what in ("/close", "/wipe", "/link"):
            assert (await ask(server, "POST", what, {"hall": "none"})).status == 404

    play(scene, board_key=BOARD)


def test_only_the_organiser_sees_the_board(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_SLOWLY", 0.0)  # who guesses waits: test_live_app

    async def scene(server: Server) -> None:
        (host,) = await opened(server, "石家庄")
        for key in ("", "guess", KEY, host.token):
            for method, what in (("GET", ""), ("GET", "/results"), ("GET", "/people"), ("GET", "/sessions")):
                assert (await ask(server, method, what, key=key)).status == 403, (key, what)
            for what in ("/open", "/close", "/wipe", "/link"):
                assert (await ask(server, "POST", what, {"names": ["甲"], "hall": ""}, key=key)).status == 403
        assert (await ask(server, "POST", "/open", {"names": []})).status == 400
        assert (await ask(server, "POST", "/open", {"names": ["甲", "\u200b"]})).status == 400
        assert (await ask(server, "POST", "/open", {"names": ["甲"] * 201})).status == 400
        assert (await ask(server, "GET", "/nothing")).status == 404

    play(scene, board_key=BOARD)


def test_without_a_key_there_is_no_board(play: Play) -> None:
    async def scene(server: Server) -> None:
        assert (await ask(server, "GET", key="")).status == 403
        assert (await server.ask("GET", "/board")).status == 404

    play(scene)


def test_all_sessions_are_exported_as_files_and_all_people_as_lines(play: Play) -> None:
    async def scene(server: Server) -> None:
        first, second, waiting = await opened(server, "=石家庄", "唐/山", "还没开")
        for host in (first, second):
            await begin(host, id=host.code)
            await host.show()
            await host.phone(1, f"学员{host.code}")
        await waiting.phone(1, "早到的")
        got = await ask(server, "GET", "/sessions")
        with zipfile.ZipFile(io.BytesIO(got.body)) as archive:
            files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
        assert set(files) == {f"=石家庄-{first.code}.json", f"唐-山-{second.code}.json"}
        file = files[f"唐-山-{second.code}.json"]
        assert (file["format"], file["run"]["id"], len(file["actions"])) == ("mingze-hall/1", second.code, 1)
        people = (await ask(server, "GET", "/people")).json()
        assert [row[1:3] for row in people][-1] == ["还没开", "早到的"]
        assert len(people) == 3
        results = (await ask(server, "GET", "/results")).json()
        assert {one["name"] for one in results["sessions"]} == {"=石家庄", "唐/山"}
        assert results["keys"] == {"one": [1]}, "what is withheld is on no server"

    play(scene, board_key=BOARD)


def test_names_go_by_themselves_after_thirty_days_and_the_certificate_says_so(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(server: Server) -> None:
        (host,) = await opened(server, "石家庄")
        await host.phone()
        halls = server._app._halls
        now = registry.now_ms()
        monkeypatch.setattr(registry, "now_ms", lambda: now + 29 * 86_400_000)
        assert await halls.wipe_overdue() == []
        monkeypatch.setattr(registry, "now_ms", lambda: now + 30 * 86_400_000 + 1_000)
        (id_,) = await halls.wipe_overdue()
        told = (await ask(server, "GET", f"/certificate?hall={id_}")).json()
        assert (told["gone"]["why"], told["gone"]["people"]) == ("overdue", 1)
        assert (await host.ask("GET", "host")).status == 404

    play(scene, board_key=BOARD)


def test_a_hall_goes_to_the_process_that_was_asked_last_and_the_other_lets_go_of_it(
    tmp_path: Any, database: str
) -> None:
    site = make_site(tmp_path / "site")

    async def whole() -> None:
        async with (
            running(site, open_engine(database), board_key=BOARD) as one,
            running(site, open_engine(database), board_key=BOARD) as other,
        ):
            host = await one.open()
            phone = await host.phone()
            assert (await phone.answer([1], seq=1)).status == 200
            # the other process is asked: it takes the hall over and goes on
            host.server = phone.server = other
            assert (await phone.answer([2], seq=2)).status == 200
            await host.show(view="reveal", open=False)
            # the first wakes up: what it has is out of date, and it stores nothing by it
            phone.server = host.server = one
            again = await phone.answer([0], seq=3)
            assert (again.status, again.headers["retry-after"]) == (503, "1")
            late = await phone.answer([0], seq=3)
            assert (late.status, late.json()["closed"]) == (409, True)
            assert (await phone.state())["view"] == "reveal"
            assert (await host.ask("GET", "host")).json()["n"] == 1
            # the other looks by itself, and has let go of it
            await other._app._halls.look()
            assert other._app._halls.all() == []
            # what the board ends anywhere is over everywhere
            lines = (await ask(other, "GET")).json()["halls"]
            await ask(other, "POST", "/close", {"hall": lines[0]["id"]})
            await one._app._halls.look()
            assert (await phone.state())["view"] == "over"

    alone(whole())


def test_an_examination_is_on_the_board_and_ends_by_its_proctor_alone(play: Play, tmp_path: Path) -> None:
    async def scene(server: Server) -> None:
        write_papers(tmp_path / "site")
        exam = await sit(server)
        phone = await exam.phone()
        (assigned,) = await opened(server, "石家庄")
        (line,) = [one for one in (await ask(server, "GET")).json()["halls"] if one["code"] == exam.code]
        assert (line["title"], line["shown"]["view"]) == ("结业考试", "wait")
        await exam.do("begin")
        assert (await phone.answer([1])).status == 200
        await exam.watch()
        (line,) = [one for one in (await ask(server, "GET")).json()["halls"] if one["code"] == exam.code]
        assert (line["shown"]["view"], line["answered"], line["present"]) == ("exam", 1, 1)
        for what in ("/close", "/wipe"):
            assert (await ask(server, "POST", what, {"hall": line["id"]})).status == 409, what
        # a key that is told in another hall would help here
        assert (await begin(assigned)).status == 409
        assert (await ask(server, "GET", "/results")).status == 409
        await exam.do("end")
        assert (await ask(server, "GET", "/results")).json()["sessions"] == []
        assert (await ask(server, "POST", "/wipe", {"hall": line["id"]})).status == 200

    play(scene, board_key=BOARD)
