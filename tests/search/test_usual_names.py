"""What people call things: usual names of terms, an instrument's short name glued to a number."""

from __future__ import annotations

import pytest

from mingze.model import Catalog
from tests.search.conftest import Ask

ITEM = "regulation/anquan-zerenzhi/art5/index.html#art5-item6"


@pytest.mark.parametrize(
    "typed",
    [
        "规定5条6项",
        "安全责任制规定5条6项",
        "党政领导干部责任制第五条第（六）项",
        "《规定》第五条第六项",
        "本规定五条六项",
        "安全规定 5条6项",
        "安全规定5(6)",
        "条文5条6项",
    ],
)
def test_a_name_glued_to_a_number_leads_to_the_clause(typed: str, ask: Ask) -> None:
    (found,) = ask([typed])
    assert found[0]["url"] == ITEM


@pytest.mark.parametrize("typed", ["食品规定5条6项", "消防法第五条", "定规5条6项"])
def test_the_name_of_another_instrument_leads_to_no_clause_of_this_one(typed: str, ask: Ask) -> None:
    (found,) = ask([typed])
    assert ITEM not in [one["url"] for one in found[:1]]


def test_every_alias_of_a_term_finds_it_first(catalog: Catalog, ask: Ask) -> None:
    wanted = {alias: f"glossary/index.html#{t.id}" for t in catalog.terms.values() for alias in t.aliases}
    assert {"三管三必须", "安全第一责任人", "一票否决制", "双预防", "五落实"} <= set(wanted)
    found = dict(zip(wanted, ask(list(wanted)), strict=True))
    assert {alias: hits[0]["url"] if hits else "" for alias, hits in found.items()} == wanted


def test_examples_are_this_sites_own(catalog: Catalog, ask: Ask) -> None:
    from mingze.search import search_data
    from mingze.search.emit import examples

    words, letters, numbers = examples(catalog)
    assert (words, letters, numbers) == (["安全生产"], ["anquan", "aqsc"], ["第五条", "5条1项"])
    assert all(ask([*words, *letters, *numbers]))
    assert '"examples":[["安全生产"]' in search_data(catalog, [])
