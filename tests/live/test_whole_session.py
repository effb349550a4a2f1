"""A whole session: twenty questions, eight phones, two votes of each, all that happens meanwhile; then the export."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.hall_hands import downloaded, press, run_of, set_up, table, to_results
from tests.live.conftest import PhoneStart
from tests.live.hall_process import KEY, HallProcess, hall_process
from tests.live.test_host_page import DESK, counted, order_of
from tests.live.test_phone import saved, sign_in, where

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("李明", "王芳", "赵强", "吕红霞", "陈刚", "周静", "孙伟", "郑洁")
QUESTIONS, HANDS = 20, 8
ROUNDS = {1: "手机", 2: "讨论后手机"}
"""What the export calls each vote."""


class Session:
    """The host, the phones, and what was entered: how many chose which option by question and vote."""

    def __init__(self, server: HallProcess, host: Page, phones: list[Page]) -> None:
        self.server, self.host, self.phones = server, host, phones
        self.types = order_of(host)
        self.entered: dict[tuple[int, int], Counter[str]] = {}
        self._drawn = random.Random(7)

    def vote(self, at: int, round_: int) -> None:
        """Let everybody answer; some change their mind, one is asleep, once the power fails."""
        place = f"第 {at + 1} / {QUESTIONS} 题" + ("，讨论后再答一次" if round_ == 2 else "")
        self.entered[at, round_] = Counter()
        for n, page in enumerate(self.phones):
            where(page, place)
            asleep = n == at % HANDS
            if (at, round_, n) == (10, 1, 4):
                self.server.kill()
            page.context.set_offline(asleep)
            if n == (at + 3) % HANDS and self.types[at] != "multiple":
                self._choose(page, at)  # and then another
            self.entered[at, round_].update(self._choose(page, at))
        if (at, round_) == (10, 1):
            self.server.start()
        self.phones[at % HANDS].context.set_offline(False)
        for page in self.phones:
            saved(page)
        if (at, round_) in ((5, 1), (12, 2)):
            self.host.reload()
        counted(self.host, f"已答 {HANDS} / ")

    def _choose(self, page: Page, at: int) -> list[str]:
        """Choose on a phone; returns the options' words."""
        options = page.locator(".mz-option")
        many = self._drawn.randint(1, 3) if self.types[at] == "multiple" else 1
        chosen = self._drawn.sample(range(options.count()), many)
        for n in chosen:
            options.nth(n).locator("input").check()
        return [plain(options.nth(n).locator("span").last.inner_text()) for n in chosen]


def plain(words: str) -> str:
    """Return an option's words as a table has them."""
    return "".join(words.split())


def by_option(rows: list[dict[str, str]], at: int, column: str) -> Counter[str]:
    own = [row for row in rows if row["题号"] == str(at + 1) and row["选项"] != "全对"]
    return Counter({plain(row["选项内容"]): int(row[column] or 0) for row in own if int(row[column] or 0)})


def test_what_is_exported_is_what_was_entered(real_site: Path, phone: PhoneStart, tmp_path: Path) -> None:
    with hall_process(real_site, tmp_path) as server:
        host = phone(f"{server.address}/hall/index.html#host={KEY}", **DESK)
        set_up(host, "bank", "party-secretary", count=QUESTIONS)
        address = f"{server.address}/h/{host.locator('.mz-hall__number').inner_text()}"
        phones = [phone(address) for _ in NAMES]
        for name, page in zip(NAMES, phones, strict=True):
            sign_in(page, name, unit="财务科")
        counted(host, f"签到 {HANDS}")
        host.get_by_role("button", name="开始答题").click()
        session = Session(server, host, phones)
        for at in range(QUESTIONS):
            session.vote(at, 1)
            press(host, "s")
            session.vote(at, 2)
            press(host, "r", " ", " ")
        to_results(host)
        assert len(run_of(host)["questions"]) == QUESTIONS
        rows = table(downloaded(host, "导出表格", tmp_path))
        everybody = table(downloaded(host, "导出每人的答案", tmp_path))
    found: dict[tuple[int, int], Any] = {
        (at, round_): by_option(rows, at, column) for at in range(QUESTIONS) for round_, column in ROUNDS.items()
    }
    assert found == session.entered
    assert Counter(row["姓名"] for row in everybody) == dict.fromkeys(NAMES, 2 * QUESTIONS)
    assert {row["是否晚到"] for row in everybody} == {""}
