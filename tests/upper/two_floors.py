"""A small site that stands on another: a town's rules on those of the sample city."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import MINIMAL

SETTINGS = """\
# 镇里自己的站
id: town-study
title: 示例镇学习站
edition: 2026年2月
base:
  name: {name}
  # 市里的那一版
  version: 2026年1月
"""
REGULATION = """\
id: town
title: 示例镇安全责任细则
short_title: 镇细则
compiled_on: 2026-02-01
level: county
implements:
  - shili
roles:
  - role: deputy
    cites: art1
articles:
  - number: 1
    verification: verified
    paragraphs:
      - text: |
          分管负责人每三天检查一次现场。
"""
DUTIES = """\
role: deputy
duties:
  - id: town-deputy-1
    cites: art1
    title: 三天一查
    implements:
      - shili/deputy-1
"""
COMMENTARY = """\
role: deputy
explanations:
  - duty: town-deputy-1
    plain: |
      每隔两天就要到车间走一趟，比市里要求的勤。
"""
BANK = """\
bank:
  id: town
  title: 镇里的题
questions:
  - id: town-001
    type: judge
    stem: |
      市里要求分管负责人每三天检查一次现场。
    answer: 错
    explanation: |
      市里写的是每周，镇里写的是每三天。
    cites:
      - town-deputy-1
      - shili/art3
"""
TOWN = {
    "data/regulations/town/regulation.yml": REGULATION,
    "data/regulations/town/duties/deputy.yml": DUTIES,
    "data/regulations/town/commentary/deputy.yml": COMMENTARY,
    "quizzes/banks/town.yml": BANK,
}


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def city(to: Path) -> Path:
    """Copy the sample city's site; its own citations name its rules, since the town's stand beside them."""
    shutil.copytree(MINIMAL, to)
    for file in [*(to / "quizzes").rglob("*.yml"), *(to / "data/cases").glob("*.yml")]:
        lines = [
            line.replace("- art", "- shili/art") if line.lstrip().startswith("- art") else line
            for line in file.read_text("utf-8").split("\n")
        ]
        file.write_text("\n".join(lines), "utf-8")
    return to


def town(to: Path, name: str) -> Path:
    """Write the town's site, which stands on what ``name`` names."""
    write(to, {"data/site.yml": SETTINGS.format(name=name), **TOWN})
    return to
