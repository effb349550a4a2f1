"""A site of another subject carries no word of the first regulation, whatever it is made into."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from mingze.build import Built, Extras, build_site
from mingze.starting import Kind, Plan, begin
from tests.conftest import ROOT, copy_site

FOOD = ROOT / "tests" / "sites" / "food"
FIRST = re.compile(
    "安全生产|党委|政府|党政|领导干部|规定|一岗双责|三个“必须”|第一责任人|应急管理|中心组|安委会|anquan|aqsc"
)
"""Words of the first regulation and of its site."""
OF_THE_PROGRAM = re.compile("安全生产|党委|政府|党政|领导干部|一岗双责|中心组|安委会|anquan|aqsc")
"""The same without 规定, which the program's rules, its search and a guide say of any instrument."""
DATA_SCRIPTS = ("assets/questions/", "assets/answers/", "assets/search.js", "assets/lesson.js", "assets/readings.js")
BELONGS_TO_THE_EXAMPLE = ("teaching", "own-regulation", "authoring", "workbook", "levels")
"""Hand-written pages whose examples are the first regulation."""


@pytest.fixture(scope="module")
def food(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copy_site(tmp_path_factory.mktemp("food") / "site")
    for folder in ("data", "quizzes"):
        shutil.rmtree(root / folder)
        shutil.copytree(FOOD / folder, root / folder)
    for page in BELONGS_TO_THE_EXAMPLE:
        shutil.rmtree(root / "docs" / page)
    return build_site(root, root.parent / "out", Extras(handouts=True, offline=True))


def words_of(file: Path) -> str:
    """Return what a file shows or holds, without markup."""
    if file.suffix == ".pdf":
        return re.sub(
            r"\s", "", subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
        )
    if file.suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(file) as parts:
            return "\n".join(
                re.sub("<[^>]*>", "", parts.read(name).decode()) for name in parts.namelist() if name.endswith(".xml")
            )
    return html.unescape(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A company's list of duties, as ``mingze new`` begins it."""
    root = tmp_path_factory.mktemp("company") / "site"
    begin(root, Plan("示例公司消防学习站", Kind.LIST, date(2026, 11, 30), "示例公司", "消防", example=True))
    return build_site(root, root.parent / "out", Extras(handouts=True, offline=True))


@pytest.mark.parametrize("name", ["food", "company"])
def test_no_output_says_a_word_of_the_first_regulation(name: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(name)
    kinds: dict[str, int] = {}
    said: dict[str, set[str]] = {}
    for file in sorted(built.site.rglob("*")):
        path = file.relative_to(built.site).as_posix()
        if file.suffix not in (".html", ".js", ".pdf", ".docx", ".pptx", ".json", ".xml"):
            continue
        kinds[file.suffix] = kinds.get(file.suffix, 0) + 1
        programs = (file.suffix == ".js" and not path.startswith(DATA_SCRIPTS)) or path in (
            "faults/index.html",
            "exam/index.html",
        )
        found = set((OF_THE_PROGRAM if programs else FIRST).findall(words_of(file)))
        if found:
            said[path] = found
    assert said == {}
    assert {".html", ".js", ".pdf", ".docx", ".pptx"} <= set(kinds)


def test_titles_of_what_is_handed_out_name_the_sites_own_subject(food: Built) -> None:
    files = [file for file in food.site.rglob("*") if file.suffix in (".pdf", ".docx", ".pptx")]
    titled = [file for file in files if "镇街包保干部食品安全职责" in re.sub(r"\s", "", words_of(file))]
    assert {file.suffix for file in titled} == {".pdf", ".docx", ".pptx"}


def test_without_a_subject_titles_are_plain() -> None:
    from mingze.loading import load_catalog
    from mingze.views.names import duties_title

    catalog = load_catalog(ROOT / "tests" / "sites" / "minimal").catalog
    assert duties_title(catalog, catalog.roles["leader"]) == "示例单位主要负责人职责"


def test_the_examples_of_the_search_are_of_this_site(food: Built) -> None:
    script = (food.site / "assets/search.js").read_text("utf-8")
    assert '"examples":[["食品安全"],["shipin","spaq"],["第四条","4条1项"]]' in script


def test_a_chapter_of_two_boards_is_pictured_once_as_both(food: Built) -> None:
    page = (food.site / "accountability/index.html").read_text("utf-8")
    assert 'class="mz-board mz-board--reward mz-board--accountability"' in page
    assert page.count('class="mz-board mz-board--') == 1
    assert "奖惩的条文都在这张图里" in page


def test_what_a_deleted_guide_leaves_behind_is_told_and_pages_of_the_data_lead_nowhere_dead(food: Built) -> None:
    guides = ["exam"]
    assert [(d.code, d.span.file) for d in food.diagnostics] == [("dead-link", f"docs/{g}/index.md") for g in guides]
    gone = re.compile("(?:teaching|authoring|own-regulation)/index")
    assert sorted(file for file in food.site.rglob("*.html") if gone.search(file.read_text("utf-8"))) == [
        food.site / guide / "index.html" for guide in guides
    ]
    assert "presenting/index.html" in (food.site / "about/index.html").read_text("utf-8")


def test_about_names_sources_by_their_titles(food: Built) -> None:
    about = (food.site / "about/index.html").read_text("utf-8")
    assert '<a href="#source_banfa">示例市食品安全包保责任办法（示例，虚构）</a>' in about
    assert not re.search(r">\s*(banfa|jianbao)\b", about)
