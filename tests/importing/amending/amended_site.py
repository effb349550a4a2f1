"""A small site that cites everything a regulation has, and commands run on it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from mingze.checks.mentions import references
from mingze.cli import main
from mingze.loading import load_catalog
from mingze.model import Catalog, ClauseKey
from mingze.model.fingerprints import text_below
from mingze.text.statute_words import folded

SENTENCES = (
    "主要负责人每月组织一次应急演练，演练以后当场讲评",
    "分管负责人每周检查一次生产现场，发现隐患立即整改",
    "考核结果每年向全体职工公布，接受职工监督",
    "建立安全生产档案，由专人保管，保存期限不少于三年",
    "新进人员上岗以前接受不少于七十二学时的培训",
    "危险作业实行审批，审批表存放在作业地点",
    "特种设备定期检验，检验不合格的停止使用",
    "发生事故的，一小时以内报告县应急管理局",
    "举报隐患经查实的，给予举报人现金奖励",
    "外包单位进场以前签订协议，写明各自的责任",
    "消防通道不得占用，疏散指示标志保持完好",
    "仓库内易燃物品分类存放，间距符合国家标准",
    "劳动防护用品按月发放，领用情况逐人登记",
    "值班电话全天有人接听，交接班做好书面记录",
    "年度投入预算单列，专款用于设备更新改造",
    "夜间施工配备照明和监护人员，雨天停止吊装",
)


@dataclass
class Paragraph:
    """款 with its 项."""

    text: str
    items: list[str] = field(default_factory=list)


Text = list[list[Paragraph]]
"""Articles of paragraphs."""

BASE: Text = [
    [Paragraph(SENTENCES[0])],
    [Paragraph("单位的职责包括：", [SENTENCES[1], SENTENCES[2], SENTENCES[3]])],
    [Paragraph(SENTENCES[4]), Paragraph(SENTENCES[5])],
    [Paragraph(SENTENCES[6])],
    [Paragraph(SENTENCES[7]), Paragraph("有下列情形的从重：", [SENTENCES[8], SENTENCES[9]])],
    [Paragraph(SENTENCES[10])],
]
_HEAD = "id: law\ntitle: 示例规定\nshort_title: 示例\neffective: 2020-01-01\ncompiled_on: 2026-11-01\n"


def law_yaml(text: Text) -> str:
    lines = [_HEAD.rstrip("\n"), "verification: verified", "articles:"]
    for n, article in enumerate(text, 1):
        lines += [f"  - number: {n}", "    paragraphs:"]
        for paragraph in article:
            lines += ["      - text: |", f"          {paragraph.text if paragraph.items else paragraph.text + '。'}"]
            if paragraph.items:
                lines.append("        items:")
                for m, item in enumerate(paragraph.items, 1):
                    lines += ["          - |", f"            {item}{'。' if m == len(paragraph.items) else '；'}"]
    return "\n".join(lines) + "\n"


def plain(text: Text) -> str:
    """Write a text as somebody types it."""
    digits = "零一二三四五六七八九十"
    lines = ["示例规定", ""]
    for n, article in enumerate(text, 1):
        label = f"第{digits[n] if n <= 10 else '十' + digits[n - 10]}条"
        for m, paragraph in enumerate(article):
            end = "" if paragraph.items else "。"
            lines.append(f"{label + '　' if not m else '　　'}{paragraph.text}{end}")
            lines += [
                f"（{digits[k]}）{item}{'。' if k == len(paragraph.items) else '；'}"
                for k, item in enumerate(paragraph.items, 1)
            ]
    return "\n".join(lines) + "\n"


def write_site(root: Path, text: Text = BASE) -> Path:
    """Write a site in which an explanation and a question rest on every passage."""
    files = {
        "data/site.yml": "id: amended\ntitle: 示例站\nedition: 2026年11月\n",
        "data/roles.yml": "- id: head\n  name: 主要负责人\n",
        "data/regulations/law/regulation.yml": law_yaml(text),
    }
    for file, data in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(data, "utf-8")
    keys = list(load_catalog(root).catalog.regulations["law"].clauses)
    told = "".join(
        f"  - clause: {key.local}\n    plain: |\n      这里用自己的话把{key.local}讲明白，讲给新来的人听。\n"
        for key in keys
    )
    questions = "".join(map(_question, range(len(keys)), [keys] * len(keys)))
    local = [key.local for key in keys]
    points = "".join(
        f"  - id: kp-{n}\n    kind: list\n    standing: clause\n    title: 要点{n}\n"
        "    points:\n      - text: 要记住这里。\n        clauses:\n"
        f"          - {key}\n"
        for n, key in enumerate(local)
    )
    places = {
        "data/regulations/law/commentary/articles.yml": f"explanations:\n{told}key_points:\n{points}",
        "data/sources.yml": "- id: paper\n  title: 报纸\n  kind: news\n",
        **{f"data/cases/case-{n}.yml": _case(n, key) for n, key in enumerate(local)},
        "data/glossary.yml": "".join(map(_term, range(len(local)), local)),
        "data/currency.yml": "".join(map(_development, range(len(local)), local)),
        "quizzes/drafts/waiting.yml": _drafts(local),
        "quizzes/banks/all.yml": f"bank:\n  title: 全部\nquestions:\n{questions}",
    }
    for file, data in places.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(data, "utf-8")
    return root


def _question(n: int, keys: Sequence[ClauseKey]) -> str:
    lines = [
        f"  - id: q-{n}",
        "    type: judge",
        "    stem: |",
        f"      这里的要求第{n}次说到，对不对。",
        f"    answer: {'对' if n % 2 else '错'}",
        "    explanation: |",
        "      条文就是这样写的，照着做。",
        "    cites:",
        f"      - law/{keys[n].local}",
    ]
    if n % 2:  # another one, as statutes write it
        lines.append(f"      - {keys[(n * 7 + 1) % len(keys)].label()}")
    return "\n".join(lines) + "\n"


def _case(n: int, key: str) -> str:
    head = f"title: 案例{n}\nplace: 某地\nkinds:\n  - 做法\ntext: 那里照着办了。\n"
    return f"{head}cites:\n  - law/{key}\nsources:\n  - paper\n"


def _term(n: int, key: str) -> str:
    return (
        f"- id: term-{n}\n  name: 词语{n}\n  definition: 这里说的是什么。\n  standing: source\n  members:\n"
        f"    - text: 一项\n      cites:\n        - {key}\n"
    )


def _development(n: int, key: str) -> str:
    head = f"- id: later-{n}\n  title: 后来{n}\n  kind: later\n  standing: source\n"
    return f"{head}  text: 后来又说了。\n  concerns:\n    - {key}\n"


def _drafts(keys: Sequence[str]) -> str:
    """Write questions that are not finished: one cites, to one a passage is proposed."""
    questions = "".join(
        f"  - id: draft-{n}\n    from: 题.xlsx\n    imported: '0'\n    stem: |\n      第{n}题。\n"
        f"    cites_proposed:\n      - a: law/{key}\n        score: '0.5'\n        shared: 演练\n"
        f"    cites:\n      - law/{key}\n"
        for n, key in enumerate(keys)
    )
    return f"draft:\n  id: waiting\n  title: 等着的题\nquestions:\n{questions}"


def drafted(root: Path, catalog: Catalog) -> list[tuple[str, list[str], str]]:
    """Return of each draft its id, the words of all it cites, and the words of what is proposed to it."""
    values = yaml.safe_load((root / "quizzes/drafts/waiting.yml").read_text("utf-8"))

    def said(key: str) -> str:
        clause = catalog.clause(ClauseKey.parse(key, "law"))
        return words(text_below(catalog, clause)) if clause else ""

    return [
        (one["id"], [said(key) for key in one["cites"]], said(one["cites_proposed"][0]["a"]))
        for one in values["questions"]
    ]


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run a command; returns its status and all it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = main([str(one) for one in arguments])
    return status, out.getvalue()


def amend(root: Path, text: Text, *options: str | Path) -> tuple[int, str]:
    new = root.parent / "new.txt"
    new.write_text(plain(text), "utf-8")
    return run("amend", new, "--root", root, "--effective", "2026-12-01", *options)


def cited(catalog: Catalog) -> list[tuple[str, list[str]]]:
    """Return what cites, by its id or its clause, with the words of all it cites, in the order of the files."""
    out: dict[int, tuple[str, list[str]]] = {}
    for reference in references(catalog):
        if isinstance(reference.target, ClauseKey):
            owner = reference.owner
            name = str(getattr(owner, "id", None) or reference.target.local)
            clause = catalog.clause(reference.target)
            out.setdefault(id(owner), (name, []))[1].append(words(text_below(catalog, clause)) if clause else "")
    return list(out.values())


def words(text: str) -> str:
    return "".join(folded(line).rstrip("；。") for line in text.split("\n"))
