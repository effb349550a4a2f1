"""A bank with a question group for the small site: a dossier of every kind, questions of three types."""

from __future__ import annotations

GROUP_BANK = """\
bank:
  id: groups
  title: 材料题库
questions:
  - id: g-0
    type: judge
    stem: |
      单独的一题，汇报每季度一次。
    answer: 对
    explanation: |
      密封的解析零
    cites:
      - art2
  - id: g-x
    type: 材料题
    title: 三个月的<记录>
    dossier: |
      负责人三个月的**记录**如下，
      汇报另记。

      | 月份 | 演练 |
      |---|---|
      | 1月 | 没有 |
      | 2月 | [[two-lists]] |

      1. 听取汇报，
         定了期限。
      2. 散会。
    questions:
      - id: g-1
        type: single
        stem: |
          要说明情况的是（　　）。
        options:
          - text: 2月
            feedback: |
              密封的反馈
          - 1月
        answer: B
        explanation: |
          密封的解析一
        cites:
          - leader-1
        depth: 3
      - id: g-2
        type: order
        stem: |
          按先后排列。
        sequence:
          - 演练完
          - 汇报了
          - 散会了
        explanation: |
          密封的解析二
        cites:
          - art2
      - id: g-3
        type: short
        stem: |
          第2条以后还要做什么？
        reference: |
          密封的参考答案
        points:
          - text: 密封的得分点
            score: 2
        explanation: |
          密封的解析三
        cites:
          - deputy-1
"""
GROUP_PAPER = """\
paper:
  id: material
  title: 材料卷
  minutes: 10
sections:
  - type: judge
    count: 1
    points: 1
    banks:
      - groups
  - type: group
    count: 1
    size: 3
    points: 2.5
    banks:
      - groups
"""
FILES = {"quizzes/banks/groups.yml": GROUP_BANK, "quizzes/papers/material.yml": GROUP_PAPER}
