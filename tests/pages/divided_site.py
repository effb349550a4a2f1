"""A site of so many posts that it is divided: two counties, a firm whose list is cut in two, a text for all."""

from __future__ import annotations

from collections.abc import Iterator

COUNTIES = ("anyang", "baihe")
FIRM = "firm"
_SIZES = {"anyang": 8, "baihe": 7, FIRM: 42}
_NAMES = {"anyang": "安阳县", "baihe": "白河县", FIRM: "青峰公司"}
_LEVELS = {"anyang": "county", "baihe": "county", FIRM: "unit"}


def divided() -> dict[str, str]:
    """Return the site's files by path."""
    posts = [(list_, n) for list_, size in _SIZES.items() for n in range(size)]
    files = {
        "data/site.yml": "id: divided\ntitle: 大学习站\norganisation: 示例办公室\nedition: 2026年\n",
        "data/roles.yml": "".join(_role(list_, n, place) for place, (list_, n) in enumerate(posts, 1)),
        "data/themes.yml": "- id: drill\n  title: 演练\n  description: |\n    演练的事。\n",
        "data/sources.yml": "".join(_source(list_) for list_ in (*_SIZES, "common")),
        "data/regulations/upper/regulation.yml": _UPPER,
        "quizzes/banks/common.yml": _bank("common", ["upper/art1", "anyang-1-a", "baihe-1-a"]),
        "quizzes/papers/anyang.yml": _PAPER,
    }
    for list_ in _SIZES:
        files |= dict(_unit(list_))
    return files


def _role(list_: str, n: int, place: int) -> str:
    department = f"  department: 第{n // 4 + 1}科\n" if list_ == "anyang" else ""
    name = f"{_NAMES[list_]}{n + 1}号岗位"
    return f"- id: {list_}-{n}\n  name: {name}\n  short_name: {name}\n{department}  order: {place}\n"


def _source(list_: str) -> str:
    return f"- id: source-{list_}\n  title: {_NAMES.get(list_, '共同')}的来源\n  kind: official\n  date: 2026-01-05\n"


def _unit(list_: str) -> Iterator[tuple[str, str]]:
    """Yield the files of one list; every post has a duty, the first two posts a question each."""
    folder, name = f"data/regulations/{list_}", _NAMES[list_]
    yield (
        f"{folder}/regulation.yml",
        f"id: {list_}\ntitle: {name}安全生产职责清单\nshort_title: {name}清单\ncompiled_on: 2026-01-05\n"
        f"level: {_LEVELS[list_]}\nsources:\n  - source-{list_}\nimplements:\n  - upper\n",
    )
    for n in range(_SIZES[list_]):
        yield f"{folder}/duties/{list_}-{n}.yml", _DUTY.format(list=list_, n=n, name=name)
        point = _POINT.format(list=list_) if n == 0 else ""
        yield f"{folder}/commentary/{list_}-{n}.yml", _COMMENTARY.format(list=list_, n=n, point=point)
    yield f"quizzes/banks/{list_}.yml", _bank(list_, [f"{list_}-0-a", f"{list_}-1-a"])


def _bank(id_: str, cites: list[str]) -> str:
    asked = "".join(_QUESTION.format(id=f"q-{id_}-{n}", cites=one) for n, one in enumerate(cites))
    return f"bank:\n  id: {id_}\n  title: 题库{id_}\n  answers: shown\nquestions:\n{asked}"


_DUTY = """\
role: {list}-{n}
duties:
  - id: {list}-{n}-a
    title: {name}第{n}件事
    themes:
      - drill
    text: |
      {name}每月办好第{n}件事。
    sources:
      - source-{list}
"""
_COMMENTARY = """\
role: {list}-{n}
{point}explanations:
  - duty: {list}-{n}-a
    plain: |
      意思是每个月都要把这件事安排下去、办完、看到结果，不能拖到下个月。
    sources:
      - source-common
"""
_POINT = """\
key_points:
  - id: point-{list}
    title: 一个要点
    kind: must-do
    standing: commentator
    text: |
      记住这个要点。
    points:
      - text: 办好这件事
        duties:
          - {list}-0-a
    sources:
      - source-{list}
"""
_QUESTION = """\
  - id: {id}
    type: judge
    stem: |
      {id}这件事每月都要办好。
    answer: 对
    explanation: |
      每月都要办。
    cites:
      - {cites}
"""
_UPPER = """\
id: upper
title: 上级规定
short_title: 规定
compiled_on: 2026-01-05
level: national
verification: source-text
articles:
  - number: 1
    paragraphs:
      - text: |
          各单位每月办好自己的事。
    sources:
      - source-common
"""
_PAPER = """\
paper:
  id: anyang
  title: 安阳县测试卷
  minutes: 10
sections:
  - type: judge
    count: 2
    points: 5
    banks:
      - anyang
"""
