from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mingze.loading import Loaded, load_catalog

Write = Callable[[Mapping[str, str]], Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Write:
    def write_and_load(files: Mapping[str, str]) -> Loaded:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        return load_catalog(tmp_path)

    return write_and_load


def codes(loaded: Loaded) -> list[tuple[str, str, int]]:
    return [(d.code, d.span.file, d.span.line) for d in loaded.diagnostics]
