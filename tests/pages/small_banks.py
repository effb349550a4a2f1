"""The banks of the small site."""

from __future__ import annotations

SMALL_BANKS = {
    "quizzes/banks/leader.yml": """\
bank:
  id: leader
  title: 负责人自测
questions:
  - id: l-1
    type: single
    stem: |
      多久组织一次演练？
    options:
      - 每月
      - text: 每年
        feedback: |
          每年太少。
    answer: A
    explanation: |
      依据条文。
    hint: |
      想想条文。
    cites:
      - leader-1
      - art2-item1
  - id: l-2
    type: blank
    stem: |
      每（　　）听取一次汇报。
    answers:
      - - 季度
        - 季
    explanation: |
      按季度。
    sources:
      - s1
    cites:
      - leader-2
  - id: l-3
    type: match
    stem: |
      连一连。
    pairs:
      - left: 演练
        right: 每月
      - left: 汇报
        right: 每季度
    explanation: |
      见条文。
    cites:
      - leader-1
  - id: l-4
    type: order
    stem: |
      排一排。
    sequence:
      - 计划
      - 实施
      - 总结
    explanation: |
      先后有序。
    cites:
      - leader-1
  - id: l-5
    type: short
    stem: |
      怎样演练？
    reference: |
      真演真练。
    points:
      - text: 真演
        score: 5
    explanation: |
      见条文。
    cites:
      - art2
""",
    "quizzes/banks/exam.yml": """\
bank:
  id: exam
  title: 考试题
  answers: withheld
questions:
  - id: e-1
    type: multiple
    stem: |
      哪些要做？
    options:
      - text: 演练甲
        feedback: |
          密封的反馈一
      - 汇报乙
      - text: 休息丙
        feedback: |
          密封的反馈二
    answer: AB
    explanation: |
      密封的解析一
    cites:
      - leader-1
  - id: e-2
    type: judge
    stem: |
      汇报每季度一次。
    answer: 对
    explanation: |
      密封的解析二
    cites:
      - art2
  - id: e-3
    type: blank
    stem: |
      每（　　）组织。
    answers:
      - - 密封的答案
    explanation: |
      密封的解析三
    cites:
      - leader-1
  - id: e-4
    type: short
    stem: |
      怎样检查？
    reference: |
      密封的参考答案
    points:
      - text: 密封的得分点
        score: 5
    explanation: |
      密封的解析四
    cites:
      - deputy-1
  - id: e-5
    type: single
    stem: |
      选一个（　　）。
    options:
      - 甲项
      - 乙项
    answer: B
    explanation: |
      密封的解析五
    cites:
      - deputy-1
""",
}

SMALL_PAPERS = {
    "quizzes/papers/open.yml": """\
paper:
  id: open
  title: 公开卷
  minutes: 10
sections:
  - type: single
    count: 1
    points: 5
    banks:
      - leader
  - type: match
    count: 1
    points: 5
    banks:
      - leader
""",
    "quizzes/papers/sealed.yml": """\
paper:
  id: sealed
  title: 密卷
  minutes: 30
  answers: withheld
sections:
  - type: multiple
    count: 1
    points: 5
    banks:
      - exam
  - type: judge
    count: 1
    points: 5
    banks:
      - exam
""",
}
