"""The command ``mingze``: check, build, stats, coverage, reviewed, score and more. All its words are Chinese."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

from mingze import __version__
from mingze.cli_export import add_export
from mingze.cli_import import add_amend, add_import, add_levels
from mingze.cli_root import find_root, is_packed, no_site, unpack_first
from mingze.diagnostics.show import FORMATS
from mingze.exits import OK, USAGE
from mingze.sheets.sheet_parts import DIGITS
from mingze.unfinished import restore

Command: TypeAlias = Callable[[Path, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 the data has faults, 2 the command cannot be carried out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles default to GBK and stop at characters outside it
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    root = find_root(options.root)
    if root is None and (options.needs_site or options.root):
        print(no_site(options.root), file=sys.stderr)
        return USAGE
    if root is not None and restore(root):
        print("上一次写入中途停了，站点的文件已经恢复到那以前的样子", file=sys.stderr)
    command: Command = options.command
    try:
        status = command(root or Path(), options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (`| head`) has seen enough; Python would complain again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return status


def _in(module: str, command: str) -> Command:
    """Return a command of a module, loaded when it is given: a server that died is back sooner without the others."""

    def run(root: Path, options: argparse.Namespace) -> int:
        status: int = getattr(importlib.import_module(module), command)(root, options)
        return status

    return run


@cache
def _parser() -> argparse.ArgumentParser:
    """Make the parser, once a process: forty commands with all that they take are half of the work of a small check."""
    parser = _Parser(prog="mingze", description="明责：用结构化的 YAML 生成学习站点", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示用法")
    parser.add_argument("--version", action="version", version=f"mingze {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)

    def add(name: str, help_: str, command: Command, site: bool = True) -> _Parser:
        sub = commands.add_parser(name, help=help_, description=help_, add_help=False)
        sub.add_argument("-h", "--help", action="help", help="显示用法")
        sub.set_defaults(command=command, needs_site=site, root=None)
        if site:
            sub.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")
        return sub

    _add_new(add)
    check = add("check", "检查数据，列出全部问题，不生成站点", _in("mingze.cli_check", "check"))
    site = add("build", "检查数据并生成站点；失败时原有站点不动", _in("mingze.cli_site", "build"))
    for sub in (check, site):
        sub.add_argument("--format", choices=FORMATS, default="text", help="问题的格式，默认 text")
    site.add_argument("--out", type=Path, metavar="文件夹", help="生成到哪里，默认是 site")
    site.add_argument("--no-handouts", action="store_true", help="不做讲义、试卷和幻灯片，快一些")
    site.add_argument("--force", action="store_true", help="从头生成；不写，什么都没有变就不重做")
    site.add_argument("--compress", action="store_true", help="每个网页旁边再放一份压好的 .gz，供 nginx 直接发送")
    _add_serve(add)
    _add_publishing(add)
    hand_out = add("handouts", "做讲义、学习会用表和幻灯片：PDF、Word、PowerPoint", _in("mingze.cli_print", "handouts"))
    hand_out.add_argument("--role", metavar="岗位", help="只做一个岗位的，写岗位编号")
    hand_out.add_argument("--unit", metavar="单位", help="岗位很多、按单位分开的站：只做一个单位的，写单位编号")
    hand_out.add_argument("--large", action="store_true", help="也做大字版")
    sheets = add("paper", "出一份试卷：试卷、答题卡、答案，PDF 和 Word；或核对卷号", _in("mingze.cli_print", "paper"))
    _add_paper(sheets)
    for sub, default in ((hand_out, "handouts"), (sheets, "papers")):
        sub.add_argument(
            "--out", type=Path, default=Path(default), metavar="文件夹", help=f"写到哪里，默认是 {default}"
        )
    stats = add("stats", "数一数站点里有什么", _in("mingze.cli_report", "stats"))
    stats.add_argument("--format", choices=("text", "json"), default="text", help="格式，默认 text")
    coverage = add("coverage", "题库覆盖了哪些职责和条文，还缺什么", _in("mingze.cli_report", "coverage"))
    coverage.add_argument("--format", choices=("text", "json"), default="text", help="格式，默认 text")
    coverage.add_argument("--guess", action="store_true", help="不懂内容、只看字面去猜，能猜对多少")
    _add_reviewed(add)
    score = add("score", "给导出的答卷计分，分析每道题", _in("mingze.cli_report", "score"))
    score.add_argument("files", nargs="+", type=Path, metavar="答卷", help="JSON 答卷，或放答卷的文件夹")
    score.add_argument("--out", type=Path, metavar="文件夹", help="把 CSV 表格和网页报告写到哪里；不写就只显示")
    _add_read_sheets(add)
    _add_live(add)
    _add_workbook(commands)
    add_import(commands, _Parser, _in)
    _add_base(commands)
    add_levels(commands, _Parser, _in("mingze.importing.implementing.levels_command", "propose"))
    add_amend(add, _in("mingze.importing.amending.amend_command", "amend"))
    add_export(commands, _Parser, _in)
    schema = add(
        "schema", "写出各种数据文件的 JSON Schema，供编辑器补全和检查", _in("mingze.cli_check", "schema"), site=False
    )
    schema.add_argument("--out", type=Path, default=Path("schemas"), metavar="文件夹", help="写到哪里，默认是 schemas")
    explain = add("explain", "说明一个问题代码", _in("mingze.cli_check", "explain"), site=False)
    explain.add_argument("code", metavar="代码", help="如 duty-without-explanation")
    return parser


def _add_reviewed(add: Callable[..., _Parser]) -> None:
    says = "记下题目、解读、要点所依据的条文，条文以后改了会提醒"
    reviewed = add("reviewed", says, _in("mingze.cli_report", "reviewed"))
    says = "对着改过的条文看过的题、解读（写职责编号或条款）、要点；不写就只记新的"
    reviewed.add_argument("questions", nargs="*", metavar="编号", help=says)


def _add_serve(add: Callable[..., _Parser]) -> None:
    seen = add("serve", "在本机预览：存盘以后页面自己更新，有错误当场说明", _in("mingze.cli_serve", "serve"))
    seen.add_argument("--host", default="127.0.0.1", metavar="地址", help="默认 127.0.0.1，只有这台电脑看得到")
    seen.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000")
    seen.add_argument("--no-browser", action="store_true", help="不打开浏览器")


def _add_publishing(add: Callable[..., _Parser]) -> None:
    usb = add("offline", "只做离线版：整个站点装进一个压缩包，解压后双击打开", _in("mingze.cli_build", "offline"))
    usb.add_argument("--out", type=Path, metavar="文件", help="写到哪个文件或文件夹，默认是当前文件夹")
    unit = "大站：只装这一个单位和各单位共用的；编号是单位页面网址里 units/ 后面的一段"
    usb.add_argument("--unit", default="", metavar="编号", help=unit)
    server = add("nginx", "写出这个站点的 nginx 配置，含安全策略", _in("mingze.cli_build", "nginx"))
    server.add_argument("--site", type=Path, metavar="文件夹", help="生成好的站点，默认是 site")
    server.add_argument("--path", default="/", metavar="网址", help="站点在网站的哪个路径下，如 /aqzr/，默认是 /")
    server.add_argument("--folder", metavar="文件夹", help="服务器上放站点的文件夹，默认是 --site 的")
    sent = add("uploaded", "记下：现在的站点已经上传；以后生成时列出要再传的文件", _in("mingze.cli_build", "uploaded"))
    sent.add_argument("--site", type=Path, metavar="文件夹", help="生成好的站点，默认是 site")


def _add_new(add: Callable[..., _Parser]) -> None:
    own = add("new", "建一个自己的站：一个文件夹，检查和生成马上就能用", _in("mingze.cli_new", "new"), site=False)
    own.add_argument("folder", type=Path, metavar="文件夹", help="建在哪里；要是空的，或还没有")
    own.add_argument("--title", metavar="站名", help="网站的名字")
    own.add_argument("--organisation", metavar="单位", help="编制单位")
    own.add_argument("--subject", metavar="主题", help="讲哪一方面的职责，如 安全生产、食品安全、消防")
    own.add_argument("--kind", choices=("规定", "单位责任制"), help="规定有条文；单位责任制是一张清单。默认是规定")
    own.add_argument("--example", action="store_true", help="带一个编好的小例子")


def _add_paper(sheets: argparse.ArgumentParser) -> None:
    sheets.add_argument("paper", nargs="?", metavar="试卷", help="试卷编号，如 mock")
    sheets.add_argument("--seed", metavar="种子", help="英文字母和数字，如 2026；种子相同，抽到的题就相同")
    sheets.add_argument("--forms", default="A,B", metavar="卷别", help="如 A,B 或 A,B,C，默认 A,B")
    sheets.add_argument("--layout", action="store_true", help="也写出答题卡上每个方框的位置（JSON，单位毫米）")
    sheets.add_argument("--digits", type=int, default=DIGITS, metavar="位数", help=f"考号有几位，默认 {DIGITS}")
    sheets.add_argument(
        "--roster", type=Path, metavar="名单", help="按名单（CSV、XLSX）再印一人一张的答题卡，姓名、单位、考号都印好"
    )
    sheets.add_argument("--verify", metavar="卷号", help="核对一个卷号，说出它是哪一份试卷")


def _add_read_sheets(add: Callable[..., argparse.ArgumentParser]) -> None:
    read = add("read-sheets", "读扫描或拍下的答题卡，写成答卷", _in("mingze.cli_sheets", "read_sheets"))
    read.add_argument("files", nargs="+", type=Path, metavar="扫描件", help="PDF、JPEG、PNG、TIFF，或放它们的文件夹")
    read.add_argument("--roster", type=Path, metavar="名单", help="CSV 或 XLSX：姓名、单位、考号")
    read.add_argument("--settled", type=Path, metavar="文件", help="核对以后存下的 核对结果.json")
    read.add_argument("--out", type=Path, default=Path("答卷"), metavar="文件夹", help="写到哪里，默认是 答卷")


def _add_live(add: Callable[..., argparse.ArgumentParser]) -> None:
    live = add("live", "现场答题：这台电脑当服务器，全场用手机答", _in("mingze.cli_live", "live"), site=False)
    live.add_argument("--site", type=Path, metavar="文件夹", help="生成好的站点，默认是 site")
    live.add_argument("--host", default="0.0.0.0", metavar="地址", help="在哪个网卡上等手机，默认全部")  # noqa: S104
    live.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000")
    live.add_argument("--database", metavar="文件", help="记在哪里：文件，或 postgresql://…；默认是 live/hall.db")
    live.add_argument(
        "--name", action="append", default=[], metavar="域名", help="网站的域名，可以写几次；有域名才要写"
    )
    live.add_argument("--key-file", type=Path, metavar="文件", help="开场口令写在哪个文件里；不写就每次启动换一个")
    live.add_argument(
        "--board-key-file", type=Path, metavar="文件", help="组织者的口令写在哪个文件里；不写就每次启动换一个"
    )
    live.add_argument("--check", action="store_true", help="只试一试：网址、磁盘、撑得住多少部手机，约半分钟")
    live.add_argument("--no-browser", action="store_true", help="不打开浏览器")
    live.add_argument("--answers", type=Path, metavar="文件夹", help="不开服务器，只把考完的答卷写到这个文件夹里")
    live.add_argument("--code", metavar="数字", help="同 --answers 一起用：哪一场；不写就是最近的一场")


def _add_base(commands: argparse._SubParsersAction[_Parser]) -> None:
    base = commands.add_parser("base", help="叠加在上级站点上的站：换版，打包", add_help=False)
    base.add_argument("-h", "--help", action="help", help="显示用法")
    kinds = base.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)

    def add(name: str, help_: str) -> _Parser:
        sub = kinds.add_parser(name, help=help_, description=help_, add_help=False)
        sub.add_argument("-h", "--help", action="help", help="显示用法")
        sub.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")
        sub.set_defaults(command=_in("mingze.cli_base", name), needs_site=True, root=None)
        return sub

    upgrade = add("upgrade", "上级站点换了一版：列出受影响的本地职责、解读和题目")
    upgrade.add_argument(
        "--write", action="store_true", help="看过、改好了：把新的文字记进 data/base.lock，版本改成现在的"
    )
    pack = add("pack", "把这个站点的内容打成数据包，供下级站点安装、叠加")
    pack.add_argument("name", metavar="包名", help="如 mingze-base-anquan")
    pack.add_argument("--version", metavar="版本", help="如 2026.11；不写，按 data/site.yml 的 edition")
    pack.add_argument("--out", type=Path, default=Path("dist"), metavar="文件夹", help="写到哪里，默认是 dist")


def _add_workbook(commands: argparse._SubParsersAction[_Parser]) -> None:
    """Add ``workbook export`` and ``workbook import``."""
    what = "导出成 Excel 表格填写，填好了读回来"
    book = commands.add_parser("workbook", help=what, description=what, add_help=False)
    book.add_argument("-h", "--help", action="help", help="显示用法")
    parts = book.add_subparsers(title="做什么", metavar="export|import", required=True, parser_class=_Parser)
    for name, help_, command in (
        ("export", "把岗位、职责、解读、题目、试卷、术语、案例、草稿、修订写成 .xlsx", "export"),
        ("import", "读回填好的 .xlsx，或单位的责任清单；先预览，加 --write 才写", "take_in"),
    ):
        sub = parts.add_parser(name, help=help_, description=help_, add_help=False)
        sub.add_argument("-h", "--help", action="help", help="显示用法")
        sub.add_argument("--root", type=Path, metavar="文件夹", help="站点文件夹，默认是当前文件夹")
        sub.set_defaults(command=_in("mingze.cli_workbook", command), needs_site=True, root=None)
        if name == "export":
            kinds: tuple[str, ...] = ("posts", "duties", "explanations", "questions", "papers", "terms", "cases")
            kinds += ("drafts", "amendments", "passages")
            sub.add_argument("--what", action="append", choices=kinds, help="只导出哪一种，可以写几次；默认全部")
            sub.add_argument("--out", type=Path, required=True, metavar="文件", help="写到哪个 .xlsx")
        else:
            sub.add_argument("file", type=Path, metavar="文件", help=".xlsx 文件")
            sub.add_argument("--write", action="store_true", help="写进 YAML；不写就只预览")
            sub.add_argument("--delete", action="store_true", help="表里删掉的行，在 YAML 里也删")
            sub.add_argument("--workbook-wins", action="store_true", help="两边都改过的，以表格为准")
            sub.add_argument("--id", metavar="编号", help="单位的清单：文件夹的编号；默认按标题起")
            sub.add_argument("--title", metavar="标题", help="单位的清单：叫什么；默认是表里的标题")
            sub.add_argument("--post", metavar="岗位", help="单位的清单：表里没有写岗位时，是哪个岗位的")


class _Parser(argparse.ArgumentParser):
    """argparse with its own words in Chinese."""

    def format_help(self) -> str:
        return (
            super()
            .format_help()
            .replace("usage:", "用法：")
            .replace("options:", "选项：")
            .replace("positional arguments:", "参数：")
        )

    def error(self, message: str) -> None:  # type: ignore[override]
        words = (
            ("the following arguments are required:", "缺少："),
            ("unrecognized arguments:", "不认识："),
            ("invalid choice:", "不能写"),
            ("choose from", "可以写"),
            ("expected one argument", "后面要写一个值"),
            ("argument ", ""),
        )
        for english, chinese in words:
            message = message.replace(english, chinese)
        unknown = message.partition("不认识：")[2].strip(" \"'")  # what is dropped on a window comes without an option
        if unknown and is_packed(Path(unknown)):
            message += f"\n{unpack_first(Path(unknown))}"
        self.exit(USAGE, f"命令写得不对：{message}\n用 {self.prog} --help 看用法\n")
