"""Random edits of a site in units, most of them within one unit, each followed by a build that knows the last one.

Where a build renewed one unit alone, every file of the site is compared with a clean build's, at least after every
third such build; where it built the whole site there is nothing to compare that `bench.edits` does not. What a preview
shows is compared with the same. Builds are killed at random moments, and files broken, mended, copied, renamed and
deleted between.

Run: python -m bench.unit_edits [STEPS] [SEED]   (300 and 1 unless told otherwise)
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import mingze.renewal.renew as renewal
from bench.divided_site import write_warned
from bench.edits import AGAIN, Edited, built, differing, killed_build, shown_otherwise, snapshot
from mingze.kept.build_record import BuildRecord, BuildRecords
from mingze.preview.editions import Editions
from mingze.renewal.whole import NotProved

_CHOICES = (
    ("kind", "list", "must-do", "caution"),
    ("standing", "clause", "commentator"),
    ("depth", "1", "2", "3"),
)
"""Keys with what may be chosen."""
_QUESTION = """\
  - id: q-added-{number}
    type: judge
    stem: |
      添的第{number}题，都要检查。
    answer: 错
    explanation: |
      照自己的清单看，第{number}件。
    cites:
      - {about}
"""
_KEY_POINT = """
key_points:
  - id: point-added-{number}
    title: 添的要点{number}
    kind: caution
    standing: commentator
    text: |
      添的第{number}个要点写在这里。
