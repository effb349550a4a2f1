"""第五条 in what a site below says is the 第五条 of that site's regulation, on every site that stands on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.loading import load_catalog
from mingze.views.view import Views
from tests.conftest import COUNTY, real_catalog
from tests.pages.rendered_site import load
from tests.upper.two_floors import city, town, write

TERM = """- id: look-twice
  name: 两看
  standing: source
  definition: |
    第二条说的是两看。
  sources:
    - {}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    upper = city(tmp_path / "city")
    source = next(iter(load_catalog(upper).catalog.sources))
    bank = next((upper / "quizzes/banks").glob("*.yml"))
    text = bank.read_text("utf-8")
    write(upper / "data", {"glossary.yml": (upper / "data/glossary.yml").read_text("utf-8") + TERM.format(source)})
    bank.write_text(text + QUESTION, "utf-8")
    assert not [one for one in check_site(upper)[1] if one.is_error]
    return town(tmp_path / "town", "../city")


QUESTION = """  - id: bare-number
    type: judge
    stem: |
      两看是每天都要做的事，一次也不能少。
    answer: 对
    explanation: |
      条文里就是这样写的，照着做。
    cites:
      - 第二条
      - art1
"""


def test_a_clause_without_its_regulation_keeps_the_meaning_it_had_below(root: Path) -> None:
    catalog = load_catalog(root).catalog
    assert len(catalog.regulations) == 2
    assert [str(one.clause) for one in catalog.questions["bare-number"].cites] == ["shili/art2", "shili/art1"]
    assert not [one for one in check_site(root)[1] if one.is_error and one.code != "base-not-locked"]


def test_a_bare_number_in_words_says_whose_it_is(root: Path) -> None:
    catalog = load_catalog(root).catalog
    views = Views(catalog)
    said = views.names.whose_told("term", "look-twice", "第二条说的是两看。")
    assert said.startswith("文中没有写明出处的条款号，指《")
    assert views.names.whose_told("term", "look-twice", "《某法》第二条说的是两看。") == ""
    assert not load_catalog(root.parent / "city").catalog.numbers_mean, "where there is one, nothing has to be said"


def test_the_county_says_whose_the_numbers_are_that_came_with_the_nation() -> None:
    site = load(COUNTY)
    national = real_catalog().regulations["anquan-zerenzhi"].short_title
    said = f"指《{national}》"
    for page in ("glossary/index.html", "cases/index.html", "about/currency/index.html", "scope/index.html"):
        assert said in site.html[page], page
    assert site.html["glossary/index.html"].count(said) == 1, "once, where all mean the same"
    assert ("term", "quarterly-three") not in site.catalog.numbers_mean, "the county has two: it is left open"
    own = {id_ for kind, id_ in site.catalog.numbers_mean if kind == "term"}
    assert own == set(real_catalog().terms)
