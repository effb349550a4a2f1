"""The commands ``mingze import questions`` and ``mingze import accept``."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from mingze.checks import check_site
from mingze.exits import FAULTS, OK, USAGE
from mingze.importing.files import ImportRefused
from mingze.importing.files.any_file import file_bytes
from mingze.importing.questions import bank_report
from mingze.importing.questions.bank_formats import read_bank
from mingze.importing.questions.cite_likeness import CiteIndex, ProposedCite
from mingze.importing.questions.drafts import accept as accepting
from mingze.importing.questions.drafts.again import compare
from mingze.importing.questions.drafts.draft_file import draft_yaml, read_draft
from mingze.importing.questions.drafts.identity import ids_of
from mingze.importing.questions.found_bank import FoundBank
from mingze.importing.questions.in_banks import told_against_banks
from mingze.importing.questions.template import write_template
from mingze.importing.writing import NotWritten, write_all
from mingze.loading.collector import collector_paused
from mingze.output import OutputRefused, check_output
from mingze.values.fields import ID_PATTERN

MOST_BYTES = 64 * 1024 * 1024
_BANK = "daoru"


def questions(root: Path, options: argparse.Namespace) -> int:
    """Read files of questions, tell what is in them and, where asked to, write a draft; returns the exit status."""
    if options.template:
        return _template(root, options)
    if not options.files:
        print("写明要导入的文件；要空白的表格，用 --template 文件名", file=sys.stderr)
        return USAGE
    if options.bank and not re.fullmatch(ID_PATTERN, options.bank):
        print(f"--bank {options.bank}：编号只能用小写英文字母、数字和连字符，1 到 64 个字符", file=sys.stderr)
        return USAGE
    with collector_paused():
        return _import(root, options)


def _import(root: Path, options: argparse.Namespace) -> int:
    banks, refused = [], False
    for file in options.files:
        try:
            banks.append(_read(Path(file), options.read_as or ""))
        except ImportRefused as refusal:
            print(f"没有导入。{refusal}", file=sys.stderr)
            refused = True
    if not banks:
        return FAULTS
    site = _site_of(root)
    bank = options.bank or _bank_of(options.files)
    proposals: dict[int, tuple[ProposedCite, ...]] = {}
    if site is not None:
        catalog = check_site(site)[0].catalog
        index = CiteIndex.of(catalog)
        banks = [told_against_banks(one, catalog) for one in banks]
        proposals = {id(q): index.propose(q) for one in banks for q in one.questions if q.stem}
    found = [question for one in banks for question in one.questions]
    if options.format == "json":
        told = bank_report.as_object(banks, ids_of(found, bank), proposals)
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for one in banks:
            print("\n".join(bank_report.as_text(one)))
    if refused or not found:
        if not found and not refused:
            print("没有读出一道题，没有写入", file=sys.stderr)
        return FAULTS
    return _draft(site, bank, banks, proposals, options)


def _draft(
    site: Path | None,
    bank: str,
    banks: list[FoundBank],
    proposals: dict[int, tuple[ProposedCite, ...]],
    options: argparse.Namespace,
) -> int:
    say = sys.stderr if options.format == "json" else sys.stdout
    if site is None:
        if options.write:
            print("没有找到站点：缺少 data/ 文件夹。请在站点文件夹里运行，或用 --root 指明", file=sys.stderr)
            return USAGE
        print("没有写入（这里不是站点文件夹）", file=say)
        return OK
    try:
        old = read_draft(site, bank)
        compared = compare(old, bank, banks, proposals)
        print("\n".join(bank_report.compared_text(compared)), file=say)
        if not options.write:
            print(f"没有写入；加 --write 写到 {compared.draft.file}", file=say)
            return OK
        files = {compared.draft.file: draft_yaml(compared.draft).encode("utf-8")}
        files |= compared.pictures
        write_all(site, files, {file: (site / file).read_bytes() for file in files if (site / file).exists()})
    except NotWritten as reason:
        print(reason, file=sys.stderr)
        return FAULTS
    print("写好了：\n" + "\n".join(f"  {file}" for file in files), file=say)
    print(f"补全以后运行 mingze import accept {bank}；还缺什么，用 mingze check 看", file=say)
    return OK


def accept(root: Path, options: argparse.Namespace) -> int:
    """Move the finished questions of a draft to its bank; returns the exit status."""
    try:
        draft = read_draft(root, options.bank)
        if draft is None:
            print(f"没有草稿 quizzes/drafts/{options.bank}.yml", file=sys.stderr)
            return USAGE
        found = accepting.accept(root, accepting.confirmed(draft, options.confirm or ()))
        for id_, words in found.refused[:40]:
            print(f"{id_}：{words}")
        if len(found.refused) > 40:
            print(f"…还有 {len(found.refused) - 40} 题没有做完")
        print(f"{len(draft.questions)} 题里，做完的 {len(found.taken)} 题，没有做完的 {len(found.refused)} 题")
        if not found.taken:
            return OK
        if not options.write:
            print(f"没有写入；加 --write 移到 {found.bank_file}")
            return OK
        files = accepting.files_of(found)
        write_all(root, files, {file: (root / file).read_bytes() for file in files if (root / file).exists()})
    except NotWritten as reason:
        print(reason, file=sys.stderr)
        return FAULTS
    print("写好了：\n" + "\n".join(f"  {file}" for file in files))
    return OK


def _read(path: Path, wanted: str) -> FoundBank:
    data = file_bytes(path, MOST_BYTES)
    if len(data) > MOST_BYTES:
        raise ImportRefused(path.name, "文件超过 64 MB", "分成几个文件，或者只留有题目的部分")
    return read_bank(path.name, data, wanted)


def _site_of(root: Path) -> Path | None:
    return root if (root / "data").is_dir() else None


def _bank_of(files: list[str]) -> str:
    """Return an id for a draft from the name of its first file."""
    from mingze.importing.posts import post_id  # noqa: PLC0415

    made = post_id(re.sub(r"[（(].*?[)）]", "", Path(files[0]).stem))
    return made if re.fullmatch(ID_PATTERN, made) else _BANK


def _template(root: Path, options: argparse.Namespace) -> int:
    try:
        shown: Path = options.template
        if shown.suffix.lower() != ".xlsx":
            shown = shown.with_name(f"{shown.name}.xlsx")
        place = check_output(root, shown)
        if place.exists():
            print(f"已经有 {shown}；换个名字，或者先删掉它", file=sys.stderr)
            return USAGE
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(write_template())
    except OutputRefused as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"写不进 {options.template}（{error.strerror or error}）", file=sys.stderr)
        return USAGE
    print(f"写好了：{shown}。一行一题，填好以后用 mingze import questions 导入")
    return OK
