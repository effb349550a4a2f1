from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from mingze.loading.files import kind_of, list_files
from mingze.source import read_source
from tests.conftest import ROOT
from tests.core_yaml import as_editor, as_text
from tests.schema_validators import errors


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("010", 10),
        ("1.10", 1.1),
        ("2018-04-08", "2018-04-08"),
        ("~", None),
        ("true", True),
        ("12:30", "12:30"),
        ("'5'", "5"),
    ],
)
def test_the_loader_of_these_tests_follows_the_core_schema(typed: str, value: object) -> None:
    loaded = as_editor(f"key: {typed}\n")["key"]
    assert (type(loaded), loaded) == (type(value), value)


REAL_FILES = list_files(ROOT)


@cache
def as_editors_have_it(file: str) -> Any:
    """Read a file as editors do, once for all tests: PyYAML's own scanner is slow."""
    return as_editor((ROOT / file).read_text("utf-8"))


def test_there_are_real_files_to_validate() -> None:
    assert len(REAL_FILES) > 15


@pytest.mark.parametrize("file", REAL_FILES)
def test_every_real_file_validates_against_the_schema_of_its_kind(file: str) -> None:
    found = kind_of(file)
    assert found is not None
    assert not errors(found[0].name, as_editors_have_it(file))


@pytest.mark.parametrize("file", REAL_FILES)
def test_what_the_reader_reads_validates_too(file: str) -> None:
    """Our reader sees only text; numbers and flags are the only difference to what editors see."""
    source, faults = read_source(file, (ROOT / file).read_bytes())
    assert source is not None
    assert not faults
    assert as_text(source.values) == as_text(as_editors_have_it(file))
