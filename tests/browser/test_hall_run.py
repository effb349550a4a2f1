"""A session as plain data: actions, undo, shares, and what is drawn for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from mingze import drawing
from mingze.banks.drawn import draw_paper
from mingze.model import Catalog
from mingze.pages.hall import hall_data
from tests.conftest import real_catalog
from tests.quiz import TYPES, ask, page_with

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

EXAM = ("sha256", "shuffle", "choose", "paper-number", "paper")
HALL = ("run", "file", "setup", "stage")
RUN = """const run = Object.freeze(mingze.hall.newRun({
  title: "试", source: {kind: "role", id: "r"}, seed: "2026", form: "A", seconds: 20, minutes: 0, people: 40,
  teams: ["红", "蓝"], paper: true, questions: [
    {id: "a", bank: "b", type: "single", options: 4}, {id: "c", bank: "b", type: "multiple", options: 5},
    {id: "d", bank: "b", type: "judge", options: 2}, {id: "e", bank: "b", type: "blank", options: 0}],
}, 1000));"""


def calculated(page: Page, function: str, given: Any) -> Any:
    """Call a function that knows a `run` of four questions."""
    return ask(page, f"given => {{ {RUN} return ({function})(given); }}", given)


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("run")
    with page_with(
        browser,
        folder,
        *TYPES,
        "quiz/banks.js",
        *(f"exam/{name}.js" for name in EXAM),
        *(f"hall/{name}.js" for name in HALL),
    ) as page:
        yield page


def test_undo_takes_back_exactly_the_last_action_and_runs_are_never_changed(page: Page) -> None:
    said = calculated(
        page,
        """() => {
          const freeze = o => {
            Object.values(o).forEach(v => v && typeof v === "object" && freeze(v));
            return Object.freeze(o);
          };
          let seed = 7, now = freeze(run), wrong = [], taken = 0;
          const random = n => (seed = (seed * 16807) % 2147483647) % n;
          const tallies = ["first", "second", "paper"], views = ["ask", "votes", "reveal", "why", "end"];
          for (let i = 0; i < 1000; i++) {
            const q = random(5), action = [
              {do: "go", at: random(6), view: views[random(5)]}, {do: "round", q, n: random(4)},
              {do: "team", q, team: random(3), on: Boolean(random(2))},
              {do: "count", q, tally: tallies[random(3)], row: random(8), n: random(5) ? random(200) : null},
              {do: "close", q, round: random(4), on: Boolean(random(2))},
            ][random(5)];
            const before = JSON.stringify(mingze.hall.stateOf(now)), next = freeze(mingze.hall.apply(now, action));
            if (next !== now) {
              taken++;
              if (JSON.stringify(mingze.hall.stateOf(mingze.hall.undo(next))) !== before) wrong.push(action);
              const read = mingze.hall.sound(JSON.parse(JSON.stringify(next)));
              if (JSON.stringify(read.log) !== JSON.stringify(next.log)) wrong.push(["read", action]);
            } else if (mingze.hall.isAction(now, action)) wrong.push(["refused", action]);
            now = next;
          }
          return {wrong, taken};
        }""",
        None,
    )
    assert said["wrong"] == []
    assert 250 < said["taken"] < 1000


def test_digits_typed_into_one_field_are_one_action(page: Page) -> None:
    said = calculated(
        page,
        """() => {
          const typed = (r, row, n) => mingze.hall.apply(r, {do: "count", q: 0, tally: "first", row, n, typed: true});
          const two = typed(typed(typed(run, 0, 1), 0, 12), 1, 3);
          return [two.log.length, mingze.hall.stateOf(mingze.hall.undo(two)).items[0].first,
            mingze.hall.undo(mingze.hall.undo(mingze.hall.undo(two))).log];
        }""",
        None,
    )
    assert said == [2, [12], []]


def test_shares_count_those_who_had_it_right(page: Page) -> None:
    cases = [
        # question, key, first, paper, second → shares of the first and of the second
        (0, [2], [4, 0, 9, 7], [], [], [0.45, None]),
        (0, [2], [2, 0, 5, 3], [2, None, 4, 4], [0, 0, 16, 4], [0.45, 0.8]),
        (0, [1], [None, None, 3], [], [], [0, None]),
        (1, [0, 1], [30, 31, 2, 3, 4, None], [], [], [None, None]),
        (1, [0, 1], [30, 31, 2, 3, 4, 26], [], [30, 31, 0, 0, 0, 36], [0.65, 0.9]),
        (2, True, [3, 1], [], [], [0.75, None]),
        (2, False, [3, 1], [], [], [0.25, None]),
        (3, [["季度"]], [3, 1], [], [], [0.75, None]),
    ]
    for question, key, first, paper, second, expected in cases:
        said = calculated(
            page,
            """given => {
                  const [q, key, first, paper, second] = given;
              const item = {round: 1, first, paper, second, teams: {}};
              return ["first", "second"].map(which => mingze.hall.share(run, run.questions[q], item, which, key));
            }""",
            [question, key, first, paper, second],
        )
        assert said == expected, (question, key, first)


def test_phones_count_beside_hands_and_what_they_came_to_outlives_an_undo(page: Page) -> None:
    said = calculated(
        page,
        """() => {
          const h = mingze.hall, at = (r, q) => h.stateOf(r).items[q];
          const shares = (r, q, key) => ["first", "second"].map(w => h.share(r, r.questions[q], at(r, q), w, key));
          let now = h.apply(run, {do: "phones", q: 0, tally: "first", n: [1, 0, 3, 0], of: 4});
          const alone = shares(now, 0, [2]);
          now = h.apply(now, {do: "count", q: 0, tally: "first", row: 0, n: 4});
          const both = [h.counts(now.questions[0], at(now, 0), "first"), ...shares(now, 0, [2])];
          now = h.apply(now, {do: "phones", q: 0, tally: "first", n: [0, 0, 4, 0], of: 4});
          const undone = h.undo(now);
          // of a choice of several phones say how many they were: nobody need have counted the hall
          const several = h.apply(Object.assign({}, run, {people: 0}),
            {do: "phones", q: 1, tally: "second", n: [3, 4, 1, 0, 0, 2], of: 5});
          return {alone, both, undone: [undone.log.length, at(undone, 0).phones.first.n, at(undone, 0).first],
            nothing: h.undo(undone) === undone, several: shares(several, 1, [0, 1]),
            refused: [{n: [1, 0, 3], of: 4}, {n: [1, 0, 3, -1], of: 4}, {n: [1, 0, 3, 0], of: -1}]
              .map(wrong => h.isAction(run, Object.assign({do: "phones", q: 0, tally: "first"}, wrong)))};
        }""",
        None,
    )
    assert said == {
        "alone": [0.75, None],
        "both": [[5, 0, 3, 0], 0.375, None],
        "undone": [2, [0, 0, 4, 0], []],
        "nothing": True,
        "several": [None, 0.4],
        "refused": [False, False, False],
    }


def test_phones_may_answer_until_the_close_or_the_reveal_and_again_in_the_second_round(page: Page) -> None:
    said = calculated(
        page,
        """() => {
          const h = mingze.hall, steps = [
            {do: "go", at: 0, view: "votes"}, {do: "close", q: 0, round: 1, on: true},
            {do: "close", q: 0, round: 1, on: false}, {do: "close", q: 0, round: 1, on: true},
            {do: "round", q: 0, n: 2}, {do: "go", at: 0, view: "reveal"}, {do: "go", at: 0, view: "ask"},
            {do: "go", at: 1, view: "ask"}, {do: "go", at: 2, view: "ask"}, {do: "go", at: 1, view: "ask"}];
          let now = run;
          const open = steps.map(step => (now = h.apply(now, step), h.isOpen(h.stateOf(now))));
          const revealed = h.apply(run, {do: "go", at: 0, view: "reveal"});
          return [open, h.isOpen(h.stateOf(revealed)), h.isOpen(h.stateOf(h.undo(revealed)))];
        }""",
        None,
    )
    assert said == [[True, False, True, False, True, False, False, True, True, True], False, True]


def test_a_multiple_choice_has_no_share_while_the_hall_was_not_counted(page: Page) -> None:
    said = calculated(
        page,
        """() => {
          const item = {round: 1, first: [3, 3, 0, 0, 0, 2], paper: [], second: [], teams: {}};
          return mingze.hall.share(Object.assign({}, run, {people: 0}), run.questions[1], item, "first", [0, 1]);
        }""",
        None,
    )
    assert said is None


def test_the_clock_runs_out_and_begins_anew_with_the_next_question(page: Page) -> None:
    said = calculated(
        page,
        """() => {
          const h = mingze.hall, on = h.toggleClock(run), later = h.tick(on, 12500), out = h.tick(later, 9000);
          const next = h.apply(later, {do: "go", at: 1, view: "ask"});
          const same = h.apply(later, {do: "go", at: 0, view: "votes"});
          const all = [run, on, later, out, h.toggleClock(out), next, same, h.undo(next)];
          return all.map(r => [r.clock.left, r.clock.on, r.used]);
        }""",
        None,
    )
    assert said == [
        [20000, False, 0], [20000, True, 0], [7500, True, 12500], [0, False, 21500], [20000, True, 21500],
        [20000, False, 12500], [7500, True, 12500], [20000, False, 12500],
    ]  # fmt: skip


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """What the page of the hall knows of the real site's questions, as it gets to know it."""
    found: dict[str, Any] = json.loads(json.dumps(hall_data(real_catalog())))
    return found


