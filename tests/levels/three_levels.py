"""A small site of three levels: the nation's rules, a province's that copy and add, a county's that only add."""

from __future__ import annotations

from pathlib import Path

from tests.upper.two_floors import write

ITEMS = {
    "guojia": (
        "national",
        "国家示范规定",
        "",
        (
            "把安全生产纳入议事日程，及时研究解决重大问题；",
            "组织制定并实施年度安全生产检查计划，每年至少检查一次重点单位；",
            "支持人大、政协监督安全生产工作；",
            "对举报有功的，给予五万元以下的奖励。",
        ),
    ),
    "sheng": (
        "province",
        "某省实施细则",
        "guojia",
        (
            "把安全生产纳入议事日程，每年至少召开两次会议，及时研究解决重大问题；",
            "组织制定并实施年度安全生产检查计划，每年不少于1次检查重点单位；",
            "建立安全生产约谈制度，约谈结果在十五个工作日内向社会公布；",
            "对举报有功的，给予5万元以下的奖励。",
        ),
    ),
    "xian": (
        "county",
        "某县责任清单",
        "sheng",
        (
            "每季度召开一次会议，研究解决重大问题；",
            "每月检查不少于三家重点单位，检查结果当场告知；",
            "每年春节前慰问安全生产先进个人。",
        ),
    ),
}
TITLES = {
    "guojia": ("纳入议程", "年度检查", "支持监督", "奖励举报"),
    "sheng": ("一年两次会", "年度检查", "约谈制度", "奖励举报"),
    "xian": ("每季度开会", "每月检查", "春节慰问"),
}
IMPLEMENTS = {
    "sheng-1": ["guojia/guojia-1"],
    "sheng-2": ["guojia/guojia-2"],
    "sheng-4": ["guojia/guojia-4"],
    "xian-1": ["sheng/sheng-1"],
    "xian-2": ["sheng/sheng-2"],
}
"""What carries out what; the county names the province alone."""


def _regulation(id_: str) -> str:
    level, title, above, items = ITEMS[id_]
    listed = "".join(f"          - |\n            {text}\n" for text in items)
    return (
        f"id: {id_}\ntitle: {title}\nshort_title: {title}\ncompiled_on: 2026-01-01\nlevel: {level}\n"
        + (f"implements:\n  - {above}\n" if above else "")
        + "roles:\n  - role: leader\n    cites: art1\narticles:\n  - number: 1\n    verification: verified\n"
        + f"    paragraphs:\n      - text: |\n          主要负责人的职责：\n        items:\n{listed}"
    )


def _duties(id_: str, implements: dict[str, list[str]]) -> str:
    out = "role: leader\nduties:\n"
    for n in range(1, len(ITEMS[id_][3]) + 1):
        out += f"  # 第{n}项\n  - id: {id_}-{n}\n    cites: art1-item{n}\n    title: {TITLES[id_][n - 1]}\n"
        if targets := implements.get(f"{id_}-{n}"):
            out += "    implements:\n" + "".join(f"      - {one}\n" for one in targets)
    return out


def _commentary(id_: str) -> str:
    listed = (
        f"  - duty: {id_}-{n}\n    plain: |\n      年初定好日子和人，办完记下谁没有到，下次先问上次的（第{n}件）。\n"
        for n in range(1, len(ITEMS[id_][3]) + 1)
    )
    return "role: leader\nexplanations:\n" + "".join(listed)


def three_levels(to: Path, implements: dict[str, list[str]] | None = None) -> Path:
    """Write the site; ``implements`` says what carries out what."""
    said = IMPLEMENTS if implements is None else implements
    files = {
        "data/site.yml": "id: xian-study\ntitle: 某县学习站\nedition: 2026年1月\n",
        "data/roles.yml": "- id: leader\n  name: 主要负责人\n  short_name: 负责人\n  order: 1\n",
    }
    for id_ in ITEMS:
        folder = f"data/regulations/{id_}"
        files |= {
            f"{folder}/regulation.yml": _regulation(id_),
            f"{folder}/duties/leader.yml": _duties(id_, said),
            f"{folder}/commentary/leader.yml": _commentary(id_),
        }
    write(to, files)
    return to
