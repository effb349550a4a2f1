"""A phone far from any network: what was visited once over https goes on, and what is kept is renewed and cleared."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from playwright.sync_api import expect

from mingze.model import Catalog
from mingze.publish import finish_site
from mingze.views.downloads import OFFLINE_FILE
from tests.browser.quiet import COUNT_TIMERS, wait_until_quiet
from tests.browser.quiz_hands import answer, data_of, field_of, ids
from tests.browser.world import World, living_in, world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROLE = "safety-deputy"
ROLE_PAGE = f"roles/{ROLE}/index.html"
BANK_PAGE = f"quizzes/{ROLE}/index.html"
DUTIES = 6
UNKEPT = "regulation/anquan-zerenzhi/art20/index.html"
Phone: TypeAlias = "Callable[[], Page]"

BANKS_OF_PAGE = (
    "[...new Set([...document.documentElement.innerHTML.matchAll(/quizzes[/]([a-z-]+)[/]/g)].map(m => m[1]))]"
)
KEPT = """async path => {
  await navigator.serviceWorker.ready;
  for (let n = 0; n < 300; n++) {
    for (const name of await caches.keys()) {
      const found = await (await caches.open(name)).match(new URL(path, base()), {ignoreSearch: true});
      if (found) return found.text();
    }
    await new Promise(done => setTimeout(done, 50));
  }
  return null;
  function base() { return mingze.assets.replace(/assets\\/$/, ''); }
}"""
EDITIONS = "async () => (await caches.keys()).sort()"
REPLACED = "async old => { const now = await caches.keys(); return now.length === 1 && now[0] !== old; }"
UPDATE = "navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => {})"


@pytest.fixture(scope="module")
def site(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without its hand-outs, which no worker keeps."""
    folder = tmp_path_factory.mktemp("offline") / "site"
    shutil.copytree(real_site, folder, ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.pptx", "*.zip"))
    return folder


@pytest.fixture(scope="module")
def earth(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(site, tmp_path_factory.mktemp("keys")) as here:
        yield here


@pytest.fixture(scope="module")
def chromium(earth: World, browser: Browser) -> Iterator[Browser]:
    with living_in(earth, browser) as running:
        yield running


@pytest.fixture
def here(earth: World, site: Path) -> World:
    """The world in order again."""
    ports = earth.ports
    earth.__init__(site)  # type: ignore[misc]
    earth.ports = ports
    return earth


@pytest.fixture
def phone(chromium: Browser, here: World) -> Iterator[Phone]:
    contexts = []
    problems: list[str] = []

    def start() -> Page:
        context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        context.on("weberror", lambda found: problems.append(str(found.error)))
        context.add_init_script(COUNT_TIMERS)
        contexts.append(context)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()
    assert problems == []


def visit(page: Page, here: World, path: str = ROLE_PAGE) -> None:
    """Open a page over https and wait until it is kept."""
    page.goto(f"{here.address('https')}/{path}")
    assert page.evaluate(KEPT, path), path


def until(page: Page, condition: str, given: Any = None) -> None:
    """Wait until an asynchronous condition holds in the page."""
    page.evaluate(
        f"""async given => {{
          const registration = () => navigator.serviceWorker.getRegistration();
          const holds = {condition};
          for (let n = 0; n < 300 && !(await holds(given)); n++) await new Promise(done => setTimeout(done, 50));
          if (!(await holds(given))) throw new Error('never came true');
        }}""",
        given,
    )


@pytest.fixture(scope="module")
def second_edition(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site with news on a role's page, finished as a build does."""
    to = tmp_path_factory.mktemp("second") / "site"
    shutil.copytree(site, to)
    page = to / ROLE_PAGE
    before, heading, after = page.read_text("utf-8").partition("<h1")
    page.write_text(f"{before}<p id=news>新的一版</p>{heading}{after}", "utf-8")
    finish_site(to, worker=True)
    return to


@pytest.mark.parametrize("way", ["https-cut", *(pytest.param(way, marks=pytest.mark.long) for way in ("http", "disk"))])
def test_journey_by_touch_from_the_role_to_the_search(way: str, here: World, phone: Phone, catalog: Catalog) -> None:
    page = phone()
    if way == "https-cut":
        visit(page, here, "index.html")
        page.locator(".mz-page").get_by_role("link", name=catalog.roles[ROLE].name).first.tap()
        page.wait_for_url(f"**/{ROLE_PAGE}")
        for bank in page.evaluate(BANKS_OF_PAGE):
            assert page.evaluate(KEPT, f"assets/answers/{bank}.js"), bank
        here.cut = True
    home = here.folder.as_uri() if way == "disk" else here.address(way.partition("-")[0])
    page.goto(f"{home}/index.html")

    page.locator(".mz-page").get_by_role("link", name=catalog.roles[ROLE].name).first.tap()
    page.wait_for_url(f"**/{ROLE_PAGE}")
    page.locator(".mz-contents").get_by_role("link", name=re.compile("救援")).tap()
    page.wait_for_url("**#safety-deputy-5")
    page.get_by_role("link", name=re.compile("全部自测题")).tap()
    page.wait_for_url(f"**/practice/index.html?role={ROLE}&count=all")
    page.locator("button[data-action=check]").first.wait_for()
    page.goto(f"{home}/{BANK_PAGE}")
    page.locator("button[data-action=check]").first.wait_for()
    first = ids(page)[0]
    assert answer(field_of(page, first), data_of(page)[first]["key"], right=False) == "wrong"

    page.locator(".mz-bar").get_by_role("link", name="我的").tap()
    page.wait_for_url("**/progress/index.html")
    page.get_by_text(re.compile("错题.*1")).first.wait_for()
    page.locator(".mz-bar").get_by_role("link", name="自测").tap()
    page.wait_for_url("**/quizzes/index.html")
    page.locator(".mz-page").get_by_role("link", name="错题本").tap()
    page.wait_for_url("**/practice/index.html?set=wrong")
    page.locator(f"fieldset[data-question='{first}']").wait_for()

    page.locator(".mz-bar").get_by_role("link", name="搜索").tap()
    page.locator("dialog[open] input").fill("应急救援")
    page.locator(".mz-hit").filter(has_text="应急救援").first.wait_for()
    offline = page.get_by_text("离线 · 版本 2026年11月")
    assert offline.is_visible() == (way == "https-cut")
    assert "sw.js" in here.paths() if way == "https-cut" else "sw.js" not in here.paths()


def test_nothing_is_attempted_over_plain_http(here: World, phone: Phone) -> None:
    page = phone()
    page.goto(f"{here.address('http')}/{ROLE_PAGE}", wait_until="networkidle")
    assert page.evaluate("isSecureContext") is False
    assert not {"sw.js", "assets/offline.js"} & set(here.paths())


def test_page_without_a_copy_says_so_and_leads_back_and_is_kept_from_then_on(here: World, phone: Phone) -> None:
    page = phone()
    visit(page, here, "index.html")
    here.cut = True
    page.goto(f"{here.address('https')}/{UNKEPT}#art20")
    page.get_by_text("要看的那一页还没有存在这台设备上").wait_for()
    assert page.url.partition("?")[0].endswith("/offline/index.html")
    here.cut = False
    page.get_by_role("link", name="再试一次").tap()
    page.wait_for_url(f"**/{UNKEPT}")
    assert page.locator("h1").inner_text().startswith("第二十条")
    assert page.evaluate(KEPT, UNKEPT)
    here.cut = True
    page.goto(f"{here.address('https')}/{UNKEPT}?seed=7&form=B")
    expect(page.get_by_text("离线 · 版本 2026年11月")).to_be_visible()
    assert page.locator("h1").inner_text().startswith("第二十条")


def test_slow_network_gives_the_kept_page_and_says_so(here: World, phone: Phone) -> None:
    page = phone()
    visit(page, here)
    here.patience = 60
    page.goto(f"{here.address('https')}/{ROLE_PAGE}")
    expect(page.get_by_text("网络慢，先看存在本机的")).to_be_visible()
    here.patience = 0  # the late answer comes: the browser lets nobody else fetch the page before
    page.reload()
    expect(page.get_by_text("网络慢")).to_be_hidden()


def test_what_is_not_the_sites_is_never_kept(here: World, phone: Phone) -> None:
    page = phone()
    visit(page, here)
    for fault in ("broken", "login"):
        here.login, here.broken = fault == "login", {ROLE_PAGE, UNKEPT} if fault == "broken" else set()
        page.goto(f"{here.address('https')}/{UNKEPT}")
        page.goto(f"{here.address('https')}/{ROLE_PAGE}")
        assert page.locator(".mz-duty").count() == (DUTIES if fault == "broken" else 0)
        here.login, here.broken, here.cut = False, set(), True
        page.goto(f"{here.address('https')}/{ROLE_PAGE}")
        assert page.locator(".mz-duty").count() == DUTIES
        page.goto(f"{here.address('https')}/{UNKEPT}")
        page.get_by_text("要看的那一页还没有存在这台设备上").wait_for()
        here.cut = False


EMPTY = "async () => { for (const name of await caches.keys()) await caches.delete(name); }"


def test_without_a_network_and_with_the_store_emptied_a_page_of_its_own_says_so(here: World, phone: Phone) -> None:
    page = phone()
    visit(page, here)
    page.evaluate(EMPTY)
    here.cut = True
    for path in (ROLE_PAGE, "offline/index.html", "offline/index.html?page=roles/index.html", "no/such/page.html", ""):
        page.goto(f"{here.address('https')}/{path}")
        assert page.locator("h1").inner_text() == "现在没有网络", path
        assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.goto(f"{here.address('https')}/{ROLE_PAGE}#safety-deputy-2")
    assert page.get_by_role("link", name="回首页").get_attribute("href") == f"{here.address('https')}/index.html"
    here.cut = False
    page.get_by_role("link", name="再打开这一页").click()
    assert page.locator(".mz-duty").count() == DUTIES


def test_new_edition_is_announced_and_shown_when_the_reader_says_so(
    here: World, phone: Phone, second_edition: Path
) -> None:
    page = phone()
    visit(page, here)
    visit(page, here, UNKEPT)
    old = page.evaluate(EDITIONS)
    assert len(old) == 1
    here.cut = True
    page.goto(f"{here.address('https')}/{ROLE_PAGE}")  # an old copy stays on show while the new one arrives
    page.wait_for_load_state("networkidle")
    here.folder = second_edition
    here.cut = False
    here.asked.clear()
    page.evaluate("dispatchEvent(new Event('online'))")
    notice = page.locator(".mz-update")
    notice.get_by_text("内容已更新").wait_for()
    expect(page.locator("#news")).to_be_hidden()
    changed = {path for path in here.paths() if path != "sw.js"}
    assert changed == {ROLE_PAGE}, "the rest is taken from the old edition"
    with page.expect_navigation():
        notice.get_by_role("button", name="刷新").tap()
    expect(page.locator("#news")).to_be_visible()
    until(page, REPLACED, old[0])
    here.cut = True
    page.goto(f"{here.address('https')}/{UNKEPT}")
    assert page.locator("h1").inner_text().startswith("第二十条"), "what was visited is taken over"


def test_page_that_is_new_itself_lets_the_new_edition_in_without_a_word(
    here: World, phone: Phone, second_edition: Path
) -> None:
    page = phone()
    visit(page, here)
    old = page.evaluate(EDITIONS)
    here.folder = second_edition
    page.goto(f"{here.address('https')}/{ROLE_PAGE}")
    expect(page.locator("#news")).to_be_visible()
    until(page, REPLACED, old[0])
    expect(page.locator(".mz-update")).to_be_hidden()


def test_edition_that_cannot_be_had_whole_leaves_the_old_one(here: World, phone: Phone, second_edition: Path) -> None:
    page = phone()
    visit(page, here)
    old = page.evaluate(EDITIONS)
    new, earlier = second_edition / ROLE_PAGE, here.folder / ROLE_PAGE
    finished = new.read_bytes()
    here.folder = second_edition
    try:
        for missing in ({ROLE_PAGE}, set[str]()):
            here.missing = missing
            if not missing:
                shutil.copyfile(earlier, new)  # the new worker is uploaded, the page not yet
            here.asked.clear()
            page.evaluate(UPDATE)
            until(page, "async () => { const r = await registration(); return !r.installing && !r.waiting; }")
            assert ROLE_PAGE in here.paths()[here.paths().index("sw.js") :]
    finally:
        new.write_bytes(finished)
    here.cut = True
    page.goto(f"{here.address('https')}/{ROLE_PAGE}")
    assert page.locator(".mz-duty").count() == DUTIES
    expect(page.locator("#news")).to_be_hidden()
    assert set(old) <= set(page.evaluate(EDITIONS))


def test_sitting_an_examination_is_not_disturbed(here: World, phone: Phone, second_edition: Path) -> None:
    page = phone()
    visit(page, here, "papers/quick/index.html")
    page.locator("[data-action=start]").tap()
    page.locator("[data-part=run]").wait_for()
    here.folder = second_edition
    page.evaluate(UPDATE)
    until(page, "async () => !!(await registration()).waiting")
    wait_until_quiet(page)
    expect(page.locator(".mz-update")).to_be_hidden()
    expect(page.locator("[data-part=run]")).to_be_visible()


def test_site_that_wants_no_worker_removes_it_with_all_it_kept(
    here: World, phone: Phone, site: Path, tmp_path: Path
) -> None:
    page = phone()
    visit(page, here)
    shutil.copytree(site, tmp_path / "off")
    finish_site(tmp_path / "off", worker=False)
    here.folder = tmp_path / "off"
    page.evaluate("caches.open('of somebody else')")
    page.evaluate(UPDATE)
    until(page, "async () => !(await registration())")
    assert page.evaluate(EDITIONS) == ["of somebody else"]


def test_full_device_shows_the_site_all_the_same(here: World, phone: Phone, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "full")
    here.folder = tmp_path / "full"
    worker = here.folder / "sw.js"
    full = "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));\n"
    worker.write_text(full + worker.read_text("utf-8"), "utf-8")
    page = phone()
    page.goto(f"{here.address('https')}/{ROLE_PAGE}", wait_until="networkidle")
    page.reload()
    assert page.locator(".mz-duty").count() == DUTIES
    kept = "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(c => c.keys()))))"
    assert page.evaluate(kept) in ([], [[]])


def test_nothing_leaves_for_anybody_else_and_no_cookie_is_set(here: World, phone: Phone) -> None:
    page = phone()
    visit(page, here)
    visit(page, here, BANK_PAGE)
    first = ids(page)[0]
    page.locator("button[data-action=check]").first.wait_for()
    answer(field_of(page, first), data_of(page)[first]["key"])
    page.locator(".mz-bar [data-search]").tap()
    page.locator("dialog[open] input").fill("一票否决")
    page.locator(".mz-hit").first.wait_for()
    assert {host for host, _ in here.asked} == {"study.example"}
    assert {path for _, path in here.asked if "?" in path} == set()
    assert here.bodies == []
    assert here.cookies == []
    assert page.context.cookies() == []
    assert not [path for path in here.paths() if path.startswith("downloads/files/")]
    assert OFFLINE_FILE not in (here.folder / "sw.js").read_text("utf-8")
