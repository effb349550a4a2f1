"""Synthetic sites of any size: posts in units of thirty, as a province's counties keep them.

Every post has a list of six duties of its own text, each explained, a key point, and two questions in its unit's bank:
about 9.4 kB of YAML. The words are dealt character by character from what follows what in the real site's texts, with
fresh starts between, so that nothing packs better than real text would (`tests/bench/test_synthetic_site.py`); the same
numbers give the same bytes.

Run: python -m bench.synthetic_site FOLDER POSTS [POSTS_A_UNIT]
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from bench.stage import ROOT
from mingze.model import LETTERS

POSTS_A_UNIT = 30
_DUTIES = 6
_OPTIONS = 4
_THEMES = (
    *("贯彻部署", "议事报告", "职责清单", "机构队伍", "规划计划", "资金装备"),
    *("风险防控", "应急救援", "宣传培训", "监督检查", "考核评价", "群众参与"),
)
_PLACES = "青临安阳平原南川东河北岭西湖长沙永宁新丰大兴石门金山白水龙江云溪松林柳桥枫亭竹园梅岗兰台桂洲"
_OFFICES = (
    *("教育", "民政", "财政", "住建", "交通", "水利", "农业", "商务", "文旅", "卫健", "审计", "林业", "气象", "消防"),
    *("应急", "公安", "司法", "人社", "资源", "生态", "统计", "信访", "粮食", "海事", "邮政", "电力", "燃气", "城管"),
)
_POSTS = ("主要负责人", "分管负责人", "科室负责人", "值班负责人", "驻点负责人")
_PROSE = re.compile(r"[\u4e00-\u9fff，。；：、]{8,}")
_MARKS = "，。；：、"
_FRESH = 0.05
"""How often the next character is any of the site's and not one that follows there: fewer, and the real texts' own
sentences come back whole."""


class Words:
    """Deals text that reads like the real site's and repeats as little of itself."""

    def __init__(self, seed: int) -> None:
        """The same ``seed`` deals the same texts."""
        self._dice = random.Random(seed)
        texts = [run for file in sorted((ROOT / "data").rglob("*.yml")) for run in _PROSE.findall(_read(file))]
        follows: defaultdict[str, list[str]] = defaultdict(list)
        for run in texts:
            for one, after in pairwise(run):
                follows[one].append(after)
        self._follows = {one: "".join(after) for one, after in follows.items()}
        self._all = "".join(c for run in texts for c in run if c not in _MARKS)

    def line(self, length: int) -> str:
        """Return so many characters without a mark at the ends or two in a row."""
        dice, follows, every = self._dice.random, self._follows, self._all
        out = [every[int(dice() * len(every))]]
        while len(out) < length:
            after = every if dice() < _FRESH else follows.get(out[-1], every)
            character = after[int(dice() * len(after))]
            if character not in _MARKS or (out[-1] not in _MARKS and len(out) + 1 < length):
                out.append(character)
        return "".join(out)

    def name(self, length: int) -> str:
        """Return so many characters without any mark."""
        return "".join(self._all[int(self._dice.random() * len(self._all))] for _ in range(length))

    def about(self, length: int) -> str:
        """Return a sentence of about this length, with its full stop."""
        return f"{self.line(int(length * (0.7 + 0.6 * self._dice.random())))}。"

    def one_of(self, choices: Iterable[str]) -> str:
        """Return one of some texts."""
        return self._dice.choice(tuple(choices))


def _read(file: Path) -> str:
    return file.read_text("utf-8")


def write_site(folder: Path, posts: int, posts_a_unit: int = POSTS_A_UNIT) -> int:
    """Write a site of so many posts into an empty folder, ready to be built; returns the bytes of its YAML."""
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "docs").mkdir()
    words = Words(posts)
    roles, sources = [], []
    for start in range(0, posts, posts_a_unit):
        unit = start // posts_a_unit
        name, id_ = f"{place_name(unit)}县", f"unit-{unit}"
        sources.append(f"- id: {id_}\n  title: {name}安全生产责任清单\n  kind: official\n  date: 2026-01-05\n")
        numbers = range(start, min(start + posts_a_unit, posts))
        roles += [_role(number, f"{name}{post_name(number - start)}") for number in numbers]
        _write_unit(folder, id_, name, numbers, words)
    _write(folder / "data" / "roles.yml", "".join(roles))
    _write(folder / "data" / "sources.yml", "".join(sources))
    themes = (
        f"- id: theme-{n}\n  title: {t}\n  description: |\n    {words.about(40)}\n" for n, t in enumerate(_THEMES)
    )
    _write(folder / "data" / "themes.yml", "".join(themes))
    _write(
        folder / "data" / "site.yml",
        "id: synthetic\ntitle: 合成学习站\norganisation: 合成的安全生产委员会办公室\nsubject: 安全生产\n"
        "edition: 2026年11月\ncheck_within_days: 9999\n",
    )
    return sum(file.stat().st_size for file in folder.rglob("*.yml"))