def picked(page: Page, data: Any, **wanted: Any) -> list[str]:
    return all_picked(page, data, [wanted])[0]


def all_picked(page: Page, data: Any, all_wanted: list[dict[str, Any]]) -> list[list[str]]:
    """Return what each of some choices draws; the page is handed the questions once."""
    if not page.evaluate("'told' in window"):
        page.evaluate("text => { window.told = JSON.parse(text); }", json.dumps(data))
    usual = {"kind": "role", "id": "", "seed": "2026", "form": "A", "count": 0, "hands": False}
    found: list[list[str]] = ask(
        page, "all => all.map(wanted => mingze.hall.pick(told, wanted))", [{**usual, **one} for one in all_wanted]
    )
    return found


def together(catalog: Catalog, id_: str) -> list[str]:
    """Return the questions that come with a question: those of its group, or itself."""
    group = catalog.group_of.get(id_)
    return [question.id for question in group.questions] if group else [id_]


def test_a_group_is_asked_whole_or_not_at_all(page: Page, catalog: Catalog, data: dict[str, Any]) -> None:
    wanted: list[dict[str, Any]] = [
        {"kind": "bank", "id": id_, "hands": hands, "count": count}
        for id_ in catalog.banks
        for hands in (False, True)
        for count in (0, 4, 7)
    ]
    for one, ids in zip(wanted, all_picked(page, data, wanted), strict=True):
        for group in catalog.banks[one["id"]].groups:
            own = [question.id for question in group.questions]
            there = [id_ for id_ in ids if id_ in own]
            assert there in ([], own), one
            if there:
                assert ids[ids.index(own[0]) :][: len(own)] == own
    paper = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
    drawn = [one.question.id for section in paper.sections for one in section.questions]
    first = next(n for n, id_ in enumerate(drawn) if id_ in catalog.group_of)
    for count in (first + 1, first + 2):
        assert picked(page, data, kind="paper", id="mock", count=count) == drawn[:first]
    assert picked(page, data, kind="paper", id="mock", count=first + 3) == drawn[: first + 3]


