"""Random edits of a site's files, each followed by a build that knows the last one, a clean build, and the preview.

After every step all three must say the same: a site that is built is byte for byte the one that a build from nothing
writes, whatever was edited, renamed, broken, mended or killed before; where the files are wrong, every one of them says
so and the last sound site stands. A second build at once must find nothing to do.

Run: python -m bench.edits [STEPS] [SEED]   (500 and 1 unless told otherwise; it works on a copy of tests/sites/minimal)
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mingze.cli import main
from mingze.preview.editions import Editions, Showing

AGAIN = "没有变化，站点照旧"
_ONLY_BUILT = (
    "sw.js",
    "_headers",
    "sitemap.xml",
    "sitemap.xml.gz",
    "404.html",
    "downloads/index.html",
    "downloads/files/offline.zip",
    "/kept.json",
)
"""What a preview has no use for, or says otherwise: it stands at the root, and offers no offline edition."""
_WORDS = re.compile("[\u4e00-\u9fff]{2,}")
_ID = re.compile(r"(?<=id: )[a-z0-9-]+")
_CHARACTERS = "安全生产责任检查落实培训应急隐患整改"
_SLOWEST = 1.2
"""Seconds within which a build is killed, mostly somewhere in its middle."""


@dataclass
class Edited:
    """A site that is edited at random; `pristine` are its files as they were."""

    root: Path
    dice: random.Random
    pristine: dict[str, bytes] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.pristine = {name: (self.root / name).read_bytes() for name in self._files()}

    def edit(self) -> str:
        """Make one edit, and return what it was."""
        kinds = self.kinds()
        (kind,) = self.dice.choices([one for _, one in kinds], [weight for weight, _ in kinds])
        kind()
        name = kind.__name__.strip("_")
        self.told[name] += 1
        return name

    def kinds(self) -> list[tuple[int, Callable[[], object]]]:
        """Return the sorts of edits, and how often each is made."""
        return [
            (8, self._words), (2, self._characters), (2, self._id), (2, self._renamed), (2, self._deleted),
            (2, self._copied), (2, self._page), (2, self._broken), (1, self._touched), (14, self._mended),
            (2, self._lines), (1, self._settings),
        ]  # fmt: skip

    def _files(self) -> list[str]:
        found = [
            path
            for top in ("data", "quizzes", "docs", "mkdocs.yml")
            for path in ((self.root / top).rglob("*") if (self.root / top).is_dir() else [self.root / top])
        ]
        return sorted(path.relative_to(self.root).as_posix() for path in found if path.is_file())

    def _any(self, ending: str = "") -> Path:
        return self.root / self.dice.choice([name for name in self._files() if name.endswith(ending)])

    def _words(self) -> None:
        """Change some words of one file, as an editor does all day."""
        file = self._any()
        text = file.read_text("utf-8")
        found = list(_WORDS.finditer(text))
        if found:
            match = self.dice.choice(found)
            new = "".join(self.dice.choice(_CHARACTERS) for _ in range(self.dice.randint(1, 4)))
            file.write_text(text[: match.end()] + new + text[match.end() :], "utf-8")

    def _characters(self) -> None:
        """Take one character away or type one twice, whatever it is."""
        file = self._any()
        text = file.read_text("utf-8")
        at = self.dice.randrange(max(1, len(text)))
        file.write_text(text[:at] + text[at : at + 1] * self.dice.choice((0, 2)) + text[at + 1 :], "utf-8")

    def _id(self) -> None:
        file = self._any(".yml")
        text = file.read_text("utf-8")
        found = list(_ID.finditer(text))
        if found:
            match = self.dice.choice(found)
            file.write_text(f"{text[: match.end()]}-x{text[match.end() :]}", "utf-8")

    def _renamed(self) -> None:
        file = self._any()
        file.rename(file.with_name(f"{file.stem}-{self.dice.randrange(10)}{file.suffix}"))

    def _deleted(self) -> None:
        self._any().unlink()

    def _copied(self) -> None:
        file = self._any()
        shutil.copy(file, file.with_name(f"copy-{self.dice.randrange(10)}{file.suffix}"))

    def _page(self) -> None:
        """Write a page by hand, now and then at the address of a generated one."""
        name = self.dice.choice(("more.md", "below/more.md", "roles/index.md", "glossary/index.md"))
        page = self.root / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# 手写的{self.dice.randrange(100)}\n\n见[自测](quizzes/index.html)。\n", "utf-8")

    def _broken(self) -> None:
        file = self._any(".yml")
        broken = self.dice.choice(("\n- [", "\tkey: x\n", "\x00", "未知的键: 1\n", "：", "&a *a\n"))
        file.write_text(file.read_text("utf-8") + broken, "utf-8")

    def _touched(self) -> None:
        os.utime(self._any())

    def _mended(self) -> None:
        """Put everything back, or some files of it."""
        now = self._files()
        names = list(self.pristine) if self.dice.random() < 0.7 else self.dice.sample(list(self.pristine), 3)
        for name in names:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            if name not in now or (self.root / name).read_bytes() != self.pristine[name]:
                (self.root / name).write_bytes(self.pristine[name])
        if len(names) == len(self.pristine):
            for name in set(now) - set(self.pristine):
                if self.dice.random() < 0.7 or not name.startswith("docs/"):
                    (self.root / name).unlink()

    def _lines(self) -> None:
        """Move two lines of what all share: order of posts, of themes, of terms."""
        shared = [name for name in self._files() if name.count("/") == 1 and name.endswith(".yml")]
        if not shared:
            return
        file = self.root / self.dice.choice(shared)
        lines = file.read_text("utf-8").split("\n")
        at = self.dice.randrange(max(1, len(lines) - 1))
        lines[at : at + 2] = reversed(lines[at : at + 2])
        file.write_text("\n".join(lines), "utf-8")

    def _settings(self) -> None:
        file = self.root / "data" / "site.yml"
        if file.is_file():
            more = self.dice.choice(("offline: false\n", "url: https://example.org/a/\n", "citation_style: plain\n"))
            file.write_text(file.read_text("utf-8") + more, "utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def built(root: Path, *more: str) -> tuple[int, str]:
    """Build in this process; returns the exit status and what was said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(["build", "--no-handouts", "--root", str(root), *more])
    return status, said.getvalue()


