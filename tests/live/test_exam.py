"""An examination over the application: what counts, how long, what is kept and what leaves the server."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from mingze.cli import main
from mingze.drawing import paper_number
from mingze.live import exam_desk, exam_hall, registry
from tests.live.conftest import Clock, Play
from tests.live.exam_site import PAPER, Proctor, sit, write_papers
from tests.live.hall_server import ASK, KEY, RUN, Phone, Server


@pytest.fixture
def exam(play: Play, tmp_path: Path) -> Play:
    """Play a scene where there are papers."""
    write_papers(tmp_path / "site")
    return play


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that only a test moves; the time of day is its own."""
    clock = Clock()
    real = exam_hall.ExamHall
    monkeypatch.setattr(registry, "ExamHall", lambda *given, **more: real(*given, **{**more, "clock": clock}))
    return clock


async def left(phone: Phone) -> tuple[int, bool]:
    """Return the seconds left for a phone and whether it handed in, as it is told."""
    got = await phone.ask("GET", "s")
    return round(int(got.headers["x-mingze-left"]) / 1000), got.headers["x-mingze-handed"] == "1"


def test_a_paper_is_what_print_and_pages_draw_and_comes_only_once_it_has_begun(exam: Play) -> None:
    async def scene(server: Server) -> None:
        listed = (await server.ask("GET", "/api/papers", x_mingze_host=KEY)).json()["papers"]
        assert [(one["id"], one["questions"], one["marks"]) for one in listed] == [("closed", 1, 5), ("mock", 2, 10)]
        host = await sit(server, forms=["A", "B"])
        first, second = await host.phone(1), await host.phone(2, "王芳")
        assert (await first.state())["view"] == "wait"
        assert (await first.ask("GET", "paper")).status == 409
        assert (await first.answer([1])).status == 409
        await host.do("begin")
        assert (await first.state())["view"] == "exam"
        papers = [(await phone.ask("GET", "paper")).json() for phone in (first, second)]
        assert [one["number"] for one in papers] == [paper_number("mock", "2026", form) for form in "AB"]
        assert [sorted(one["ids"][0]) for one in papers] == [["one", "two"]] * 2
        assert papers[0]["places"] == papers[0]["ids"][0] == papers[1]["places"], "answers name questions alike"
        assert papers[0]["questions"]["one"]["stem"] == "哪一个？"

    exam(scene)


def test_time_is_everybodys_own_and_answers_count_two_seconds_longer(exam: Play, clock: Clock) -> None:
    async def scene(server: Server) -> None:
        host = await sit(server, minutes=10)
        first, second = await host.phone(1), await host.phone(2, "王芳")
        await host.do("begin")
        assert await left(first) == (600, False)
        assert (await host.do("extend", minutes=5, person=2)).status == 200
        assert (await left(first), await left(second)) == ((600, False), (900, False))
        clock.now += 601.9
        assert (await first.answer([1])).json()["saved"] == 1
        clock.now += 0.2
        late = await first.answer([2], seq=2)
        assert (late.status, late.json()["closed"]) == (409, True)
        assert (await second.answer([0])).status == 200
        assert (await host.watch())["phase"] == "run"
        # more time for all: what came too late may be sent again
        await host.do("extend", minutes=10)
        assert await left(first) == (598, False)
        assert (await first.answer([2], seq=2)).json()["saved"] == 2
        clock.now += 900
        seen = await host.watch()
        assert (seen["phase"], seen["settled"], seen["ended"]) == ("over", True, False)
        assert [(one["answered"], one["extra"]) for one in seen["people"]] == [(1, 0), (1, 5)]

    exam(scene)


def test_who_handed_in_changes_nothing_until_the_host_gives_the_paper_back(exam: Play, clock: Clock) -> None:
    async def scene(server: Server) -> None:
        host = await sit(server)
        phone = await host.phone()
        assert (await phone.ask("POST", "hand", {})).status == 409
        await host.do("begin")
        await phone.answer([1])
        handed = await phone.ask("POST", "hand", {})
        assert (await phone.ask("POST", "hand", {})).json() == handed.json(), "asked twice, it is once"
        assert (await phone.answer([0], seq=2)).status == 409
        assert await left(phone) == (1800, True)
        assert (await host.watch())["people"][0]["handed"] == handed.json()["handed"]
        assert (await host.do("return", person=1)).status == 200
        assert await left(phone) == (1800, False)
        assert (await phone.answer([0], seq=2)).json()["saved"] == 2

    exam(scene)


