"""A whole session: eight phones, two votes of each question, all that happens meanwhile; then the export."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.hall_hands import downloaded, press, run_of, set_up, table, to_results
from tests.live.conftest import PhoneStart
from tests.live.hall_process import KEY, HallProcess, hall_process
from tests.live.plain_phone import PlainPhone
from tests.live.test_host_page import DESK, counted, order_of
from tests.live.test_phone import saved, sign_in, tap, where

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("李明", "王芳", "赵强", "吕红霞", "陈刚", "周静", "孙伟", "郑洁")
HANDS = 8
SHORT, LONG = 3, 20
"""How many questions."""
WITH_PAGES = (4,)
"""Who has the phone's page before them: who changes their mind, answers while the server is gone, and sleeps over a
vote. The others' phones say to the server what it would, over the same network. In the long walk everybody has the
page."""
ROUNDS = {1: "手机", 2: "讨论后手机"}
"""What the export calls each vote."""
OPTIONS = "all => all.map(one => [one.querySelector('input').value, one.querySelector('span:last-of-type').innerText])"


class PagePhone:
    """A phone with its page."""

    def __init__(self, page: Page, questions: int) -> None:
        self.page, self.questions = page, questions

    def sees(self, at: int, round_: int) -> None:
        of = self.questions
        where(self.page, f"第 {at + 1} / {of} 题" + ("，讨论后再答一次" if round_ == 2 else ""))

    def options(self) -> list[list[str]]:
        """Return the options as they stand there: what each is to the bank, and its words."""
        found: list[list[str]] = self.page.locator(".mz-option").evaluate_all(OPTIONS)
        return found

    def choose(self, values: list[str]) -> None:
        for value in values:
            tap(self.page.locator(f".mz-option input[value='{value}']:enabled"))

    def sleep(self, asleep: bool) -> None:
        self.page.context.set_offline(asleep)

    def saved(self) -> None:
        saved(self.page)


class PagelessPhone:
    """A phone of which nobody looks at the page."""

    def __init__(self, phone: PlainPhone) -> None:
        self._phone = phone
        self._place = (0, 0)

    def sees(self, at: int, round_: int) -> None:
        self._phone.sees(at=at, round=round_, open=True)
        self._place = (at, round_)

    def choose(self, values: list[str]) -> None:
        judged = values[0] in ("true", "false")
        self._phone.put(*self._place, values[0] == "true" if judged else sorted(map(int, values)))

    def sleep(self, asleep: bool) -> None:
        self._phone.is_offline = asleep

    def saved(self) -> None:
        self._phone.saved()


class Session:
    """The host, the phones, and what was entered: how many chose which option by question and vote."""

    def __init__(self, server: HallProcess, host: Page, phones: list[PagePhone | PagelessPhone]) -> None:
        self.server, self.host, self.phones = server, host, phones
        self.types = order_of(host)
        self.entered: dict[tuple[int, int], Counter[str]] = {}
        self._drawn = random.Random(7)
        half = len(self.types) // 2
        self._killed, self._reloaded = (half, 1), ((half // 2, 1), (half + 1, 2))

    def vote(self, at: int, round_: int) -> None:
        """Let everybody answer; some change their mind, one is asleep, once the power fails."""
        entered = self.entered[at, round_] = Counter()
        votes = len(self.entered) - 1
        asleep, undecided = votes % HANDS, (votes + 3) % HANDS
        for phone in self.phones:
            phone.sees(at, round_)
        first = next(phone for phone in self.phones if isinstance(phone, PagePhone))
        words = {value: plain(text) for value, text in first.options()}
        for n, phone in enumerate(self.phones):
            if (at, round_) == self._killed and n == HANDS // 2:
                self.server.kill()
            if n == asleep:
                phone.sleep(True)
            if n == undecided and self.types[at] != "multiple":
                phone.choose(self._draw(at, words))  # and then another
            chosen = self._draw(at, words)
            phone.choose(chosen)
            entered.update(words[value] for value in chosen)
        if (at, round_) == self._killed:
            self.server.start()
        self.phones[asleep].sleep(False)
        for phone in self.phones:
            phone.saved()
        if (at, round_) in self._reloaded:
            self.host.reload()
        counted(self.host, f"已答 {HANDS} / ")

    def _draw(self, at: int, words: dict[str, str]) -> list[str]:
        """Draw what somebody chooses."""
        many = self._drawn.randint(1, 3) if self.types[at] == "multiple" else 1
        return self._drawn.sample(sorted(words), many)


def session_phone(
    start: PhoneStart, address: str, name: str, questions: int, *, has_page: bool
) -> PagePhone | PagelessPhone:
    """Sign a phone in."""
    if not has_page:
        return PagelessPhone(PlainPhone(address, name, unit="财务科"))
    page = start(address)
    sign_in(page, name, unit="财务科")
    return PagePhone(page, questions)


def plain(words: str) -> str:
    """Return an option's words as a table has them."""
    return "".join(words.split())


def by_option(rows: list[dict[str, str]], at: int, column: str) -> Counter[str]:
    own = [row for row in rows if row["题号"] == str(at + 1) and row["选项"] != "全对"]
    return Counter({plain(row["选项内容"]): int(row[column] or 0) for row in own if int(row[column] or 0)})


@pytest.mark.parametrize(
    ("questions", "with_pages"),
    [(SHORT, WITH_PAGES), pytest.param(LONG, range(HANDS), marks=pytest.mark.long)],
    ids=["one page", "everybody a page"],
)
def test_what_is_exported_is_what_was_entered(
    real_site: Path, phone: PhoneStart, tmp_path: Path, questions: int, with_pages: Sequence[int]
) -> None:
    with hall_process(real_site, tmp_path) as server:
        host = phone(f"{server.address}/hall/index.html#host={KEY}", service_workers="allow", **DESK)
        set_up(host, "bank", "party-secretary", count=questions)
        address = f"{server.address}/h/{host.locator('.mz-hall__number').inner_text()}"
        phones = [
            session_phone(phone, address, name, questions, has_page=n in with_pages) for n, name in enumerate(NAMES)
        ]
        counted(host, f"签到 {HANDS}")
        host.get_by_role("button", name="开始答题").click()
        session = Session(server, host, phones)
        assert "multiple" in session.types, "several answers to one question too"
        for at in range(questions):
            session.vote(at, 1)
            press(host, "s")
            session.vote(at, 2)
            press(host, "r", " ", " ")
        to_results(host)
        assert len(run_of(host)["questions"]) == questions
        rows = table(downloaded(host, "导出表格", tmp_path))
        everybody = table(downloaded(host, "导出每人的答案", tmp_path))
    found: dict[tuple[int, int], Any] = {
        (at, round_): by_option(rows, at, column) for at in range(questions) for round_, column in ROUNDS.items()
    }
    assert found == session.entered
    assert Counter(row["姓名"] for row in everybody) == dict.fromkeys(NAMES, 2 * questions)
    assert {row["是否晚到"] for row in everybody} == {""}
