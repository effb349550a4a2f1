"""MkDocs publishes of a theme what it would without our loader, and no more is looked through than that."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mingze.host import SiteOnDemand
from mingze.host.theme_files import list_shown_files_only
from mingze.loading import load_catalog
from tests.conftest import copy_minimal

NAMES = ["main.html", "a.css", ".hidden.css", ".icons/a.svg", ".icons/deep/b.svg", "img/.cache/c.png", "img/d.png"]


def config_of(folder: Path, theme: dict[str, object]) -> MkDocsConfig:
    """Return settings with a theme, as read from a file."""
    (folder / "docs").mkdir(exist_ok=True)
    config = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    config.load_dict({"site_name": "站", "docs_dir": str(folder / "docs"), "theme": theme})
    errors, _ = config.validate()
    assert errors == []
    return config


def published(config: MkDocsConfig) -> list[str]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [file.src_uri for file in files]


@pytest.mark.parametrize("name", ["material", "mkdocs"])
def test_the_same_files_of_a_theme_are_published(name: str, tmp_path: Path) -> None:
    before = published(config_of(tmp_path, {"name": name}))
    config = config_of(tmp_path, {"name": name})
    list_shown_files_only(config.theme)
    assert before == published(config)
    assert before


def test_the_same_of_a_folder_that_changes_a_theme(tmp_path: Path) -> None:
    own = tmp_path / "own"
    for file in NAMES:
        (own / file).parent.mkdir(parents=True, exist_ok=True)
        (own / file).write_text("x", "utf-8")
    theme: dict[str, object] = {"name": None, "custom_dir": str(own)}
    before = published(config_of(tmp_path, theme))
    config = config_of(tmp_path, theme)
    list_shown_files_only(config.theme)
    assert before == published(config) == ["a.css", "img/d.png"]
    listed = config.theme.get_env().list_templates()
    assert ".icons/a.svg" not in listed
    assert "main.html" in listed


def test_templates_in_a_folder_that_is_not_listed_are_still_found(tmp_path: Path) -> None:
    config = config_of(tmp_path, {"name": "material"})
    list_shown_files_only(config.theme)
    loader = config.theme.get_env().loader
    assert loader is not None
    assert loader.get_source(config.theme.get_env(), ".icons/material/account.svg")[0].startswith("<svg")


def test_a_preview_walks_no_hidden_folders_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(loader: FileSystemLoader) -> list[str]:
        raise AssertionError(f"walked {loader.searchpath}")

    root = copy_minimal(tmp_path / "site")
    monkeypatch.setattr(FileSystemLoader, "list_templates", refuse)
    assert SiteOnDemand(root / "mkdocs.yml", load_catalog(root).catalog).body("index.html")
