"""A bank and a paper that keep their answers back: the built site tells no key, and answers are scored later."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.stage import served
from mingze.build import build_site
from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.scoring import read_sitting
from tests.browser.device import READY, keep, stored
from tests.browser.quiz_hands import (
    FULL_STORAGE,
    NO_STORAGE,
    Start,
    begin,
    field_of,
    focused,
    ids,
    part,
    phones,
    put,
    response,
    running,
)
from tests.conftest import ROOT, snapshot
from tests.pages.rendered_site import write
from tests.pages.small_site import SMALL

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEY = "mingze:v1:small"
BANK, SEALED = "quizzes/exam/index.html", "papers/sealed/index.html"
WITHHELD = ("e-1", "e-2", "e-3", "e-4", "e-5")
SETTINGS = """\
site_name: 小站
use_directory_urls: false
theme:
  name: material
  language: zh
  font: false
plugins: []
hooks: [hooks/check.py, hooks/pages.py, hooks/publish.py]
extra: {generator: false}
"""
on_a_disk = pytest.mark.parametrize("start", ["file", pytest.param("http", marks=pytest.mark.long)], indirect=True)
"""Sheets are kept as examinations are: test_exam_store.py has two windows of one from a server too."""


def built(files: dict[str, str], folder: Path) -> Path:
    """Build a site as `mingze build` does; returns its folder, beside which its sources lie."""
    root = write(files, folder / "small")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    return build_site(root).site


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(SMALL, tmp_path_factory.mktemp("withheld"))


@pytest.fixture(scope="module")
def small(small_site: Path) -> Catalog:
    return load_catalog(small_site.parent).catalog


@pytest.fixture
def start(request: pytest.FixtureRequest, browser: Browser, small_site: Path) -> Iterator[Start]:
    if getattr(request, "param", "file") == "http":
        with served(small_site) as address, phones(browser, address) as start:
            yield start
    else:
        with phones(browser, small_site.as_uri()) as start:
            yield start


def test_no_file_of_the_built_site_tells_a_key(small_site: Path) -> None:
    files = snapshot(small_site)
    assert {"assets/questions/exam.js", "assets/answers/leader.js", BANK, SEALED} <= files.keys()
    assert "assets/answers/exam.js" not in files
    for name, content in files.items():
        text = content.decode("utf-8", "replace")
        assert "密封" not in text, name
        assert "\\u5bc6\\u5c01" not in text.lower(), name
    for name in ("practice/index.html", "progress/index.html", "roles/leader/index.html", "roles/deputy/index.html"):
        text = files[name].decode("utf-8")
        assert re.findall(r"(?<![\w-])e-[1-5](?![\w-])", text) == [], name
        assert ("l-1" in text) is (name != "roles/deputy/index.html"), name


def test_another_key_makes_the_same_site(small_site: Path, tmp_path: Path) -> None:
    bank = (
        SMALL["quizzes/banks/exam.yml"]
        .replace("answer: AB", "answer: BC")
        .replace(": 对", ": 错")
        .replace("answer: B\n", "answer: A\n")
        .replace("密封的", "另外的")
    )
    other = built({**SMALL, "quizzes/banks/exam.yml": bank}, tmp_path)
    assert load_catalog(other.parent).catalog.banks["exam"] != load_catalog(small_site.parent).catalog.banks["exam"]
    assert snapshot(other) == snapshot(small_site)


def answer_bank(page: Page) -> None:
    """Answer right but for the judgement."""
    for id_, kind, key in (("e-1", "multiple", [0, 1]), ("e-2", "judge", False), ("e-5", "single", [1])):
        put(field_of(page, id_), kind, key)
    field_of(page, "e-3").locator("input").fill(" 密封的答案 ")
    field_of(page, "e-4").locator("textarea").fill("看现场")


def exported(page: Page, who: str = "") -> str:
    page.get_by_label("姓名或考号").fill(who)
    page.get_by_role("button", name="显示成文字").tap()
    focused(page)
    assert part(page, "sheet-said") == "已选中，请复制。"
    text = page.get_by_label("答卷文字").input_value()
    assert page.evaluate("String(getSelection())") == text
    return text


def marks(text: str, catalog: Catalog, folder: Path) -> dict[str, Any]:
    """Score one exported text; returns what each question earned."""
    file = folder / "答卷.json"
    file.write_text(text, "utf-8")
    sitting = read_sitting([file], catalog)
    assert sitting.faults == ()
    return dict(zip([item.question.id for item in sitting.items], sitting.marks[0], strict=True))


def test_a_withheld_bank_is_answered_kept_and_scored_elsewhere(
    start: Start, small: Catalog, small_site: Path, tmp_path: Path
) -> None:
    page = start(BANK)
    assert part(page, "count") == "已答 0 / 5 题。"
    answer_bank(page)
    assert part(page, "count") == "已答 5 / 5 题。"
    given = {id_: response(page, id_) for id_ in WITHHELD}
    page.reload()
    page.locator("[data-part=count]:has-text('已答 5 / 5 题。')").wait_for()  # on a disk it comes with the first frame
    assert {id_: response(page, id_) for id_ in WITHHELD} == given
    assert page.locator("button[data-action=check], output, .mz-answer").count() == 0
    expect(page.get_by_text("这个浏览器不能保存记录")).to_be_hidden()
    text = exported(page, "李四")
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").tap()
    assert download.value.suggested_filename == "答卷-small-李四.json"
    assert download.value.path().read_text("utf-8") == text
    expected = {"e-1": Fraction(1), "e-2": Fraction(0), "e-3": Fraction(1), "e-4": None, "e-5": Fraction(1)}
    assert marks(text, small, tmp_path) == expected
    assert json.loads(text)["site"] == "small"


def test_answers_taken_back_are_open_again(start: Start) -> None:
    page = start(BANK)
    answer_bank(page)
    field_of(page, "e-1").locator(".mz-option").nth(0).tap()
    field_of(page, "e-1").locator(".mz-option").nth(1).tap()
    field_of(page, "e-3").locator("input").fill(" ")
    field_of(page, "e-4").locator("textarea").fill("")
    assert part(page, "count") == "已答 2 / 5 题。"
    answers = json.loads(exported(page))["answers"]
    assert answers == {"e-1": None, "e-2": False, "e-3": None, "e-4": None, "e-5": "B"}


def test_a_file_without_a_name_says_so(start: Start) -> None:
    page = start(BANK)
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").tap()
    assert download.value.suggested_filename == "答卷-small.json"
    said = part(page, "sheet-said")
    assert "没有写姓名，评分时只能按文件名区分。" in said
    assert said.endswith("请复制文字存到别处。")  # whether the file was written is not known
    page.get_by_label("姓名或考号").fill('../a:b "c"|<d>')
    with page.expect_download() as download:
        page.locator("[data-action=save-sheet]:not([aria-busy])").tap()  # after the moment that double taps have
    assert not set('/\\:*?"<>| ') & set(download.value.suggested_filename)


@on_a_disk
def test_a_withheld_paper_shows_no_verdict_and_is_scored_elsewhere(
    start: Start, small: Catalog, tmp_path: Path
) -> None:
    page = start(f"{SEALED}?seed=7")
    begin(page)
    put(field_of(page, "e-1"), "multiple", [0, 1])
    page.reload()
    page.locator("fieldset[data-question]").first.wait_for()
    assert response(page, "e-1") == [0, 1]
    page.locator("[data-part=end] [data-action=ask]").tap()
    page.get_by_role("button", name="确定交卷").tap()
    page.locator("[data-part=total]:has-text('卷号')").wait_for()
    number = running(page, "sealed", KEY)
    assert (number["seed"], number["form"]) == ("7", "A")
    assert "答了 1 / 2 题。本卷不公布答案" in part(page, "total")
    assert focused(page) == "result_"
    for _ in range(2):
        assert page.locator("output, .mz-answer, .mz-option__mark, [data-part=scores] table").count() == 0
        words = page.locator("[data-part=result]").inner_text() + page.locator("[data-part=questions]").inner_text()
        assert not [word for word in ("答对", "答错", "没有作答", "满分", "得分") if word in words]
        expect(page.locator("[data-action=wrong-only]")).to_be_hidden()
        assert stored(page, KEY)["exams"]["done"][0]["score"] is None
        assert stored(page, KEY).get("quiz") is None
        page.reload()
        page.locator("[data-part=total]:has-text('卷号')").wait_for()
    text = exported(page, "王五")
    assert marks(text, small, tmp_path) == {"e-1": Fraction(5), "e-2": Fraction(0)}


def test_an_open_paper_of_the_same_site_is_marked_at_once(start: Start) -> None:
    page = start("papers/open/index.html?seed=1")
    begin(page)
    put(field_of(page, "l-1"), "single", [0])
    page.locator("[data-part=end] [data-action=ask]").tap()
    page.get_by_role("button", name="确定交卷").tap()
    page.locator("[data-part=total]:has-text('得 5 分，满分 10 分')").wait_for()
    assert set(ids(page)) == {"l-1", "l-3"}


@on_a_disk
def test_two_windows_hold_one_sheet(start: Start) -> None:
    one = start(BANK)
    two = one.context.new_page()
    two.goto(one.url)
    # readers look from one window to the other; browsers take a moment to tell one what the other wrote
    for number, (page, other, id_, kind, key) in enumerate(
        [(one, two, "e-1", "multiple", [0]), (two, one, "e-2", "judge", True), (one, two, "e-5", "single", [1])], 1
    ):
        put(field_of(page, id_), kind, key)
        other.locator(f"[data-part=count]:has-text('已答 {number} / 5 题')").wait_for()
    for page in (one, two):
        page.locator("[data-part=count]:has-text('已答 3 / 5 题')").wait_for()
        assert [response(page, id_) for id_ in ("e-1", "e-2", "e-5")] == [[0], True, [1]]
    assert stored(one, KEY)["sheets"]["exam"] == {"e-1": [0], "e-2": True, "e-5": [1]}


@pytest.mark.parametrize(
    "script", [pytest.param(NO_STORAGE, marks=pytest.mark.long, id="denied"), pytest.param(FULL_STORAGE, id="full")]
)
def test_where_nothing_is_kept_the_sheet_says_so_and_works(start: Start, script: str) -> None:
    page = start(BANK, script=script)
    expect(page.get_by_text("离开这一页以前，请先存成答卷文件")).to_be_visible()
    answer_bank(page)
    assert part(page, "count") == "已答 5 / 5 题。"
    assert json.loads(exported(page))["answers"]["e-1"] == "AB"


DAMAGED_SHEETS: tuple[Any, ...] = (
    5, "x", [], {"exam": 5}, {"exam": ["e-1"]}, {"exam": {"e-1": 5, "e-2": "true", "e-3": "x", "e-4": {"text": 5}}},
    {"exam": {"e-1": "AB", "e-2": 1, "e-3": [5], "e-4": "x", "e-5": {}}}, {"exam": {"gone": [1], "e-5": None}},
)  # fmt: skip


ANSWERED_AND_SHOWN = """() => {
  const one = selector => document.querySelector(selector), count = () => one("[data-part=count]").innerText;
  const before = count(), asked = document.querySelectorAll("fieldset[data-question]").length;
  one("fieldset[data-question=e-1] input").click();
  const after = count();
  one("[data-action=show-sheet]").click();
  return [before, asked, after, one("[data-part=sheet-text] textarea").value];
}"""
"""Choose the first answer and have the sheet shown: how many are answered before and after, and the text."""


def test_a_damaged_sheet_counts_as_none(start: Start) -> None:
    page = start(BANK)
    for sheets in DAMAGED_SHEETS:
        keep(page, {"sheets": sheets}, KEY)
        page.reload()
        page.evaluate(READY)
        before, asked, after, text = page.evaluate(ANSWERED_AND_SHOWN)
        assert (before, asked, after) == ("已答 0 / 5 题。", 5, "已答 1 / 5 题。"), sheets
        answers = json.loads(text)["answers"]
        assert answers == {"e-1": "A", "e-2": None, "e-3": None, "e-4": None, "e-5": None}, sheets
