"""Time and memory of ``mingze import questions`` on a made-up bank: the budget is 20,000 questions in 30 s and 300 MB.

``python -m bench.question_import [COUNT]`` writes a workbook and a text of so many questions to a folder of its own and
previews each in a process of its own, with and without a site.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

_ROOT = Path(__file__).resolve().parent.parent
_TOPICS = ("演练", "检查", "培训", "隐患排查", "责任书", "应急预案", "巡查", "考核", "通报", "经费保障")


def rows(count: int) -> list[list[str | None]]:
    """Return questions of four types, no two alike."""
    out: list[list[str | None]] = []
    for n in range(count):
        topic, other = _TOPICS[n % 10], _TOPICS[n // 10 % 10]
        stem = f"第 {n} 号单位的主要负责人组织{topic}以后，应当在多少日内安排{other}并且写出报告（　　）。"
        options = [f"{n % 7 + 1} 日", f"{n % 7 + 9} 日", f"{n % 7 + 17} 日", f"{n % 7 + 25} 日"]
        kind = ("单选题", "多选题", "判断题", "填空题")[n % 4]
        answer = ("A", "ABD", "对", f"{n % 7 + 1}")[n % 4]
        note = f"{topic}以后 {n % 7 + 1} 日内安排{other}。"
        own = options if n % 4 < 2 else [None] * 4
        said = stem if n % 4 != 2 else stem.replace("多少", "3 ").replace("（　　）", "")
        out.append([said, kind, *own, answer, note, topic])
    return out


def workbook(place: Path, count: int) -> None:
    """Write the questions as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("题库")
    sheet.append(["题干", "题型", "选项A", "选项B", "选项C", "选项D", "正确答案", "解析", "章节"])
    for row in rows(count):
        sheet.append(row)
    book.save(place)


def text(place: Path, count: int) -> None:
    """Write the questions as a text."""
    with place.open("w", encoding="utf-8") as out:
        for n, (stem, kind, a, b, c, d, answer, note, _) in enumerate(rows(count), 1):
            out.write(f"{n}. {stem} 【{kind}】\n")
            if a:
                out.write(f"A. {a} B. {b}\nC. {c} D. {d}\n")
            out.write(f"答案：{answer}\n解析：{note}\n")


def measure(file: Path, site: bool) -> None:
    """Preview a file in a process of its own and say what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    words = ["--root", str(_ROOT)] if site else []
    code = (
        "import resource, sys; from mingze.cli import main; status = main(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "import", "questions", str(file), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=file.parent)
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = next((line.strip() for line in done.stdout.splitlines() if "读出" in line), done.stderr[:200])
    memory = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "?"
    name = f"{file.name}{' with the site' if site else ''}"
    print(f"{name}: {took:.1f} s ({after.ru_utime - before.ru_utime:.1f} s of processor), {memory} MB; {said}")


def main() -> None:
    """Measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory(prefix="mingze-bench-") as folder:
        for name, write in (("题库.xlsx", workbook), ("题库.txt", text)):
            place = Path(folder) / name
            write(place, count)
            measure(place, site=False)
            measure(place, site=True)


if __name__ == "__main__":
    main()
