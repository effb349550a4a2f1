from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mingze.build import build_site
from mingze.loading import load_catalog
from mingze.pages import plan_pages
from tests.browser.quiet import COUNT_TIMERS, wait_until_quiet
from tests.conftest import ROOT, copy_site

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
        payload = "".join(PAYLOADS) if key in PROSE_KEYS else next(_TURN)
        if key == "stem":  # its end is looked at by the checks
            return f"{payload}{value.rstrip()}"
        return f"{value.rstrip()}{payload}".rstrip()  # a block scalar ends in no space
    return value


_TURN = itertools.cycle(PAYLOADS)


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
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_site(tmp_path_factory.mktemp("hostile"))
    for folder in ("data", "quizzes"):
        for file in (root / folder).rglob("*.yml"):
            content = poison(yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader))
            file.write_text(yaml.dump(content, Dumper=_Written, allow_unicode=True, width=10**9), "utf-8")
    settings = (
        (root / "mkdocs.yml").read_text("utf-8").replace("- 岗位:", "- <script>window.pwned=7</script>{{ 7*7 }}:")
    )
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    return build_site(root).site


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
READ = f"""pages => pages.map(([address, text]) => {{
  const page = new DOMParser().parseFromString(text, "text/html"), base = page.createElement("base");
  base.href = address;
  page.head.prepend(base);
  return ({LOOK})(page);
}})"""
"""Look at pages as the browser reads them, without running or drawing them."""
RUN = f"() => (document.querySelectorAll('details').forEach(d => {{ d.open = true; }}), ({LOOK})(document))"


def largest_of_each_kind(site: Path) -> list[Path]:
    """Return the longest page of every template, and of those written by hand."""
    templates = {planned.path: planned.template for planned in plan_pages(load_catalog(site.parent).catalog)}
    pages = sorted(site.rglob("*.html"), key=lambda file: file.stat().st_size)
    of_kind = {templates.get(file.relative_to(site).as_posix(), ""): file for file in pages}
    return sorted(of_kind.values())


def test_hostile_text_stays_text_on_every_page(hostile_site: Path, browser: Browser) -> None:
    """Every page is read by the browser, and the largest of every kind is run."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    requests: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    pages = sorted(hostile_site.rglob("*.html"))
    assert len(pages) > 40
    own = {"handlers": 0, "links": 0, "images": 0, "frames": 0, "computed": False}

    def sound(file: Path) -> dict[str, object]:
        home = ',"use strict"' if file == hostile_site / "index.html" else ""  # what it remembers, before all else
        # what is put into each sentence makes this text a long one, told in parts
        parts = ",parts.js" if file == hostile_site / "regulation" / "anquan-zerenzhi" / "index.html" else ""
        return {"scripts": OUR_SCRIPTS + home + parts, **own}

    page.goto((hostile_site / "404.html").as_uri())
    read = page.evaluate(READ, [[file.as_uri(), file.read_text("utf-8")] for file in pages])
    for file, found in zip(pages, read, strict=True):
        assert found == sound(file), file
    for file in largest_of_each_kind(hostile_site):
        page.goto(file.as_uri())
        assert page.evaluate(RUN) == sound(file), file
        assert page.evaluate("typeof window.pwned") == "undefined", file
    text = page.goto((hostile_site / "roles" / "safety-deputy" / "index.html").as_uri()) and page.inner_text("body")
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
    for query in ("window.pwned", "onerror", "</title>", "{{ 7*7 }}", "安全生产", "javascript:"):
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
    from mingze.checks import check_site

    root = copy_site(tmp_path / "site")
    roles = root / "data" / "roles.yml"
    roles.write_text(roles.read_text("utf-8").replace("id: safety-deputy", f"id: '{bad}'"), "utf-8")
    _, diagnostics = check_site(root)
    assert any(d.code == "bad-value" and d.span.file == "data/roles.yml" for d in diagnostics)
    assert root != ROOT
