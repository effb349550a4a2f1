"""A site divided into units in a browser: from a disk, and over https with the network cut."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from mingze.build import Extras, build_site
from mingze.pages.assets import first_sheet, later_sheet, manifest
from tests.browser.world import living_in, world
from tests.conftest import ROOT
from tests.pages.divided_site import divided
from tests.pages.rendered_site import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

POST, OTHER = "roles/anyang-1/index.html", "roles/baihe-0/index.html"
Phone: TypeAlias = "Callable[[Browser], Page]"
KEPT = """async paths => {
  await navigator.serviceWorker.ready;
  const base = mingze.assets.replace(/assets\\/$/, '');
  const there = path => caches.match(new URL(path, base), {ignoreSearch: true}).then(Boolean);
  for (let n = 0; n < 300; n++) {
    if ((await Promise.all(paths.map(there))).every(Boolean)) return true;
    await new Promise(done => setTimeout(done, 50));
  }
  return false;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(divided(), tmp_path_factory.mktemp("divided"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "hooks", root / "hooks")
    (root / "docs").mkdir()
    return build_site(root, root / "site", Extras()).site


@pytest.fixture
def phone() -> Iterator[Phone]:
    contexts = []
    problems: list[str] = []

    def start(browser: Browser) -> Page:
        context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        context.on("weberror", lambda found: problems.append(str(found.error)))
        contexts.append(context)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()
    assert problems == []


def open_post(page: Page, address: str, path: str) -> None:
    """Open a post's page and wait until the device remembers its unit."""
    page.goto(f"{address}/{path}")
    unit = path.split("/")[1].split("-", maxsplit=1)[0]
    page.wait_for_function("unit => mingze.store.names('unit/' + unit).length", arg=unit)


def test_practice_and_progress_work_on_every_unit_that_was_opened(browser: Browser, site: Path, phone: Phone) -> None:
    page, home = phone(browser), site.as_uri()
    page.goto(f"{home}/practice/index.html")
    page.locator("[data-part=found]", has_text="符合的有 3 题").wait_for()  # of the shared bank
    open_post(page, home, POST)
    open_post(page, home, OTHER)
    page.goto(f"{home}/practice/index.html")
    page.locator("[data-part=found]", has_text="符合的有").wait_for()
    roles = page.locator("select[name=role] option").all_text_contents()
    assert roles == ["不限", "白河县1号岗位", "白河县2号岗位", "安阳县1号岗位", "安阳县2号岗位"]
    page.select_option("select[name=role]", label="安阳县2号岗位")
    page.get_by_role("button", name="开始练习").click()
    page.locator("fieldset.mz-question").nth(1).wait_for()
    asked = page.locator("fieldset.mz-question").evaluate_all("all => all.map(one => one.dataset.question).sort()")
    assert asked == ["q-anyang-1", "q-common-1"]  # its own bank's, and the shared bank's
    page.locator("fieldset.mz-question input").first.check()
    page.locator("button[data-action=check]").first.click()
    page.locator("output[data-result]").first.wait_for()

    page.goto(f"{home}/progress/index.html")
    page.locator("[data-part=total]", has_text=re.compile("共 7 题，答过 1 题")).wait_for()
    titles = page.locator("[data-part=roles] h4").all_text_contents()
    assert (len(titles), titles[0]) == (15, "白河县1号岗位")
    page.locator("section", has=page.get_by_role("heading", name="我的单位")).get_by_role("link").nth(1).click()
    page.wait_for_url("**/units/anyang/index.html")
    page.goto(f"{home}/units/firm/progress/index.html")
    page.get_by_text("属于").wait_for(state="detached")
    page.get_by_role("heading", name="学习进度：青峰公司清单（一）").wait_for()


def test_hall_of_a_unit_has_its_lessons_and_questions(browser: Browser, site: Path, phone: Phone) -> None:
    page = phone(browser)
    # as `mingze live` opens it: what lets the host in goes along to the unit's hall, and out of sight
    page.goto(f"{site.as_uri()}/hall/index.html#host=secret")
    page.locator("[data-part=live-too]").wait_for()
    page.get_by_role("link", name="安阳县清单").first.click()
    page.wait_for_url("**/units/anyang/hall/index.html")
    page.locator("[data-part=live-too]").wait_for()
    lessons = page.locator("select[name=lesson] option").all_text_contents()
    assert lessons[:2] == ["安阳县1号岗位", "安阳县2号岗位"]
    page.get_by_role("button", name="开始讲").click()
    page.locator(".mz-hall__content--lesson", has_text="安阳县第0件事").wait_for()


def test_lists_show_the_readers_own_unit_first_and_find_others(browser: Browser, site: Path, phone: Phone) -> None:
    page, home = phone(browser), site.as_uri()
    open_post(page, home, POST)
    page.goto(f"{home}/compare/index.html")
    own = page.locator(".mz-units [data-part=own] a")
    own.wait_for()
    assert own.get_attribute("href") == "../units/anyang/compare/index.html"
    page.goto(f"{home}/roles/index.html")
    page.get_by_role("link", name=re.compile("（二）")).click()
    page.wait_for_url("**/units/firm--2/index.html")
    page.get_by_role("link", name="青峰公司42号岗位").click()
    page.wait_for_url("**/roles/firm-41/index.html")


def test_device_keeps_the_unit_that_was_opened_and_no_other(
    browser: Browser, site: Path, phone: Phone, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = ["units/anyang/index.html", "roles/anyang-7/index.html", "assets/answers/anyang.js"]
    with world(site, tmp_path_factory.mktemp("keys")) as earth, living_in(earth, browser) as chromium:
        page, home = phone(chromium), earth.address("https")
        open_post(page, home, POST)
        assert page.evaluate(KEPT, [*kept, "units/anyang/compare/index.html", "assets/units/anyang/practice.js"])
        page.goto(f"{home}/{OTHER}")  # another unit's, then one that was never opened
        page.goto(f"{home}/progress/index.html")
        page.get_by_text("已经存在这台设备上").first.wait_for()
        earth.cut = True
        page.goto(f"{home}/roles/anyang-7/index.html")
        page.get_by_role("heading", level=1, name="安阳县8号岗位").wait_for()
        page.goto(f"{home}/roles/firm-3/index.html")
        page.get_by_text("现在没有网络").wait_for()


def test_lists_for_the_worker_hold_each_units_files_and_the_worker_the_rest(site: Path) -> None:
    found = re.match(r"const EDITION = (\{.*\});\n", (site / "sw.js").read_text("utf-8"))
    assert found
    edition = json.loads(found[1])
    assert sorted(edition["units"]) == ["anyang", "baihe", "firm", "firm--2"]
    assert not [path for path in edition["files"] if path.startswith(("roles/a", "units/", "quizzes/a"))]
    assert "regulation/upper/index.html" in edition["files"]
    told = json.loads((site / "assets/units/anyang/kept.json").read_text("utf-8"))
    assert "roles/anyang-0/index.html" in told["shell"]
    assert "assets/lessons/anyang.0.js" not in told["shell"]
    assert "assets/lessons/anyang.0.js" in told["along"]["units/anyang/hall/index.html"]
    assert not [path for path in told["files"] if "baihe" in path or "firm" in path]
    for path in told["files"]:
        assert (site / path).is_file()


def test_posts_hold_what_their_first_paint_needs_and_all_other_pages_share_one_sheet(site: Path) -> None:
    post, hub = ((site / path).read_text("utf-8") for path in (POST, "units/anyang/index.html"))
    assert f"<style>{first_sheet()}</style>" in post
    assert post.index("assets/later.css") > post.index("</footer>")
    assert "<style" not in hub
    assert hub.index("assets/mingze.css") < hub.index("</head>")
    parts = [*manifest().later, *(file for file in manifest().style if file not in manifest().later)]
    assert sorted(parts) == sorted(manifest().style)
    assert (site / "assets/later.css").read_text("utf-8") == later_sheet()
