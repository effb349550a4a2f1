"""A trainer's hands on the presenter mode: a session set up, keys pressed, hands counted, files taken out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.device import stored
from tests.browser.quiz_hands import Start

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HALL = "hall/index.html"
PROJECTOR, WIDE = (1024, 768), (1920, 1080)


def open_hall(start: Start, kept: Any = None, size: tuple[int, int] = PROJECTOR, **settings: Any) -> Page:
    """Open the page on a projector."""
    viewport = {"width": size[0], "height": size[1]}
    return start(HALL, kept=kept, **{"viewport": viewport, "has_touch": False, **settings})


SET_UP = """fields => {
  const form = document.querySelector("[data-part=form]");
  for (const [selector, value] of fields) {
    const control = form.querySelector(selector), box = typeof value === "boolean";
    if (box) control.checked = value;
    else control.value = value;
    if (!box && control.value !== value) throw new Error(`${selector} takes no ${value}`);
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
  }
}"""


def set_up(page: Page, kind: str = "role", id_: str = "party-secretary", **fields: Any) -> None:
    """Fill the form in one step and begin, in a test of what comes then; ``fields`` are named as in the form."""
    told: dict[str, Any] = {"[name=kind]": kind, f"select[name={kind}]": id_, "[name=seed]": "2026"}
    told |= {f"[name={name}]": value if isinstance(value, bool) else str(value) for name, value in fields.items()}
    page.locator("[data-part=form]").wait_for()
    page.evaluate(SET_UP, list(told.items()))
    page.locator("[data-part=form]").get_by_role("button", name="开始", exact=True).click()
    wait_for_stage(page)


def set_up_by_hand(page: Page, kind: str = "role", id_: str = "party-secretary", **fields: Any) -> None:
    """Fill the form as a trainer does and begin; ``fields`` are named as in the form."""
    form = page.locator("[data-part=form]")
    form.locator("[name=kind]").select_option(kind)
    form.locator(f"select[name={kind}]").select_option(id_)
    for name, value in {"seed": "2026", **fields}.items():
        field = form.locator(f"[name={name}]")
        if name in ("seed", "form"):
            form.locator("details").evaluate("e => { e.open = true; }")
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("e => e.localName") == "select":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    form.get_by_role("button", name="开始", exact=True).click()
    wait_for_stage(page)


def wait_for_stage(page: Page) -> None:
    page.locator(".mz-hall__content").wait_for()


def screen(page: Page) -> Locator:
    return page.locator(".mz-hall__content")


def view(page: Page) -> str:
    """Name the screen: ask, votes, reveal, why, end."""
    classes: str = screen(page).get_attribute("class") or ""
    return classes.rpartition("--")[2]


def where(page: Page) -> str:
    return page.locator("[data-part=where]").inner_text()


def question(page: Page) -> str:
    return screen(page).get_attribute("data-question") or ""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def jump(page: Page, at: int) -> None:
    """Go to a question by the overview."""
    press(page, "Escape")
    page.locator(".mz-hall__jump").nth(at).evaluate("button => button.click()")


def run_of(page: Page) -> dict[str, Any]:
    """Return the newest session as the device keeps it."""
    found: dict[str, Any] = max(stored(page)["hall"]["runs"].values(), key=lambda run: int(run["begun"]))
    return found


def count(page: Page, numbers: Sequence[int]) -> None:
    """Type the hands of every row, from the first field on; an option nobody chose is typed too."""
    for n in numbers:
        page.keyboard.type(str(n))
        press(page, "Enter")


def counts(page: Page, tally: str = "first") -> list[str]:
    """Return what the fields of a tally say, in the order shown."""
    found: list[str] = page.locator(f".mz-hall__count[data-tally={tally}]").evaluate_all("all => all.map(e => e.value)")
    return found


def to_results(page: Page) -> None:
    press(page, "Escape")
    page.get_by_role("button", name="看结果").click()
    page.locator(".mz-hall__table").wait_for()


def downloaded(page: Page, button: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


def table(data: bytes) -> list[dict[str, str]]:
    """Read an exported table."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
