"""Answer files as the web player exports them: found, read, and checked against the site they come from."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from mingze.model import Catalog
from mingze.scoring.json_file import BadFile, clean, read_json
from mingze.text.fold import fold

FORMAT = "mingze-answers/1"
_NO_ANSWERS = "核对结果"
"""Begins the names of files that lie among answer files and are none: what was decided about sheets."""


class Fault(Struct, frozen=True):
    """One thing wrong with one file."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}：{self.message}"


class AnswerFile(Struct, frozen=True):
    """One person's answers to one paper."""

    file: str
    """The file as it was named on the command line, safe to show."""
    paper: str | None
    seed: str
    form: str
    who: str
    """What the person typed as a name, safe to show; often empty."""
    answers: dict[str, Any]
    """Responses by question id, as they were exported."""
    unit: str = ""
    """The 单位 that a roster has; "" where there was none."""
    number: str = ""
    """The 考号 likewise."""

    @property
    def name(self) -> str:
        """What a report calls the person."""
        return self.who or f"未写姓名（{self.file}）"


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Fault]]:
    """Return the answer files among and below the paths, each once, and a fault for a path that holds none."""
    found: dict[Path, Path] = {}
    faults = []
    for path in paths:
        below = sorted(p for p in path.rglob("*") if _is_answer_file(p)) if path.is_dir() else [path]
        if not below:
            faults.append(Fault(clean(str(path), 200), "文件夹里没有 .json 文件"))
        for file in below:
            found.setdefault(file.resolve(), file)
    return list(found.values()), faults


def _is_answer_file(path: Path) -> bool:
    named = path.suffix.lower() == ".json" and not path.name.startswith((".", _NO_ANSWERS))
    return named and path.is_file()


def read_answers(paths: Iterable[Path], catalog: Catalog) -> tuple[list[AnswerFile], list[Fault]]:
    """Read all answer files; returns the usable ones in the order they were found, and the faults of the others."""
    files, faults = find_files(paths)
    read: list[AnswerFile] = []
    for path, name in zip(files, _short_names(files), strict=True):
        try:
            read.append(_read_one(path, name, catalog))
        except BadFile as fault:
            faults.append(Fault(name, str(fault)))
    kept, more = _one_paper(read)
    kept, twice = _one_file_each(kept)
    return kept, [*faults, *more, *twice]


def _short_names(files: Sequence[Path]) -> list[str]:
    """Return the files' names without the folder that all of them share."""
    whole = [file.resolve() for file in files]
    try:
        shared = os.path.commonpath([file.parent for file in whole])
    except ValueError:  # no file, or files on several drives
        return [clean(str(file), 200) for file in whole]
    return [clean(file.relative_to(shared).as_posix(), 200) for file in whole]


def _read_one(path: Path, name: str, catalog: Catalog) -> AnswerFile:
    data = read_json(path)
    if not isinstance(data, dict) or "format" not in data:
        raise BadFile("不是答卷：没有写明 format")
    if data["format"] != FORMAT:
        raise BadFile(f"format 是{_shown(data['format'])}，这个版本只认 {FORMAT}")
    if data.get("site") != catalog.site.id:
        raise BadFile(f"站点是{_shown(data.get('site'))}，这里是 {catalog.site.id}")
    paper = data.get("paper")
    if paper is not None and (not isinstance(paper, str) or paper not in catalog.papers):
        raise BadFile(f"试卷是{_shown(paper)}，站上没有")
    texts = {key: data.get(key) or "" for key in ("seed", "form", "who", "unit", "number")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise BadFile(f"{key} 应当是文字")
    answers = data.get("answers")
    if not isinstance(answers, dict):
        raise BadFile("没有 answers，或者它不是一组题号和答案")
    if not answers:
        raise BadFile("一道题也没有作答")
    about = {key: clean(texts[key]) for key in ("form", "who", "unit", "number")}
    return AnswerFile(name, paper, texts["seed"], answers=answers, **about)


def _shown(value: Any) -> str:
    return f" `{clean(value)}`" if isinstance(value, str) else "空的" if value is None else "别的东西"


def _one_paper(files: list[AnswerFile]) -> tuple[list[AnswerFile], list[Fault]]:
    """Keep the files of the paper most of them are on: papers are counted one by one."""
    counts = Counter(file.paper for file in files)
    if len(counts) < 2:
        return files, []
    paper = max(counts, key=lambda p: counts[p])
    faults = [
        Fault(f.file, f"是{_paper_name(f.paper)}的答卷，多数是{_paper_name(paper)}的；请分开统计")
        for f in files
        if f.paper != paper
    ]
    return [f for f in files if f.paper == paper], faults


def _paper_name(paper: str | None) -> str:
    return f"试卷 `{paper}` " if paper else "平时练习"


def _one_file_each(files: list[AnswerFile]) -> tuple[list[AnswerFile], list[Fault]]:
    """Keep the first file of each person who gave a name."""
    first: dict[tuple[str, ...], AnswerFile] = {}
    kept, faults = [], []
    for file in files:
        person = tuple(fold(said) for said in (file.who, file.unit, file.number))
        if person[0] and person in first:
            before = first[person].file
            faults.append(Fault(file.file, f"和 {before} 是同一个人（{file.who}）的；重名的，请各加上单位"))
        else:
            first[person] = file
            kept.append(file)
    return kept, faults
