"""Forty phones in real browsers, offline and frozen while they answer, and a server that is killed meanwhile."""

from __future__ import annotations

import asyncio
import shutil
import signal
from typing import TYPE_CHECKING

from bench.hall_client import BenchHost
from bench.live_process import KEY, HallProcess, circumstances
from bench.live_scene import QUESTIONS, Stage
from bench.stage import CHROMIUM_FLAGS
from mingze.build import Extras, build_site
from mingze.live.line import HOST
from tests.conftest import copy_minimal

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

_WAIT = 60_000
_MARKUP = "<script>x()</script>"
"""As long as a name may be."""


async def browsers(stage: Stage) -> None:
    """Have a third of the phones offline, a third frozen, all answer, the server die; then look what is kept."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - other scenes need no browser

    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "没有找到 chromium，请先运行 python tests/system.py"
    root = stage.place() / "minimal"
    site = (await asyncio.to_thread(build_site, copy_minimal(root), None, Extras())).site
    server = HallProcess(stage.place(), stage.database("SQLite"), site=site)
    try:
        await server.started()
        host = BenchHost(server.port, KEY, QUESTIONS, question="basics-1", options=2)
        await host.open()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
            await _played(stage, browser, server, host)
            await browser.close()
    finally:
        server.end()


async def _played(stage: Stage, browser: Browser, server: HallProcess, host: BenchHost) -> None:
    problems: list[str] = []
    pages = [await _joined(browser, server.port, host.code, n, problems) for n in range(stage.contexts)]
    chosen = {}
    for q in (1, 2):
        await host.show(q)
        await asyncio.gather(*(page.get_by_text(f"第 {q + 1} / ").wait_for() for page in pages))
        for n, page in enumerate(pages):
            chosen[q, n] = (n + q) % 2
            await _answered(page, chosen[q, n], n % 3)
            if n == len(pages) // 2:
                server.send(signal.SIGKILL)
                await server.started()
        for n, page in enumerate(pages):
            await _back(page, n % 3)
        await asyncio.gather(*(page.locator("[data-part=saved]", has_text="已保存").wait_for() for page in pages))
    wrong = await _wrong(host, chosen)
    names = [await page.locator("[data-part=me]").inner_text() for page in pages]
    is_text = all(_MARKUP in name for name in names[::10])
    words = (
        f"{len(pages)} 个窗口，三分之一断网、三分之一冻结，中途杀两次：丢失 {wrong}；"
        f"名字里的标记{'当文字显示' if is_text else '没有当文字'}，脚本错误 {len(problems)}  [{circumstances()}]"
    )
    stage.note("断网、冻结的浏览器，名字里有脚本", "SQLite", words, held=not wrong and is_text and not problems)


async def _joined(browser: Browser, port: int, code: str, n: int, problems: list[str]) -> Page:
    context = await browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    context.set_default_timeout(_WAIT)
    context.on("weberror", lambda found: problems.append(str(found.error)))
    page = await context.new_page()
    await page.goto(f"http://{HOST}:{port}/h/{code}")
    await page.locator("[name=name]").fill(_MARKUP if n % 10 == 0 else f"学员{n}")
    await page.locator("[name=unit]").fill(f"{n}")
    await page.get_by_role("button", name="签到").click()
    await page.locator("[data-part=hall]").wait_for()
    return page


async def _answered(page: Page, choice: int, kind: int) -> None:
    """Answer while there is a signal, while there is none, or just before the system freezes the page."""
    if kind == 1:
        await page.context.set_offline(True)
    await page.locator(".mz-option").nth(choice).click()
    if kind == 2:
        await _lifecycle(page, "frozen")


async def _back(page: Page, kind: int) -> None:
    if kind == 1:
        await page.context.set_offline(False)
    if kind == 2:
        await _lifecycle(page, "active")


async def _lifecycle(page: Page, state: str) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setWebLifecycleState", {"state": state})
    await session.detach()


async def _wrong(host: BenchHost, chosen: dict[tuple[int, int], int]) -> int:
    """Return how many answers are not kept, once, as they were tapped."""
    found = await host.ask("answers")
    owner = {int(id_): int(unit) for id_, (_, unit, *_) in found["people"].items()}
    kept: dict[tuple[int, int], list[object]] = {}
    for q, _, person, choice, _, late in found["answers"]:
        if not late:
            kept.setdefault((q, owner[person]), []).append(choice)
    return sum(kept.get(place) not in ([[choice]], [choice]) for place, choice in chosen.items())
