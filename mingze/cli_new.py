"""The command that begins a site of one's own: ``mingze new``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mingze.exits import FAULTS, OK, USAGE
from mingze.starting import FolderTaken, Kind, Plan, Unusable, begin

Ask = Callable[[str, str], str]
"""Asks for something, with what stands for an empty answer; returns the answer."""


def new(_: Path, options: argparse.Namespace) -> int:
    """Write a new site, asking for what was not given where somebody can answer; returns the exit status."""
    folder: Path = options.folder
    try:
        plan = _plan(options, _ask if sys.stdin.isatty() and sys.stdout.isatty() else _take_default)
    except (EOFError, KeyboardInterrupt):
        print("\n没有答完，什么也没有写", file=sys.stderr)
        return USAGE
    if plan.example and not plan.subject:
        print("例子要有一个主题：加上 --subject，如 --subject 消防", file=sys.stderr)
        return USAGE
    try:
        written = begin(folder, plan)
    except FolderTaken as taken:
        print(taken, file=sys.stderr)
        return USAGE
    except Unusable as fault:
        print(fault, file=sys.stderr)
        return FAULTS
    except OSError as error:
        print(f"写不进 {folder}（{error.strerror or error}）；换一个地方再试", file=sys.stderr)
        return USAGE
    print(f"建好了：{folder}，{len(written)} 个文件")
    print(_next(folder, plan))
    return OK


def _plan(options: argparse.Namespace, ask: Ask) -> Plan:
    kind = options.kind or ask("写哪一种：规定（有条文），还是单位责任制（一张清单）", Kind.INSTRUMENT.value)
    while kind not in [k.value for k in Kind]:
        kind = ask("请写“规定”或“单位责任制”", Kind.INSTRUMENT.value)
    subject = _given(options.subject, ask, "讲哪一方面的职责，如 安全生产、食品安全、消防（没有就直接回车）", "")
    default = f"{subject}责任制学习站" if subject else f"{options.folder.resolve().name}学习站"
    title = _given(options.title, ask, "站名", default)
    organisation = _given(options.organisation, ask, "编制单位（没有就直接回车）", "")
    return Plan(title, Kind(kind), date.today(), organisation, subject, options.example)


def _given(given: str | None, ask: Ask, question: str, default: str) -> str:
    return " ".join((ask(question, default) if given is None else given).split())


def _ask(question: str, default: str) -> str:
    return input(f"{question}{f'，默认是 {default}' if default else ''}：").strip() or default


def _take_default(_: str, default: str) -> str:
    return default


def _next(folder: Path, plan: Plan) -> str:
    """Tell what to do first in the new folder."""
    go = f"接下来，进入这个文件夹（cd {folder}），"
    if plan.example:
        return f"{go}运行 mingze build，看看例子做成什么样；再照着换成自己的内容。\n怎样换，见文件夹里的 README.md"
    read_in = "import regulation 规定.docx --roles" if plan.kind is Kind.INSTRUMENT else "workbook import 责任清单.xlsx"
    return (
        f"{go}把手里的文件读进来，如 mingze {read_in}；运行 mingze check，它会说明还缺什么。\n"
        "从哪里开始，见文件夹里的 README.md"
    )