def test_the_material_stands_before_the_first_question_of_its_group(page: Page) -> None:
    said = calculated(
        page,
        """() => {
          const hall = mingze.hall, group = {dossier: [[], []]}, faces = [group, group, {dossier: null}];
          const one = {bank: "b", type: "judge", options: 2};
          const three = hall.newRun(Object.assign({}, run, {questions: [
            Object.assign({id: "a", group: "g"}, one), Object.assign({id: "c", group: "g"}, one),
            Object.assign({id: "d"}, one)]}), 1000);
          const steps = [], back = [];
          let now = three;
          for (let n = 0; n < 12 && hall.stateOf(now).view !== "end"; n++) {
            const {at, view, page} = hall.stateOf(now);
            steps.push([at, view, page].join());
            now = hall.apply(now, Object.assign({do: "go"}, hall.after(three, hall.stateOf(now), faces)));
          }
          now = hall.apply(three, {do: "go", at: 1, view: "ask"});
          for (let n = 0; n < 7; n++) {
            const {at, view, page} = hall.stateOf(now);
            back.push([at, view, page].join());
            now = hall.apply(now, Object.assign({do: "go"}, hall.before(three, hall.stateOf(now), faces)));
          }
          const kept = hall.sound(JSON.parse(JSON.stringify(three)));
          return {steps, back, kept: kept.questions.map(q => q.group || ""),
            refused: hall.apply(three, {do: "go", at: 0, view: "dossier", page: 99}) === three};
        }""",
        None,
    )
    assert said["steps"] == [
        "0,dossier,0", "0,dossier,1", "0,ask,0", "0,reveal,0", "0,why,0",
        "1,ask,0", "1,reveal,0", "1,why,0", "2,ask,0", "2,reveal,0", "2,why,0",
    ]  # fmt: skip
    assert said["back"] == [
        "1,ask,0", "0,why,0", "0,reveal,0", "0,ask,0", "0,dossier,1", "0,dossier,0", "0,dossier,0",
    ]  # fmt: skip
    assert said["kept"] == ["g", "g", ""]
    assert said["refused"]


