from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mingze.pages import Renderer
from mingze.pages.quick_code import QuickTemplate
from mingze.pages.render import _told, _ToldOnce
from mingze.views import prose
from tests.pages.rendered_site import Site, load, real_pages, rendered, write
from tests.pages.small_site import SMALL


def test_every_question_stands_on_its_banks_page(site: Site) -> None:
    for id_ in site.catalog.questions:
        tree = site.trees[f"quizzes/{site.catalog.bank_of[id_].id}/index.html"]
        node = tree.by_id(id_)
        assert (node.tag, node.attributes["data-question"]) == ("fieldset", id_)


def test_a_shown_question_has_its_key_explanation_and_basis_behind_a_summary(site: Site) -> None:
    for id_, question in site.catalog.questions.items():
        bank = site.catalog.bank_of[id_]
        if bank.bank.answers == "shown":
            node = site.trees[f"quizzes/{bank.id}/index.html"].by_id(id_)
            (answer,) = node.find("mz-answer")
            assert answer.tag == "details"
            assert prose.plain(question.explanation.split("\n\n")[0], site.catalog.terms) in answer.text()
            assert "依据：" in answer.text()
            assert "答案" in answer.text()


def test_the_sources_a_question_rests_on_are_named_with_its_answer(small: Site) -> None:
    (answer,) = small.trees["quizzes/leader/index.html"].by_id("l-2").find("mz-answer")
    assert "示例来源" in answer.text()


def test_a_withheld_bank_gives_nothing_away_on_any_page(small: Site) -> None:
    for path, html in small.html.items():
        assert "密封" not in html, path
    for path, tree in small.trees.items():
        for question in tree.find("mz-question"):
            if question.attributes["data-question"].startswith("e-"):
                assert not question.find("mz-answer"), path
                assert "答案" not in question.text(), path
                for node in question.walk():
                    assert not {"checked", "selected", "data-answer", "data-key"} & set(node.attributes)
                    assert node.tag != "input" or node.attributes.get("value") in {None, "0", "1", "2", "true", "false"}


def test_withheld_questions_differ_in_nothing_but_what_a_learner_may_see(small: Site, tmp_path: Path) -> None:
    """Another key gives the same page."""
    other = {
        **SMALL,
        "quizzes/banks/exam.yml": SMALL["quizzes/banks/exam.yml"]
        .replace("answer: AB", "answer: BC")
        .replace(": 对", ": 错")
        .replace("answer: B\n", "answer: A\n")
        .replace("密封的答案", "另一个"),
    }
    changed = load(write(other, tmp_path))
    assert changed.catalog.banks["exam"] != small.catalog.banks["exam"]
    assert changed.html == small.html


def test_letters_of_options_follow_their_order(small: Site) -> None:
    question = small.trees["quizzes/leader/index.html"].by_id("l-1")
    assert [n.text() for n in question.find("mz-option__letter")] == ["A.", "B."]
    assert [n.attributes["value"] for n in question.walk() if n.tag == "input"] == ["0", "1"]
    (key,) = question.find("mz-answer__key")
    assert key.text() == "答案：A"


def test_the_key_of_a_matching_or_ordering_question_fits_what_is_printed(site: Site) -> None:
    for id_, question in site.catalog.questions.items():
        bank = site.catalog.bank_of[id_]
        tree = site.trees[f"quizzes/{bank.id}/index.html"].by_id(id_)
        if bank.bank.answers == "withheld":
            continue
        if tree.attributes["data-type"] == "match":
            left = [n.text() for n in tree.find("mz-match__left")[0].walk() if n.tag == "li"]
            right = [n.text() for n in tree.find("mz-match__right")[0].walk() if n.tag == "li"]
            key = dict(
                part.split("—") for part in tree.find("mz-answer__key")[0].text().removeprefix("答案：").split("\u3000")
            )
            found = {left[int(number) - 1]: right["ABCDEFGHIJ".index(letter)] for number, letter in key.items()}
            assert found == {pair.left: pair.right for pair in getattr(question, "pairs", ())}
        elif tree.attributes["data-type"] == "order":
            printed = [n.text() for n in tree.find("mz-order")[0].walk() if n.tag == "li"]
            letters = tree.find("mz-answer__key")[0].text().removeprefix("答案：").split(" → ")
            sequence = list(getattr(question, "sequence", ()))
            assert [printed["ABCDEFGHIJ".index(letter)] for letter in letters] == sequence
            assert printed != sequence


def test_at_most_three_questions_stand_with_a_duty_and_all_of_them_are_on_it(site: Site) -> None:
    for id_ in site.catalog.duties:
        section = site.trees[f"roles/{site.catalog.role_of(id_).id}/index.html"].by_id(id_)
        shown = [node.attributes["data-question"] for node in section.find("mz-question")]
        citing = site.catalog.questions_citing("duty", id_)
        on_it = {question.id for question in citing if site.catalog.bank_of[question.id].bank.answers == "shown"}
        assert len(set(shown)) == len(shown) == min(3, len(on_it))
        assert set(shown) <= on_it


def test_a_page_makes_what_questions_of_a_type_are_answered_with_once(monkeypatch: pytest.MonkeyPatch) -> None:
    site = real_pages()
    made: Counter[str | None] = Counter()
    make = QuickTemplate.make_module

    def counted(self: QuickTemplate, *given: Any, **named: Any) -> Any:
        made[self.name] += 1
        return make(self, *given, **named)

    monkeypatch.setattr(QuickTemplate, "make_module", counted)
    page = max((page for page in site.pages.values() if page.template == "quiz/bank.html"), key=lambda page: page.path)
    Renderer(site.catalog).render(page)
    types = Counter(re.findall('data-type="([a-z]+)"', site.html[page.path]))
    assert {name: n for name, n in made.items() if "types/" in str(name)} == {f"quiz/types/{t}.html": 1 for t in types}
    assert max(types.values()) > 1


def test_an_answer_below_several_duties_is_what_it_is_below_each(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ToldOnce, "__call__", lambda self, *given: _told(*given))
    assert rendered(site.catalog).html == site.html
