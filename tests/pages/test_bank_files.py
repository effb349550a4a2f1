"""The banks' script files: what is asked in one, what tells the key in another, and none of that for withheld banks."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2.runtime import Context

from mingze.model import Catalog
from mingze.pages import Renderer
from mingze.pages.bank_files import bank_files, script_call
from mingze.pages.lesson import lesson_file
from mingze.pages.player import player_data
from mingze.views import prose
from mingze.views.view import Views
from tests.pages.html_tree import parse
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL


def files_of(catalog: Catalog) -> dict[str, str]:
    found = [(path, make()) for path, make in bank_files(catalog, Renderer(catalog))]
    assert len(dict(found)) == len(found)
    return dict(found)


def data_in(text: str, kind: str, bank: str) -> Any:
    """Return what a file hands over; it is one call and nothing else."""
    before, after = f'mingze.quiz.bank("{kind}","{bank}",', ");\n"
    assert text.startswith(before)
    assert text.endswith(after)
    return json.loads(text.removeprefix(before).removesuffix(after))


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, str]:
    return files_of(site.catalog)


def test_nothing_that_files_were_made_with_outlives_them(site: Site) -> None:
    def contexts() -> int:
        gc.collect()
        return sum(isinstance(one, Context) for one in gc.get_objects())

    renderer = Renderer(site.catalog)
    made = [*bank_files(site.catalog, renderer), lesson_file(renderer)]
    before = contexts()
    assert all(make() for _, make in made)
    assert contexts() - before < len(made)  # what is imported once, not what each question imports


def test_every_bank_has_its_questions_and_every_shown_bank_its_answers(site: Site, files: dict[str, str]) -> None:
    banks = site.catalog.banks.values()
    shown = [bank.id for bank in banks if bank.bank.answers == "shown"]
    assert set(files) == {
        *(f"assets/questions/{bank.id}.js" for bank in banks),
        *(f"assets/answers/{id_}.js" for id_ in shown),
    }


def test_a_question_is_asked_as_on_its_page_but_without_an_answer(site: Site, files: dict[str, str]) -> None:
    for bank in site.catalog.banks.values():
        questions = data_in(files[f"assets/questions/{bank.id}.js"], "questions", bank.id)["questions"]
        assert list(questions) == [question.id for question in bank.items]
        for question in bank.items:
            entry = questions[question.id]
            parts = {"options", "pinned", "gaps", "left", "right", "steps"}
            assert {"type", "label", "stem"} <= set(entry) <= {"type", "label", "stem", "hint", "group", *parts}
            assert entry.get("pinned", False) is getattr(question, "pinned", False)
            assert entry["type"] == question.type.value
            there = site.trees[f"quizzes/{bank.id}/index.html"].by_id(question.id)
            assert ("group" in entry) is (question.id in site.catalog.group_of)
            # tests/quiz/test_build.py compares what the browser makes of it with what stands on the page
            shown = "".join(there.text().split())
            texts = [*entry.get("options", []), *entry.get("left", [])]
            texts += [text for _, text in entry.get("right", entry.get("steps", []))]
            assert all("".join(parse(text).text().split()) in shown for text in texts)
            assert len(there.find("mz-blank")) == entry.get("gaps", 0)


def test_what_is_asked_tells_nothing_of_the_key(site: Site, files: dict[str, str]) -> None:
    for bank in site.catalog.banks.values():
        text = files[f"assets/questions/{bank.id}.js"]
        for question in bank.items:
            assert json.dumps(question.explanation.strip(), ensure_ascii=False)[1:-1] not in text, question.id
        for word in ('"key"', "mz-answer", "答案：", "checked", "data-score"):
            assert word not in text, bank.id


def test_an_answer_holds_the_key_the_reasons_and_what_it_rests_on(site: Site, files: dict[str, str]) -> None:
    catalog = site.catalog
    views = Views(catalog)
    for bank in catalog.banks.values():
        if bank.bank.answers == "withheld":
            continue
        data = data_in(files[f"assets/answers/{bank.id}.js"], "answers", bank.id)
        marking = player_data(map(views.question, bank.items))
        assert data["traditional"] == marking["traditional"]
        for question in bank.items:
            entry = data["questions"][question.id]
            assert marking["questions"][question.id].items() <= entry.items()
            explained = parse(entry["explanation"]).text()
            assert prose.plain(question.explanation.split("\n\n")[0], catalog.terms) in explained
            assert entry["cites"].startswith("依据：")


def fragments(entry: Any) -> Iterator[str]:
    """Yield every text of an entry, whatever holds it."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict | list):
        for one in entry.values() if isinstance(entry, dict) else entry:
            yield from fragments(one)


def test_links_count_from_the_root_of_the_site(site: Site, files: dict[str, str]) -> None:
    for name, text in files.items():
        kind, bank = name.removeprefix("assets/").removesuffix(".js").split("/")
        for entry in data_in(text, kind, bank)["questions"].values():
            for node in parse(" ".join(fragments(entry))).walk():
                address = node.attributes.get("href", "").partition("#")[0]
                assert not address or address in site.html, (name, address)


def test_a_withheld_bank_has_no_file_that_tells_anything(small: Site, tmp_path: Path) -> None:
    files = files_of(small.catalog)
    assert "assets/answers/exam.js" not in files
    assert not [name for name, text in files.items() if "密封" in text]
    bank = SMALL["quizzes/banks/exam.yml"].replace("answer: AB", "answer: BC").replace("answer: B\n", "answer: A\n")
    other = load(write({**SMALL, "quizzes/banks/exam.yml": bank.replace(": 对", ": 错")}, tmp_path))
    assert other.catalog.banks["exam"] != small.catalog.banks["exam"]
    assert files_of(other.catalog) == files


def test_no_file_holds_what_ends_a_line_in_old_scripts() -> None:
    text = script_call("mingze.quiz.bank", "依据\u2028条\u2029文。\n")
    assert text.count("\n") == 1
    assert not {"\u2028", "\u2029"} & set(text)
    assert json.loads(text[text.index("(") + 1 : text.rindex(")")]) == "依据\u2028条\u2029文。\n"
