"""A form of a paper is the same in the browser as in Python: questions, their parts, and the 卷号 somebody types."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from mingze.banks.drawn import DrawnQuestion, blueprint, draw_paper
from mingze.drawing import paper_number, parse_paper_number, token
from mingze.model import LETTERS, Catalog, Match, MultipleChoice, SingleChoice
from mingze.pages.paper_data import paper_data
from tests.conftest import real_catalog
from tests.quiz import TYPES, ask, bank_data, page_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCRIPTS = (
    *TYPES,
    "quiz/build.js",
    *(f"exam/{name}.js" for name in ("sha256", "shuffle", "choose", "paper-number", "paper")),
)
DRAWN = """([data, forms]) => forms.map(([seed, form]) => {
  const drawn = mingze.quiz.draw(data, seed, form);
  return [drawn, mingze.quiz.banksOf(data, drawn)];
})"""
ARRANGED = """([question, answer, id, seed, form]) => {
  const quiz = mingze.quiz, order = quiz.arranged(question, id, seed, form);
  const field = quiz.field(question, id, order, 1, "");
  const [details, plain] = [order, quiz.plain(question)].map(one => quiz.answer(answer, question, one, ""));
  return {
    parts: [...field.querySelectorAll(".mz-option input, .mz-match__right > li")].map(e => e.dataset.token || e.value),
    letters: [...field.querySelectorAll(".mz-option__letter")].map(e => e.textContent),
    key: (details.querySelector(".mz-answer__key") || {}).textContent,
    wrong: [...details.querySelectorAll("[data-option]")]
      .map(e => [e.dataset.option, e.querySelector("b").textContent]),
    unchanged: plain.textContent === details.textContent,
  };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with page_with(browser, tmp_path_factory.mktemp("paper"), *SCRIPTS) as page:
        yield page


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


@pytest.mark.parametrize("more", [2, pytest.param(40, marks=pytest.mark.long)])
def test_every_paper_is_drawn_alike(more: int, page: Page, catalog: Catalog) -> None:
    dice = random.Random(5)
    for paper in catalog.papers.values():
        data, plan = paper_data(catalog, paper), blueprint(catalog, paper)
        seeds = ("2026", "K7Q", "k7q", *(f"{dice.randrange(10**9)}" for _ in range(more)))
        forms = [(seed, form) for seed in seeds for form in "AB"]
        for (seed, form), (there, banks) in zip(forms, ask(page, DRAWN, (data, forms)), strict=True):
            drawn = plan.draw(seed, form)
            assert there == [[one.question.id for one in section.questions] for section in drawn.sections]
            assert set(banks) == {catalog.bank_of[id_].id for ids in there for id_ in ids}


@cache
def of_banks(kind: str) -> dict[str, Any]:
    return bank_data(real_catalog(), kind)


def arranged(page: Page, catalog: Catalog, seed: str, form: str) -> Iterator[tuple[Any, tuple[int, ...], Any]]:
    """Yield every question that some paper draws, its parts as Python draws them, and what the browser makes of it."""
    questions, answers = of_banks("questions"), of_banks("answers")
    drawn: dict[str, DrawnQuestion] = {}
    for paper in catalog.papers.values():
        for section in draw_paper(catalog, paper, seed, form).sections:
            drawn |= {one.question.id: one for one in section.questions}
    given = [(questions[id_], answers[id_], id_, seed, form) for id_ in drawn]
    for one, there in zip(drawn.values(), ask(page, f"all => all.map({ARRANGED})", given), strict=True):
        yield one.question, one.parts, there


@pytest.mark.parametrize(("seed", "form"), [("2026", "A"), ("2026", "B"), ("K7Q", "C")])
def test_parts_stand_in_the_order_of_the_form_and_keys_name_its_letters(
    page: Page, catalog: Catalog, seed: str, form: str
) -> None:
    moved = 0
    for question, parts, there in arranged(page, catalog, seed, form):
        if isinstance(question, SingleChoice | MultipleChoice):
            assert there["parts"] == [str(n) for n in parts], question.id
            assert there["letters"] == [f"{LETTERS[n]}." for n in range(len(parts))]
            letter = {n: LETTERS[place] for place, n in enumerate(parts)}
            key = sorted(letter[LETTERS.index(right)] for right in question.answer)
            assert there["key"] == f"答案：{'、'.join(key)}", question.id
            assert there["wrong"] == [
                [str(n), letter[n]] for n, option in enumerate(question.options) if option.feedback
            ]
            moved += list(parts) != sorted(parts)
        elif isinstance(question, Match):
            rights = [pair.right for pair in question.pairs]
            shown = [token(question.id, rights[n]) for n in question.page_order()]
            order = [shown[n] for n in parts]
            assert there["parts"] == order
            pairs = [f"{n + 1}—{LETTERS[order.index(token(question.id, right))]}" for n, right in enumerate(rights)]
            assert there["key"] == f"答案：{'　'.join(pairs)}"
        else:
            assert there["parts"] == [] or question.type.value == "judge"
            assert there["unchanged"]
    assert moved > 20


@pytest.mark.parametrize("pinned", [True, False])
def test_pinned_options_stay(page: Page, pinned: bool) -> None:
    question = {"type": "single", "label": "", "stem": "", "options": list("abcdefgh"), "pinned": pinned}
    there = ask(page, ARRANGED, (question, {"key": [0], "cites": ""}, "x", "2026", "A"))
    assert (there["parts"] == list("01234567")) is pinned


def numbers() -> list[str]:
    """Return 卷号 as people type them, right and wrong."""
    dice = random.Random(11)
    found = ["", "-", "mock", "mock-2026-A", "mock-2026-A-87AKK", "quick-2026-A-87AK", "模拟-2026-A-87AK", "\ud83d"]
    full_width = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    for seed in (
        "2026",
        "K7Q",
        "k7q",
        "K7q",
        "0",
        "O0Il1",
        "9" * 32,
        *(f"{dice.randrange(10**6):X}" for _ in range(20)),
    ):
        for form in "AZ":
            number = paper_number("mock", seed, form)
            found += [number, number.lower(), number.upper(), number.translate(full_width), f" {number} \n"]
            found += [number.replace("-", dash) for dash in ("—", "——", "–", "‑", "−", " - ", "－")]
            found += [number.replace("0", "O"), number[:-1], number[:-1] + "U", number.replace("-", "", 1)]
            at = dice.randrange(len(number))
            found.append(number[:at] + dice.choice("ABCXYZ0129") + number[at + 1 :])
    return found


def test_a_typed_number_is_read_as_python_reads_it(page: Page) -> None:
    read = 0
    typed = numbers()
    there = ask(page, "given => given.map(typed => mingze.quiz.readNumber('mock', typed))", typed)
    for text, found in zip(typed, there, strict=True):
        try:
            paper, seed, form = parse_paper_number(text)
        except ValueError:
            expected = None
        else:
            expected = {"seed": seed, "form": form} if paper == "mock" else None
        assert found == expected, text
        read += found is not None
    assert 200 < read < len(typed) - 100


def test_a_new_seed_is_one_that_can_be_read_out(page: Page) -> None:
    seeds = ask(page, "count => Array.from(Array(count), () => mingze.quiz.newSeed())", 500)
    assert len(set(seeds)) == 500
    for seed in seeds:
        assert parse_paper_number(paper_number("mock", seed, "A")) == ("mock", seed, "A")
        assert len(seed) == 6
        assert not set("ILOU") & set(seed)
        assert seed == seed.upper()
