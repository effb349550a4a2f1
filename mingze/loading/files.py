"""Which file of a site holds what (DESIGN 4 and 5)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from msgspec import Struct
from pydantic import Field, TypeAdapter

from mingze.diagnostics import Finding, Span, rule
from mingze.model import (
    Amendment,
    ArticleCommentary,
    Bank,
    BaseLock,
    Case,
    Development,
    DutyFile,
    Paper,
    Regulation,
    ReviewedTexts,
    Role,
    RoleAdditions,
    RoleCommentary,
    ScopeGuide,
    SiteSettings,
    Source,
    Term,
    Theme,
    Version,
)


class FileKind(Struct, frozen=True):
    """One kind of data file: where it stands, what it holds."""

    name: str
    """Stable name, also that of its JSON Schema."""
    title: str
    """Its name for users."""
    patterns: tuple[re.Pattern[str], ...]
    """The POSIX paths it stands at; group ``regulation`` names the regulation, ``stem`` the file."""
    type: Any
    """The model or list of models it is parsed into."""
    globs: tuple[str, ...]
    """The same as globs, for editors that map schemas to files."""

    def adapter(self) -> TypeAdapter[Any]:
        """Return pydantic's validator for the whole file."""
        return TypeAdapter(self.type)


def _kind(name: str, title: str, path: str, type_: Any, own: str = "") -> FileKind:
    """Describe a kind that stands at ``path``, or at ``own`` in the folder of a regulation that brings it along."""
    patterns = [
        file.replace(".", r"\.").replace("<regulation>", r"(?P<regulation>[^/]+)").replace("<stem>", r"(?P<stem>[^/]+)")
        for file in (path, own)
        if file
    ]
    globs = tuple(re.sub("<[a-z]+>", "*", file) for file in (path, own) if file)
    return FileKind(name, title, tuple(map(re.compile, patterns)), type_, globs)


def _list_of(type_: Any) -> Any:
    return Annotated[tuple[type_, ...], Field(min_length=1)]


_FOLDER = "data/regulations/<regulation>"
KINDS = (
    _kind("site", "站点设置", "data/site.yml", SiteSettings),
    _kind("roles", "岗位", "data/roles.yml", _list_of(Role)),
    _kind("themes", "主题", "data/themes.yml", _list_of(Theme), f"{_FOLDER}/themes.yml"),
    _kind("glossary", "术语", "data/glossary.yml", _list_of(Term), f"{_FOLDER}/glossary.yml"),
    _kind("sources", "来源", "data/sources.yml", _list_of(Source), f"{_FOLDER}/sources.yml"),
    _kind("currency", "现行性与更新", "data/currency.yml", _list_of(Development)),
    _kind("case", "案例", "data/cases/<stem>.yml", Case),
    _kind("regulation", "规定", "data/regulations/<regulation>/regulation.yml", Regulation),
    _kind("version", "旧文本", "data/regulations/<regulation>/versions/<stem>.yml", Version),
    _kind("amendments", "历次修改", "data/regulations/<regulation>/amendments.yml", _list_of(Amendment)),
    _kind("scope", "我属于哪一类", "data/regulations/<regulation>/scope.yml", ScopeGuide),
    _kind("duties", "职责", "data/regulations/<regulation>/duties/<stem>.yml", DutyFile),
    _kind("article-commentary", "条文解读", "data/regulations/<regulation>/commentary/articles.yml", ArticleCommentary),
    _kind("commentary", "岗位解读", "data/regulations/<regulation>/commentary/<stem>.yml", RoleCommentary),
    _kind("additions", "本级补充", f"{_FOLDER}/additions/<stem>.yml", RoleAdditions),
    _kind("bank", "题库", "quizzes/banks/<stem>.yml", Bank, f"{_FOLDER}/banks/<stem>.yml"),
    _kind("reviewed", "题目、解读所依据条文的指纹", "quizzes/reviewed.yml", ReviewedTexts),
    _kind("paper", "试卷", "quizzes/papers/<stem>.yml", Paper),
    _kind("base-lock", "上级条文的存照", "data/base.lock", BaseLock),
)
"""Every kind of data file; the first pattern that fits decides."""

SOURCE_FOLDERS = ("data", "quizzes")
DRAFTS = "quizzes/drafts/"
"""What is imported and not finished waits here and is no part of the site."""


@lru_cache(maxsize=1 << 15)  # a load asks three times
def kind_of(file: str) -> tuple[FileKind, dict[str, str]] | None:
    """Return the kind of a file by its POSIX path below the root, and what its path says of it.

    ``.YML`` is ``.yml``: Windows makes no difference, and some programs write it so.
    """
    if file[-4:].lower() == ".yml":
        file = file[:-4] + ".yml"
    for kind in KINDS:
        for pattern in kind.patterns:
            if match := pattern.fullmatch(file):
                return kind, match.groupdict()
    return None


def list_files(root: Path) -> list[str]:
    """Return the POSIX paths of all files below the source folders, `in_order`; hidden and lock files are left out."""
    found = (parts for folder in SOURCE_FOLDERS for parts in _files_below(str(root / folder), (folder,)))
    return ["/".join(parts) for parts in sorted(found, key=_in_order)]


def in_order(files: Iterable[str]) -> list[str]:
    """Return POSIX paths of data files in the order in which files are read: folder by folder."""
    return sorted(files, key=lambda file: _in_order(tuple(file.split("/"))))


def _files_below(folder: str, parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the parts of the paths of files below a folder. Links to files are followed, those to folders are not."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_symlink():
            if Path(entry.path).is_file():  # says no of links that lead nowhere, or back to themselves
                yield (*parts, entry.name)
        elif entry.is_dir(follow_symlinks=False):
            yield from _files_below(entry.path, (*parts, entry.name))
        elif entry.is_file(follow_symlinks=False):
            yield (*parts, entry.name)


def _in_order(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what files are sorted by: the names of their folders, as the system tells names apart."""
    return parts if os.name == "posix" else tuple(part.lower() for part in parts)


@rule()
def missing_file(file: str, title: str) -> Iterator[Finding]:
    """站点必需的文件都在。

    data/site.yml 写站名和版本，data/roles.yml 写岗位，每部文件的文件夹里要有 regulation.yml；少了就无从生成。

    改法：新建提示的文件；可以从本项目的同名文件抄一份再改。
    """
    yield Finding(Span(file), f"缺少文件 {file}（{title}）", f"新建 {file}")