@pytest.mark.usefixtures("clock")
def test_a_kill_loses_nothing_and_time_goes_on(exam: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, Any] = {}
    now = registry.now_ms()
    for module in (registry, exam_desk):
        monkeypatch.setattr(module, "now_ms", lambda: now)

    async def before(server: Server) -> None:
        host = await sit(server, minutes=20)
        phone, other = await host.phone(1), await host.phone(2, "王芳")
        await host.do("begin")
        await host.do("extend", minutes=30, person=1)
        await phone.answer([1])
        await phone.answer([2], seq=2)
        await phone.answer([0], q=1)
        await other.ask("POST", "hand", {})
        known.update(host=host, phone=phone, other=other)

    async def after(server: Server) -> None:
        host, phone, other = known["host"], known["phone"], known["other"]
        host.server = phone.server = other.server = server
        assert (await left(phone))[0] == 2400
        assert (await left(other))[1]
        me = (await phone.ask("GET", "me")).json()
        assert [(one["q"], one["seq"], one["choice"]) for one in me["answers"]] == [(0, 2, [2]), (1, 1, [0])]
        assert (me["form"], me["handed"]) == ("A", False)
        seen = await host.watch()
        assert (seen["n"], [one["answered"] for one in seen["people"]]) == (2, [2, 0])

    exam(before)
    monkeypatch.setattr(registry, "now_ms", lambda: now + 600_000)  # it was away for ten minutes
    exam(after)


def test_the_files_are_what_was_answered_last_and_the_record_every_change(exam: Play, clock: Clock) -> None:
    async def scene(server: Server) -> None:
        host = await sit(server, forms=["A", "B"])
        people = [await host.phone(n, name) for n, name in enumerate(("李明", "王芳", "李 明", "=缺席"), 1)]
        await host.do("begin")
        await people[0].answer([2])
        await people[0].answer([1, 0], seq=2)
        await people[0].answer([1, 0], seq=2)
        await people[0].answer({"text": " 写了 ", "points": []}, q=1)
        await people[1].ask("POST", "hand", {})
        await people[2].answer(["季度", " "])
        assert (await host.ask("GET", "files")).status == 409
        await host.do("end")
        assert (await people[1].state())["view"] == "over"
        clock.now += 1.9
        assert (await host.ask("GET", "files")).status == 409, "something may be on its way"
        assert (await people[2].answer([True], seq=9)).status == 400
        assert (await people[2].answer(False, seq=3, q=1)).status == 200
        clock.now += 0.2
        files = await host.files()
        sat = {name: json.loads(data) for name, data in files.items() if name.endswith(".json")}
        assert list(sat) == ["001-李明（1）.json", "002-王芳.json", "003-李 明（3）.json"]
        first, second, third = sat.values()
        assert {name: first[name] for name in ("format", "site", "paper", "seed", "form", "who")} == {
            "format": "mingze-answers/1",
            "site": "small",
            "paper": "mock",
            "seed": "2026",
            "form": "A",
            "who": "李明（1）",
        }
        ids = list(first["answers"])
        assert first["answers"] == {ids[0]: "AB", ids[1]: {"text": " 写了 ", "points": []}}
        assert (second["form"], second["answers"]) == ("B", dict.fromkeys(ids))
        assert third["answers"] == {ids[0]: ["季度", None], ids[1]: False}
        record = list(csv.reader(io.StringIO(files["考场记录.csv"].decode("utf-8-sig"))))
        assert [(row[0], row[4].strip(), bool(row[5])) for row in record[1:]] == [
            ("李明（1）", "2", False),
            ("王芳", "0", True),
            ("李 明（3）", "2", False),
            ("'=缺席", "0", False),
        ]
        changes = list(csv.reader(io.StringIO(files["作答经过.csv"].decode("utf-8-sig"))))
        assert [(row[0], row[1], row[3]) for row in changes[1:] if row[0] == "李明（1）"] == [
            ("李明（1）", ids[0], '"C"'),
            ("李明（1）", ids[0], '"AB"'),
            ("李明（1）", ids[1], '{"text": " 写了 ", "points": []}'),
        ]

    exam(scene)


def test_no_key_leaves_the_server_before_the_end(exam: Play, tmp_path: Path, clock: Clock) -> None:
    site = tmp_path / "site"
    path = site / "assets" / "answers" / "basics.js"  # whatever tells a key says so in this test
    path.write_text(path.read_text("utf-8").replace('"words"', '"KEY"'), "utf-8")
    asked = ["/", "/roles/", "/hall/", "/papers/mock/", "/assets/answers/basics.js", "/assets/questions/basics.js"]

    async def seen(host: Proctor, phone: Phone, server: Server) -> list[bytes]:
        got = [await server.ask("GET", path) for path in asked]
        got += [await phone.ask("GET", what) for what in ("s", "me", "paper", "roster", "answers", "files", "watch")]
        got += [await phone.ask("POST", "a", {"q": 0, "round": 1, "seq": 1, "choice": [1]})]
        for what in ("host", "counts?q=0&round=1", "people", "answers", "attendance", "watch", "files", "paper"):
            got.append(await host.ask("GET", what))
        got += [await server.ask("GET", path, x_mingze_host=KEY) for path in ("/api/papers", "/h", "/exam")]
        assert all("content-encoding" not in one.headers for one in got), "bytes as they are"
        return [one.body for one in got]

    async def scene(server: Server) -> None:
        host = await sit(server)
        phone = await host.phone()
        assert (await server.ask("GET", asked[4])).status == 200, "before the beginning it is the site as always"
        await host.do("begin")
        assert not [body for body in await seen(host, phone, server) if b"KEY" in body]
        assert (await server.ask("GET", "/")).status == 403
        session = await server.ask("POST", "/api/open", {"run": RUN, "shown": ASK}, x_mingze_host=KEY)
        assert session.status == 409, "a session would reveal it"
        await host.do("end")
        assert (await server.ask("GET", asked[4])).status == 200

    exam(scene)


