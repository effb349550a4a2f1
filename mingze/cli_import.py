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
    about = "从别的文件导入草稿：法规、职责清单、题目"
    above = commands.add_parser("import", help=about, description=about, add_help=False)
    above.add_argument("-h", "--help", action="help", help="显示用法")
    kinds = above.add_subparsers(title="导入什么", metavar="种类", required=True, parser_class=parser_class)
    law = _kind(kinds, "regulation", "法规、制度：.docx .txt .md .html", load("mingze.importing.command", "regulation"))
    law.add_argument("--roles", action="store_true", help="从条文提出岗位和职责，写好 cites 和标题，解读空着")
    law.add_argument("--compare", metavar="另一份", help="与另一份逐字比对，一致的条标为已核对")
    _kind(kinds, "duties", "岗位职责清单、网页", load("mingze.importing.command", "duties"))
    _add_questions(kinds, load)


def add_amend(add: Callable[..., Any], command: Command) -> None:
    """Add ``mingze amend``; ``add`` makes a command of the site."""
    says = "规定修订、修正以后换上新文本：提出新旧条款的对应，改写各处引用，列出要重看的"
    sub = add("amend", says, command)
    sub.add_argument("file", metavar="新文件", help="新文本：.docx .txt .md .html；- 是标准输入")
    sub.add_argument("--regulation", metavar="编号", help="哪一部规定；默认是同名的那一部")
    sub.add_argument("--effective", metavar="日期", help="新文字哪一天起施行，如 2026-01-01；默认照新文本里写的")
    sub.add_argument("--date", metavar="日期", help="哪一天通过、公布；默认与施行日期相同")
    sub.add_argument("--kind", default="修订", metavar="修订|修正", help="默认 修订")
    sub.add_argument("--by", metavar="机关", help="谁修改的、根据哪个决定")
    sub.add_argument("--map", type=Path, metavar="文件", help="对应.xlsx（或 .yml）：没有就写出来给人改，有就照它")
    sub.add_argument("--confirm", metavar="序号", help="确认预览里的待确认各处，如 1,3,5-8，或写 全部")
    sub.add_argument("--write", action="store_true", help="写进站点：全部写好，或者一个字不动")


def add_levels(commands: Any, parser_class: Any, command: Command) -> None:
    """Add ``mingze levels propose``, whose ``command`` writes what local duties carry out."""
    about = "本级与上级：提出本级的职责落实上级的哪一项"
    above = commands.add_parser("levels", help=about, description=about, add_help=False)
    above.add_argument("-h", "--help", action="help", help="显示用法")
    kinds = above.add_subparsers(title="命令", metavar="命令", required=True, parser_class=parser_class)
    says = "按文字相近，给没有写 implements 的职责提出至多三项上级职责"
    long = f"{says}；认可了才写，拿不准的留着"
    sub = kinds.add_parser("propose", help=says, description=long, add_help=False)
    sub.add_argument("-h", "--help", action="help", help="显示用法")
    sub.set_defaults(command=command, needs_site=True, root=None)
    sub.add_argument("--regulation", metavar="编号", help="只看这一部规定的职责")
    sub.add_argument("--file", type=Path, metavar="文件", help="在这个文件里定：没有就写出来，有就照它")
    says = "认可预览里的候选，如 1=a,3=b+c,4=无；或写 全部，0.55 分以上的取第一个"
    sub.add_argument("--accept", action="append", metavar="序号=字母", help=says)
    sub.add_argument("--write", action="store_true", help="写进职责文件：注释和次序不动，全部写好或者一个字不动")
    sub.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")


def _add_questions(kinds: Any, load: Callable[[str, str], Command]) -> None:
    module = "mingze.importing.questions.questions_command"
    about = "题目：Excel、Word、文本、Moodle、GIFT、QTI、Anki 等"
    long = f"{about}。预览；加 --write 才写成草稿 quizzes/drafts/<题库>.yml"
    sub = kinds.add_parser("questions", help=about, description=long, add_help=False)
    sub.add_argument("-h", "--help", action="help", help="显示用法")
    sub.set_defaults(command=load(module, "questions"), needs_site=False)
    sub.add_argument("files", nargs="*", metavar="文件", help="要导入的文件，可以有几个")
    sub.add_argument("--bank", metavar="题库", help="草稿和以后题库的编号，默认从文件名取拼音")
    sub.add_argument("--write", action="store_true", help="写成草稿；已有的草稿里改过的题不动")
    sub.add_argument("--as", dest="read_as", metavar="格式", help="文件是哪一种，如 gift；默认看内容")
    sub.add_argument("--format", choices=("text", "json"), default="text", help="格式，默认 text")
    sub.add_argument("--template", type=Path, metavar="文件", help="写一份空白的表格，填好再导入")
    sub.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")
    words = "把草稿里做完的题移到题库"
    done = kinds.add_parser("accept", help=words, description=f"{words}。预览；加 --write 才移", add_help=False)
    done.add_argument("-h", "--help", action="help", help="显示用法")
    done.set_defaults(command=load(module, "accept"), needs_site=True)
    done.add_argument("bank", metavar="题库", help="草稿的编号")
    says = "认可提出的依据，如 tk-1=a；可以写几次，也可以写在草稿里"
    done.add_argument("--confirm", action="append", metavar="题号=字母", help=says)
    done.add_argument("--write", action="store_true", help="移到 quizzes/banks/<题库>.yml")
    done.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")


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