"""


class EditedUnits(Edited):
    """A site in units that is edited at random."""

    def kinds(self) -> list[tuple[int, Callable[[], object]]]:
        """Return the sorts of edits: most are such as an office makes to its own texts."""
        return [
            (26, self._prose), (6, self._title), (3, self._choice), (4, self._words), (1, self._characters),
            (4, self._added), (1, self._id), (1, self._renamed),
            (1, self._deleted), (1, self._copied), (1, self._page), (1, self._broken), (1, self._touched),
            (8, self._mended), (1, self._lines), (2, self._term), (1, self._stem), (1, self._longer), (2, self._rows),
            (6, self._warned),
        ]  # fmt: skip

    def mended_all(self) -> str:
        """Put everything back."""
        for name in set(self._files()) - set(self.pristine):
            (self.root / name).unlink()
        for name, data in self.pristine.items():
            if not (self.root / name).is_file() or (self.root / name).read_bytes() != data:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                (self.root / name).write_bytes(data)
        return "all mended"

    def _prose(self) -> None:
        """Change the words of a sentence somewhere."""
        file, lines, at = self._sentence()
        words = "".join(
            self.dice.choice("安全生产责任检查落实培训应急隐患整改龘𠮷") for _ in range(self.dice.randint(1, 9))
        )
        where = self.dice.randrange(len(lines[at]) - len(lines[at].lstrip()), len(lines[at]))
        lines[at] = lines[at][:where] + words + lines[at][where:]
        file.write_text("\n".join(lines), "utf-8")

    def _title(self) -> None:
        """Call something otherwise, by words that may be read in several ways."""
        file = self._any(".yml")
        lines = file.read_text("utf-8").split("\n")
        titles = [n for n, line in enumerate(lines) if line.lstrip().startswith("title: ")]
        if titles:
            at = self.dice.choice(titles)
            words = self.dice.choice(("重", "重大", "行长", "长", "调度", "数", "安全", "龘"))
            where = self.dice.randint(lines[at].index(": ") + 2, len(lines[at]))
            lines[at] = lines[at][:where] + words + lines[at][where:]
            file.write_text("\n".join(lines), "utf-8")

    def _choice(self) -> None:
        """Choose another kind or standing of a key point, or another depth of a question."""
        file, (key, *values) = self._any(".yml"), self.dice.choice(_CHOICES)
        chosen = rf"(?<= {key}: )(?:{'|'.join(values)})$"
        text = re.sub(chosen, self.dice.choice(values), file.read_text("utf-8"), count=1, flags=re.MULTILINE)
        file.write_text(text, "utf-8")

    def _added(self) -> None:
        """Add a question or a key point, mostly of a new name and about what the file is about anyway."""
        file = self._any(".yml")
        text, number = file.read_text("utf-8"), self.dice.choice((len(self.told), self.dice.randrange(10**6), 3))
        if "\nquestions:\n" in text:
            about = self.dice.choice(re.findall(r"(?m)^      - ([a-z]\S*)$", text) or ["post-3-1"])
            file.write_text(f"{text.rstrip()}\n{_QUESTION.format(number=number, about=about)}", "utf-8")
        elif "\nkey_points:\n" in text:
            file.write_text(text.replace("\nkey_points:\n", _KEY_POINT.format(number=number), 1), "utf-8")

    def _sentence(self) -> tuple[Path, list[str], int]:
        while True:
            file = self._any(".yml")
            lines = file.read_text("utf-8").split("\n")
            if found := [n for n, line in enumerate(lines) if line.startswith("  ") and line.endswith("。")]:
                return file, lines, self.dice.choice(found)

    def _term(self) -> None:
        """Lead to a term from a sentence, or to nothing."""
        file, lines, at = self._sentence()
        lines[at] = lines[at][:-1] + self.dice.choice(
            ("，见[[two-checks]]。", "，见[[two]]。", "，见[自测](quizzes/index.html)。", "，见[无](no.html)。")
        )
        file.write_text("\n".join(lines), "utf-8")

    def _warned(self) -> None:
        """Write what is warned of, take it back, or move it by a line or within its line."""
        file, lines, at = self._sentence()
        kind = self.dice.choice(("，就按", "，按长*宽*高算。", "，记一笔🖊。", "line", "link"))
        if kind == "line":
            lines.insert(0, "# 上面多一行")
        elif kind == "link":
            lines[at] = (
                lines[at].replace("[无](", "无](", 1) if "[无](" in lines[at] else f"{lines[at][:-1]}无](no.html)。"
            )
        else:
            lines[at] = lines[at][:-1] + kind
        file.write_text("\n".join(lines), "utf-8")

    def _stem(self) -> None:
        """Ask in one bank what another one asks."""
        banks = sorted((self.root / "quizzes" / "banks").glob("unit-*.yml"))
        if len(banks) > 1:
            one, other = self.dice.sample(banks, 2)
            asked = other.read_text("utf-8").partition("type: judge\n    stem: |\n")[2].partition("\n")[0]
            before, mark, rest = one.read_text("utf-8").partition("type: judge\n    stem: |\n")
            if mark and asked:
                one.write_text(f"{before}{mark}{asked}\n{rest.partition(chr(10))[2]}", "utf-8")

    def _longer(self) -> None:
        """Say much more, so that pieces of the search are cut elsewhere."""
        file, lines, at = self._sentence()
        lines[at] = lines[at][:-1] + "，" + "再查一遍，记清楚" * 400 + "。"
        file.write_text("\n".join(lines), "utf-8")

    def _rows(self) -> None:
        """Take out a line, or write it twice."""
        file, lines, at = self._sentence()
        lines[at : at + 1] = [lines[at]] * self.dice.choice((0, 2))
        file.write_text("\n".join(lines), "utf-8")


def steps(root: Path, aside: Path, count: int, seed: int) -> Iterator[str]:
    """Make so many steps on the site below ``root``, and yield what each was. Raises ``AssertionError``.

    ``aside`` is a folder for clean builds.
    """
    edited = EditedUnits(root, random.Random(seed))
    editions = Editions(root, lambda words: None)
    editions.look()
    renewed = _counted()
    waiting: list[str] = []
    faulty = False
    built(root)
    for number in range(count):
        kinds = [edited.mended_all() if faulty else edited.edit() for _ in range(edited.dice.choice((1, 1, 1, 1, 2)))]
        if kills := edited.dice.random() < 0.12:
            killed_build(root, edited.dice.uniform(0.02, 0.8))
        before = len(renewed)
        status, said = built(root)
        what = f"{'+'.join(kinds)}{', killed before' if kills else ''}"
        kind = "faults" if status else renewed[-1] if len(renewed) > before else "whole"
        editions.look()
        assert bool(status) == bool(editions.now.faults), (what, said, editions.now.faults)
        assert _places(editions.now.faults) <= _places(said), (what, said, editions.now.faults)
        faulty = bool(status) and edited.dice.random() < 0.8
        if kind == "one unit":
            waiting.append(what)
        if waiting and (len(waiting) == 3 or number == count - 1):
            shutil.rmtree(aside, ignore_errors=True)
            clean_status, clean_said = built(root, "--force", "--out", str(aside))
            if status == clean_status == 0:
                wrong = differing(snapshot(root / "site"), snapshot(aside))
                assert not wrong, (waiting, wrong)
                wrong = shown_otherwise(editions.now, snapshot(aside))
                assert not wrong, (waiting, wrong)
                assert told(said) == told(clean_said), (waiting, said, clean_said)
                _, again = built(root)
                assert AGAIN in again, (waiting, again)
                assert told(again) == told(clean_said), (waiting, again, clean_said)
            else:
                assert status, (waiting, said)
                assert clean_status, (waiting, said)
            waiting = []
        elif kind.startswith("whole"):
            waiting = []
        yield f"{what}: {kind}{', warned' if kind == 'one unit' and told(said) else ''}"


def told(said: str) -> str:
    """Return what a build said of the data, without what it said of itself."""
    said = re.sub(r"^\S+ \d+/\d+(，.*)?\n", "", said, flags=re.MULTILINE)  # how far it was
    return re.split(r"^岗位 \d+ · ", said, maxsplit=1, flags=re.MULTILINE)[0]


def _places(said: str) -> set[str]:
    """Return where something is told to be wrong."""
    return {line.strip() for line in said.split("\n") if line.lstrip().startswith("--> ")}


def _counted() -> list[str]:
    """Note from now on what comes of trying to build one unit alone."""
    found: list[str] = []
    inner = getattr(renewal.renew, "inner", renewal.renew)

    def renew(
        root: Path, site: Path, records: BuildRecords, last: BuildRecord, edited: tuple[str, ...]
    ) -> renewal.Renewed:
        try:
            done: renewal.Renewed = inner(root, site, records, last, edited)
        except NotProved as reason:
            found.append(f"whole ({reason})")
            raise
        found.append("one unit")
        return done

    renew.inner = inner  # type: ignore[attr-defined]
    renewal.renew = renew
    return found


def run() -> int:
    """Make the steps, and tell how many were of which kind."""
    count, seed = (int(given) for given in (*sys.argv[1:3], *("300", "1")[len(sys.argv[1:3]) :]))
    os.environ["SOURCE_DATE_EPOCH"] = "1780272000"
    start, cpu = time.perf_counter(), time.process_time()
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="mingze-unit-edits-") as name:
        os.environ["MINGZE_CACHE"] = f"{name}/cache"
        root = write_warned(Path(name) / "site")
        for number, what in enumerate(steps(root, Path(name) / "clean", count, seed), 1):
            outcomes[what.rpartition(": ")[2].partition(" (")[0]] += 1
            outcomes["killed"] += "killed" in what
            print(f"{number:4} {what}", flush=True)
    print(
        f"{count} steps, {dict(outcomes)}, {time.process_time() - cpu:.0f} CPU s, {time.perf_counter() - start:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(run())
