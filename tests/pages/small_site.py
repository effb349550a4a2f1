"""A site small enough to be read here."""

from __future__ import annotations

from tests.pages.small_banks import SMALL_BANKS, SMALL_PAPERS

SMALL = {
    "data/site.yml": """\
id: small
title: 小<站>
organisation: 示例办公室
edition: 2026年
edit_url: https://example.org/edit/
""",
    "data/roles.yml": """\
- id: leader
  name: 主要负责人
  short_name: 负责人
  order: 1
  aliases:
    - 一把手
- id: deputy
  name: 分管负责人
  short_name: 分管
  order: 2
- id: clerk
  name: 办事员
  short_name: 办事员
  order: 3
""",
    "data/themes.yml": """\
- id: drill
  title: 演练<与>培训
""",
    "data/sources.yml": """\
- id: s1
  title: 示例来源
  kind: commentary
  date: 2018-04
  note: |
    个人解读。
""",
    "data/glossary.yml": """\
- id: three-lists
  name: 三张清单
  standing: unverified
  definition: |
    三张清单，见[[two-lists]]和 **原文**。
  members:
    - text: 责任清单
      cites:
        - art2-item1
    - text: 任务清单
      cites:
        - leader-2
        - term:two-lists
  not_to_confuse:
    - two-lists
  sources:
    - s1
- id: two-lists
  name: 两张清单
  standing: source
  definition: |
    两张清单。
- id: chongqing
  name: 重庆做法
  reading: chóng qìng zuò fǎ
  standing: verified
  definition: |
    <b>重庆</b>的做法。
""",
    "data/regulations/reg/regulation.yml": """\
id: reg
title: 示例规定
short_title: 规定
issued_by:
  - 示例市
effective: 2026-01-01
compiled_on: 2026-11-21
roles:
  - role: leader
    cites: art2
chapters:
  - number: 1
    title: 总则
    articles:
      - number: 1
        verification: single-copy
        sources:
          - s1
        note: |
          只有一份副本。
        paragraphs:
          - text: |
              第一款的文字适用于各单位。
          - text: |
              第二款的文字由镇街参照执行。
            verification: reconstructed
            uncertain:
              - 参照执行
  - number: 2
    title: 职责
    sections:
      - number: 1
        title: 负责人
        articles:
          - number: 2
            title: 职责清单
            verification: source-text
            sources:
              - s1
            paragraphs:
              - text: |
                  主要负责人的职责包括下列各项：
                items:
                  - |
                    每月组织一次<演练>&检查；
                  - text: |
                      每季度听取一次汇报；
                    verification: unverified
                    note: |
                      这一项没有找到副本。
                    uncertain:
                      - 一次汇报
                  - text: |
                      负责下列培训工作：
                    subs:
                      - |
                        新任职的培训；
                      - text: |
                          每年一次的复训。
                        verification: reconstructed
          - number: 2z1
            verification: unverified
            paragraphs:
              - text: |
                  后来增加的一条没有副本。
""",
    "data/regulations/reg/duties/leader.yml": """\
role: leader
duties:
  - id: leader-1
    cites: art2-item1
    title: 组织演练
    themes:
      - drill
    keywords:
      - 每月
      - <演练>&
  - id: leader-2
    cites: art2-item2
    title: 听取汇报
  - id: leader-3
    cites: art2-item3
    title: 抓好培训
""",
    "data/regulations/reg/duties/deputy.yml": """\
role: deputy
duties:
  - id: deputy-1
    title: 现场检查
    text: |
      每周到现场检查。
    keywords:
      - 每周
    sources:
      - s1
""",
    "data/regulations/reg/commentary/leader.yml": """\
role: leader
summary: |
  一把手的职责，见[[three-lists]]。
key_points:
  - id: yearly
    title: 每年的事
    kind: must-do
    standing: commentator
    text: |
      归纳如下。
    points:
      - text: 演练
        duties:
          - leader-1
      - text: 适用
        clauses:
          - art1-para1
    correction: |
      来源写作每年，应为每月。
    sources:
      - s1
explanations:
  - duty: leader-1
    plain: |
      **演练**不是演戏，
      要真演真练。

      第二段。
    actions:
      - 定好时间
      - |
        通知 A 组
        和 B 组
    evidence:
      - 记录
    caution: |
      演练不是检查。
    sources:
      - s1
  - duty: leader-2
    plain: |
      听汇报要提问题，不能只听不问。
  - duty: leader-3
    plain: |
      培训要有计划，新人先训后上岗。
""",
    "data/regulations/reg/commentary/deputy.yml": """\
role: deputy
explanations:
  - duty: deputy-1
    plain: |
      到现场去看，不在办公室里听。
""",
    "data/regulations/reg/commentary/articles.yml": """\
explanations:
  - clause: art2
    plain: |
      这一条说的是负责人的事。
  - clause: art1-para2
    plain: |
      镇街也照此办理。
""",
    **SMALL_BANKS,
    **SMALL_PAPERS,
}