def place_name(unit: int) -> str:
    first, second = divmod(unit, len(_PLACES))
    return f"{_PLACES[second]}{_PLACES[(second * 7 + first * 11 + 3) % len(_PLACES)]}{_numeral(first)}"


def _numeral(number: int) -> str:
    return "" if number == 0 else f"第{number}"


def post_name(number: int) -> str:
    return (
        f"{_OFFICES[number % len(_OFFICES)]}局{_POSTS[number // len(_OFFICES) % len(_POSTS)]}{_numeral(number // 140)}"
    )


def _role(number: int, name: str) -> str:
    order = (
        f"  order: {number + 1}\n" if number + 1 < 10_000 else ""
    )  # no greater number may be written; the file's order does
    return f"- id: post-{number}\n  name: {name}\n  short_name: {name[:16]}\n{order}"


def _write_unit(folder: Path, id_: str, name: str, numbers: range, words: Words) -> None:
    own = folder / "data" / "regulations" / id_
    _write(
        own / "regulation.yml",
        f"id: {id_}\ntitle: {name}安全生产职责清单\nshort_title: {name}清单\nissued_by:\n  - {name}安全生产委员会\n"
        f"compiled_on: 2026-01-05\nlevel: county\nsources:\n  - {id_}\n",
    )
    for number in numbers:
        _write(own / "duties" / f"post-{number}.yml", _duties(number, id_, words))
        _write(own / "commentary" / f"post-{number}.yml", _commentary(number, words))
    asked = "".join(_question(number, half, words) for number in numbers for half in range(2))
    bank = (
        f"bank:\n  id: {id_}\n  title: {name}自测\n  answers: shown\n  multiple_scoring: partial\nquestions:\n{asked}"
    )
    _write(folder / "quizzes" / "banks" / f"{id_}.yml", bank)


def _duties(number: int, source: str, words: Words) -> str:
    out = f"role: post-{number}\nduties:\n"
    for n in range(1, _DUTIES + 1):
        text = words.about(90)
        out += f"  - id: post-{number}-{n}\n    title: {words.name(8)}\n    themes:\n"
        out += f"      - theme-{(number + n) % len(_THEMES)}\n    text: |\n      {text}\n"
        out += f"    keywords:\n      - {text[:4].rstrip(_MARKS)}\n    sources:\n      - {source}\n"
    return out


def _commentary(number: int, words: Words) -> str:
    out = f"role: post-{number}\nsummary: |\n  {words.about(80)}\nkey_points:\n  - id: point-{number}\n"
    out += f"    title: {words.name(7)}\n    kind: must-do\n    standing: commentator\n    text: |\n"
    out += f"      {words.about(70)}\n    points:\n"
    out += "".join(
        f"      - text: {words.about(24)}\n        duties:\n          - post-{number}-{n}\n" for n in range(1, 4)
    )
    out += "explanations:\n"
    for n in range(1, _DUTIES + 1):
        out += f"  - duty: post-{number}-{n}\n    plain: |\n      {words.about(100)}\n"
        out += "".join(f"    {key}:\n      - {words.about(28)}\n" for key in ("actions", "evidence"))
        if n % 2:
            out += f"    caution: |\n      {words.about(50)}\n"
    return out


def _question(number: int, half: int, words: Words) -> str:
    """Return a question on three of a post's duties: one of choice, one to judge."""
    cites = "".join(f"      - post-{number}-{n}\n" for n in range(half * 3 + 1, half * 3 + 4))
    out = f"  - id: q-{number}-{half}\n    type: {('single', 'judge')[half]}\n    stem: |\n      "
    if half:
        out += f"{words.about(34)}\n    answer: {words.one_of('对错')}\n"
    else:
        out += f"{words.line(28)}（　　）。\n    options:\n"
        key = LETTERS[number % _OPTIONS]
        for letter in LETTERS[:_OPTIONS]:
            out += f"      - text: {words.line(14)}\n"
            out += "" if letter == key else f"        feedback: |\n          {words.about(22)}\n"
        out += f"    answer: {key}\n"
    return f"{out}    explanation: |\n      {words.about(60)}\n    cites:\n{cites}    depth: {half + 1}\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")


def main() -> int:
    folder, *numbers = sys.argv[1:]
    size = write_site(Path(folder), *map(int, numbers))
    print(f"{size / 1e6:.2f} MB of YAML")
    return 0


if __name__ == "__main__":
    sys.exit(main())
