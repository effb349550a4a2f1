"""Take the pictures of the trainer's guide to the hall: docs/presenting/*.png, small and of the real site.

Run: python -m bench.hall_pictures, after a change of what the screen shows.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from PIL import Image

from bench.stage import ROOT, chromium, real_site, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "presenting"
SCREEN = (1024, 768)
SCALE = 0.625
"""Of the pictures: 640 × 480 is enough to read a screen made for the back row."""
COLOURS = 12
"""Black, white, the red of the site, and enough between them for smooth letters."""
FIRST, SECOND = [18, 8, 10, 4], [32, 2, 5, 1]
"""Hands of a first vote and of one after the discussion; those of the right option stand first."""


def _shoot(page: Page, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def _keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _right(page: Page) -> int:
    """Look up which option is right, and come back."""
    _keys(page, "r")
    rows = page.locator(".mz-hall__row").evaluate_all("all => all.map(e => e.classList.contains('is-right'))")
    _keys(page, "PageUp")
    return int(rows.index(True))


def _hands(page: Page, numbers: list[int], right: int) -> None:
    others = numbers[1:]
    for number in (*others[:right], numbers[0], *others[right:]):
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")


def _to_single_choice(page: Page) -> None:
    """Turn to the first question with four options of which one is right."""
    while "单项" not in page.locator("[data-part=where]").inner_text() or page.locator(".mz-hall__row").count() != 4:
        _keys(page, "PageDown", "PageDown", "PageDown")


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with real_site() as site, served(site) as address, chromium() as browser:
        context = browser.new_context(
            viewport={"width": SCREEN[0], "height": SCREEN[1]}, device_scale_factor=SCALE, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(f"{address}/hall/index.html")
        page.locator("[name=seed]").evaluate("e => { e.value = '2026'; }")
        page.locator("[name=people]").fill("40")
        page.locator("#new_").evaluate("e => e.scrollIntoView()")
        _shoot(page, "setup")
        page.get_by_role("button", name="开始", exact=True).click()
        page.locator(".mz-hall__content").wait_for()
        _to_single_choice(page)
        _shoot(page, "question")
        right = _right(page)
        _keys(page, "v")
        _hands(page, FIRST, right)
        _keys(page, "s")
        _hands(page, SECOND, right)
        _shoot(page, "votes")
        _keys(page, "PageDown")
        _shoot(page, "reveal")
        with context.expect_page() as opened:
            _keys(page, "p")
        second = opened.value
        second.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
        second.locator(".mz-hall__current h2").first.wait_for()
        second.wait_for_timeout(1500)
        _shoot(second, "presenter")
        page.bring_to_front()
        _keys(page, "Escape")
        page.get_by_role("button", name="看结果").click()
        page.locator(".mz-hall__table").wait_for()
        _shoot(page, "result")
        page.get_by_role("button", name="开新的一场").click()
        page.get_by_role("button", name="开始讲").click()
        page.locator(".mz-hall__content--lesson").wait_for()
        _keys(page, "PageDown")
        _shoot(page, "lesson")
    return 0


if __name__ == "__main__":
    sys.exit(main())
