"""Sites made to be measured must be sound, repeatable, and no easier to pack than what authors write."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from bench.synthetic_site import write_site
from mingze.checks import check_site
from tests.conftest import ROOT

PROSE = re.compile(r"[\u4e00-\u9fff，。；：、]{8,}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic")
    write_site(folder, 7, posts_a_unit=3)
    return folder


def test_it_has_the_posts_that_were_asked_for_in_units_and_no_faults(site: Path) -> None:
    loaded, diagnostics = check_site(site)
    assert diagnostics == []
    assert len(loaded.catalog.roles) == 7
    assert len(loaded.catalog.regulations) == len(loaded.catalog.banks) == 3
    assert len({role.name for role in loaded.catalog.roles.values()}) == 7


def test_the_same_numbers_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    write_site(tmp_path, 7, posts_a_unit=3)
    files = [file.relative_to(site) for file in site.rglob("*") if file.is_file()]
    assert files
    assert [file for file in files if (site / file).read_bytes() != (tmp_path / file).read_bytes()] == []


def test_its_text_packs_no_better_than_the_real_sites(tmp_path: Path) -> None:
    write_site(tmp_path, 20)

    def packed(folder: Path) -> float:
        texts = (file.read_text("utf-8") for file in sorted((folder / "data").rglob("*.yml")))
        text = "".join(run for one in texts for run in PROSE.findall(one)).encode()[:100_000]
        return len(zlib.compress(text, 9)) / len(text)

    assert packed(tmp_path) >= packed(ROOT)