def test_a_paper_is_drawn_as_for_print_whole_or_its_beginning(
    page: Page, catalog: Catalog, data: dict[str, Any]
) -> None:
    for paper in catalog.papers.values():
        for seed, form in (("2026", "A"), ("7Q", "C")):
            drawn = draw_paper(catalog, paper, seed, form)
            printed = [one.question.id for section in drawn.sections for one in section.questions]
            assert picked(page, data, kind="paper", id=paper.id, seed=seed, form=form) == printed
            assert picked(page, data, kind="paper", id=paper.id, seed=seed, form=form, count=5) == printed[:5]


def test_a_draw_takes_what_was_asked_for_and_the_same_for_the_same_seed(
    page: Page, catalog: Catalog, data: dict[str, Any]
) -> None:
    groups = {id_: [q.id for q in group.questions] for id_, group in catalog.groups.items()}
    for kind, member in (("role", "roles"), ("theme", "themes")):
        for id_ in data[member]:
            about = {q for q, one in data["questions"].items() if id_ in one[member]}
            pool = {mate for q in about for mate in together(catalog, q)}
            own = {"kind": kind, "id": id_}
            few = {**own, "count": 3, "seed": "x"}
            everything, some = all_picked(page, data, [own, few])
            assert set(everything) == pool
            assert set(some) <= pool
            units = dict.fromkeys(catalog.group_of[q].id if q in catalog.group_of else q for q in some)
            assert some == drawing.expand(drawing.order(units, "x", "A"), groups)
    assert some == picked(page, data, **few)
    for bank in catalog.banks.values():
        hands = picked(page, data, kind="bank", id=bank.id, hands=True)
        raised = {q.id for q in bank.items if q.type.value in ("single", "multiple", "judge")}
        assert set(hands) == {id_ for id_ in raised if raised.issuperset(together(catalog, id_))}


def test_questions_that_help_each_other_are_not_drawn_together(
    page: Page, catalog: Catalog, data: dict[str, Any]
) -> None:

    def near(ids: list[str]) -> bool:
        return any(set(data["apart"].get(id_, ())) & set(ids) for id_ in ids)

    wanted = []
    for role in data["roles"]:
        pool = [id_ for id_, about in data["questions"].items() if role in about["roles"]]
        wanted += [
            {"id": role, "count": 20, "seed": seed}
            for seed in map(str, range(60))
            if near(drawing.order(pool, seed, "")[:20])
        ]
    assert len(wanted) > 3
    for one, ids in zip(wanted, all_picked(page, data, wanted), strict=True):
        assert not near(ids), one
