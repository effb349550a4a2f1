"""Question groups on a phone and in the hall: the dossier comes before the questions, and again when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mingze.banks.drawn import draw_paper
from mingze.model import Catalog, QuestionGroup
from mingze.views import routes
from tests.browser.hall_hands import jump, open_hall, press, question, run_of, screen, set_up, view, where
from tests.browser.quiz_hands import (
    PAPER,
    Start,
    answer,
    begin_at_once,
    field_of,
    hand_in_at_once,
    ids,
    key_of,
    part,
    put,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PRACTICE = "practice/index.html"
SMALLEST = 30
"""Pixels of the hall's text."""


def some_group(catalog: Catalog) -> QuestionGroup:
    return catalog.groups["gh-g01"]


def dossier_above(field: Locator) -> Locator:
    """Return the dossier above the questions of the frame that a question stands in."""
    return field.locator("xpath=ancestor::section[contains(@class, 'mz-group')]/div[contains(@class, 'mz-dossier')]")


def overflows(page: Page) -> bool:
    found: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found


@pytest.mark.parametrize("start", ["file", pytest.param("http", marks=pytest.mark.long)], indirect=True)
def test_an_address_of_a_question_shows_what_it_is_about(start: Start, catalog: Catalog) -> None:
    first, second, third = some_group(catalog).questions
    bank = catalog.bank_of[first.id].id
    page = start(routes.question(bank, third.id))
    shown = field_of(page, third.id).locator(".mz-dossier")
    shown.wait_for()
    assert some_group(catalog).title in shown.inner_text()
    assert not overflows(page)
    button = field_of(page, third.id).get_by_role("button", name="收起材料")
    assert button.get_attribute("aria-expanded") == "true"
    button.tap()
    assert shown.count() == 0
    again = field_of(page, second.id).get_by_role("button", name="看材料")
    again.tap()
    expect(field_of(page, second.id).locator(".mz-dossier table")).to_be_visible()
    assert field_of(page, first.id).get_by_role("button", name="看材料").count() == 0
    assert answer(field_of(page, second.id), key_of(second)) == "right"
    assert page.locator(f"#{some_group(catalog).id}").evaluate("e => e.localName") == "section"


def test_without_a_script_every_question_leads_to_its_dossier(start: Start, catalog: Catalog) -> None:
    first, second, _ = some_group(catalog).questions
    page = start(routes.bank(catalog.bank_of[first.id].id), java_script_enabled=False)
    link = field_of(page, second.id).get_by_role("link", name="看材料")
    link.tap()
    assert page.url.endswith(f"#{some_group(catalog).id}")
    expect(page.locator(f"#{some_group(catalog).id} .mz-dossier").first).to_be_visible()


def test_an_examination_keeps_the_dossier_at_hand_and_shows_it_in_the_review(start: Start, catalog: Catalog) -> None:
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
    asked = [one for section in drawn.sections for one in section.questions]
    opening = next(one for one in asked if one.opens)
    group = opening.opens
    assert group is not None
    page = start(f"{PAPER}?seed=2026&form=A")
    begin_at_once(page)
    assert ids(page) == [one.question.id for one in asked]
    first, *later = (field_of(page, q.id) for q in group.questions)
    assert group.title in dossier_above(first).inner_text()
    assert page.locator("form .mz-dossier").count() == 1
    number = asked.index(opening) + 1
    numbers = [field.locator(".mz-question__number").inner_text() for field in (first, *later)]
    assert numbers == [f"{n}." for n in range(number, number + len(group.questions))]
    later[0].get_by_role("button", name="看材料").tap()
    assert group.title in later[0].locator(".mz-dossier").inner_text()
    assert not overflows(page)
    for one, field in zip(group.questions, (first, *later), strict=True):
        put(field, one.type.value, key_of(one))
    assert part(page, "count").startswith(f"已答 {len(group.questions)} /")
    page.reload()
    first.wait_for()
    expect(dossier_above(first)).to_be_visible()
    hand_in_at_once(page)
    page.locator("[data-part=scores] table").wait_for()
    row = page.locator("[data-part=scores] tr", has_text="材料题")
    assert f"{len(group.questions)} / {len(group.questions)}" in row.inner_text()
    expect(dossier_above(first)).to_be_visible()
    page.get_by_role("button", name="只看没得满分的题").tap()
    expect(dossier_above(first)).to_be_hidden()  # all of the group were right


