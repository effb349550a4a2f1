"""A paper draws the same questions in Python and in the browser, and what its blueprint asks."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from mingze.banks.drawn import blueprint, draw_paper, pools
from mingze.drawing import SectionPool, choose, expand
from mingze.model import Catalog, Match, QuestionType
from tests.conftest import real_catalog
from tests.quiz import ask, page_with, vectors

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IN_BROWSER = "given => given.seeds.map(seed => mingze.quiz.choose(given.sections, given.apart, seed))"


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("choose")
    with page_with(browser, folder, "exam/sha256.js", "exam/shuffle.js", "exam/choose.js") as page:
        yield page


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def pool(count: int, banks: dict[str, list[str]], **quotas: int) -> SectionPool:
    return SectionPool(count, banks, quotas)


def as_data(sections: list[SectionPool]) -> list[dict[str, Any]]:
    return [
        {
            "count": s.count,
            "banks": {b: list(ids) for b, ids in s.banks.items()},
            "quotas": list(s.quotas.items()),
            "depths": list(s.depths.items()),
            "levels": dict(s.levels),
            "groups": {id_: list(ids) for id_, ids in s.groups.items()},
        }
        for s in sections
    ]


def both(page: Page, sections: list[SectionPool], apart: dict[str, list[str]], seeds: list[str]) -> list[Any]:
    """Choose in Python and in the browser; they agree."""
    here = [choose(sections, apart, seed) for seed in seeds]
    assert ask(page, IN_BROWSER, {"sections": as_data(sections), "apart": apart, "seeds": seeds}) == here
    return here


@pytest.mark.parametrize("row", vectors("choose"), ids=lambda row: row["about"])
def test_the_choice_that_is_written_down(row: dict[str, Any], page: Page) -> None:
    sections = [
        SectionPool(
            s["count"],
            s["banks"],
            dict(s["quotas"]),
            dict(s.get("depths", [])),
            s.get("levels", {}),
            s.get("groups", {}),
        )
        for s in row["sections"]
    ]
    assert both(page, sections, row["apart"], [row["seed"]]) == [row["chosen"]]


def test_quotas_are_met_and_the_count_is_exact(page: Page) -> None:
    banks = {"a": [f"a-{n}" for n in range(3)], "b": [f"b-{n}" for n in range(30)]}
    for (chosen,) in both(page, [pool(5, banks, a=2, b=1)], {}, [str(n) for n in range(300)]):
        assert len(chosen) == len(set(chosen)) == 5
        assert sum(id_.startswith("a-") for id_ in chosen) >= 2
        assert sum(id_.startswith("b-") for id_ in chosen) >= 1


def test_no_question_stands_in_two_sections(page: Page) -> None:
    banks = {"a": [f"a-{n}" for n in range(6)]}
    for first, second in both(page, [pool(3, banks), pool(3, banks)], {}, [str(n) for n in range(200)]):
        assert sorted([*first, *second]) == banks["a"]


def test_questions_that_help_each_other_stand_apart_as_long_as_others_are_left(page: Page) -> None:
    apart = {"a-0": ["a-1"], "a-1": ["a-0"]}
    banks = {"a": [f"a-{n}" for n in range(6)]}
    for (chosen,) in both(page, [pool(5, banks)], apart, [str(n) for n in range(200)]):
        assert len(chosen) == 5
        assert not {"a-0", "a-1"} <= set(chosen)
    for (chosen,) in both(page, [pool(6, banks)], apart, ["1"]):
        assert sorted(chosen) == banks["a"]


def test_an_order_that_leaves_only_a_helper_is_drawn_again(page: Page) -> None:
    """The second section can only take z, which helps x: the first must take y, whatever its order says."""
    apart = {"x": ["z"], "z": ["x"]}
    sections = [pool(1, {"a": ["x", "y"]}), pool(1, {"b": ["z"]})]
    for chosen in both(page, sections, apart, [str(n) for n in range(50)]):
        assert chosen == [["y"], ["z"]]


def test_each_depth_stands_as_often_as_the_blueprint_asks(page: Page) -> None:
    banks = {"a": [f"a-{n}" for n in range(12)], "b": [f"b-{n}" for n in range(12)]}
    levels = {id_: int(id_[2:]) % 3 + 1 for ids in banks.values() for id_ in ids}
    exact = SectionPool(9, banks, {"b": 4}, {1: 2, 2: 3, 3: 4}, levels)
    some = SectionPool(9, banks, {}, {3: 4}, levels)
    for section, wanted in ((exact, {1: 2, 2: 3, 3: 4}), (some, {3: 4})):
        for (chosen,) in both(page, [section], {}, [str(n) for n in range(200)]):
            counts = Counter(levels[id_] for id_ in chosen)
            assert len(chosen) == 9
            assert {depth: counts[depth] for depth in wanted} == wanted


def test_a_bank_gives_its_quota_even_where_its_depths_do_not_fit(page: Page) -> None:
    levels = {"a-0": 1, "a-1": 1, "b-0": 3, "b-1": 3}
    section = SectionPool(2, {"a": ["a-0", "a-1"], "b": ["b-0", "b-1"]}, {"a": 1}, {3: 2}, levels)
    for (chosen,) in both(page, [section], {}, ["1", "2", "3"]):
        assert sorted(id_[0] for id_ in chosen) == ["a", "b"]


def test_a_pool_that_is_too_small_gives_what_it_has(page: Page) -> None:
    assert both(page, [pool(3, {"a": ["a-1"]}, a=2)], {}, ["1"]) == [[["a-1"]]]
    assert both(page, [pool(3, {}, a=2)], {}, ["1"]) == [[[]]]


def test_ids_that_are_names_of_the_language(page: Page) -> None:
    names = ["constructor", "valueof", "tostring", "hasownproperty", "7", "03"]
    for (chosen,) in both(page, [pool(6, {"constructor": names}, constructor=2)], {}, ["1", "2"]):
        assert sorted(chosen) == sorted(names)


@pytest.mark.parametrize("blueprints", [12, pytest.param(300, marks=pytest.mark.long)])
def test_any_blueprint_is_drawn_alike(blueprints: int, page: Page) -> None:
    numbers = random.Random(11)
    for _ in range(blueprints):
        banks = {b: [f"{b}-{n}" for n in range(numbers.randint(0, 9))] for b in "abc"}
        ids = [id_ for bank in banks.values() for id_ in bank]
        sections = [
            pool(numbers.randint(1, 8), banks, **{b: numbers.randint(1, 3) for b in "abc" if numbers.random() < 0.5})
            for _ in range(numbers.randint(1, 3))
        ]
        if numbers.random() < 0.5:
            levels = {id_: numbers.randint(1, 3) for id_ in ids}
            depths = {depth: numbers.randint(1, 3) for depth in (1, 2, 3) if numbers.random() < 0.5}
            sections = [replace(section, depths=depths, levels=levels) for section in sections]
        apart = {id_: numbers.sample(ids, min(2, len(ids))) for id_ in ids if numbers.random() < 0.3}
        if numbers.random() < 0.5:
            sections.append(grouped(numbers))
        both(page, sections, apart, [str(numbers.random())[2:] for _ in range(2)])


def grouped(numbers: random.Random) -> SectionPool:
    """A section of groups beside lone questions, its depths asked for or not."""
    groups = {f"g-{n}": [f"g-{n}-{m}" for m in range(numbers.randint(2, 4))] for n in range(numbers.randint(1, 5))}
    banks = {"d": [*groups, *(f"d-{n}" for n in range(numbers.randint(0, 3)))]}
    levels = {id_: numbers.randint(1, 3) for id_ in expand(banks["d"], groups)}
    depths = {depth: numbers.randint(1, 3) for depth in (1, 3) if numbers.random() < 0.5}
    return SectionPool(numbers.randint(2, 9), banks, {"d": 2} if numbers.random() < 0.5 else {}, depths, levels, groups)


GROUPS = {f"g{n}": [f"g{n}-a", f"g{n}-b", f"g{n}-c"] for n in range(5)}


def test_a_group_is_taken_whole_or_not_at_all_and_counts_its_questions(page: Page) -> None:
    section = SectionPool(6, {"a": ["g0", "g1"], "b": ["g2", "g3", "g4"]}, {"a": 3}, groups=GROUPS)
    for (chosen,) in both(page, [section], {}, [str(n) for n in range(100)]):
        assert len(chosen) == 2
        assert {"g0", "g1"} & set(chosen)
        assert [len(expand([id_], GROUPS)) for id_ in chosen] == [3, 3]


def test_lone_questions_fill_what_no_whole_group_fits_in(page: Page) -> None:
    section = SectionPool(4, {"a": ["g0", "g1", "w", "x", "y", "z"]}, {}, groups=GROUPS)
    for (chosen,) in both(page, [section], {}, [str(n) for n in range(100)]):
        assert len(expand(chosen, GROUPS)) == 4
        assert len({"g0", "g1"} & set(chosen)) <= 1


def test_a_group_keeps_apart_from_what_any_of_its_questions_must_not_meet(page: Page) -> None:
    apart = {"x": ["g0-b"], "g0-b": ["x", "g0-c"], "g0-c": ["g0-b"]}
    sections = [SectionPool(1, {"a": ["x"]}, {}), SectionPool(3, {"a": ["g0", "g1"]}, {}, groups=GROUPS)]
    for chosen in both(page, sections, apart, [str(n) for n in range(50)]):
        assert chosen == [["x"], ["g1"]]


def test_the_depths_of_a_groups_questions_count_one_by_one(page: Page) -> None:
    deep = {"g0": (3, 3, 3), "g1": (3, 3, 2), "g2": (3, 2, 1), "g3": (1, 1, 1), "g4": (2, 2, 1)}
    levels = {one: depth for id_, depths in deep.items() for one, depth in zip(GROUPS[id_], depths, strict=True)}
    section = SectionPool(3, {"a": list(GROUPS)}, {}, {3: 2}, levels, GROUPS)
    for (chosen,) in both(page, [section], {}, [str(n) for n in range(50)]):
        assert chosen == ["g1"]


def test_the_papers_of_the_site_are_drawn_alike_and_full(catalog: Catalog, page: Page) -> None:
    apart = {id_: sorted(others) for id_, others in catalog.apart.items()}
    for paper in catalog.papers.values():
        for chosen in both(page, list(pools(catalog, paper)), apart, [str(n) for n in range(20)]):
            assert [len(ids) for ids in chosen] == [section.count for section in paper.sections]


def test_the_questions_of_a_group_stay_in_their_order_under_their_dossier(catalog: Catalog) -> None:
    met = 0
    for paper in catalog.papers.values():
        plan = blueprint(catalog, paper)
        for form in "AB":
            for section in plan.draw("2026", form).sections:
                ids = [drawn.question.id for drawn in section.questions]
                for drawn in section.questions:
                    if drawn.opens:
                        met += 1
                        at = ids.index(drawn.question.id)
                        assert ids[at : at + len(drawn.opens.questions)] == [q.id for q in drawn.opens.questions]
    assert met


def test_forms_of_a_seed_have_the_same_questions_in_another_order(catalog: Catalog) -> None:
    for paper in catalog.papers.values():
        plan = blueprint(catalog, paper)
        a, b = (plan.draw("2026", form) for form in "AB")
        orders = [[[q.question.id for q in s.questions] for s in form.sections] for form in (a, b)]
        assert orders[0] != orders[1]
        assert [sorted(ids) for ids in orders[0]] == [sorted(ids) for ids in orders[1]]
        assert a.number.startswith(f"{paper.id}-2026-A-")


def test_the_parts_of_a_question_are_all_there_and_pinned_ones_stay(catalog: Catalog) -> None:
    for paper in catalog.papers.values():
        for section in draw_paper(catalog, paper, "2026", "A").sections:
            for drawn in section.questions:
                question, count = drawn.question, 0
                if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE):
                    count = len(question.options)  # type: ignore[attr-defined]
                    if question.pinned:  # type: ignore[attr-defined]
                        assert drawn.parts == tuple(range(count))
                elif isinstance(question, Match):
                    count = len(question.pairs)
                assert sorted(drawn.parts) == list(range(count))


@pytest.mark.parametrize(("seed", "form"), [("", "A"), ("20 26", "A"), ("2026", "a"), ("2026", "AB")])
def test_a_seed_or_form_that_no_number_can_name_is_refused(catalog: Catalog, seed: str, form: str) -> None:
    with pytest.raises(ValueError, match="卷号"):
        draw_paper(catalog, catalog.papers["mock"], seed, form)
