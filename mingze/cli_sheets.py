"""The command that reads filled answer sheets: ``mingze read-sheets``."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

from mingze.checks import check_site
from mingze.exits import FAULTS, OK, USAGE
from mingze.intake.settlement import CHECK_PAGE, SETTLED_FILE, Settlement, read_settlement
from mingze.model import Catalog
from mingze.output import OutputRefused, check_output
from mingze.roster.roster_file import RosterRefused, roster_of
from mingze.roster.roster_person import RosterPerson
from mingze.scoring.json_file import BadFile

_PACKAGES = ("numpy", "PIL", "pypdfium2", "zxingcpp")
_MOST_NAMED = 5


def read_sheets(root: Path, options: argparse.Namespace) -> int:
    """Read scans and photos of filled sheets into answer files; returns the exit status."""
    if any(importlib.util.find_spec(name) is None for name in _PACKAGES):
        print("还缺少程序包：请运行 pip install 'mingze[sheets]'", file=sys.stderr)
        return USAGE
    loaded, diagnostics = check_site(root)
    if any(d.is_error for d in diagnostics):
        print("数据里有错误，先用 mingze check 看一看、改好，再读答题卡", file=sys.stderr)
        return FAULTS
    try:
        folder = check_output(root, options.out)
        roster = roster_of(options.roster) if options.roster else None
    except OutputRefused as refusal:
        print(f"答卷里有姓名，{refusal}", file=sys.stderr)
        return USAGE
    except RosterRefused as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    try:
        settlement = read_settlement(options.settled, loaded.catalog.site.id) if options.settled else Settlement()
    except BadFile as fault:
        print(f"{options.settled}：{fault}", file=sys.stderr)
        return USAGE
    return _take_in(loaded.catalog, options, folder, roster, settlement)


def _take_in(
    catalog: Catalog,
    options: argparse.Namespace,
    folder: Path,
    roster: list[RosterPerson] | None,
    settlement: Settlement,
) -> int:
    # what reads pictures is an extra, and slow to load
    from mingze.intake.answer_files import answer_files  # noqa: PLC0415
    from mingze.intake.answer_folder import write_folder  # noqa: PLC0415
    from mingze.intake.check_page import check_page  # noqa: PLC0415
    from mingze.intake.intake_tables import (  # noqa: PLC0415
        PAGES_FILE,
        PEOPLE_FILE,
        faults,
        is_done,
        pages_table,
        people_table,
        summary,
    )
    from mingze.intake.kept_pages import KEPT_PAGES, KeptPages  # noqa: PLC0415
    from mingze.intake.take_in import take_in  # noqa: PLC0415
    from mingze.scoring.write import to_csv  # noqa: PLC0415

    intake = take_in(options.files, catalog, roster, settlement, _tell, kept=folder / KEPT_PAGES)
    _end_of_telling()
    intake, texts = answer_files(intake)
    for line in faults(intake):
        print(line, file=sys.stderr)
    print("\n".join(summary(intake)))
    files = {name: text.encode() for name, text in texts.items()}
    files[CHECK_PAGE] = check_page(intake, catalog.site.title).encode()
    files[PAGES_FILE] = to_csv(pages_table(intake))
    files[PEOPLE_FILE] = to_csv(people_table(intake))
    try:
        gone, kept = write_folder(folder, files)
    except OutputRefused as refusal:
        print(f"读完了，没有写：{refusal}", file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"写不进 {folder}（{error.strerror or error}）；关掉正在用这些文件的程序再试", file=sys.stderr)
        return USAGE
    if gone:
        named = "、".join(gone[:_MOST_NAMED]) + (f" 等 {len(gone)} 份" if len(gone) > _MOST_NAMED else "")
        print(f"上次写的、这次没有了的，拿掉了：{named}", file=sys.stderr)
    for name in kept:
        print(
            f"{options.out / name}：上次写的，现在不该有了，但写完以后有人改过，留着没有删；请看一看", file=sys.stderr
        )
    if not options.settled and (folder / SETTLED_FILE).is_file():
        print(f"{options.out / SETTLED_FILE} 这次没有用；要用它，加上 --settled", file=sys.stderr)
    print(f"写到 {options.out}：答卷 {len(texts)} 份，{CHECK_PAGE}，{PAGES_FILE}，{PEOPLE_FILE}")
    if not is_done(intake):
        return FAULTS
    KeptPages.give_up(folder / KEPT_PAGES)
    return OK


def _tell(done: int, source: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K读了 {done} 页　{source}", end="", file=sys.stderr, flush=True)


def _end_of_telling() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
