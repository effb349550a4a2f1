"""Figures that README and the guides name are those of the site; each that is not is told with its line.

``MINGZE_REWRITE_FIGURES=1 pytest tests/test_figures.py`` writes the right ones into the texts.
"""

from __future__ import annotations

import gzip
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.model import Catalog, QuestionType
from mingze.pages import count_pages
from mingze.publish.worker import _is_shell
from mingze.stats import count
from mingze.values.numerals import to_chinese
from mingze.views.downloads import OFFLINE_FILE
from tests.conftest import ROOT


@dataclass(frozen=True)
class Figures:
    """Figures that stand in one place of a text; ``{}`` in the pattern stands for each."""

    file: str
    pattern: str
    values: tuple[int | str, ...]
    nearly: float = 0
    """How far a figure measured may be from the one written, as a share of it."""


def catalog_figures(catalog: Catalog) -> list[Figures]:
    n = count(catalog, count_pages(catalog, ROOT))
    line = (n["roles"], n["duties"], n["explanations"], n["questions"], n["pages"])
    told = "岗位 {} · 职责 {} · 解读 {} · 题目 {} · 页面 {} · 用时"
    after = len((ROOT / "data/sources.yml").read_text("utf-8").splitlines()) + 1
    (regulation,) = catalog.regulations.values()
    papers = {id_: (p.paper.minutes, sum(s.count for s in p.sections)) for id_, p in catalog.papers.items()}
    by_title = {p.paper.title: papers[id_] for id_, p in catalog.papers.items()}
    of_roles = {minutes for title, (minutes, _) in by_title.items() if title.endswith("岗位卷")}
    whole = max(minutes for minutes, _ in papers.values())
    secretary = sum(len(a.duties) for a in catalog.assignments_of("party-secretary"))
    lesson = (line[0], *(value + 1 for value in line[1:4]), line[4] + 3)  # its list alone and beside the law, its bank
    teaching, readme = "docs/teaching/index.md", "README.md"
    return [
        Figures(readme, "，{}个岗位、{} 项职责", (to_chinese(n["roles"]), n["duties"])),
        Figures(readme, f"最后两行是这样：\n\n```\n{told}", line),
        Figures(readme, f"`mingze build` 说：\n\n```\n{told}", lesson),
        Figures(readme, "原有{}项职责的后面", (to_chinese(secretary),)),
        Figures(readme, "\n{}种题型", (to_chinese(len(QuestionType)),)),
        Figures(readme, "> data/sources.yml:{}:7", (after,)),
        Figures(readme, "\n{} | - id: qingshan", (after,)),
        Figures("docs/exam/index.md", "站上原有的 {} 个题库", (n["banks"],)),
        Figures(teaching, "全文{}章 {} 条", (to_chinese(len(regulation.chapters)), n["articles"])),
        Figures(teaching, "“随堂测”{} 题、{} 分钟", by_title["随堂测"][::-1]),
        Figures(teaching, "{}个岗位各有一份 {} 分钟的岗位卷", (to_chinese(n["roles"]), *of_roles)),
        Figures(teaching, "另有一份 {} 分钟的全卷", (whole,)),
    ]


def measured_figures(site: Path) -> list[Figures]:
    page = (site / "roles/safety-deputy/index.html").read_bytes()
    files = [file for file in site.rglob("*") if file.suffix in (".html", ".js", ".css", ".svg")]
    shell = [file for file in files if _is_shell(file.relative_to(site).as_posix()) and file.name != "sw.js"]
    packed = sum(len(gzip.compress(file.read_bytes())) for file in shell)
    guide = "docs/publishing/index.md"
    return [
        Figures(guide, "约 {} MB", (round((site / OFFLINE_FILE).stat().st_size / 1e6),), 0.15),
        Figures(
            guide, "岗位页从 {} KB 压到 {} KB", (round(len(page) / 1e3), round(len(gzip.compress(page)) / 1e3)), 0.15
        ),
        Figures(guide, "压缩后约 {} KB", (round(packed / 1e4) * 10,), 0.15),
    ]


def wrong(figures: Figures) -> str:
    """Say what is wrong with one place, "" for nothing; rewrite it where that is asked for."""
    path = ROOT / figures.file
    text = path.read_text("utf-8")
    pattern = re.escape(figures.pattern).replace(r"\{\}", r"([0-9]+|[一二三四五六七八九十]+)")
    found = re.search(pattern, text)
    assert found, f"{figures.file} 里没有“{figures.pattern}”"
    pairs = list(zip(found.groups(), map(str, figures.values), strict=True))
    if all(a == b or (figures.nearly and abs(int(a) / int(b) - 1) <= figures.nearly) for a, b in pairs):
        return ""
    if os.environ.get("MINGZE_REWRITE_FIGURES"):
        right = figures.pattern.replace("{}", "%s") % figures.values
        path.write_text(f"{text[: found.start()]}{right}{text[found.end() :]}", "utf-8", newline="\n")
        return ""
    line = text.count("\n", 0, found.start(1)) + 1
    return f"{figures.file}:{line}：写的是 {'、'.join(a for a, _ in pairs)}，应是 {'、'.join(b for _, b in pairs)}"


def test_figures_of_the_content_are_those_of_the_catalog() -> None:
    catalog = check_site(ROOT)[0].catalog
    assert [said for one in catalog_figures(catalog) if (said := wrong(one))] == []


def test_measured_figures_are_near_those_of_the_built_site(real_site: Path) -> None:
    assert [said for one in measured_figures(real_site) if (said := wrong(one))] == []


def test_a_wrong_figure_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGZE_REWRITE_FIGURES", raising=False)
    line = (ROOT / "README.md").read_text("utf-8").partition("项职责，每项都有")[0].count("\n") + 1
    said = wrong(Figures("README.md", "，{}个岗位、{} 项职责", ("五", 9999)))
    assert said.startswith(f"README.md:{line}：写的是 五、")
    assert said.endswith("应是 五、9999")
