from __future__ import annotations

import itertools
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mingze.build import Built, build_site
from mingze.checks import check_site
from mingze.pages import plan_pages
from tests.browser.quiet import COUNT_TIMERS, wait_until_quiet
from tests.conftest import MINIMAL, copy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAYLOADS = (
    "<script>window.pwned=1</script>{{ 7*7 }}{% raw %}",
    "<img src=x onerror=window.pwned=2><svg onload=window.pwned=3>{# #}",
    "[点](javascript:window.pwned=4) [外](//evil.example) ![图](https://evil.example/x.png)",
    "\" onmouseover=\"window.pwned=5' autofocus onfocus='window.pwned=6 ",
    "</title></style></textarea></script><iframe src=javascript:window.pwned=7>",
)
PROSE_KEYS = frozenset(("text", "note", "definition", "stem", "explanation", "caution", "correction"))
TEXT_KEYS = frozenset(
    (
        *("title", "name", "short_name", "short_title", "organisation", "edition", "correction_contact", "place"),
        *("description", "note", "text", "summary", "plain", "caution", "correction", "definition", "lesson"),
        *("stem", "explanation", "hint", "feedback", "reference", "document_number", "checked_against", "reading"),
        *("value", "of", "left", "right", "then", "now"),
    )
)
LIST_KEYS = frozenset(
    ("aliases", "actions", "evidence", "options", "sequence", "issued_by", "kinds", "items", "posts", "gap")
)