def test_a_paper_that_only_says_it_keeps_its_answers_back_closes_the_site_too(exam: Play, tmp_path: Path) -> None:
    async def scene(server: Server) -> None:
        write_papers(tmp_path / "site", {**PAPER, "withheld": True})
        host = await sit(server)
        await host.do("begin")
        assert (await server.ask("GET", "/assets/answers/basics.js")).status == 403

    exam(scene)


def test_where_the_bank_keeps_its_answers_back_the_site_stays_open(exam: Play) -> None:
    async def scene(server: Server) -> None:
        host = await sit(server, paper="closed")
        await host.do("begin")
        assert (await server.ask("GET", "/")).status == 200

    exam(scene)


def test_a_site_that_is_closed_is_closed_after_a_new_start(exam: Play) -> None:
    async def before(server: Server) -> None:
        await (await sit(server)).do("begin")

    async def after(server: Server) -> None:
        assert (await server.ask("GET", "/assets/answers/basics.js")).status == 403

    exam(before)
    exam(after)


def test_a_shared_server_sits_only_papers_whose_keys_nobody_can_read(exam: Play) -> None:
    async def scene(server: Server) -> None:
        body = {"paper": "mock", "seed": "2026", "forms": ["A"], "minutes": 30}
        assert (await server.ask("POST", "/api/exam", body, x_mingze_host=KEY)).status == 409
        await sit(server, paper="closed")

    exam(scene, is_shared=True)


def test_only_the_host_opens_and_runs_it_and_nobody_does_it_twice(exam: Play) -> None:
    async def scene(server: Server) -> None:
        body = {"paper": "mock", "seed": "2026", "forms": ["A"], "minutes": 30}
        assert (await server.ask("POST", "/api/exam", body, x_mingze_host="guess")).status == 403
        for wrong in ({"paper": "none"}, {"seed": "不行"}, {"forms": ["AB"]}, {"minutes": 0}, {"paper": "../x"}):
            got = await server.ask("POST", "/api/exam", {**body, **wrong}, x_mingze_host=KEY)
            assert got.status == 400, wrong
        host = await sit(server)
        phone = await host.phone()
        for method, what in (("GET", "watch"), ("GET", "files"), ("POST", "do")):
            assert (await phone.ask(method, what, {} if method == "POST" else None)).status == 403, what
        assert (await host.do("extend", minutes=5)).status == 409, "not begun"
        assert (await host.do("begin")).status == 200
        assert (await host.do("begin")).status == 409
        assert (await host.do("extend", minutes=5, person=9)).status == 404
        assert (await host.do("extend")).status == 400
        assert (await host.do("return")).status == 400
        host.n -= 1
        other = await host.do("end")
        assert (other.status, other.json()["n"]) == (409, 1)
        host.n = 1
        assert (await host.do("end")).status == 200
        assert (await host.do("extend", minutes=5)).status == 409

    exam(scene)


def test_an_examination_may_end_before_it_begins(exam: Play) -> None:
    async def scene(server: Server) -> None:
        host = await sit(server)
        await host.do("end")
        assert (await host.watch())["phase"] == "over"
        assert "考场记录.csv" in await host.files()

    exam(scene)


def test_the_command_writes_the_answers_of_what_is_over(
    exam: Play, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first(server: Server) -> None:
        host = await sit(server)
        phone = await host.phone()
        await host.do("begin")
        await phone.answer([1])
        assert await asyncio.to_thread(main, [*command, "--answers", str(tmp_path / "早了")]) == 1
        assert "还没有考完" in capsys.readouterr().err
        await host.do("end")

    command = ["live", "--database", database]
    monkeypatch.chdir(tmp_path)
    exam(first)
    with monkeypatch.context() as patch:
        patch.setattr(
            "mingze.live.exam_command.now_ms", lambda: registry.now_ms() + 3_000
        )  # what was on its way has come
        assert main([*command, "--answers", str(tmp_path / "答卷")]) == 0
        said = capsys.readouterr().out
        assert "1 份答卷" in said
        (folder,) = (tmp_path / "答卷").iterdir()
        assert f"mingze score {folder}" in said
        assert sorted(path.name for path in folder.iterdir()) == ["001-李明.json", "作答经过.csv", "考场记录.csv"]
        assert main([*command, "--answers", str(tmp_path / "答卷")]) == 1
        assert "已经有了" in capsys.readouterr().err
        assert main([*command, "--answers", str(tmp_path / "又"), "--code", "1"]) == 1
        assert "没有 1 这一场" in capsys.readouterr().err
        assert main([*command, "--answers", str(tmp_path / "site" / "answers")]) == 2
        assert "用 --answers 指明" in capsys.readouterr().err
