"""A site of some units below a law, with something of everything that one unit's build has to be right about."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.stage import ROOT
from bench.synthetic_site import write_site

POSTS, POSTS_A_UNIT = 41, 14
_MINIMAL = ROOT / "tests" / "sites" / "minimal"
_MORE = {
    "data/regulations/law/regulation.yml": """\
id: law
title: 合成法
short_title: 合成法
level: national
compiled_on: 2026-01-01
chapters:
  - number: 1
    title: 总则
    articles:
      - number: 1
        verification: verified
        paragraphs:
          - text: |
              各单位每年检查两次。
      - number: 2
        verification: verified
        paragraphs:
          - text: |
              检查结果向职工公布。
""",
    "data/regulations/law/commentary/articles.yml": """\
explanations:
  - clause: art1
    plain: |
      上半年、下半年各查一次，查什么由单位自己定，见[[two-checks]]。
""",
    "data/regulations/unit-2/additions/post-30.yml": """\
role: post-30
additions:
  - duty: post-30-1
    actions:
      - |
        每个月底在村里的公告栏贴出来。
""",
    "quizzes/papers/of-unit-1.yml": """\
paper:
  id: of-unit-1
  title: 二县试卷
  minutes: 20
sections:
  - type: single
    count: 3
    points: 2
    banks:
      - unit-1
""",
}
_WARNED = (
    ("data/regulations/unit-0/commentary/post-5.yml", "。\n", "，就按\n"),  # breaks off
    ("data/regulations/unit-0/commentary/post-6.yml", "。\n", "，按长*宽*高算。\n"),  # a sign with two meanings
    ("data/regulations/unit-1/commentary/post-17.yml", "。\n", "，记一笔🖊。\n"),  # in no font of print
    ("data/regulations/unit-1/commentary/post-18.yml", "。\n", "，见[没有的](nowhere/index.html)。\n"),
    ("quizzes/banks/unit-1.yml", "      - post-16-1\n", ""),  # a duty without a question
    ("quizzes/banks/unit-2.yml", "stem: |\n      ", "stem: |\n      1. "),  # a number typed along
)
"""What is told of the site as it is: by file, what stands there instead of what."""
_ADDED = (
    ("data/sources.yml", "- id: unused\n  title: 没有用到的\n  kind: official\n  date: 2026-01-05\n"),
    ("data/themes.yml", "- id: unused\n  title: 没有用到的\n  description: |\n    没有一项职责写它。\n"),
    ("data/kept/old.txt.yml", "- 一笔\n"),  # a file that nobody reads
)
_SHOWN = """\
  - id: q-law
    type: judge
    stem: |
      各单位每年检查两次。
    answer: 对
    explanation: |
      合成法第一条就是这样写的。
    cites:
      - law/art1
"""


def write_divided(root: Path) -> Path:
    """Write a site of four units and a law above them, ready to be built, into a folder that is not there yet."""
    root.mkdir(parents=True)
    write_site(root, POSTS, POSTS_A_UNIT)
    for folder in ("data/regulations", "data/cases", "quizzes/banks"):
        shutil.copytree(_MINIMAL / folder, root / folder, dirs_exist_ok=True)
    for name in ("roles", "sources", "themes"):
        file = root / "data" / f"{name}.yml"
        file.write_text(file.read_text("utf-8") + (_MINIMAL / "data" / file.name).read_text("utf-8"), "utf-8")
    shutil.copy(_MINIMAL / "data" / "glossary.yml", root / "data")
    for name, text in _MORE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    basics = root / "quizzes" / "banks" / "basics.yml"
    basics.write_text(basics.read_text("utf-8").replace("- art", "- shili/art"), "utf-8")
    case = root / "data" / "cases" / "shili-town.yml"
    case.write_text(case.read_text("utf-8").replace("art2-item1", "law/art1"), "utf-8")
    bank = root / "quizzes" / "banks" / "unit-0.yml"
    bank.write_text(bank.read_text("utf-8") + _SHOWN, "utf-8")
    return root


def write_warned(root: Path) -> Path:
    """Write the same with a warning of every sort, in files of units and in those that all share."""
    write_divided(root)
    for name, old, new in _WARNED:
        text = (root / name).read_text("utf-8")
        (root / name).write_text(text.replace(old, new, 1), "utf-8")
    for name, text in _ADDED:
        (root / name).parent.mkdir(exist_ok=True)
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return root
