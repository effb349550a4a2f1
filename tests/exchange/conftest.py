from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.exchange.questions.batch import Batch, of_banks
from mingze.model import Catalog
from tests.conftest import MINIMAL, real_catalog

HARD = Path(__file__).parent / "hard.yml"


@pytest.fixture(scope="session")
def hard_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest site with a bank more: every type, and texts that mean something to some format."""
    root = shutil.copytree(MINIMAL, tmp_path_factory.mktemp("hard") / "site")
    shutil.copy(HARD, root / "quizzes" / "banks")
    return root


@pytest.fixture(scope="session")
def hard(hard_site: Path) -> Catalog:
    loaded, diagnostics = check_site(hard_site)
    assert [str(d) for d in diagnostics if d.is_error] == []
    return loaded.catalog


@pytest.fixture(scope="session")
def hard_batch(hard: Catalog) -> Batch:
    return of_banks(hard, list(hard.banks.values()))


@cache
def real_batch() -> Batch:
    catalog = real_catalog()
    return of_banks(catalog, list(catalog.banks.values()))


@pytest.fixture(scope="session", params=["hard", "real"])
def batch(request: pytest.FixtureRequest) -> Batch:
    """All questions of the small hard site, then those of the repository's own."""
    found: Batch = request.getfixturevalue("hard_batch") if request.param == "hard" else real_batch()
    return found
