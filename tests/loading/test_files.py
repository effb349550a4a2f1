from __future__ import annotations

from pathlib import Path

import pytest

from mingze.loading import kind_of
from mingze.loading.files import KINDS, list_files
from tests.loading.conftest import Write, codes
from tests.loading.site_files import BANK, one_regulation


@pytest.mark.parametrize("missing", ["data/site.yml", "data/roles.yml", "data/regulations/reg/regulation.yml"])
def test_a_missing_file_is_reported_under_its_name(load: Write, missing: str) -> None:
    files = one_regulation()
    del files[missing]
    loaded = load(files)
    assert ("missing-file", missing, 1) in codes(loaded)


def test_an_empty_folder_is_told_what_it_lacks(load: Write) -> None:
    assert codes(load({})) == [("missing-file", "data/roles.yml", 1), ("missing-file", "data/site.yml", 1)]


@pytest.mark.parametrize(
    "stray", ["data/roles.yaml", "data/notes.yml", "data/regulations/reg/duties/notes.txt", "quizzes/basics.yml"]
)
def test_a_file_that_nothing_reads_is_a_warning(load: Write, stray: str) -> None:
    loaded = load({**one_regulation(), stray: "x: y\n"})
    assert codes(loaded) == [("orphan-file", stray, 1)]
    assert not loaded.diagnostics[0].is_error


@pytest.mark.parametrize("ignored", ["data/.DS_Store", "quizzes/~$basics.yml", "data/.git/x.yml", "notes.yml"])
def test_hidden_and_lock_files_and_other_folders_are_left_alone(load: Write, ignored: str) -> None:
    assert not load({**one_regulation(), ignored: "x: y\n"}).diagnostics


def test_a_file_named_otherwise_than_its_content_is_reported(load: Write) -> None:
    files = one_regulation()
    files["quizzes/banks/other.yml"] = BANK.replace("q1", "q3").replace("q2", "q4").replace("id: basics", "id: others")
    assert codes(load(files)) == [("misnamed-file", "quizzes/banks/other.yml", 2)]


@pytest.mark.parametrize(
    ("file", "kind", "parts"),
    [
        ("data/site.yml", "site", {}),
        ("data/cases/a.yml", "case", {"stem": "a"}),
        ("data/regulations/r/regulation.yml", "regulation", {"regulation": "r"}),
        ("data/regulations/r/commentary/articles.yml", "article-commentary", {"regulation": "r"}),
        ("data/regulations/r/commentary/x.yml", "commentary", {"regulation": "r", "stem": "x"}),
        ("quizzes/papers/mock.yml", "paper", {"stem": "mock"}),
    ],
)
def test_a_files_place_says_its_kind(file: str, kind: str, parts: dict[str, str]) -> None:
    found = kind_of(file)
    assert found is not None
    assert (found[0].name, found[1]) == (kind, parts)


@pytest.mark.parametrize(
    "file", ["data/siteXyml", "data/site.yml.bak", "data/cases/a/b.yml", "site.yml", "x/data/site.yml"]
)
def test_other_places_have_no_kind(file: str) -> None:
    assert kind_of(file) is None


def test_every_kinds_glob_fits_its_pattern() -> None:
    for kind in KINDS:
        found = kind_of(kind.globs[-1].replace("*", "x"))
        assert found is not None
        assert found[0] is kind


def test_files_come_by_folders_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    for name in ("data/a/b.yml", "data/a-b.yml", "elsewhere/c.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / "data/file.yml").symlink_to(tmp_path / "elsewhere/c.yml")
    (tmp_path / "data/folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "data/gone.yml").symlink_to(tmp_path / "nowhere.yml")
    (tmp_path / "data/round.yml").symlink_to(tmp_path / "data/round.yml")
    assert list_files(tmp_path) == ["data/a/b.yml", "data/a-b.yml", "data/file.yml"]
    (tmp_path / "quizzes").write_text("", "utf-8")  # no folder
    assert list_files(tmp_path) == ["data/a/b.yml", "data/a-b.yml", "data/file.yml"]
