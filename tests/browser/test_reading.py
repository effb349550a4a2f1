from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from bench.page_kinds import PageKind

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module", params=["file", "http in a sub-folder"])
def address(request: pytest.FixtureRequest, real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "file":
        yield real_site.as_uri()
        return
    folder = tmp_path_factory.mktemp("portal")
    (folder / "zt").mkdir()
    (folder / "zt" / "aqsc").symlink_to(real_site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/zt/aqsc"
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=True)
    yield context.new_page()
    context.close()


def test_reader_goes_from_home_to_role_duty_and_article_by_tapping(address: str, phone: Page) -> None:
    requests: list[str] = []
    problems: list[str] = []
    phone.on("request", lambda request: requests.append(request.url))
    # leaving a page aborts what it was still fetching, which is no fault
    phone.on("requestfailed", lambda request: problems.extend([request.url] * (request.failure != "net::ERR_ABORTED")))
    phone.on("console", lambda message: problems.append(message.text))
    phone.on("pageerror", lambda error: problems.append(str(error)))
    phone.goto(f"{address}/index.html")
    phone.get_by_role("link", name="分管安全生产的政府领导").tap()
    phone.wait_for_url("**/roles/safety-deputy/index.html")
    assert phone.inner_text("h1") == "分管安全生产的政府领导"
    phone.get_by_role("link", name="救援调查与评估").first.tap()
    phone.wait_for_url("**#safety-deputy-5")
    duty = phone.locator("#safety-deputy-5")
    assert "组织开展生产安全事故责任追究和整改措施落实情况评估" in duty.inner_text()
    assert "留痕" in duty.inner_text()
    assert "据来源文本" in duty.inner_text()
    duty.get_by_role("link", name="第八条第（五）项").tap()
    phone.wait_for_url("**/art8/index.html#art8-item5")
    phone.get_by_role("link", name="下一个").tap()
    phone.wait_for_url("**/art9/index.html")
    assert phone.inner_text("h1").startswith("第九条")
    phone.get_by_role("link", name="自测", exact=True).first.tap()
    phone.get_by_role("link", name="党委主要负责人职责自测").tap()
    phone.wait_for_url("**/quizzes/party-secretary/index.html")
    assert problems == []
    assert [url for url in requests if not url.startswith(address)] == []
    assert phone.context.cookies() == []


def test_answer_opens_without_a_script(real_site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto((real_site / "quizzes/party-secretary/index.html").as_uri())
    question = page.locator("#ps-001")
    key = question.get_by_text(re.compile("^答案：[A-D]$"))
    expect(key).to_be_hidden()
    question.get_by_text("看答案与解析").click()
    expect(key).to_be_visible()
    expect(question.get_by_text("据来源文本").first).to_be_visible()
    context.close()


def page_fits_a_narrow_screen_and_reads_large(kind: PageKind, page: Page) -> None:
    """Look at a page as it opens (a probe of `test_every_kind`)."""
    page.set_viewport_size({"width": 320, "height": 640})
    facts = page.evaluate(
        """() => {
          const style = getComputedStyle(document.body);
          const targets = '.mz-bar a, .mz-card, .mz-option, summary, button, .mz-button, .mz-letters a, .mz-links a, '
            + '.mz-contents a, .mz-comparison a, .mz-map__article, .mz-pager a, .mz-footer li a';
          const shown = [...document.querySelectorAll(targets)].filter(e => e.getClientRects().length);
          return {
            overflow: document.documentElement.scrollWidth - innerWidth,
            size: parseFloat(style.fontSize),
            leading: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
            small: shown.filter(e => e.offsetHeight < 48 || e.offsetWidth < 48).map(e => e.outerHTML.slice(0, 90)),
            lang: document.documentElement.lang,
            headings: document.querySelectorAll('h1').length,
          };
        }"""
    )
    assert facts["overflow"] <= 0
    assert facts["size"] >= 18
    assert facts["leading"] >= 1.6
    assert facts["small"] == []
    assert facts["lang"] == "zh"
    assert facts["headings"] == 1


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src") and value:
                self.hrefs.append(value)


def test_every_link_of_the_built_site_leads_somewhere(real_site: Path) -> None:
    pages: dict[Path, _Links] = {}
    for file in sorted(real_site.rglob("*.html")):
        pages[file] = _Links()
        pages[file].feed(file.read_text("utf-8"))
        assert len(pages[file].ids) == len(set(pages[file].ids)), f"{file} 有重复的 id"
    broken = []
    for file, links in pages.items():
        for href in links.hrefs:
            parts = urlsplit(href)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto"), href
                continue
            assert not href.startswith("//"), href
            if file.name == "404.html" and href.startswith("/"):
                continue  # the error page is served at any address
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in pages[target].ids):
                broken.append(f"{file.relative_to(real_site)}: {href}")
    assert broken == []
