"""Files that stand or are named wrongly: where they belong, as far as their name or their content tells."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from mingze.diagnostics import Finding, Severity, Span, rule
from mingze.loading.files import DRAFTS, KINDS, SOURCE_FOLDERS, kind_of
from mingze.loading.mending import as_id
from mingze.source.key_names import KEY_NAMES
from mingze.values.fields import ID_PATTERN

_FOREIGN = {
    **dict.fromkeys((".doc", ".docx", ".wps", ".rtf", ".odt"), " Word 文件"),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".csv", ".ods"), "表格"),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), "幻灯片"),
    **dict.fromkeys((".pdf", ".ofd"), "版式文件"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp"), "图片"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "压缩包"),
}
"""Files of other programs, whose content cannot be read as it stands."""
_FOLDERS = {
    "数据": "data", "规定": "regulations", "职责": "duties", "岗位职责": "duties", "duty": "duties",
    "解读": "commentary",
    "comment": "commentary", "comments": "commentary", "案例": "cases", "题库": "banks", "试卷": "papers",
    "题目": "quizzes", "测验": "quizzes", "quiz": "quizzes", "考试": "papers",
}  # fmt: skip
_NAMES = {
    "站点": "site", "站点设置": "site", "岗位": "roles", "主题": "themes", "术语": "glossary", "来源": "sources",
    "现行性": "currency", "规定": "regulation", "条文": "regulation", "条文解读": "articles",
}  # fmt: skip
_ENDING = re.compile(r"(?:\.ya?ml|\.txt|\s*\(\d+\)|\s*-\s*副本|[\s。.]+)+$", re.IGNORECASE)
_TOP_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
_KINDS_BY_KEYS = {
    "questions": "bank", "sections": "paper", "duties": "duties", "explanations": "commentary",
    "key_points": "commentary", "chapters": "regulation", "groups": "scope",
}  # fmt: skip


@rule()
def misplaced_file(file: str, target: str) -> Iterator[Finding]:
    """数据文件放在规定的文件夹里，名字和扩展名也照规定写。

    文件夹名写错、扩展名成了 .yaml 或 .yml.txt（记事本“另存为”时常会加上 .txt），程序就读不到，站上会缺这些内容。
    Windows 默认不显示扩展名：在文件资源管理器的“查看”里勾选“文件扩展名”就能看到。

    改法：按提示改文件名或移到提示的文件夹，内容不用动。
    """
    folder, _, name = target.rpartition("/")
    old_folder, _, old_name = file.rpartition("/")
    what = "扩展名不是 .yml" if _ENDING.sub("", name) == _ENDING.sub("", old_name) else "文件名不对"
    if folder == old_folder:
        yield Finding(Span(file), f"这个文件读不到：{what}", f"把文件名改成 `{name}`（完整路径 `{target}`）")
    else:
        yield Finding(Span(file), "这个文件读不到：它不在该放的文件夹里", f"移到 `{folder}` 文件夹，成为 `{target}`")


@rule(severity=Severity.WARNING)
def orphan_file(file: str, known: Collection[str], target: str) -> Iterator[Finding]:
    """data/ 和 quizzes/ 里的每个文件都有用处。

    放错文件夹的文件，Word、Excel 等程序的文件，都不会被读到，写在里面的内容也就不会出现在站上。

    改法：内容按“数据格式”写进 .yml 文本文件；别的文件移到 data/、quizzes/ 以外的文件夹。
    """
    foreign = _FOREIGN.get(Path(file).suffix.lower())
    if foreign:
        home = f"{file.rpartition('/')[0]}/{as_id(Path(file).stem) or '编号'}.yml"
        place = home if kind_of(home) else "对应的 .yml 文件"
        yield Finding(
            Span(file),
            f"这是{foreign}，程序读不到里面的内容",
            f"用记事本把内容按“数据格式”写进 {place}（保存时编码选 UTF-8），"
            f"再把这个{foreign.strip()}移到 data、quizzes 以外的文件夹",
        )
    elif target in known:
        yield Finding(
            Span(file), "这个文件没有被任何地方用到", f"已经有 {target}；这一份不要的就删掉，要的就把内容并进去"
        )
    else:
        yield Finding(
            Span(file),
            "这个文件没有被任何地方用到",
            "不是数据的，移到 data、quizzes 以外的文件夹；是数据的，照“数据格式”的文件总表放好，存成 .yml 文本文件",
        )


@rule()
def misnamed_folder(folder: str, target: str) -> Iterator[Finding]:
    """数据放在 data/ 和 quizzes/ 两个文件夹里。

    文件夹名写错一个字母，里面的文件就全都读不到。

    改法：按提示改文件夹的名字；已经有同名文件夹的，把里面的文件移过去。
    """
    yield Finding(Span(f"{folder}/"), f"`{folder}` 里的文件读不到：文件夹的名字不对", f"改成 `{target}`")


@rule()
def misnamed_file(
    span: Span, *, key: str, written: str, stem: str, known: Collection[str] | None, files: Collection[str]
) -> Iterator[Finding]:
    """文件名（或文件夹名）与里面写的编号一致。

    一个岗位、一个题库、一个案例各占一个文件，用编号作文件名，人才找得到。

    改法：照提示改文件名（或文件夹名），或改文件里的编号，让两处相同。
    """
    file = span.file
    is_folder = file.endswith("/regulation.yml")
    what, new = ("文件夹", written) if is_folder else ("文件名", f"{written}.yml")
    rename = f"把{what} `{stem if is_folder else file.rpartition('/')[2]}` 改成 `{new}`"
    may_stay = re.fullmatch(ID_PATTERN, stem) and (known is None or stem in known)
    target = file.replace(f"/{stem}/", f"/{written}/") if is_folder else f"{file.rpartition('/')[0]}/{written}.yml"
    may_go = (known is None or written in known) and target not in files
    both = f"{rename}，或把这里改成 `{stem}`"
    yield Finding(
        span,
        f"`{key}` 写的是 `{written}`，{'文件夹' if is_folder else '文件'}名却是 `{stem}`",
        (both if may_go else f"把这里改成 `{stem}`；或者内容属于 {target}，并到那里去") if may_stay else rename,
    )


def belongs_at(file: str, head: str) -> str:
    """Return the path where a file that is read nowhere belongs, "" where that cannot be told.

    ``head`` is the beginning of its text; its keys tell what it holds where its folder does not.
    """
    if file.startswith(DRAFTS) or Path(file).suffix.lower() in _FOREIGN:
        return ""
    parts = file.split("/")
    stem = _ENDING.sub("", parts[-1])
    if "." in stem:  # notes.md, Thumbs.db
        return ""
    stem = _NAMES.get(stem, stem)
    plain_text = not re.search(r"\.ya?ml", parts[-1], re.IGNORECASE)
    if plain_text and not KEY_NAMES.keys() & set(_TOP_KEY.findall(head.replace("- ", ""))):
        return ""  # notes of an author
    if not re.search(r"\.(?:ya?ml|txt)|^[^.]+$|副本|\(\d+\)$", parts[-1], re.IGNORECASE):
        return ""
    best = ("", 9.0)
    for glob in (glob for kind in KINDS for glob in kind.globs):
        made = _fitted(glob.split("/"), [*parts[:-1], f"{stem}.yml"])
        if made and made[1] < best[1]:
            best = made
    return best[0] or _by_content(parts, stem, head)


def _fitted(wanted: list[str], parts: list[str]) -> tuple[str, float] | None:
    """Fit a path's parts to those of a kind; returns the path as it should be and how far it is from that."""
    if len(wanted) != len(parts):
        return None
    made, cost = [], 0.0
    for want, part in zip(wanted, parts, strict=True):
        if want in ("*", "*.yml"):
            made.append(part)
        elif want == part:
            made.append(want)
            cost -= 0.01  # a name of its own goes before a place for any name
        elif _FOLDERS.get(part.lower()) == want or part.lower() == want:
            made.append(want)
            cost += 0.5
        elif difflib.SequenceMatcher(None, want, part.lower()).ratio() >= 0.7:
            made.append(want)
            cost += 1
        else:
            return None
    return "/".join(made), cost


