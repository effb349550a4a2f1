"""Take the pictures of the trainer's guide to phones in the hall: docs/live/*.png, of the real site.

Run: python -m bench.live_pictures, after a change of what the host's page or phones show.
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bench.stage import ROOT, chromium, real_site
from mingze.live.app import LiveApp
from mingze.live.http_server import HallServer
from mingze.live.phone_page import phone_page, proctor_page
from mingze.live.serve import listen
from mingze.live.sqlite_engine import SqliteEngine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "docs" / "live"
KEY = "pictures"
SCREEN, PHONE = (1024, 768), (360, 700)
COLOURS = 32


def _shoot(name: str, *pages: Page, scale: float = 1.0) -> None:
    """Write a picture of one page, or of several side by side."""
    shots = [Image.open(io.BytesIO(page.screenshot())).convert("RGB") for page in pages]
    whole = Image.new("RGB", (sum(shot.width for shot in shots), shots[0].height), "white")
    x = 0
    for shot in shots:
        whole.paste(shot, (x, 0))
        x += shot.width
    small = whole.resize((round(whole.width * scale), round(whole.height * scale)))
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def _opened(browser: Browser, size: tuple[int, int], address: str) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    return page


def _session(browser: Browser, address: str) -> None:
    host = _opened(browser, SCREEN, f"{address}/hall/index.html#host={KEY}")
    form = host.locator("[data-part=form]")
    form.locator("[name=kind]").select_option("role")
    form.get_by_role("button", name="开始", exact=True).click()
    host.locator(".mz-hall__number").wait_for()
    code = host.locator(".mz-hall__number").inner_text()
    # addresses of this computer are nobody's business
    host.evaluate("""() => { document.querySelector('.mz-hall__address').textContent = '192.168.8.2:8000/h'; }""")
    phones = [_opened(browser, PHONE, f"{address}/h/{code}") for _ in range(3)]
    for phone, name in zip(phones[1:], ("李明", "王芳"), strict=True):
        phone.locator("[name=name]").fill(name)
        phone.get_by_role("button", name="签到").click()
        phone.locator("[data-part=where]", has_text="请等主持人开始").wait_for()
    _shoot("way-in", host, scale=0.625)
    host.get_by_role("button", name="开始答题").click()
    for phone in phones[1:]:
        phone.locator(".mz-option input").first.check()
        phone.locator("[data-part=saved]", has_text="已保存").wait_for()
    shown = phones[2]
    host.keyboard.press("r")
    shown.locator("[data-part=where]", has_text="揭晓").wait_for()
    host.locator(".mz-hall__bar").first.wait_for()
    _shoot("reveal", host, scale=0.625)
    host.keyboard.press("z")
    phones[1].locator(".mz-option input:enabled").first.wait_for()
    _shoot("phone", phones[0], phones[1], scale=0.75)


def _examination(browser: Browser, address: str) -> None:
    host = _opened(browser, SCREEN, f"{address}/exam#host={KEY}")
    form = host.locator("[data-part=form]")
    form.wait_for()
    form.locator("[name=paper]").select_option("mock")
    form.locator("[name=seed]").fill("2026")
    host.get_by_role("button", name="开考场").click()
    code = host.locator(".mz-proctor__code b").inner_text()
    phones = []
    for name, unit in (("李明", "财务科"), ("王芳", "财务科"), ("赵强", "办公室"), ("吕红霞", "工会")):
        phone = _opened(browser, PHONE, f"{address}/h/{code}")
        phone.locator("[name=name]").fill(name)
        phone.locator("[name=unit]").fill(unit)
        phone.get_by_role("button", name="签到").click()
        phone.locator("[data-part=where]", has_text="请等监考人").wait_for()
        phones.append(phone)
    for button in ("开始考试", "确定"):
        host.get_by_role("button", name=button, exact=True).click()
    for n, phone in enumerate(phones):
        phone.locator("[data-part=count]", has_text="/ 41 题").wait_for()
        for question in range(2 * n + 1):
            phone.locator("[data-type=single]").nth(question).locator("input").nth(n % 2).check()
        phone.locator("[data-part=saved]", has_text="已保存").wait_for()
    for button in ("交卷", "确定交卷"):
        phones[3].get_by_role("button", name=button, exact=True).first.click()
    host.locator("tr.is-handed").wait_for()
    host.set_viewport_size({"width": SCREEN[0], "height": 460})
    _shoot("exam-host", host, scale=0.625)
    phones[1].evaluate("scrollTo(0, 0)")
    phones[2].get_by_role("button", name="答题卡").click()
    _shoot("exam", phones[1], phones[2], scale=0.75)


def main() -> int:
    """Serve the real site and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with real_site() as site, tempfile.TemporaryDirectory() as folder, chromium() as browser:
        listening = listen("127.0.0.1", 0)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        engine = SqliteEngine(Path(folder) / "hall.db", reserve=0)
        title = "安全生产责任制学习站"
        app = LiveApp(site, engine, phone_page(title), proctor_page=proctor_page(title), key=KEY)
        server = HallServer(app)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            _session(browser, address)
            _examination(browser, address)
        finally:
            server.should_exit = True
            thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
