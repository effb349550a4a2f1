"""Commands that tell of a site or of a sitting: stats, coverage, reviewed, score."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from mingze.banks import guessing
from mingze.banks.coverage import as_json, as_text, cover
from mingze.checks import check_site
from mingze.exits import FAULTS, OK, USAGE
from mingze.output import OutputRefused, check_output
from mingze.pages import count_pages
from mingze.review import record, unknown_names
from mingze.scoring import as_text as as_table
from mingze.scoring import make_report, read_sitting, write_report
from mingze.stats import LABELS, count


def stats(root: Path, options: argparse.Namespace) -> int:
    """Print how many there are of everything."""
    loaded, _ = check_site(root)
    numbers = count(loaded.catalog, count_pages(loaded.catalog, root))
    if options.format == "json":
        print(json.dumps(numbers, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{LABELS[key]}\t{value}" for key, value in numbers.items()))
    return OK


def coverage(root: Path, options: argparse.Namespace) -> int:
    """Print which duties have too few questions, or how far guessing gets."""
    loaded, _ = check_site(root)
    data: object
    if options.guess:
        guesses = guessing.guess(loaded.catalog)
        data, text = guessing.as_json(guesses), guessing.as_text(guesses)
    else:
        covered = cover(loaded.catalog)
        data, text = as_json(covered), as_text(covered)
    print(json.dumps(data, ensure_ascii=False, indent=2) if options.format == "json" else text)
    return OK


def reviewed(root: Path, options: argparse.Namespace) -> int:
    """Note the clauses that questions and commentary rest on as they stand today."""
    loaded, diagnostics = check_site(root)
    if any(d.is_error for d in diagnostics):
        print("数据里有错误，先用 mingze check 看一看、改好，再记", file=sys.stderr)
        return FAULTS
    if unknown := unknown_names(loaded.catalog, options.questions):
        print(f"没有这些题、解读或要点：{'、'.join(unknown)}", file=sys.stderr)
        return USAGE
    review = record(loaded.catalog, root, options.questions)
    counts = "、".join(f"{len(ids)} {_UNITS[part]}" for part, ids in review.recorded.items() if ids)
    print(f"记下 {counts or '0 道题'}所依据的条文")
    for part, ids in review.stale.items():
        if ids:
            print(f"还有 {len(ids)} {_UNITS[part]}的依据改过：{'、'.join(ids)}")
    if any(review.stale.values()):
        print("对着新的条文看过以后，运行 mingze reviewed 加上题号、职责编号、条款或要点编号")
    return OK


_UNITS = {"texts": "道题", "explanations": "段解读", "key_points": "个要点"}


def score(root: Path, options: argparse.Namespace) -> int:
    """Mark the answers of a sitting and print the report."""
    if options.out:
        try:
            check_output(root, options.out)
        except OutputRefused as refusal:
            print(f"成绩里有姓名，{refusal}", file=sys.stderr)
            return USAGE
    loaded, diagnostics = check_site(root)
    if any(d.is_error for d in diagnostics):
        print("数据里有错误，先用 mingze check 看一看、改好，再计分", file=sys.stderr)
        return FAULTS
    sitting = read_sitting(options.files, loaded.catalog)
    for fault in sitting.faults:
        print(fault, file=sys.stderr)
    if not sitting.people:
        print("没有可以计分的答卷", file=sys.stderr)
        return FAULTS
    report = make_report(sitting)
    print(as_table(report))
    if options.out:
        try:
            written = write_report(report, loaded.catalog.site, options.out)
        except OSError as error:
            print(f"写不进 {options.out}（{error.strerror or error}）；关掉正在用这些文件的程序再试", file=sys.stderr)
            return USAGE
        print("\n" + "\n".join(str(path) for path in written))
    return FAULTS if sitting.faults else OK
