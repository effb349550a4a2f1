"""What rules gather together is gathered once, and never of another catalog than the one that is asked of."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from msgspec.structs import replace

from mingze.checks.gathered import forget_gathered, gathered_once
from mingze.loading import load_catalog
from mingze.model import Catalog
from tests.conftest import MINIMAL


def test_each_catalog_is_gathered_from_once_while_it_is_the_one_asked_of() -> None:
    asked: list[str] = []

    @gathered_once
    def roles(catalog: Catalog) -> Iterator[str]:
        asked.append(catalog.site.id)
        yield from catalog.roles

    one = load_catalog(MINIMAL).catalog
    other = replace(one, roles={})
    assert list(roles(one)) == list(roles(one)) == list(one.roles)
    assert len(asked) == 1
    assert list(roles(other)) == []
    assert list(roles(one)) == list(one.roles)
    assert len(asked) == 3
    forget_gathered()
    assert list(roles(one)) == list(one.roles)
    assert len(asked) == 4


def test_nothing_of_a_catalog_is_kept_that_is_gone() -> None:
    @gathered_once
    def roles(catalog: Catalog) -> Iterator[object]:
        yield from catalog.roles.values()

    gc.freeze()  # what other tests left is not looked through for what holds this
    one = load_catalog(MINIMAL).catalog
    (first,) = list(roles(one))[:1]
    del one
    gc.collect()
    assert not [holder for holder in gc.get_referrers(first) if isinstance(holder, tuple)]
