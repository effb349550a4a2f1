"""How ``mingze import`` is typed; what it does is loaded when it is given."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

Command: TypeAlias = Callable[[Path, argparse.Namespace], int]

_SAYS = "预览；加 --write 才写进站点，不覆盖已有的文件"


def add_import(commands: Any, parser_class: Any, load: Callable[[str, str], Command]) -> None:
    """Add the command with its kinds to ``commands``; ``load`` gives a command of a module by their names."""
    about = "从别的文件导入草稿：法规、职责清单"
    above = commands.add_parser("import", help=about, description=about, add_help=False)
    above.add_argument("-h", "--help", action="help", help="显示用法")
    kinds = above.add_subparsers(title="导入什么", metavar="种类", required=True, parser_class=parser_class)
    law = _kind(kinds, "regulation", "法规、制度：.docx .txt .md .html", load("mingze.importing.command", "regulation"))
    law.add_argument("--roles", action="store_true", help="从条文提出岗位和职责，写好 cites 和标题，解读空着")
    law.add_argument("--compare", metavar="另一份", help="与另一份逐字比对，一致的条标为已核对")
    _kind(kinds, "duties", "岗位职责清单、网页", load("mingze.importing.command", "duties"))


def _kind(kinds: Any, name: str, about: str, command: Command) -> Any:
    sub = kinds.add_parser(name, help=about, description=f"{about}。{_SAYS}", add_help=False)
    sub.add_argument("-h", "--help", action="help", help="显示用法")
    sub.set_defaults(command=command, needs_site=False)
    sub.add_argument("file", metavar="文件", help="要导入的文件；- 是标准输入")
    sub.add_argument("--id", metavar="编号", help="文件夹的编号，默认从标题取拼音")
    sub.add_argument("--write", action="store_true", help="写进 data/regulations/<编号>/")
    sub.add_argument("--replace", action="store_true", help="已有的文件也换掉；先不加它看一遍会改什么")
    sub.add_argument("--format", choices=("text", "json"), default="text", help="格式，默认 text")
    sub.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")
    return sub
