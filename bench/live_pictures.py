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
from mingze.live.phone_page import board_page, phone_page, proctor_page
from mingze.live.serve import listen
from mingze.live.sqlite_engine import SqliteEngine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "docs" / "live"
KEY = BOARD = "pictures"
SET_UP = Path(__file__).parent / "live_setup.svg"
HALLS = ("石家庄市", "唐山市", "秦皇岛市", "邯郸市", "保定市", "沧州市")
SCREEN, PHONE = (1024, 768), (360, 700)
COLOURS = 32
TITLE = "安全生产责任制学习站"


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
    host.get_by_text("给 Wi-Fi 也出一个二维码").click()
    for field, text in zip(host.locator(".mz-hall__field input").all(), ("会议室", "anquan2026"), strict=True):
        field.fill(text)
    host.get_by_role("button", name="出二维码").click()
    host.get_by_text("① 连 Wi-Fi：会议室").wait_for()
    # addresses of this computer are nobody's business
    host.evaluate("""() => { document.querySelector('.mz-hall__address').textContent = '192.168.8.2:8000/h'; }""")
    phones = [_opened(browser, PHONE, f"{address}/h/{code}") for _ in range(3)]
    for phone, name in zip(phones[1:], ("李明", "王芳"), strict=True):
        phone.locator("[name=name]").fill(name)
        phone.get_by_role("button", name="签到").click()
        phone.locator("[data-part=where]", has_text="请等主持人开始").wait_for()
    _shoot("way-in", host, scale=0.625)
    door = _opened(browser, PHONE, f"{address}/h/")
    door.locator("[name=code]").fill(code)
    _shoot("door", door, phones[0], scale=0.75)
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
    _shoot("phone", phones[1], phones[2], scale=0.75)


def _board(browser: Browser, address: str) -> None:
    board = _opened(browser, (1180, 640), f"{address}/board#board={BOARD}")
    board.get_by_role("button", name="开会场", exact=True).click()
    board.locator("[name=names]").fill("\n".join(HALLS))
    board.get_by_role("button", name="开这些会场").click()
    links = board.locator(".mz-board__new .mz-board__link")
    links.nth(len(HALLS) - 1).wait_for()
    for n, link in enumerate(links.all_inner_texts()[:4]):
        host = _opened(browser, SCREEN, link)
        host.locator("[data-part=setup-said]", has_text="开好了").wait_for()
        host.get_by_role("button", name="开始", exact=True).first.click()
        code = host.locator(".mz-hall__number").inner_text()
        for k in range(3 + n):
            phone = _opened(browser, PHONE, f"{address}/h/{code}")
            phone.locator("[name=name]").fill(f"学员{k + 1}")
            phone.get_by_role("button", name="签到").click()
            phone.locator("[data-part=hall]").wait_for()
        host.get_by_role("button", name="开始答题").click()
        for _ in range(n):
            host.keyboard.press("PageDown")
    board.get_by_role("button", name="收起").click()
    board.locator(".mz-board__halls tr", has_text=HALLS[3]).locator("td", has_text="题").first.wait_for()
    board.evaluate("window.scrollTo(0, 0)")
    _shoot("board", board, scale=0.7)


def _set_up(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 720, "height": 270})
    page.set_content(f"<body style='margin:0'>{SET_UP.read_text('utf-8')}</body>")
    _shoot("setup", page)


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
        pages = (phone_page(TITLE), board_page(TITLE))
        app = LiveApp(
            site,
            engine,
            pages[0],
            key=KEY,
            board_key=BOARD,
            board_page=pages[1],
            proctor_page=proctor_page(TITLE),
        )
        server = HallServer(app)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            _set_up(browser)
            _board(browser, address)  # several halls: without its number a phone asks for it
            _session(browser, address)
            _examination(browser, address)
        finally:
            server.should_exit = True
            thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
