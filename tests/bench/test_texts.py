"""The tool that proves that a reshaping moved no word must see a word that moved."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from pptx import Presentation

from bench.texts import differences, texts
from mingze.loading import load_catalog
from mingze.search.emit import search_data
from mingze.search.record import Record
from tests.fault_case import MINIMAL


def page(folder: Path, words: str) -> None:
    (folder / "page.html").write_text(f"<p>同样的<b>话</b></p><p title='{words}'>后面</p><style>p{{}}</style>", "utf-8")


def script(folder: Path, words: str) -> None:
    (folder / "bank.js").write_text(f'window.x={{"stem":"{words}","n":3}};', "utf-8")


def word(folder: Path, words: str) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = words
    document.save(str(folder / "handout.docx"))


def table(folder: Path, words: str) -> None:
    (folder / "items.csv").write_text(f'"题干","得分"\r\n"{words}",2\r\n', "utf-8-sig")


def index(folder: Path, words: str) -> None:
    catalog = load_catalog(MINIMAL).catalog
    rare = "".join(chr(n) for n in range(0x4E00, 0x4E00 + 9000))  # so many characters need codes of every length
    records = [Record("page", words, "index.html"), Record("page", "别的", "other.html", body=rare)]
    (folder / "search.js").write_text(search_data(catalog, records), "utf-8")


def deck(folder: Path, words: str) -> None:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[0])
    slide.notes_slide.notes_text_frame.text = words
    slides.save(str(folder / "deck.pptx"))


@pytest.mark.parametrize("write", [page, script, word, deck, table, index])
def test_a_word_that_moved_is_seen_in_each_kind_of_file(write: object, tmp_path: Path) -> None:
    assert callable(write)
    for name, words in (("old", "安全生产"), ("same", "安全生产"), ("new", "安全身产")):
        (tmp_path / name).mkdir()
        write(tmp_path / name, words)
    old = texts(tmp_path / "old")
    assert list(differences(old, texts(tmp_path / "same"))) == []
    found = list(differences(old, texts(tmp_path / "new")))
    assert [line for line in found if "安全生产" in line and line.startswith("-")]
    assert [line for line in found if "安全身产" in line and line.startswith("+")]


def test_a_file_on_one_side_only_is_seen(tmp_path: Path) -> None:
    page(tmp_path, "安全生产")
    assert list(differences(texts(tmp_path), {})) == ["--- page.html：只有一边有"]
    assert list(differences({}, texts(tmp_path))) == ["+++ page.html：只有一边有"]
