"""A type of question is added by the steps of CONTRIBUTING.md, and is then read, shown, printed, marked and scored.

The type stands in ``new_type/``. It is put into a copy of the program, which a process of its own runs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.loading import load_catalog
from tests.conftest import ROOT
from tests.fault_case import MINIMAL

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OWN = Path(__file__).parent / "new_type"
FILES = {
    "numeric.py.txt": "questions/numeric.py",
    "numeric.html": "web/quiz/types/numeric.html",
    "numeric.js": "web/quiz/types/numeric.js",
}
LINES = {
    "questions/question_type.py": (
        '    BLANK = "blank", "填空题", "填空"\n',
        '    BLANK = "blank", "填空题", "填空"\n    NUMERIC = "numeric", "数值题", "数值"\n',
    ),
    "questions/registry.py": (
        "Blank | Match | Order | ShortAnswer\n",
        "Blank | Match | Order | ShortAnswer | Numeric\n",
    ),
}
"""What is written into files that list the types, besides an import."""
MOST_FILES = 6

QUESTION = """
  - id: basics-number
    type: 数值题
    stem: |
      主要负责人每年组织演练（　　）次。
    answer: 12
    explanation: |
      第二条第（一）项写的是每月。
    cites:
      - leader-1
"""
SECTION = """
  - type: 数值题
    count: 1
    points: 3
    banks:
      - basics
"""
FOLLOWED = """
import json, sys
from pathlib import Path
from mingze.banks.drawn import draw_paper
from mingze.checks import check_site
from mingze.exchange.questions.batch import of_banks
from mingze.exchange.questions.formats import prepare
from mingze.handouts.blocks import PaperItem, TableBlock
from mingze.handouts.exams import Exams
from mingze.pages import Renderer, plan_pages
from mingze.pages.bank_files import bank_files
from mingze.scoring import make_report, read_sitting
from mingze.sheets.sheet_layout import lay_out
from mingze.views.runs import plain

root = Path(sys.argv[1])
loaded, faults = check_site(root)
catalog = loaded.catalog
renderer = Renderer(catalog)
(page,) = (page for page in plan_pages(catalog) if page.path == "quizzes/basics/index.html")
drawn = draw_paper(catalog, catalog.papers["mock"], "1", "A")
paper, key = Exams(catalog).question_paper(drawn), Exams(catalog).key(drawn)
items = [b for b in paper.sections[0].blocks if isinstance(b, PaperItem)]
fields = [field for page in lay_out(drawn).pages for field in page.fields]
rows = [[plain(cell) for cell in row] for b in key.sections[0].blocks if isinstance(b, TableBlock) for row in b.rows]
sitting = read_sitting(sorted((root / "answers").iterdir()), catalog)
report = make_report(sitting)
print(json.dumps({
    "faults": [str(f) for f in faults if f.is_error],
    "page": renderer.render(page),
    "files": {path: make() for path, make in bank_files(catalog, renderer)},
    "types": [item.type for item in items],
    "field": [[f.layout, f.count] for f in fields][-1],
    "key": rows[-1][:2],
    "marks": [[str(mark) for mark in row] for row in sitting.marks],
    "sitting faults": [str(fault) for fault in sitting.faults],
    "exported": prepare("gift", of_banks(catalog, [catalog.banks["basics"]])).data().decode(),
    "guess": [one.guess for one in report.items],
}, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the program that has the new type."""
    folder = tmp_path_factory.mktemp("program")
    # with what Python compiled of it, which it makes anew of the files that are changed below
    shutil.copytree(ROOT / "mingze", folder / "mingze", ignore=shutil.ignore_patterns("*.pyc.*"))
    for name, place in FILES.items():
        shutil.copy(OWN / name, folder / "mingze" / place)
    for place, (before, after) in LINES.items():
        file = folder / "mingze" / place
        text = file.read_text("utf-8")
        assert text.count(before) == 1, place
        file.write_text(text.replace(before, after), "utf-8")
    registry = folder / "mingze" / "questions" / "registry.py"
    imported = "from mingze.questions.multiple import MultipleChoice\n"
    text = registry.read_text("utf-8")
    registry.write_text(text.replace(imported, f"{imported}from mingze.questions.numeric import Numeric\n"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def followed(program: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the program says of a site with a question of the new type."""
    root = tmp_path_factory.mktemp("site") / "site"
    shutil.copytree(MINIMAL, root)
    for place, more in (("banks/basics.yml", QUESTION), ("papers/mock.yml", SECTION)):
        file = root / "quizzes" / place
        file.write_text(file.read_text("utf-8").rstrip() + more, "utf-8")
    (root / "answers").mkdir()
    for who, response in (("a", "１２.0"), ("b", "11"), ("c", 12)):
        data = {
            "format": "mingze-answers/1",
            "site": load_catalog(MINIMAL).catalog.site.id,
            "paper": "mock",
            "seed": "1",
            "form": "A",
            "who": who,
        }
        answers = {**data, "answers": {"basics-number": response}}
        (root / "answers" / f"{who}.json").write_text(json.dumps(answers), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", FOLLOWED, root],
        env={**os.environ, "PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_a_type_touches_few_files() -> None:
    assert len({*FILES.values(), *LINES}) <= MOST_FILES


def test_a_question_of_the_new_type_is_read_and_shown(followed: dict[str, Any]) -> None:
    assert followed["faults"] == []
    assert 'inputmode="decimal" name="basics-number"' in followed["page"]
    assert "答案：12" in followed["page"]
    assert '"type":"numeric"' in followed["files"]["assets/questions/basics.js"]
    assert '"key":"12"' in followed["files"]["assets/answers/basics.js"]


def test_it_is_drawn_and_printed_with_its_key(followed: dict[str, Any]) -> None:
    assert followed["types"][-1] == "numeric"
    assert followed["field"] == ["gaps", 1]
    assert followed["key"] == ["2", "12"]


def test_it_is_marked_and_scored(followed: dict[str, Any]) -> None:
    assert followed["marks"] == [["3"], ["0"], ["None"]]
    assert followed["guess"] == [0.0]
    assert ["c.json" in fault and "数值题应当是文字" in fault for fault in followed["sitting faults"]] == [True]


def test_other_programs_are_given_it(followed: dict[str, Any]) -> None:
    assert followed["exported"].count("[id:basics-number]") == 1
    assert "次。</p>{\n=12\n####" in followed["exported"]


def test_the_browser_marks_it_alike(program: Path, browser: Browser, tmp_path: Path) -> None:
    web = program / "mingze" / "web"
    names = ("common/dom.js", "quiz/type.js", "quiz/types/numeric.js")
    tags = "".join(f'<script src="{(web / name).as_uri()}"></script>' for name in names)
    file = tmp_path / "quiz.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{tags}", "utf-8")
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(file.as_uri())
        marks = page.evaluate("() => ['１２.0', '11', 'x'].map(t => mingze.quiz.types.numeric.mark({ key: '12' }, t))")
    finally:
        context.close()
    assert marks == [1, 0, 0]
