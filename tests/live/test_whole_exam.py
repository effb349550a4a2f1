"""A whole examination on eight phones, through all that happens; `mingze score` gives all of them 100."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.cli import main
from tests.conftest import ROOT, real_catalog
from tests.live.conftest import PhoneStart
from tests.live.exam_hands import do, hand_in, open_room, paper_is_there, seated, seen
from tests.live.exam_site import unpacked
from tests.live.hall_process import KEY, HallProcess, hall_process
from tests.live.plain_phone import PlainPhone
from tests.live.test_host_page import DESK
from tests.live.test_phone import saved, tap

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NAMES = ("李明", "王芳", "赵强", "吕红霞", "陈刚", "周静", "孙伟", "李明")
SHORTEST, LONGEST = ("paper-committee-member", 28), ("mock", 41)
"""Papers with questions of every type, and how many."""
SHORT = "写进日程表，每季度听一次汇报"
RELOADED, ASLEEP, EMPTIED, KILLED = "loaded anew", "without a signal", "emptied, as WeChat does", "the power fails"
HAPPENS = {1: (RELOADED, ASLEEP, EMPTIED, KILLED)}
"""Who has the phone's page before them, and what happens meanwhile; the others' phones say what it would, some before
all that, some after. In the long walk everybody has the page."""


def keys_of(site: Path) -> dict[str, Any]:
    """Return the keys that the site has, as browsers mark by them; of gaps the first text that is accepted."""
    found: dict[str, Any] = {}
    for path in (site / "assets" / "answers").glob("*.js"):
        text = path.read_text("utf-8")
        (_, _, data) = json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")
        found |= {id_: one["key"] for id_, one in data["questions"].items()}
    for id_, question in real_catalog().questions.items():
        if question.type.value == "blank":
            found[id_] = [gap[0] for gap in question.model_dump()["answers"]]
    return found


def answer(field: Locator, key: Any) -> None:
    """Give one answer with what stands on the page."""
    type_ = field.get_attribute("data-type")
    if type_ in ("single", "multiple", "judge"):
        for value in key if isinstance(key, list) else [key]:
            tap(field.locator(f".mz-option input[value='{str(value).lower()}']:enabled"))
    elif type_ == "blank":
        for n, text in enumerate(key):
            field.locator(".mz-blank input").nth(n).fill(text)
    elif type_ == "match":
        for n, token in enumerate(key):
            field.locator("select").nth(n).select_option(token)
    elif type_ == "order":
        put_in_order(field, key)
    else:
        field.locator("textarea").fill(SHORT)


def put_in_order(field: Locator, tokens: list[str]) -> None:
    """Move steps up until they stand as the key says; one move more where they stand so already."""
    for place, token in enumerate(tokens):
        while (at := shown(field).index(token)) > place:
            tap(field.locator(".mz-order > li").nth(at).get_by_role("button", name="上移"))
    if field.get_attribute("data-moved") is None:
        field.locator(".mz-order > li").nth(0).get_by_role("button", name="下移").click()
        field.locator(".mz-order > li").nth(1).get_by_role("button", name="上移").click()


def shown(field: Locator) -> list[str]:
    found: list[str] = field.locator(".mz-order > li").evaluate_all("all => all.map(one => one.dataset.token)")
    return found


def asked(page: Page) -> list[str]:
    """Return the questions in the order of the page."""
    found: list[str] = page.locator("fieldset.mz-question").evaluate_all("all => all.map(one => one.id)")
    return found


def sit(page: Page, keys: dict[str, Any], ids: list[str]) -> None:
    for id_ in ids:
        answer(page.locator(f"fieldset[id='{id_}']"), keys[id_])


def as_sent(key: Any, type_: str) -> Any:
    """Return an answer as the phone's page sends it."""
    if type_ == "short":
        return {"text": SHORT, "points": []}
    return key if isinstance(key, list) or type_ == "judge" else [key]


def sit_without_page(phone: PlainPhone, keys: dict[str, Any], questions: int) -> None:
    """Answer all of a paper and hand it in by requests alone."""
    phone.sees(view="exam")
    paper = phone.ask("GET", "paper")
    assert len(paper["places"]) == questions
    for q, id_ in enumerate(paper["places"]):
        phone.put(q, 1, as_sent(keys.get(id_), paper["questions"][id_]["type"]))
    phone.saved()
    phone.ask("POST", "hand", {})