def test_a_question_that_is_reviewed_alone_brings_its_dossier(start: Start, catalog: Catalog) -> None:
    group = some_group(catalog)
    second = group.questions[1].id
    other = next(id_ for id_ in catalog.questions if id_ not in catalog.group_of)
    record = {"n": 1, "r": 0, "t": 1, "w": 2}
    page = start(PRACTICE, kept={"quiz": {second: record, other: {**record, "t": 2}}})
    page.locator("[data-set=wrong]").tap()
    field_of(page, second).wait_for()
    assert group.title in dossier_above(field_of(page, second)).inner_text()
    assert dossier_above(field_of(page, other)).count() == 0
    assert page.locator(".mz-dossier").count() == 1


def test_a_draw_takes_what_matches_of_a_group_together(start: Start, catalog: Catalog) -> None:
    page = start(f"{PRACTICE}?theme=&count=all&role=government-head")
    page.locator("[data-part=questions] fieldset").first.wait_for()
    there = ids(page)
    matching = {
        id_: [q.id for q in group.questions if q.id in there]
        for id_, group in catalog.groups.items()
        if any(q.id in there for q in group.questions)
    }
    assert matching
    for own in matching.values():
        assert there[there.index(own[0]) :][: len(own)] == own
    assert page.locator("[data-part=questions] .mz-group > .mz-dossier").count() == len(matching)


LAY_OUT = """async ids => {
  const hall = mingze.hall, root = document.querySelector(".mz-hall"), box = root.querySelector("[data-part=box]");
  const all = mingze.dom.json(root, "[data-hall]").questions, out = [];
  const run = hall.newRun({
    title: "材料", source: {kind: "bank", id: "x"}, seed: "2026", form: "A", seconds: 0, minutes: 0, people: 0,
    teams: [], paper: false,
    questions: ids.map(id => ({id, bank: all[id].bank, type: all[id].type, options: 0, group: "x"})),
  }, 1);
  const faces = await hall.faces(run, "../");
  faces.forEach((face, at) => face.dossier.forEach((part, page) => {
    box.textContent = "";
    box.appendChild(hall.screen({run, question: run.questions[at], face, state: {at, view: "dossier", page}}).root);
    hall.fit(box);
    const content = box.firstElementChild, size = parseFloat(getComputedStyle(content).fontSize);
    out.push([ids[at], content.innerText, size, box.scrollHeight <= box.clientHeight]);
  }));
  return out;
}"""
"""Every screen of the dossiers of some questions: the question, its words, the size of its text, whether it fits."""


def test_every_dossier_is_read_from_the_last_row_before_its_questions(start: Start, catalog: Catalog) -> None:
    """One is gone through as a trainer does; of all the others the same screens are laid out."""
    group = some_group(catalog)
    first = group.questions[0].id
    page = open_hall(start)
    set_up(page, "bank", catalog.bank_of[first].id, count=0, hands=False)
    jump(page, _asked(page).index(first))
    shown = []
    while view(page) == "dossier":
        assert "先看材料" in where(page)
        shown.append(screen(page).inner_text())
        press(page, "Space")
    assert (view(page), question(page)) == ("ask", first)
    titles = {group.questions[0].id: group.title for group in catalog.groups.values()}
    laid_out = page.evaluate(LAY_OUT, list(titles))
    assert [words for id_, words, _, _ in laid_out if id_ == first] == shown
    assert {id_ for id_, *_ in laid_out} == set(titles)
    for id_, words, size, fits in laid_out:
        assert titles[id_] in words
        assert size >= SMALLEST, (id_, size)
        assert fits, id_


def _asked(page: Page) -> list[str]:
    """Return the questions of the newest session in their order."""
    return [one["id"] for one in run_of(page)["questions"]]


def test_the_material_comes_back_by_its_key_and_leads_back(start: Start, catalog: Catalog) -> None:
    second = some_group(catalog).questions[1].id
    page = open_hall(start)
    set_up(page, "bank", catalog.bank_of[second].id, count=0, hands=False)
    press(page, "Escape")
    page.locator(".mz-hall__jump").nth(_asked(page).index(second)).click()
    assert (view(page), question(page)) == ("ask", second)
    press(page, "v")
    assert view(page) == "votes"
    press(page, "m")
    assert view(page) == "dossier"
    press(page, "m")
    assert (view(page), question(page)) == ("votes", second)
    press(page, "z")
    assert view(page) == "dossier"
    press(page, "z", "z")
    assert view(page) == "ask"
    lone = next(n for n, id_ in enumerate(_asked(page)) if id_ not in catalog.group_of)
    press(page, "Escape")
    page.locator(".mz-hall__jump").nth(lone).click()
    expect(page.locator(".mz-hall__tool[data-command=dossier]")).to_be_hidden()
    press(page, "m")
    assert view(page) == "ask"
