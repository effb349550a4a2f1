"""What leaves the printer, and what a browser without scripts shows: all there is to read, and nothing else."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.page_kinds import PRINTED, PageKind, kinds_named
from bench.stage import show, unfold
from mingze.model import Catalog
from mingze.views.prose import plain
from tests.browser.conftest import Opener

if TYPE_CHECKING:
    from playwright.sync_api import Page

printed_kinds = pytest.mark.parametrize("kind", kinds_named(PRINTED), ids=lambda kind: kind.name)


def printed(page: Page, folder: Path) -> str:
    """Print the page and return the words on paper without the spaces and breaks of its layout."""
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return squeezed(done.stdout)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


READ_AND_OPENED = """() => {
  const words = name => [name, document.querySelector(`${name} ul`).textContent];
  // as some browsers do to print
  document.querySelectorAll(".mz-answer, .mz-hint").forEach(d => { d.open = true; });
  return [Object.fromEntries([".mz-bar", ".mz-footer"].map(words)),
    [...document.querySelectorAll("[data-question]")].map(e => e.dataset.question)];
}"""
"""What the ways about say, and which questions stand there; every answer is opened."""
SCREEN_ONLY = [".mz-bar", ".mz-side", ".mz-skip", ".mz-header", ".mz-breadcrumb", ".mz-footer a", "button"]
SHOWN = """parts => parts.filter(part => [...document.querySelectorAll(part)].some(e =>
  e.getClientRects().length && e.checkVisibility({ checkVisibilityCSS: true })))"""


@printed_kinds
def test_paper_holds_no_ways_about_and_no_answers(
    kind: PageKind, opened: Opener, catalog: Catalog, tmp_path: Path
) -> None:
    page = opened(kind.path)
    told, asked = page.evaluate(READ_AND_OPENED)
    ways = {name: squeezed(words) for name, words in told.items()}
    assert min(map(len, ways.values())) > 8
    paper = printed(page, tmp_path)
    assert [name for name, words in ways.items() if words in paper or words[:12] in paper] == []
    assert "跳到正文" not in paper
    assert "答案:" not in paper  # full-width colon after NFKC
    for question in asked:
        explanation = squeezed(plain(catalog.questions[question].explanation, catalog.terms))
        assert explanation[:30] not in paper, question
    if kind.name == "bank":
        assert len(asked) > 20
        assert "解析" not in paper.replace("看答案与解析", "")
        assert squeezed(plain(catalog.questions[asked[0]].stem, catalog.terms))[:12] in paper
    if kind.name == "role":
        assert "据来源文本" in paper
        assert "未与官方原文逐字核对" in paper
        assert (
            "(A4)"
            in subprocess.run(["pdfinfo", tmp_path / "page.pdf"], capture_output=True, text=True, check=True).stdout
        )
        assert missing_of_folded_parts(catalog, paper) == []
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, SCREEN_ONLY) == []


def missing_of_folded_parts(catalog: Catalog, paper: str) -> list[str]:
    """Name what the duties of the role fold on a screen and the paper does not hold."""
    duties = [duty for a in catalog.assignments_of("safety-deputy") for duty in a.duties]
    assert len(duties) == 6
    return [
        text
        for explanation in (catalog.explanations[duty.id] for duty in duties)
        for text in (*explanation.actions, *explanation.evidence, *(explanation.caution or "").split("\n\n"))
        if squeezed(plain(text, catalog.terms)) not in paper
    ]


@pytest.mark.parametrize("scripts", [True, False])
def test_answers_are_printed_on_request(opened: Opener, catalog: Catalog, tmp_path: Path, *, scripts: bool) -> None:
    page = opened("quizzes/terms/index.html", java_script_enabled=scripts)
    page.get_by_label("打印时附上答案与解析").check()
    paper = printed(page, tmp_path)
    asked = page.locator("[data-question]").evaluate_all("all => all.map(e => e.dataset.question)")
    missing = [q for q in asked if squeezed(plain(catalog.questions[q].explanation, catalog.terms)) not in paper]
    assert len(asked) > 20
    assert missing == []
    assert "看答案与解析" not in paper.replace("再看答案与解析", "")
    assert page.locator(".mz-answer[open]").count() == 0
    page.emulate_media(media="print")
    answers = page.locator(".mz-answer p").filter(visible=True)
    assert answers.count() >= len(asked)
    page.emulate_media(media="screen")
    page.get_by_label("打印时附上答案与解析").uncheck()
    page.emulate_media(media="print")
    assert answers.count() == 0


def test_paper_is_white_in_every_mode(opened: Opener) -> None:
    page = opened("roles/safety-deputy/index.html")
    show(page, "dark")
    page.emulate_media(media="print")
    colours = page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def everything_is_readable_without_scripts(with_scripts: Page, without: Page) -> None:
    """Compare a page with itself in a browser without scripts, and open what folds (a probe of `test_every_kind`)."""
    # asked in the page itself: a locator's script would be sent to every page anew
    if without.evaluate(
        """() => {
          const shut = [...document.querySelectorAll(".mz-page details:not([open])")];
          const fold = shut.find(e => e.checkVisibility() && e.getClientRects().length);
          if (fold) fold.querySelector("summary").setAttribute("data-probe", "");
          return !!fold;
        }"""
    ):
        without.locator("[data-probe]").click()
        held = "document.querySelector('[data-probe] ~ *')"
        assert without.evaluate(f"{held}.checkVisibility() && {held}.getClientRects().length > 0")
    texts = []
    live = ".mz-match__choice, .mz-short, .mz-short__given, .mz-order__moves"  # controls for what stands there as text
    with_scripts.evaluate("live => document.querySelectorAll(live).forEach(e => e.remove())", live)
    needs_scripts = ".mz-screen, [data-module=my-device]"  # the second says itself what it is missing
    for page in (with_scripts, without):
        unfold(page)
        texts.append(
            page.evaluate(
                """needsScripts => [...document.querySelectorAll(
                  '.mz-page :is(h1, h2, h3, h4, p, li, dt, dd, td, th, legend, label)')]
                  .filter(e => e.checkVisibility() && !e.closest(needsScripts)).map(e => e.innerText)""",
                needs_scripts if page is with_scripts else "nothing",
            )
        )
    assert len(texts[1]) >= 2
    assert [text for text in texts[0] if not any(text in there for there in texts[1])] == []
    # a button without its script does nothing
    assert without.evaluate("[...document.querySelectorAll('button')].filter(e => e.checkVisibility()).length") == 0
