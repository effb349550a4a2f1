"""Templates are compiled once a process, and anew when they are changed."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from jinja2 import Environment, FileSystemLoader

from mingze.pages import compiled
from mingze.pages.compiled import compile_once, made_once
from tests.pages.rendered_site import Site, rendered


def environment(folder: Path, kind: str) -> Environment:
    made = Environment(loader=FileSystemLoader(folder), autoescape=True)
    compile_once(made, kind)
    return made


def test_another_renderer_compiles_nothing(small: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("compiled again")

    monkeypatch.setattr(jinja2.Environment, "_generate", refuse)
    assert rendered(small.catalog).html == small.html


def test_a_template_that_was_changed_is_compiled_anew_and_one_of_the_same_name_elsewhere_is_another(
    tmp_path: Path,
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder, text in ((here, "甲{{ word }}"), (there, "乙{{ word }}")):
        folder.mkdir()
        (folder / "a.html").write_text(text, "utf-8")
    assert environment(here, "changed").get_template("a.html").render(word="<") == "甲&lt;"
    assert environment(there, "changed").get_template("a.html").render(word="<") == "乙&lt;"
    (here / "a.html").write_text("丙{{ word }}", "utf-8")
    assert environment(here, "changed").get_template("a.html").render(word="<") == "丙&lt;"


def test_kinds_share_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{% if 1 %}\n甲\n{% endif %}", "utf-8")
    plain, trimmed = environment(tmp_path, "plain"), environment(tmp_path, "trimmed")
    trimmed.trim_blocks = True
    assert plain.get_template("a.html").render() == "\n甲\n"
    assert trimmed.get_template("a.html").render() == "甲\n"


def test_what_is_made_of_a_source_is_made_once_and_anew_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_folder", lambda: tmp_path / "kept")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    made: list[bytes] = []

    def make(source: bytes) -> dict[str, object]:
        made.append(source)
        return {"of": source.decode(), "several": ["一", {"b": None}]}

    first = made_once("words", b"a", make)
    assert made_once("words", b"a", make) == first == {"of": "a", "several": ["一", {"b": None}]}
    assert made_once("others", b"a", make) == first
    assert made_once("words", b"b", make)["of"] == "b"
    assert made == [b"a", b"a", b"b"]
    for file in (tmp_path / "kept").iterdir():  # cut short, by whatever
        file.write_bytes(file.read_bytes()[:-1])
    assert made_once("words", b"b", make)["of"] == "b"
    assert made == [b"a", b"a", b"b", b"b"]


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_folder", lambda: tmp_path / "kept")
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert made_once("words", b"a", bytes.decode) == "a"
    assert not (tmp_path / "kept").exists()
