"""A site that is made on demand tells a unit by another catalog, or stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from bench.divided_site import write_divided
from mingze.host import OtherPages, SiteOnDemand
from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.views.counts import site_counts
from mingze.views.division import division_of
from mingze.views.units import Unit


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return load_catalog(write_divided(tmp_path / "site")).catalog


@pytest.fixture
def site(tmp_path: Path, catalog: Catalog) -> SiteOnDemand:
    return SiteOnDemand(tmp_path / "site" / "mkdocs.yml", catalog)


def said_otherwise(catalog: Catalog) -> Catalog:
    """Return a catalog in which every duty says something else."""
    return replace(
        catalog,
        assignments=tuple(
            replace(one, duties=tuple(duty.model_copy(update={"text": "改了的话。"}) for duty in one.duties))
            for one in catalog.assignments
        ),
    )


def named_otherwise(catalog: Catalog, unit: Unit) -> Catalog:
    post = catalog.roles[unit.roles[0]]
    return replace(catalog, roles={**catalog.roles, post.id: post.model_copy(update={"name": "另外的叫法"})})


def without_a_bank(catalog: Catalog, unit: Unit) -> Catalog:
    return replace(catalog, banks={id_: bank for id_, bank in catalog.banks.items() if id_ not in unit.banks})


@pytest.mark.parametrize("made_unlike", [named_otherwise, without_a_bank])
def test_a_unit_that_is_called_otherwise_or_has_other_pages_leaves_all_as_it_was(
    site: SiteOnDemand, catalog: Catalog, made_unlike: Callable[[Catalog, Unit], Catalog]
) -> None:
    one, other = division_of(catalog).units[1:3]
    edited = said_otherwise(catalog)
    unlike = made_unlike(edited, other)
    page = f"roles/{one.roles[0]}/index.html"
    counts = site_counts(catalog)
    before, first = site.body(page), site.body("index.html")
    there = next(unit for unit in division_of(unlike).units if unit.id == other.id)
    with pytest.raises(OtherPages):
        site.renew([(edited, one), (unlike, there)], counts.with_more(99, 0))
    assert site.body(page) == before
    site._made.clear()  # nothing that was kept: the page is made again
    assert (site.body(page), site.body("index.html")) == (before, first)
    site.renew([(edited, one)], counts.with_more(99, 0))
    assert f"{counts.questions + 99} 道题" in (site.body("index.html") or b"").decode()
    assert "改了的话" in (site.body(page) or b"").decode()


def test_what_is_not_there_is_nothing(site: SiteOnDemand) -> None:
    for path in ("nowhere/index.html", "assets/nothing.js", "assets/search/units/nobody.0.js", "assets/search/none.js"):
        assert site.body(path) is None
    assert site.body("404.html")
