"""Files of a sound site with one regulation or two, by their names."""

from __future__ import annotations

SITE = "id: site\ntitle: 站名\nedition: 2026年\n"
ROLES = """\
- id: second
  name: 乙岗
  short_name: 乙
  order: 2
- id: first
  name: 甲岗
  short_name: 甲
  order: 1
"""
REGULATION = """\
id: {id}
title: {id}的规定
short_title: 规定
compiled_on: 2026-11-21
roles:
  - role: first
    cites: art1
chapters:
  - number: 1
    title: 总则
    articles:
      - number: 1
        verification: verified
        paragraphs:
          - text: |
              职责包括：
            items:
              - |
                一项；
              - |
                二项。
"""
DUTIES = """\
role: {role}
duties:
  - id: {role}-1
    cites: art1-item1
    title: 职责一
  - id: {role}-2
    cites: art1-item2
    title: 职责二
"""
COMMENTARY = """\
role: first
key_points:
  - id: list-one
    title: 要点
    kind: list
    standing: clause
    points:
      - text: 一点
        clauses:
          - art1
explanations:
  - duty: first-1
    plain: |
      讲明白第一项。
  - duty: first-2
    plain: |
      讲明白第二项。
"""
BANK = """\
bank:
  id: basics
  title: 题库
questions:
  - id: q1
    type: judge
    stem: |
      题一
    answer: 对
    explanation: |
      解析一
    cites:
      - art1
  - id: q2
    type: judge
    stem: |
      题二
    answer: 错
    explanation: |
      解析二
    cites:
      - first-1
"""


def one_regulation() -> dict[str, str]:
    return {
        "data/site.yml": SITE,
        "data/roles.yml": ROLES,
        "data/regulations/reg/regulation.yml": REGULATION.format(id="reg"),
        "data/regulations/reg/duties/first.yml": DUTIES.format(role="first"),
        "data/regulations/reg/commentary/first.yml": COMMENTARY,
        "quizzes/banks/basics.yml": BANK,
    }


def two_regulations() -> dict[str, str]:
    files = one_regulation()
    files["data/regulations/other/regulation.yml"] = REGULATION.format(id="other")
    files["data/regulations/other/duties/first.yml"] = DUTIES.format(role="first").replace("first-", "other-first-")
    files["data/regulations/other/duties/second.yml"] = DUTIES.format(role="second")
    return files
