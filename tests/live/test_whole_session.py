"""A whole session: four phones, two votes, a reload, a phone that slept, a new start; then the export."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.browser.hall_hands import downloaded, press, set_up, table, to_results
from tests.live.conftest import Local, PhoneStart
from tests.live.hall_server import KEY
from tests.live.test_host_page import DESK, counted, order_of, way_in
from tests.live.test_phone import choose, saved, sign_in, where

NAMES = ("李明", "王芳", "赵强", "吕红霞")
CHOICES = {"single": ("0", "1"), "judge": ("true", "false")}


def test_what_is_exported_is_what_was_entered(local: Local, phone: PhoneStart, tmp_path: Path) -> None:
    host = phone(f"{local.address}/hall/index.html#host={KEY}", **DESK)
    set_up(host, "bank", "basics", count=0, hands=False)
    address = way_in(host, local)
    phones = {name: phone(address) for name in NAMES}
    for name, page in phones.items():
        sign_in(page, name, unit="财务科")
    counted(host, "签到 4")
    host.get_by_role("button", name="开始答题").click()
    drawn = random.Random(7)
    entered: dict[tuple[int, int], Counter[str]] = {}
    types = order_of(host)

    def vote(at: int, round_: int) -> None:
        for page in phones.values():
            where(page, f"第 {at + 1} / 7 题" + ("，讨论后再答一次" if round_ == 2 else ""))
            value = drawn.choice(CHOICES[types[at]])
            if page is phones["赵强"]:  # asleep, then back
                page.context.set_offline(True)
                choose(page, value)
                page.context.set_offline(False)
            else:
                choose(page, value)
            entered.setdefault((at, round_), Counter())[value] += 1
        if (at, round_) == (types.index("judge"), 1):
            local.stop()
            local.start()
        for page in phones.values():
            saved(page)
        counted(host, "已答 4")

    for at, type_ in enumerate(types):
        if type_ in CHOICES:
            vote(at, 1)
            if type_ == "single":
                host.reload()
                counted(host, "已答 4")
            press(host, "s")
            vote(at, 2)
        press(host, "r", " ", " ")
    to_results(host)
    rows = table(downloaded(host, "导出表格", tmp_path))
    for (at, round_), wanted in entered.items():
        column = "手机" if round_ == 1 else "讨论后手机"
        own = [row for row in rows if row["题号"] == str(at + 1)]
        assert [int(row[column] or 0) for row in by_bank(own)] == [wanted[value] for value in CHOICES[types[at]]]
    everybody = table(downloaded(host, "导出每人的答案", tmp_path))
    assert Counter(row["姓名"] for row in everybody) == dict.fromkeys(NAMES, 4)
    assert {row["是否晚到"] for row in everybody} == {""}


def by_bank(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows of a question in the order of the bank: what is right stands first in this site's."""
    return sorted(rows, key=lambda row: row["是否正确"] != "是")
