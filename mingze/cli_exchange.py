"""The command ``mingze export``: of questions first what would not arrive, then, where asked to, the files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TextIO

from msgspec import to_builtins

from mingze.banks.drawn import draw_paper
from mingze.checks import check_site
from mingze.dates import edited_at
from mingze.diagnostics.show import render
from mingze.exchange import records
from mingze.exchange.format_names import LAW_FORMATS, QUESTION_FORMATS
from mingze.exchange.law.law_format import LawFormat
from mingze.exchange.law.standings import wordings
from mingze.exchange.questions.batch import Batch, of_banks, of_paper
from mingze.exchange.questions.formats import Prepared, prepare
from mingze.exchange.questions.losses import as_lines
from mingze.exits import FAULTS, OK, USAGE
from mingze.loading import line_reader
from mingze.model import Catalog
from mingze.office.sheet_table import SheetTable
from mingze.output import OutputRefused, check_output


class NotExported(Exception):
    """What was asked for cannot be exported; the message says why, in Chinese."""


def questions(root: Path, options: argparse.Namespace) -> int:
    """Export questions; returns the exit status."""
    folder = _place(root, options.out)
    if options.out and folder is None:
        return USAGE
    catalog = _sound_catalog(root)
    if catalog is None:
        return FAULTS
    try:
        batch = _chosen(catalog, options, edited_at(root))
    except NotExported as reason:
        print(reason, file=sys.stderr)
        return USAGE
    prepared = prepare(options.format, batch)
    _tell(options, batch, prepared)
    if not prepared.batch.parts:
        print("没有一道题装得下，没有写文件", file=sys.stderr)
        return FAULTS
    if folder is None:
        return OK
    say = sys.stderr if options.told_as == "json" else sys.stdout
    return _write(folder, options.out, {prepared.file_name: prepared.data()}, say)


def text(root: Path, options: argparse.Namespace) -> int:
    """Export instruments; returns the exit status."""
    folder, catalog = _place(root, options.out), _sound_catalog(root)
    if folder is None or catalog is None:
        return USAGE if folder is None else FAULTS
    wanted = list(dict.fromkeys(options.regulation or catalog.regulations))
    unknown = [id_ for id_ in wanted if id_ not in catalog.regulations]
    if unknown or not wanted:
        there = f"有：{'、'.join(catalog.regulations)}" if catalog.regulations else "站上还没有规定"
        print(f"没有编号为 {'、'.join(unknown)} 的规定；{there}" if unknown else there, file=sys.stderr)
        return USAGE
    empty = [id_ for id_ in wanted if not catalog.regulations[id_].all_articles]
    if empty:
        print(f"{'、'.join(empty)} 没有条文（是职责清单），不导出；清单用 mingze export duties", file=sys.stderr)
    wanted = [id_ for id_ in wanted if id_ not in empty]
    if not wanted:
        return FAULTS
    format_: LawFormat = import_module(LAW_FORMATS[options.format][1]).FORMAT
    in_order = (list(wordings(catalog, catalog.regulations[id_])) for id_ in wanted)
    texts = (one for found in in_order for one in (found if options.older else found[:1]))
    files = {f"{one.name}{format_.ending}": format_.write(catalog, one.text) for one in texts}
    return _write(folder, options.out, files)


def terms(root: Path, options: argparse.Namespace) -> int:
    """Export the terms; returns the exit status."""
    return _table(root, options, "terms", records.terms)


def duties(root: Path, options: argparse.Namespace) -> int:
    """Export the duties; returns the exit status."""
    return _table(root, options, "duties", records.duties)


def _table(root: Path, options: argparse.Namespace, name: str, table: Callable[[Catalog], SheetTable]) -> int:
    folder, catalog = _place(root, options.out), _sound_catalog(root)
    if folder is None or catalog is None:
        return USAGE if folder is None else FAULTS
    data = records.WRITERS[options.format](table(catalog))
    return _write(folder, options.out, {f"{catalog.site.id}-{name}.{options.format}": data})


def _chosen(catalog: Catalog, options: argparse.Namespace, edited: int) -> Batch:
    """Return the questions that were asked for. Raises `NotExported`."""
    if options.paper:
        return _paper(catalog, options, edited)
    if options.seed:
        raise NotExported("--seed 是试卷的种子，写明 --paper")
    wanted = options.bank or [id_ for id_, bank in catalog.banks.items() if bank.bank.is_open or options.withheld]
    unknown = [id_ for id_ in wanted if id_ not in catalog.banks]
    if unknown:
        raise NotExported(f"没有编号为 {'、'.join(unknown)} 的题库；有：{'、'.join(catalog.banks)}")
    secret = [id_ for id_ in wanted if not catalog.banks[id_].bank.is_open]
    if secret and not options.withheld:
        raise NotExported(f"题库 {'、'.join(secret)} 不公布答案；文件里会有答案，真要导出就加上 --withheld")
    if not wanted:
        raise NotExported("没有可以导出的题库；不公布答案的题库要加上 --withheld")
    held_back = [] if options.bank else [id_ for id_ in catalog.banks if id_ not in wanted]
    if held_back:
        print(f"题库 {'、'.join(held_back)} 不公布答案，没有导出；要导出就加上 --withheld", file=sys.stderr)
    return of_banks(catalog, [catalog.banks[id_] for id_ in dict.fromkeys(wanted)], edited)


def _paper(catalog: Catalog, options: argparse.Namespace, edited: int) -> Batch:
    if options.bank:
        raise NotExported("--bank 和 --paper 只写一个")
    paper = catalog.papers.get(options.paper)
    if paper is None:
        raise NotExported(f"没有编号为 {options.paper} 的试卷；有：{'、'.join(catalog.papers)}")
    if not options.seed:
        raise NotExported("写明种子，如 --seed 2026；种子相同，抽到的题就相同")
    if catalog.withholds(paper) and not options.withheld:
        raise NotExported(f"试卷 {paper.id} 不公布答案；文件里会有答案，真要导出就加上 --withheld")
    try:
        return of_paper(catalog, draw_paper(catalog, paper, options.seed, options.form.strip().upper()), edited)
    except ValueError as error:
        raise NotExported(str(error)) from None


def _tell(options: argparse.Namespace, batch: Batch, prepared: Prepared) -> None:
    """Say what of the questions will not arrive."""
    label = QUESTION_FORMATS[options.format][0]
    total, out = len(batch.questions), len(prepared.left_out)
    if options.told_as == "json":
        told = {
            "format": options.format,
            "questions": total,
            "exported": total - out,
            "losses": to_builtins(prepared.losses),
            "remark": prepared.format.remark,
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    print(f"{label}：{total} 题，写得进 {total - out} 题" + (f"，装不下 {out} 题" if out else ""))
    lines = list(as_lines(prepared.losses, total))
    if lines:
        print("\n".join(["装不下的：", *lines]))
    if prepared.format.remark:
        print(prepared.format.remark)


def _place(root: Path, out: Path | None) -> Path | None:
    """Return the folder to write into; None where none was named or it may not be written into, which is told."""
    if out is None:
        return None
    try:
        return check_output(root, out)
    except OutputRefused as refusal:
        print(refusal, file=sys.stderr)
        return None


def _sound_catalog(root: Path) -> Catalog | None:
    loaded, diagnostics = check_site(root)
    faults = [d for d in diagnostics if d.is_error]
    if faults:
        print(render(faults, "text", line_reader(root, loaded), "没有导出，原有文件未动"), file=sys.stderr)
        return None
    return loaded.catalog


def _write(folder: Path, shown: Path, files: Mapping[str, bytes], say: TextIO | None = None) -> int:
    """Write files, each whole or not at all, and say so."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            part = folder / f"{name}.part"
            part.write_bytes(data)
            part.replace(folder / name)
    except OSError as error:
        print(f"写不进 {folder}（{error.strerror or error}）；关掉正在用这些文件的程序再试", file=sys.stderr)
        return USAGE
    for name in files:
        print(f"写好了：{shown / name}", file=say or sys.stdout)
    return OK