def meet(event: str, server: HallProcess, host: Page, page: Page) -> Callable[[], None]:
    """Let something happen to a phone; returns what ends it."""
    if event in (RELOADED, EMPTIED):
        saved(page)
        said = page.locator("[data-part=count]").inner_text()
        page.evaluate("emptied => emptied && localStorage.clear()", event == EMPTIED)
        page.reload()
        page.locator("[data-part=count]", has_text=said).wait_for()
    elif event == ASLEEP:
        page.context.set_offline(True)
        return lambda: page.context.set_offline(False)
    elif event == KILLED:
        server.kill()

        def back() -> None:
            server.start()
            host.reload()

        return back
    return lambda: None


def what_happens(
    server: HallProcess, host: Page, phones: Sequence[tuple[tuple[str, ...], Page]], keys: dict[str, Any]
) -> None:
    """Let each phone answer all of its paper, and the one meet something else again and again."""
    for happens, page in phones:
        ids = asked(page)
        of = len(ids)
        ends = [of * n // (len(happens) + 1) for n in range(1, len(happens) + 2)]
        sit(page, keys, ids[: ends[0]])
        for event, begin, end in zip(happens, ends, ends[1:], strict=False):
            page.locator("[data-part=count]", has_text=f"已答 {begin} / {of} 题").wait_for()
            over = meet(event, server, host, page)
            sit(page, keys, ids[begin:end])
            over()
    for _, page in phones:
        page.locator("[data-part=count]", has_text=f"已答 {of} / {of} 题").wait_for()
        saved(page)


def rate(folder: Path) -> None:
    """Give all points to the short answers, as whoever scores them writes into the files (docs/exam)."""
    questions = real_catalog().questions
    for path in folder.glob("*.json"):
        data = json.loads(path.read_text("utf-8"))
        for id_, given in data["answers"].items():
            if isinstance(given, dict):
                assert given == {"text": SHORT, "points": []}
                given["points"] = [point["score"] for point in questions[id_].model_dump(mode="json")["points"]]
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


@pytest.mark.usefixtures("_checked_once")
@pytest.mark.parametrize(
    ("paper", "with_pages"),
    [(SHORTEST, tuple(HAPPENS)), pytest.param(LONGEST, range(len(NAMES)), marks=pytest.mark.long)],
    ids=["one page", "everybody a page"],
)
def test_eight_phones_have_a_hundred_of_a_hundred(
    real_site: Path, phone: PhoneStart, tmp_path: Path, paper: tuple[str, int], with_pages: Sequence[int]
) -> None:
    paper_id, questions = paper
    with hall_process(real_site, tmp_path) as server:
        host = phone(f"{server.address}/exam#host={KEY}", service_workers="allow", **DESK)
        address = f"{server.address}/h/{open_room(host, paper_id, 'A,B')}"
        phones, plain = [], []
        for n, name in enumerate(NAMES):
            if n in with_pages:
                phones.append((HAPPENS.get(n, ()), seated(phone, address, name, unit=f"第 {n} 组")))
            else:
                plain.append(PlainPhone(address, name, unit=f"第 {n} 组"))
        do(host, "开始考试")
        for _, page in phones:
            paper_is_there(page, questions)
        keys = keys_of(real_site)
        for one in plain[::2]:
            sit_without_page(one, keys, questions)
        what_happens(server, host, phones, keys)
        for one in plain[1::2]:
            sit_without_page(one, keys, questions)
        for _, page in phones:
            hand_in(page)
        host.locator("[data-part=sums]", has_text="已交 8").wait_for()
        seen(host, f"{questions} / {questions}")
        do(host, "结束考试")
        host.locator("[data-action=files]:enabled").wait_for()
        with host.expect_download() as download:
            host.locator("[data-action=files]").click()
        download.value.save_as(tmp_path / "files.zip")
    folder = tmp_path / "答卷"
    folder.mkdir()
    for name, data in unpacked((tmp_path / "files.zip").read_bytes()).items():
        (folder / name).write_bytes(data)
    assert len(list(folder.glob("*.json"))) == 8
    rate(folder)
    assert main(["score", str(folder), "--root", str(ROOT), "--out", str(tmp_path / "成绩")]) == 0
    with (tmp_path / "成绩" / "各人.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["姓名"] for row in rows] == list(NAMES)
    assert [float(row["得分"]) for row in rows] == [100.0] * 8, rows[0]
