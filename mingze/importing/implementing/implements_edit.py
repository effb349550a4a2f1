"""``implements`` written into the files of duties: comments, order and ways of writing stay."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from mingze.importing.implementing.decision_file import DecisionRefused
from mingze.loading import Loaded
from mingze.source import Path, SourceFile, Value, read_source
from mingze.workbook.changes import read_text
from mingze.workbook.yaml_edit import Editor, LineEdit, apply, same_value

_ORDER = ("id", "cites", "title", "themes", "keywords", "text", "frequency", "standard", "implements", "sources")


def with_implements(root: FilePath, loaded: Loaded, decided: Mapping[str, tuple[str, ...]]) -> dict[str, bytes]:
    """Return the files that change, with their new bytes, proved to say what was wanted and nothing else.

    Raises `DecisionRefused` where a file changed meanwhile or is written in a way that cannot be kept.
    """
    by_file: dict[str, tuple[SourceFile, list[tuple[Path, tuple[str, ...]]]]] = {}
    places: dict[str, list[tuple[Path, tuple[str, ...]]]] = defaultdict(list)
    for id_, references in decided.items():
        if references:
            source, path = loaded.origins.place_of(loaded.catalog.duties[id_])
            places[source.file].append((path, references))
            by_file[source.file] = (source, places[source.file])
    return {file: _changed(root, source, wanted) for file, (source, wanted) in by_file.items()}


def _changed(root: FilePath, source: SourceFile, wanted: list[tuple[Path, tuple[str, ...]]]) -> bytes:
    before = (root / source.file).read_bytes()
    if read_text(before) != source.text.text:
        raise DecisionRefused(f"{source.file} 刚刚被别的程序改过（修改：再运行一次）")
    editor, edits = Editor(source), list[LineEdit]()
    bare, _ = read_source(source.file, before)  # as it is written, without what is given once for all of a file
    expected: Any = copy.deepcopy(bare.values if bare else source.values)
    for path, references in wanted:
        new: list[Value] = list(references)
        edits += editor.change(path, {"implements": new}, _ORDER)
        target = expected
        for step in path:
            target = target[step]
        target["implements"] = new
    after = apply(before, edits)
    read, _ = read_source(source.file, after)
    if read is None or not same_value(read.values, expected):
        raise DecisionRefused(f"没能写进 {source.file}：它的写法少见（修改：在这个文件里自己写 implements）")
    return after
