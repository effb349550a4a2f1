"""What the browser builds from the files of the banks is what the server writes on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.pages import Page as SitePage
from mingze.pages import Renderer
from mingze.questions import MODELS
from tests.conftest import MINIMAL, ROOT
from tests.quiz import TYPES, ask, bank_data, page_with

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

DIFFERENCES = """(entries) => {
  const { quiz, dom } = mingze;
  const plain = text => text.replace(/\\s+/g, " ").trim();
  const squeezed = element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(node => { if (node.data.trim()) node.data = plain(node.data); else node.remove(); });
    element.normalize();
    return element;
  };
  const read = html => quiz.fragment("div", "", html).firstElementChild;
  // words on one line keep their distances, which a comparison without white space does not see
  const lines = element => dom.all(element, "legend, label, summary, .mz-answer__cites, li")
    .map(e => plain(e.textContent));
  return entries.filter(([id, question, answer, field, details]) => {
    const order = quiz.plain(question), here = [quiz.field(question, id, order, 1, "")];
    quiz.hint(here[0], question, "");
    if (answer) here.push(quiz.answer(answer, question, order, ""));
    return here.some((element, n) => {
      const there = read(n ? details : field);
      return lines(element).join("|") !== lines(there).join("|") || !squeezed(element).isEqualNode(squeezed(there));
    });
  }).map(([id]) => id);
}"""


@pytest.fixture(scope="module", params=[ROOT, MINIMAL], ids=["own", "minimal"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return load_catalog(request.param).catalog


def test_questions_and_answers_are_built_as_they_stand_on_pages(
    browser: Browser, tmp_path: Path, catalog: Catalog
) -> None:
    renderer = Renderer(catalog)
    parts = renderer.module("quiz/question.html", SitePage("index.html", "", ""))
    questions, answers = bank_data(catalog, "questions"), bank_data(catalog, "answers")
    entries = [
        (
            id_,
            questions[id_],
            answers.get(id_),
            str(parts.question(renderer.views.question(question), "1", answered=False, dossier="apart")).strip(),
            str(parts.answer(renderer.views.question(question), quoted=True)).strip(),
        )
        for id_, question in catalog.questions.items()
    ]
    with page_with(browser, tmp_path, *TYPES, "quiz/build.js") as page:
        assert ask(page, DIFFERENCES, entries) == []


def test_the_sites_hold_every_type() -> None:
    held = {question.type for root in (ROOT, MINIMAL) for question in load_catalog(root).catalog.questions.values()}
    assert held == MODELS.keys()


def test_both_sides_know_the_same_types_and_which_of_them_a_hall_raises_hands_for(
    browser: Browser, tmp_path: Path
) -> None:
    closed = {type_.value: model.is_closed for type_, model in MODELS.items()}
    with page_with(browser, tmp_path, *TYPES) as page:
        said = """() => Object.fromEntries(
            Object.entries(mingze.quiz.types).map(([name, type]) => [name, Boolean(type.hands)]))"""
        assert ask(page, said, None) == closed
