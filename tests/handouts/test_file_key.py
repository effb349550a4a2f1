"""A file of the cache is known by what it says and by all that writes it, and by nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import grimp
import pytest

import mingze
from mingze.handouts import file_key as keyed
from mingze.handouts.blocks import Document, ParagraphBlock, SectionBlock
from mingze.handouts.file_key import file_key, sources
from mingze.views import runs

PROGRAM = Path(mingze.__file__).parent
WRITER = {"pdf": "mingze.handouts.pdf", "docx": "mingze.handouts.word", "pptx": "mingze.handouts.deck"}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("mingze")


def file_of(module: str) -> Path:
    path = PROGRAM.parent / Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.mark.parametrize("ending", WRITER)
def test_every_module_that_has_a_part_in_a_file_counts(ending: str) -> None:
    own = {WRITER[ending], *graph().find_descendants(WRITER[ending])}
    taking_part = own | graph().find_upstream_modules(WRITER[ending], as_package=True)
    counted = set(sources(ending))
    missing = {module for module in taking_part if (file := file_of(module)) not in counted and file.read_text("utf-8")}
    # packages that say of themselves what they hold, and import nothing
    assert {module for module in missing if not file_of(module).name.startswith("__init__")} == set()


def document(words: str) -> Document:
    return Document("one", "一", "书", "版", "", (SectionBlock("节", (ParagraphBlock(runs.text(words)),)),))


def test_the_key_is_that_of_the_words_the_format_and_the_date() -> None:
    key = file_key(document("话"), "pdf", 0)
    assert key == file_key(document("话"), "pdf", 0)
    others = [("别的话", "pdf", 0), ("话", "pdf-large", 0), ("话", "docx", 0), ("话", "pdf", 1)]
    assert key not in {file_key(document(words), variant, epoch) for words, variant, epoch in others}


def test_another_writer_makes_its_own_files_anew_and_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def keys() -> dict[str, str]:
        keyed._writer.cache_clear()
        return {ending: file_key(document("话"), ending, 0) for ending in WRITER}

    before = keys()
    changed = tmp_path / "word.py"
    changed.write_text("# 换了排法\n", "utf-8")
    monkeypatch.setitem(keyed.WRITERS, "docx", (*keyed.WRITERS["docx"], str(changed)))
    after = keys()
    keyed._writer.cache_clear()
    assert [ending for ending in WRITER if before[ending] != after[ending]] == ["docx"]