def killed_build(root: Path, seconds: float, *more: str) -> None:
    """Begin a build in a process that ends without a word after so long."""
    process = os.fork()
    if process == 0:
        threading.Timer(seconds, os._exit, [9]).start()
        with contextlib.suppress(BaseException):
            built(root, *more)
        os._exit(0)
    os.waitpid(process, 0)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def shown_otherwise(now: Showing, clean: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that a preview shows otherwise than a build writes them."""
    assert now.site
    shown = {name: body for name, body in clean.items() if not name.endswith(_ONLY_BUILT)}
    return differing({name: now.site.body(name) or b"" for name in shown}, shown)


def steps(root: Path, aside: Path, count: int, seed: int) -> Iterator[str]:
    """Make so many steps on the site below ``root``, and yield what each was. Raises ``AssertionError``.

    ``aside`` is an empty folder for clean builds.
    """
    edited = Edited(root, random.Random(seed))
    editions = Editions(root, lambda words: None)
    last: dict[str, bytes] = {}
    for _ in range(count):
        kinds = [edited.edit() for _ in range(edited.dice.choice((1, 1, 1, 2, 3)))]
        if kills := edited.dice.random() < 0.15:
            killed_build(root, edited.dice.uniform(0.05, _SLOWEST), "--force")
        what = f"{'+'.join(kinds)}{', killed before' if kills else ''}"
        status, said = built(root)
        shutil.rmtree(aside, ignore_errors=True)
        clean_status, clean_said = built(root, "--force", "--out", str(aside))
        editions.look()
        now = editions.now
        assert (status == 0) == (clean_status == 0) == (not now.faults), (what, said, clean_said, now.faults)
        if status:
            assert _is_whole(root / "site", last), what
            yield f"{what}: faults"
            continue
        last, clean = snapshot(root / "site"), snapshot(aside)
        assert not differing(last, clean), (what, differing(last, clean))
        assert not (wrong := shown_otherwise(now, clean)), (what, wrong)
        _, said = built(root)
        assert AGAIN in said, (what, said)
        assert not differing(last, snapshot(root / "site")), what
        yield f"{what}: built"


def _is_whole(site: Path, last: dict[str, bytes]) -> bool:
    """Whether the site is the last one, or one that a build finished just before it was killed."""
    return not last or not differing(last, snapshot(site)) or (site / "sw.js").is_file()


def run() -> int:
    """Make the steps, and tell how many were of which kind."""
    count, seed = (int(given) for given in (*sys.argv[1:3], *("500", "1")[len(sys.argv[1:3]) :]))
    from tests.conftest import copy_minimal  # noqa: PLC0415  (it sets the day and more, which tests want)

    start, cpu = time.perf_counter(), time.process_time()
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="mingze-edits-") as name:
        os.environ["MINGZE_CACHE"] = f"{name}/cache"
        root = copy_minimal(Path(name) / "site")
        for number, what in enumerate(steps(root, Path(name) / "clean", count, seed), 1):
            outcomes[what.rpartition(": ")[2]] += 1
            outcomes["killed"] += "killed" in what
            print(f"{number:4} {what}", flush=True)
    print(
        f"{count} steps, {dict(outcomes)}, {time.process_time() - cpu:.0f} CPU s, {time.perf_counter() - start:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(run())
