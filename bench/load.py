"""Time loading and checking 5 MB of YAML against PyYAML's own fastest loader on the same files, in one run.

Twice: a site without faults, as those are that get built (`bench.synthetic_site`), and the real site's posts copied
until there is as much, which breeds thousands of faults, each looked up and put into words. Budget: 0.6 s for the first
and 2 s for the second (DESIGN 14). Run: make bench
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from bench.synthetic_site import write_site
from mingze.checks import check_catalog
from mingze.loading import load_catalog

ROOT = Path(__file__).parent.parent
RUNS = 5
TARGET_BYTES = 5_000_000
BUDGETS = {"without faults": 0.6, "with faults": 2.0}
POSTS = 550
"""So many of `bench.synthetic_site` take about 5 MB."""


def make_big_site(to: Path) -> int:
    """Copy the real site and multiply its roles until its YAML holds about 5 MB; returns the bytes written."""
    for name in ("data", "quizzes"):
        shutil.copytree(ROOT / name, to / name)
    regulation = to / "data/regulations/anquan-zerenzhi"
    roles = ["safety-deputy", "government-head", "party-secretary", "government-deputy"]
    templates = {
        role: {
            "duties": (regulation / f"duties/{role}.yml").read_text("utf-8"),
            "commentary": (regulation / f"commentary/{role}.yml").read_text("utf-8"),
            "bank": (to / f"quizzes/banks/{role}.yml").read_text("utf-8"),
        }
        for role in roles
    }
    role_list = (to / "data/roles.yml").read_text("utf-8")
    copy = 0
    while _bytes(to) < TARGET_BYTES:
        copy += 1
        for role in roles:
            new = f"{role}-c{copy}"
            local = to / f"data/regulations/copy{copy}"
            (local / "duties").mkdir(parents=True, exist_ok=True)
            (local / "commentary").mkdir(exist_ok=True)
            for kind in ("duties", "commentary"):
                text = templates[role][kind].replace(f"role: {role}\n", f"role: {new}\n")
                (local / kind / f"{new}.yml").write_text(_renamed(text, roles, copy), "utf-8")
            bank = _renamed(templates[role]["bank"].replace(f"id: {role}\n", f"id: {new}\n"), roles, copy)
            (to / f"quizzes/banks/{new}.yml").write_text(bank, "utf-8")
            role_list += f"- id: {new}\n  name: 岗位{role}{copy}\n  short_name: 岗位{copy}\n  order: {copy + 10}\n"
        text = (regulation / "regulation.yml").read_text("utf-8").replace("id: anquan-zerenzhi", f"id: copy{copy}", 1)
        for role in roles:
            text = text.replace(f"role: {role}\n", f"role: {role}-c{copy}\n")
        text = text.replace("  - role: committee-member\n    cites: art7\n", "")
        (to / f"data/regulations/copy{copy}/regulation.yml").write_text(text, "utf-8")
    (to / "data/roles.yml").write_text(role_list, "utf-8")
    return _bytes(to)


def _renamed(text: str, roles: list[str], copy: int) -> str:
    """Give every id of a copied file a name of its own, and every stem its own words."""
    out: list[str] = []
    for line in text.split("\n"):
        out.append(_renamed_line(line, out[-1].strip() if out else "", roles, copy))
    return "\n".join(out)


def _renamed_line(line: str, before: str, roles: list[str], copy: int) -> str:
    stripped = line.strip()
    if before == "stem: |":
        return line.replace(stripped, f"（{copy}）{stripped}")
    if stripped.startswith("- committee-member-"):
        return line.replace("committee-member-1", f"{roles[0]}-1-c{copy}")
    names_a_duty = (
        stripped.startswith(("- duty: ", "- party-", "- government-", "- safety-")) and stripped[-1].isdigit()
    )
    return f"{line}-c{copy}" if stripped.startswith("- id: ") or names_a_duty else line


def _bytes(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*.yml"))


def timed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def measured(label: str, root: Path, size: int) -> bool:
    """Time one site and print what it took; whether it kept its budget."""
    files = sorted(root.rglob("*.yml"))
    texts = [p.read_text("utf-8") for p in files]
    loaded = load_catalog(root)
    faults = [*loaded.diagnostics, *check_catalog(loaded)]
    questions = len(loaded.catalog.questions)
    print(f"{label}: {len(files)} files, {size / 1e6:.2f} MB, {questions} questions, {len(faults)} faults")
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(timed(lambda: check_catalog(load_catalog(root))))
        theirs.append(timed(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts]))
    for name, values in (("load + check", ours), ("yaml.CSafeLoader alone", theirs)):
        print(f"{name}: min {min(values):.2f} s, median {statistics.median(values):.2f} s, max {max(values):.2f} s")
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"ratio, median of pairs: {ratio:.2f}; budget {BUDGETS[label]:.1f} s")
    return statistics.median(ours) <= BUDGETS[label]


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        clean, copied = Path(name) / "clean", Path(name) / "copied"
        clean.mkdir()
        kept = [measured("without faults", clean, write_site(clean, POSTS))]
        kept.append(measured("with faults", copied, make_big_site(copied)))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
