"""Sign-in by roster: tables as offices have them, names by pinyin, who came and who did not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from mingze.live.attendance import RosterLine, expected
from mingze.live.name_sounds import SURNAMES, sounds
from mingze.roster.roster_file import RosterRefused, read_roster
from tests.browser.hall_hands import downloaded, press, set_up, table, to_results
from tests.live.conftest import Local, PhoneStart, Play
from tests.live.hall_server import KEY, Server
from tests.live.test_host_page import DESK, counted, remembered, way_in
from tests.live.test_phone import where

if TYPE_CHECKING:
    from playwright.sync_api import Page

PEOPLE = "单位,姓名,编号\n财务科,李明,17\n财务科,吕红霞,18\n安监科,王芳,21\n"


def xlsx(*rows: tuple[str | int | None, ...]) -> bytes:
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        PEOPLE.encode(),
        PEOPLE.encode("utf-8-sig").replace(b"\n", b"\r\n"),
        PEOPLE.encode("gb18030"),
        PEOPLE.replace(",", "\t").encode(),
        PEOPLE.replace(",", "，").encode(),
        xlsx(
            ("签到表",),
            ("单位", "姓 名", "编号"),
            ("财务科", "李明", 17),
            ("财务科", "吕红霞", 18),
            (),
            ("安监科", "王芳", 21),
        ),
    ],
    ids=["csv", "excel-csv", "gbk", "tabs", "wide-commas", "xlsx"],
)
def test_tables_as_offices_have_them_are_read(data: bytes) -> None:
    assert expected(read_roster("名单", data)) == [
        RosterLine("17", "李明", "财务科"),
        RosterLine("18", "吕红霞", "财务科"),
        RosterLine("21", "王芳", "安监科"),
    ]


def test_people_without_numbers_get_those_of_their_lines() -> None:
    assert expected(read_roster("a.csv", "姓名\n李明\n李明\n".encode())) == [
        RosterLine("1", "李明", ""),
        RosterLine("2", "李明", ""),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("李明,财务科\n".encode(), ["没有找到“姓名”一列", "第一行"]),
        (
            "姓名,单位,编号\n,财务科,1\n王芳,安监科,2\n李明,安监科,2\n".encode(),
            ["a.csv:2", "没有写姓名", "编号 2 有两个人"],
        ),
        ("姓名\n".encode(), ["名单是空的"]),
        (b"\xff\xfe\x00", ["读不出文字"]),
        (b"PK\x03\x04broken", [".xlsx"]),
        (xlsx(("姓名", "单位"), (None, "财务科")), ["Sheet 第 2 行", "没有写姓名"]),
    ],
)
def test_what_is_no_roster_says_where_and_how_to_mend_it(data: bytes, words: list[str]) -> None:
    with pytest.raises(RosterRefused) as refused:
        read_roster("a.csv", data)
    for word in words:
        assert word in str(refused.value)


def test_names_are_typed_by_their_pinyin() -> None:
    assert sounds("吕红霞") == ("lvhongxia", "lhx")
    assert sounds("欧阳 明") == ("ouyangming", "oym")
    assert sounds("曾国强") == ("zengguoqiang cengguoqiang", "zgq cgq")
    assert sounds("单红") == ("shanhong danhong", "sh dh")
    assert sounds("尉迟恭")[0] == "yuchigong"
    assert sounds("任建新") == ("renjianxin", "rjx")
    for surname, reading in SURNAMES.items():
        assert sounds(f"{surname}明")[0].startswith(reading + "ming"), surname


def test_a_roster_says_who_came_and_who_did_not(play: Play) -> None:
    async def scene(server: Server) -> None:
        host = await server.open()
        expected = f"/api/{host.code}/expected"
        broken = await server.ask("POST", expected, b"x", x_mingze_host=host.token, content_type="text/csv")
        assert "姓名" in broken.json()["error"]
        got = await server.ask("POST", expected, PEOPLE.encode(), x_mingze_host=host.token, content_type="text/csv")
        assert got.json() == {"expected": 3}
        phone = await host.phone(9, "外来的")
        assert (await phone.state())["roster"] is True
        assert (await phone.ask("GET", "roster")).json() == ["安监科", "财务科"]
        unit = "%E8%B4%A2%E5%8A%A1%E7%A7%91"
        join = f"/api/{host.code}/join"
        assert (await server.ask("POST", join, {"key": "a" * 32, "no": "17", "name": "别人"})).json()["name"] == "李明"
        assert (await server.ask("POST", join, {"key": "b" * 32, "no": "17"})).json()["taken"]
        assert (await server.ask("POST", join, {"key": "b" * 32, "no": "99"})).status == 400
        assert (await phone.ask("GET", f"roster?unit={unit}")).json() == [
            ["17", "李明", "liming", "lm", True],
            ["18", "吕红霞", "lvhongxia", "lhx", False],
        ]
        assert (await host.ask("POST", "sign", {"no": "21"})).status == 200
        assert (await host.ask("POST", "sign", {"no": "21"})).status == 409
        assert (await host.ask("GET", "attendance")).json() == [
            {"unit": "财务科", "expected": 2, "missing": [["18", "吕红霞"]]},
            {"unit": "安监科", "expected": 1, "missing": []},
        ]
        assert (await phone.ask("GET", "attendance")).status == 403
        server._app._halls._halls.clear()  # as after a kill
        assert (await host.ask("GET", "attendance")).json()[1]["missing"] == []

    play(scene)


def host_people(local: Local, host: Page) -> Any:
    (link,) = remembered(host, "hall/live/")
    return local.ask("GET", f"/api/{link['code']}/people", X_Mingze_Host=link["token"])


def check_exports(host: Page, folder: Path) -> None:
    """The sheet says who is missing, the log who did what."""
    sheet = host.locator(".mz-hall__phones-result table", has_text="应到")
    sheet.wait_for()
    assert "签到 3 人，答过题的 0 人" in host.locator(".mz-hall__phones-result").inner_text()
    rows = {row.split("\t")[0]: row.split("\t")[1:] for row in sheet.inner_text().splitlines() if "\t" in row}
    assert rows["财务科"] == ["2", "1", "1", "李明"]
    assert rows["合计"][:3] == ["3", "2", "1"]
    log = table(downloaded(host, "导出操作记录", folder))
    told = [(one["谁"], one["做了什么"], one["原来"], one["改成"]) for one in log]
    assert ("主持设备 1", "读入签到名单", "\t0", "\t3") in told
    assert ("主持设备 1", "代签", "", "王芳　安监科　21") in told
    assert ("主持设备 1", "更正签到", "'=李名", "李明") in told
    assert any(did == "第 1 题，揭晓" for _, did, _, _ in told)
    assert all(one["时间"] for one in log)


def test_a_phone_signs_in_by_two_letters_and_corrections_are_exported_with_who_when_and_what(
    local: Local, phone: PhoneStart, tmp_path: Path
) -> None:
    host: Page = phone(f"{local.address}/hall/index.html#host={KEY}", **DESK)
    set_up(host, "bank", "basics", count=0, hands=False)
    address = way_in(host, local)
    host.get_by_role("button", name="签到名单", exact=True).click()
    host.locator(".mz-hall__over input[type=file]").set_input_files(
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    )
    host.locator(".mz-hall__key", has_text="应到 3　实到 0　未到 3").wait_for()
    page = phone(address)
    page.locator("[name=roster_unit]").select_option("财务科")
    page.locator(".mz-live__name").nth(1).wait_for()
    page.locator("[name=roster_name]").fill("lh")
    assert page.locator(".mz-live__name").all_inner_texts() == ["吕红霞"]
    page.locator("[name=roster_name]").press("Enter")
    where(page, "请等主持人开始")
    assert "吕红霞　财务科" in page.locator("[data-part=me]").inner_text()
    counted(host, "签到 1")
    host.get_by_role("button", name="签到名单", exact=True).click()
    host.locator(".mz-hall__key", has_text="应到 3　实到 1　未到 2").wait_for()
    # her phone forgot everything: the name is taken, the digits bring her back
    (me,) = [one for one in host_people(local, host) if one["name"] == "吕红霞"]
    again = phone(address)
    again.locator("[name=roster_unit]").select_option("财务科")
    again.locator("[name=roster_name]").fill("lh")
    again.locator(".mz-live__name", has_text="已签到").click()
    assert again.locator("[name=name]").input_value() == "吕红霞"
    again.keyboard.type(me["resume"])
    again.keyboard.press("Enter")
    where(again, "请等主持人开始")
    assert "吕红霞　财务科" in again.locator("[data-part=me]").inner_text()
    other = phone(address)
    other.get_by_role("button", name="名单上没有我").click()
    other.locator("[name=name]").fill("=李名")
    other.get_by_role("button", name="签到").click()
    where(other, "请等主持人开始")
    counted(host, "签到 2")
    # the host signs for one and corrects another
    host.locator("details", has_text="安监科").locator("summary").click()
    host.locator("li", has_text="王芳").get_by_role("button", name="代签").click()
    host.locator(".mz-hall__key", has_text="实到 2").wait_for()
    counted(host, "签到 3")
    host.get_by_role("button", name="谁在场").click()
    host.locator("li", has_text="=李名").get_by_role("button", name="更正").click()
    host.locator(".mz-hall__people input").first.fill("李明")
    host.get_by_role("button", name="改好").click()
    host.locator(".mz-hall__people", has_text="李明").wait_for()
    host.get_by_role("button", name="开始答题").click()
    press(host, "r")
    to_results(host)
    check_exports(host, tmp_path)
