from __future__ import annotations

import pytest

from mingze.model import Catalog
from tests.pages.rendered_site import Site, load, real_pages, rendered, write
from tests.pages.small_site import SMALL


@pytest.fixture(scope="session")
def real() -> Site:
    return real_pages()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write(SMALL, tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def empty() -> Site:
    from mingze.model import SiteSettings

    return rendered(Catalog(SiteSettings.model_validate({"id": "s", "title": "空站", "edition": "版"})))


@pytest.fixture(scope="module", params=["real", "small"])
def site(request: pytest.FixtureRequest) -> Site:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found
