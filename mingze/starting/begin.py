"""Write the folder of a new site: all of it or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from mingze import __version__
from mingze.checks import check_site
from mingze.starting.new_site import Kind, Plan

_KIT = files("mingze.starting")
_CALLED = {"build.bat": "构建.bat", "serve.bat": "预览.bat", "live.bat": "现场.bat", "gitignore": ".gitignore"}
"""Files that bear another name in the package: Chinese names and dotted ones get lost in some archives."""
_EMPTY = ("docs", "data", "quizzes")
_EXAMPLE_SAYS = """文件夹里是一个编好的例子，都是虚构的。先运行 `mingze build` 看看它做成什么样，再照着它写自己的：

1. `data/site.yml` 里是站名和编制单位，不对就改。
2. `data/roles.yml` 换成自己的岗位。
3. `data/regulations/` 下的文件夹换成自己的文件，编号、条文、职责、解读照例子写。
4. `quizzes/` 里的题和试卷换成自己的。

每改一处就运行一次 `mingze check`，它会逐条说明还缺什么、怎样补。"""
_EMPTY_SAYS = """现在还没有内容。手上有 Word、Excel 文件的，不用写 YAML：

{steps}

没有文件的，照上面的表自己写{what}。`mingze check` 会逐条说明还缺什么、怎样补。
想先看一个做好的例子，在别处运行 `mingze new 例子 --example`。"""
_STEPS = {
    Kind.INSTRUMENT: "1. `mingze import regulation 规定.docx --roles --write`：读入条文，列出各岗位的职责。",
    Kind.LIST: "1. `mingze workbook import 责任清单.xlsx --write`：读入岗位和职责；清单是 Word 文件的，"
    "用 `mingze import duties 清单.docx --write`。",
}
_THEN = """2. `mingze workbook export --what explanations --out 解读.xlsx`：导出一张表，在 Excel 里写每项职责的解读，\
再用 `mingze workbook import 解读.xlsx --write` 读回来。
3. `mingze workbook import 题目.xlsx --write`：题目和试卷也这样读进来；空白的表用 \
`mingze workbook export --what questions --what papers --out 题目.xlsx` 导出。"""


class FolderTaken(Exception):
    """The folder holds something already; nothing was written. The message, in Chinese, says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} 里已经有东西，没有动它；换一个文件夹名，或先把它移走")


class Unusable(Exception):
    """What was answered cannot stand in a site's data; the message, in Chinese, says what and how to mend it."""


def begin(folder: Path, plan: Plan) -> list[Path]:
    """Write a new site to ``folder`` and return its files, relative to it, in order.

    Raises `FolderTaken` where the folder holds anything, `Unusable` where the data would have faults, ``OSError`` where
    it cannot be written. The site appears whole: a run that dies leaves at most a hidden folder beside it.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as around:
        made = Path(around) / "site"
        _write(made, plan)
        _check(made)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _write(made: Path, plan: Plan) -> None:
    for name in _EMPTY:
        (made / name).mkdir(parents=True)
    _copy(_KIT / "kit", made, plan)
    if plan.example:
        _copy(_KIT / "examples" / plan.kind.example, made, plan)
    (made / "data" / "site.yml").write_text(_settings(plan), "utf-8", newline="\n")
    for name in _EMPTY:
        if not any((made / name).iterdir()):  # what copies a folder, and git, may leave an empty one behind
            (made / name / ".gitkeep").touch()


def _check(made: Path) -> None:
    """Refuse answers that data cannot hold as they are: too long, not to be shown, with signs that YAML reads."""
    faults = check_site(made)[1]
    if faults:
        said = "\n".join(f"{fault.message}；{fault.help}" for fault in faults)
        raise Unusable(f"这样写，站点会有问题，什么也没有写：\n{said}")


def _copy(source: Traversable, to: Path, plan: Plan) -> None:
    for entry in source.iterdir():
        target = to / _CALLED.get(entry.name, entry.name)
        if entry.is_dir():
            if entry.name != "__pycache__":
                target.mkdir(exist_ok=True)
                _copy(entry, target, plan)
        else:
            text = entry.read_text("utf-8")
            for placeholder, meant in _meaning(plan):
                text = text.replace(placeholder, meant)
            target.write_text(text, "utf-8", newline="\r\n" if target.suffix == ".bat" else "\n")


def _meaning(plan: Plan) -> Iterator[tuple[str, str]]:
    """Give what stands for each placeholder of the files that are copied."""
    yield "__SUBJECT__", plan.subject
    yield "__DATE__", plan.today.isoformat()
    yield "__VERSION__", __version__
    yield "__TITLE__", plan.title
    what = "（条文、职责、解读）" if plan.kind is Kind.INSTRUMENT else "（岗位和职责的清单、解读）"
    steps = f"{_STEPS[plan.kind]}\n{_THEN}"
    yield "__BEGIN__", _EXAMPLE_SAYS if plan.example else _EMPTY_SAYS.format(what=what, steps=steps)


def _settings(plan: Plan) -> str:
    """Return ``data/site.yml``; values are quoted where YAML needs it."""
    values = {
        "id": plan.id,
        "title": plan.title,
        "organisation": plan.organisation,
        "subject": plan.subject,
        "edition": plan.edition,
    }
    written = yaml.safe_dump({k: v for k, v in values.items() if v}, allow_unicode=True, sort_keys=False, width=1000)
    return f"# id 是站点的编号，同一台手机上的学习记录靠它区分，定了不要改。\n{written}"
