"""How ``mingze export`` is typed; what it does is loaded when it is given."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

from mingze.exchange.format_names import LAW_FORMATS, QUESTION_FORMATS, TABLE_FORMATS

Command: TypeAlias = Callable[[Path, argparse.Namespace], int]
_COMMANDS = "mingze.cli_exchange"


def add_export(commands: Any, parser_class: Any, load: Callable[[str, str], Command]) -> None:
    """Add the command with its kinds to ``commands``; ``load`` gives a command of a module by their names."""
    about = "导出给别的系统：题目、条文、术语、职责"
    above = commands.add_parser("export", help=about, description=about, add_help=False)
    above.add_argument("-h", "--help", action="help", help="显示用法")
    kinds = above.add_subparsers(title="导出什么", metavar="种类", required=True, parser_class=parser_class)
    asked = _kind(kinds, "questions", "题目", _named(QUESTION_FORMATS), load(_COMMANDS, "questions"))
    asked.add_argument(
        "--bank", action="append", metavar="题库", help="只导出哪个题库，可以写几次；默认是公布答案的全部"
    )
    asked.add_argument("--paper", metavar="试卷", help="导出一份试卷抽到的题")
    asked.add_argument("--seed", metavar="种子", help="试卷的种子，如 2026；种子相同，抽到的题就相同")
    asked.add_argument("--form", default="A", metavar="卷别", help="试卷的卷别，默认 A")
    asked.add_argument("--withheld", action="store_true", help="不公布答案的题库也导出；文件里有答案，请自己保管好")
    asked.add_argument(
        "--format", dest="told_as", choices=("text", "json"), default="text", help="说明的格式，默认 text"
    )
    law = _kind(kinds, "text", "条文", _named(LAW_FORMATS), load(_COMMANDS, "text"))
    law.add_argument("--regulation", action="append", metavar="规定", help="只导出哪一部，可以写几次；默认全部")
    law.add_argument("--older", action="store_true", help="连同修订、修正以前的旧文本，一份一个文件")
    _kind(kinds, "terms", "术语", TABLE_FORMATS, load(_COMMANDS, "terms"))
    _kind(kinds, "duties", "职责", TABLE_FORMATS, load(_COMMANDS, "duties"))


def _named(formats: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {name: label for name, (label, _) in formats.items()}


def _kind(kinds: Any, name: str, about: str, formats: dict[str, str], command: Command) -> Any:
    described = "、".join(_described(formats.items()))
    sub = kinds.add_parser(name, help=about, description=f"{about}：{described}", add_help=False)
    sub.add_argument("-h", "--help", action="help", help="显示用法")
    sub.set_defaults(command=command, needs_site=True, root=None)
    sub.add_argument("format", choices=tuple(formats), metavar="格式", help="、".join(formats))
    only = "；不写就只说明这种格式装不下什么" if name == "questions" else ""
    sub.add_argument("--out", type=Path, required=not only, metavar="文件夹", help=f"写到哪里{only}")
    sub.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")
    return sub


def _described(formats: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"{name}（{label}）" for name, label in formats)