def poison(value: Any, key: str = "") -> Any:
    """Add the payload to every text a reader could see."""
    if isinstance(value, dict):
        return {k: poison(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [poison(v, "gap" if key == "answers" else key) for v in value]  # `answers:` is a word too
    if isinstance(value, str) and key in TEXT_KEYS | LIST_KEYS and value:
        payload = "".join(PAYLOADS) if key in PROSE_KEYS else next(_TURNS[key])
        if key == "stem":  # its end is looked at by the checks
            return f"{payload}{value.rstrip()}"
        return f"{value.rstrip()}{payload}".rstrip()  # a block scalar ends in no space
    return value


_TURNS: defaultdict[str, Iterator[str]] = defaultdict(lambda: itertools.cycle(PAYLOADS))
PAPERS_KEPT = ("mock", "quick", "paper-safety-deputy")
MOST = 2
"""Questions of each type in a bank, and in a section of a paper: more of a kind come to pages the same way."""


def thinned(content: Any) -> Any:
    """Leave of a bank or a paper what differs; from anything else nothing is taken."""
    if isinstance(content, dict) and "bank" in content:
        seen: Counter[str] = Counter()
        for question in content["questions"]:
            question.pop("apart_from", None)  # names questions that may be gone
            seen[question["type"]] += 1
            question["type"] = "" if seen[question["type"]] > MOST else question["type"]
        content["questions"] = [question for question in content["questions"] if question["type"]]
    if isinstance(content, dict) and "paper" in content:
        for section in content["sections"]:
            section["count"] = str(min(int(section["count"]), MOST))
            section.pop("bank_quotas", None)
            section.pop("depth_quotas", None)
    return content


class _Written(yaml.Dumper):
    """Writes texts as authors must: of several lines behind a bar, others in quotes; lists below their keys."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        return super().represent_mapping(tag, mapping.items(), flow_style)  # in the order they were read

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


_Written.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, "|" if "\n" in text else '"')
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copy_site(tmp_path_factory.mktemp("hostile"))
    (root / "quizzes/reviewed.yml").unlink()  # it names questions that are gone
    for file in (root / "quizzes/papers").glob("*.yml"):
        if file.stem not in PAPERS_KEPT:
            file.unlink()
    for folder in ("data", "quizzes"):
        for file in (root / folder).rglob("*.yml"):
            content = poison(thinned(yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)))
            file.write_text(yaml.dump(content, Dumper=_Written, allow_unicode=True, width=10**9), "utf-8")
    settings = (
        (root / "mkdocs.yml").read_text("utf-8").replace("- 岗位:", "- <script>window.pwned=7</script>{{ 7*7 }}:")
    )
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    return build_site(root)


@pytest.fixture(scope="module")
def hostile_site(hostile: Built) -> Path:
    return hostile.site


OUR_SCRIPTS = '"use strict",mingze.js'
"""The start of the one that stands in the page, the name of the other."""
LOOK = """page => ({
  scripts: [...page.scripts]
    .filter(s => s.type !== 'application/json')
    .filter(s => !/\\/(quiz(-types)?|dossier|practice|exam|sheet|progress|hall|case-card|my-device)\\.js$/.test(s.src))
    .map(s => s.text ? s.text.slice(0, 12) : s.src.split('/').pop()).join(),
  handlers: [...page.querySelectorAll('*')].filter(
    e => [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'autofocus')).length,
  links: [...page.querySelectorAll('a[href]')].filter(
    a => !['file:', 'http:', 'https:', 'mailto:'].includes(a.protocol) || a.host === 'evil.example').length,
  images: [...page.images]
    .filter(i => !/\\/(presenting|exchange|live|sheets|questions)\\/[a-z-]+[.]png$/.test(i.src)).length,
  frames: page.querySelectorAll('iframe, svg:not(.mz-bar svg, .mz-header svg)').length,
  computed: page.body.textContent.includes('49{% raw') || page.title.includes('49'),
})"""
READ = f"""() => pages.map(([address, text]) => {{
  const page = new DOMParser().parseFromString(text, "text/html"), base = page.createElement("base");
  base.href = address;
  page.head.prepend(base);
  return ({LOOK})(page);
}})"""
"""Look at ``pages`` as the browser reads them, without running or drawing them."""
RUN = f"() => (document.querySelectorAll('details').forEach(d => {{ d.open = true; }}), ({LOOK})(document))"


def largest_of_each_kind(hostile: Built) -> list[Path]:
    """Return the longest page of every template, and of those written by hand."""
    templates = {planned.path: planned.template for planned in plan_pages(hostile.loaded.catalog)}
    pages = sorted(hostile.site.rglob("*.html"), key=lambda file: file.stat().st_size)
    of_kind = {templates.get(file.relative_to(hostile.site).as_posix(), ""): file for file in pages}
    return sorted(of_kind.values())


def read_by_browser(page: Page, files: list[Path], folder: Path) -> list[object]:
    """Return what a browser finds in pages; it gets them as a script, for handed over they take thrice as long."""
    pages = json.dumps([[file.as_uri(), file.read_text("utf-8")] for file in files])
    (folder / "pages.js").write_text(f"const pages = {pages};", "utf-8")
    (folder / "read.html").write_text('<!doctype html><meta charset="utf-8"><script src="pages.js"></script>', "utf-8")
    page.goto((folder / "read.html").as_uri())
    found: list[object] = page.evaluate(READ)
    return found


def test_hostile_text_stays_text_on_every_page(hostile: Built, browser: Browser, tmp_path: Path) -> None:
    """Every page is read by the browser, and the largest of every kind is run."""
    site = hostile.site
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    requests: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40
    own = {"handlers": 0, "links": 0, "images": 0, "frames": 0, "computed": False}

    def sound(file: Path) -> dict[str, object]:
        home = ',"use strict"' if file == site / "index.html" else ""  # what it remembers, before all else
        # what is put into each sentence makes this text a long one, told in parts
        parts = ",parts.js" if file == site / "regulation" / "anquan-zerenzhi" / "index.html" else ""
        return {"scripts": OUR_SCRIPTS + home + parts, **own}

    for file, found in zip(pages, read_by_browser(page, pages, tmp_path), strict=True):
        assert found == sound(file), file
    for file in largest_of_each_kind(hostile):
        page.goto(file.as_uri())
        assert page.evaluate(RUN) == sound(file), file
        assert page.evaluate("typeof window.pwned") == "undefined", file
    text = page.goto((site / "roles" / "safety-deputy" / "index.html").as_uri()) and page.inner_text("body")
    assert "<script>window.pwned=1</script>" in str(text)
    assert "{{ 7*7 }}{% raw %}" in str(text)
    assert dialogs == []
    assert [url for url in requests if not url.startswith("file:")] == []
    context.close()


def test_hostile_text_stays_text_in_search_results(hostile_site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script(COUNT_TIMERS)
    page.goto((hostile_site / "roles" / "safety-deputy" / "index.html").as_uri())
    page.locator(".mz-bar [data-search]").click()
    for query in ("window.pwned", "</title>", "{{ 7*7 }}", "安全生产"):
        results_stay_text(page, query)
    context.close()


def results_stay_text(page: Page, query: str) -> None:
    page.locator("dialog input").fill("")
    page.locator(".mz-hit").first.wait_for(state="detached")  # those of the query before
    page.locator("dialog input").fill(query)
    page.locator(".mz-hit").first.wait_for()
    wait_until_quiet(page)  # the groups below the first screen come a moment later
    page.evaluate("document.querySelectorAll('dialog [data-action=more]').forEach(button => button.click())")
    assert query in page.locator(".mz-find__results").inner_text()
    found = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll('dialog *')];
          return {
            pwned: typeof window.pwned,
            tags: [...new Set(all.map(e => e.localName))].sort().join(' '),
            handlers: all.filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
            links: all.filter(e => e.href && (e.protocol !== 'file:' || !e.pathname.endsWith('/index.html'))).length,
          };
        }"""
    )
    tags = "a b button div form h2 h3 input li mark p section span ul"
    assert set(found.pop("tags").split()) <= set(tags.split())
    assert found == {"pwned": "undefined", "handlers": 0, "links": 0}


@pytest.mark.parametrize("bad", ["../../evil", "/etc/evil", "..", "a/b", "con", "C:", "a\\b", "%2e%2e"])
def test_ids_cannot_leave_the_site(tmp_path: Path, bad: str) -> None:
    root = tmp_path / "site"
    shutil.copytree(MINIMAL, root)
    roles = root / "data" / "roles.yml"
    before = roles.read_text("utf-8")
    after = before.replace("id: deputy", f"id: '{bad}'")
    assert after != before
    roles.write_text(after, "utf-8")
    _, diagnostics = check_site(root)
    assert any(d.code == "bad-value" and d.span.file == "data/roles.yml" for d in diagnostics)
