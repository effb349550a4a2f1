"""What stands beside a unit's pages is written with them, so that what several say is made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bench.divided_site import write_warned
from mingze.build import build_site
from mingze.host.beside_pages import BesidePages
from mingze.views import view
from mingze.views.division import WHOLE
from tests.conftest import snapshot


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site of four units, more than 400 views in all, 130 of the largest unit."""
    folder = tmp_path_factory.mktemp("beside")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGZE_CACHE", str(folder / "cache"))
        yield write_warned(folder / "site")


def test_work_is_done_with_its_unit_after_that_of_the_units_before_and_once() -> None:
    done: list[str] = []
    beside = BesidePages(["a", "b", "c"])
    for name, unit in (("site", WHOLE), ("b1", "b"), ("a1", "a"), ("c1", "c"), ("b2", "b")):
        beside.put_off(unit, partial(done.append, name))
    assert done == []
    beside.until("b")
    beside.until("a")
    assert done == ["a1", "b1", "b2"]
    with pytest.raises(KeyError):
        beside.put_off("b", partial(done.append, "late"))
    beside.finish()
    beside.finish()
    assert done == ["a1", "b1", "b2", "c1", "site"]


def test_few_views_are_made_twice_where_no_more_are_kept_than_two_units_have(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Counter[tuple[str, str]] = Counter()
    once = view.Views.once

    def counted(self: view.Views, kind: str, id_: str, make: Callable[[], Any]) -> Any:
        def count() -> Any:
            made[kind, id_] += 1
            return make()

        return once(self, kind, id_, count)

    monkeypatch.setattr(view.Views, "once", counted)
    monkeypatch.setattr(view, "_MOST", 260)
    build_site(root, tmp_path / "site")
    assert len(made) > 400
    assert {kind for (kind, _), count in made.items() if count > 1} <= {"regulation", "term", "theme"}  # of all units


def test_a_site_whose_pages_share_no_frame_has_the_same_files(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = snapshot(build_site(root, tmp_path / "late").site)
    monkeypatch.setattr("mingze.host.pages.may_share", lambda _: False)
    assert snapshot(build_site(root, tmp_path / "early").site) == late
    assert any(name.startswith("assets/search/units/") for name in late)
