"""Pages packed with their common style packed once must come out of any archive as they went in."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from mingze.office.common_piece import write_text
from mingze.office.zipped import zip_entry

WORDS = [f"{word}{n}" for word in ("安全", "生产", "duty", "</p><p>", "{margin:0}") for n in range(60)]


def text(dice: random.Random, count: int) -> bytes:
    return "".join(dice.choice(WORDS) for _ in range(count)).encode()


def pages() -> dict[str, bytes]:
    """Return pages around a long style, and such as have a short one, none, one that never ends, or nothing at all."""
    dice = random.Random(21)
    style = b"<style>" + text(dice, 12_000) + b"</style>"
    usual = {f"{n}.html": text(dice, 9) + style + style[-4000:] + text(dice, 50 * n) for n in range(12)}
    odd = {
        "short.html": text(dice, 9) + b"<style>p{}</style>" + text(dice, 99),
        "none.html": text(dice, 99),
        "open.html": b"<style>" + text(dice, 3000),
        "only.html": style,
        "empty.html": b"",
        "repeats.html": style + style + text(dice, 20) + style,
    }
    return {**usual, **odd}


def archive(to: Path) -> Path:
    with zipfile.ZipFile(to, "w") as out:
        for name, content in pages().items():
            write_text(out, zip_entry(name, 0), content)
    return to


def test_every_page_comes_out_as_it_went_in(tmp_path: Path) -> None:
    with zipfile.ZipFile(archive(tmp_path / "a.zip")) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == pages()


def test_another_program_takes_it_apart_too(tmp_path: Path) -> None:
    if not shutil.which("unzip"):
        pytest.skip("no unzip on this machine")
    done = subprocess.run(["unzip", "-tq", archive(tmp_path / "a.zip")], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_becomes_no_larger_and_is_the_same_each_time(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "usual.zip", "w") as out:
        for name, content in pages().items():
            out.writestr(zip_entry(name, 0), content, compresslevel=6)
    first = archive(tmp_path / "a.zip").read_bytes()
    assert len(first) <= (tmp_path / "usual.zip").stat().st_size * 1.01
    assert archive(tmp_path / "b.zip").read_bytes() == first