def _by_content(parts: list[str], stem: str, head: str) -> str:
    keys = set(_TOP_KEY.findall(head))
    name = next((kind for key, kind in _KINDS_BY_KEYS.items() if key in keys), "")
    if name == "commentary" and "role" not in keys:
        return ""
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None:
        return ""
    glob = kind.globs[0]
    if "regulations" not in glob:
        return glob.replace("*", stem)
    regulation = parts[2] if len(parts) > 3 and parts[:2] == ["data", "regulations"] else ""
    return glob.replace("*", regulation, 1).replace("*", stem) if regulation else ""


def misnamed_folders(root: Path) -> Iterator[Any]:
    """Yield the faults of folders beside ``data`` and ``quizzes`` whose names are theirs but for a slip."""
    for path in sorted(p for p in root.iterdir() if p.is_dir() and p.name not in SOURCE_FOLDERS):
        if path.name.startswith((".", "_")) or path.name in ("docs", "site", "tests", "hooks", "bench", "mingze"):
            continue
        lower = path.name.lower()
        near = difflib.get_close_matches(lower, SOURCE_FOLDERS, 1, 0.75)
        target = _FOLDERS.get(lower, near[0] if near else "")
        if target in SOURCE_FOLDERS and any(path.rglob("*.yml")) and not _holds_the_same(root, path, target):
            yield from misnamed_folder(path.name, target)


def _holds_the_same(root: Path, path: Path, target: str) -> bool:
    """Whether a folder is a copy of the right one: everything in it stands there too."""
    return all((root / target / file.relative_to(path)).exists() for file in path.rglob("*.yml"))
