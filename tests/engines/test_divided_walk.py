"""A site divided into units in old engines, by ``make engines``: home, unit, post, search across units, lesson.

What each step shows is tested in `tests/browser/test_divided.py` and `tests/search/test_divided.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from mingze.build import Extras, build_site
from tests.conftest import ROOT
from tests.engines.devtools import Chromium78
from tests.engines.engine import Engine
from tests.engines.stage import over_http, probed
from tests.engines.webdriver import Firefox, WebKit
from tests.pages.divided_site import divided
from tests.pages.rendered_site import write

_ARTICLE = """articles:
  - number: 7
    verification: source-text
    paragraphs:
      - text: |
          本县各单位应当：
        items:
          - |
            建立台账。
          - |
            落实冷链追溯。
    sources:
      - source-baihe
"""
_FIELD, _HITS = "dialog.mz-find input", "dialog.mz-find .mz-hit"
_OPENER = "return [].findIndex.call(document.querySelectorAll('[data-search]'), e => e.getClientRects().length)"


@pytest.fixture(scope="session")
def units_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The divided site with a probe on every page; one county's list has an article."""
    files = divided()
    files["data/regulations/baihe/regulation.yml"] += _ARTICLE
    root = write(files, tmp_path_factory.mktemp("divided"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "hooks", root / "hooks")
    (root / "docs").mkdir()
    return probed(build_site(root, root / "site", Extras()).site, root / "probed")


@pytest.fixture(params=["http", "file"])
def units_at(request: pytest.FixtureRequest, units_site: Path) -> Iterator[str]:
    if request.param == "file":
        yield units_site.as_uri()
    else:
        with over_http(units_site) as address:
            yield address


class DividedWalk:
    """One way through the site, as a reader of one county goes it."""

    engine_class: ClassVar[Callable[[], Engine]]

    @classmethod
    def engine(cls) -> Engine:
        return cls.engine_class()

    def test_a_reader_finds_the_own_post_and_others_practises_and_is_taught(
        self, engine: Engine, units_at: str
    ) -> None:
        engine.open(f"{units_at}/index.html")
        engine.click(".mz-pick a[href='units/anyang/index.html']")
        engine.wait("/units.anyang.index/.test(location.href) && document.readyState === 'complete'")
        assert engine.sideways() == []
        engine.click(".mz-cards--roles a[href*=anyang-1]")
        engine.wait("/roles.anyang-1/.test(location.href) && document.readyState === 'complete'")
        engine.ready()
        engine.wait("mingze.store.names('unit/').length === 1")
        assert engine.sideways() == []
        self._searches(engine)

        engine.open(f"{units_at}/units/anyang/practice/index.html")
        engine.wait("/符合的有 [1-9]/.test(document.querySelector('[data-part=found]').textContent)")
        engine.open(f"{units_at}/units/anyang/hall/index.html")
        engine.click("[data-part=lessons] [type=submit]")
        engine.wait("/安阳县第0件事/.test((document.querySelector('.mz-hall__content--lesson') || {}).textContent)")

    @staticmethod
    def _searches(engine: Engine) -> None:
        engine.click("[data-search]", engine.js(_OPENER))
        for typed, first, others in (
            ("每月办好第3件事", "安阳县第3件事", "白河县第3件事"),  # the own unit's first, then the others'
            ("白河县5号岗位", "白河县5号岗位", ""),
            ("bhx", "白河县", ""),  # letters
            ("白河县清单7条2项", "第七条第（二）项", ""),  # a name and a number, glued
        ):
            engine.js(f"document.querySelector('{_FIELD}').value = ''")
            engine.click(_FIELD)
            engine.type(typed)
            engine.wait(f"/{first}/.test((document.querySelector('{_HITS}') || {{}}).textContent)")
            if others:
                engine.wait(f"/{others}/.test((document.querySelector('.mz-find__others') || {{}}).textContent)")
        engine.click(_HITS)
        engine.wait("/regulation.baihe.*art7-item2/.test(location.href) && document.readyState === 'complete'")


@pytest.mark.long
class TestDividedInChromium78(DividedWalk):
    engine_class = Chromium78


@pytest.mark.long
class TestDividedInWebKit(DividedWalk):
    engine_class = WebKit


@pytest.mark.long
class TestDividedInFirefox(DividedWalk):
    engine_class = Firefox
