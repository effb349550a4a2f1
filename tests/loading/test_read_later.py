"""Large sites let the texts of their files go: what is told of them must be what a small site's reader tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.checks import check_site
from tests.conftest import copy_minimal


def test_places_are_those_of_files_that_were_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_minimal(tmp_path / "site")
    kept, told = check_site(root)
    monkeypatch.setattr("mingze.loading.load._MANY", 0)
    later, again = check_site(root)
    assert again == told
    assert list(later.origins.files) == list(kept.origins.files)
    for (id_, one), other in zip(kept.catalog.duties.items(), later.catalog.duties.values(), strict=True):
        assert later.origins.at(other, "title") == kept.origins.at(one, "title"), id_
    for file, source in kept.origins.files.items():
        assert later.origins.files[file].values == source.values
        assert later.origins.files[file].text == source.text
