"""A regulation's folder travels: what it brings along has ids of its own (docs/decisions/017)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.diagnostics import Severity
from tests.conftest import ROOT
from tests.pages.rendered_site import Site, rendered

MINIMAL = ROOT / "tests" / "sites" / "minimal"
BROUGHT = {
    "regulation.yml": """\
id: brought
title: 示例县安全责任实施细则
short_title: 示例县细则
compiled_on: 2026-01-01
level: county
sources:
  - s1
roles:
  - role: leader
    cites: art1
chapters:
  - number: 1
    title: 职责
    articles:
      - number: 1
        verification: single-copy
        sources:
          - s1
        paragraphs:
          - text: |
              县里的主要负责人每周下村一次。
""",
    "sources.yml": "- id: s1\n  title: 示例县文件汇编\n  kind: compilation\n",
    "themes.yml": "- id: drill\n  title: 下村\n  description: |\n    见[[two-checks]]。\n",
    "glossary.yml": """\
- id: two-checks
  name: 两次下村
  standing: source
  definition: |
    与[[look]]不同，每次下村都要记。
  not_to_confuse:
    - look
  sources:
    - s1
- id: look
  name: 顺路看看
  standing: source
  definition: |
    顺路看一眼，不算下村。
""",
    "scope.yml": """\
groups:
  - id: heads
    title: 县里的主要负责人
    reach: direct
    cites: art1
    roles:
      - leader
    text: |
      逐条对照。
""",
    "duties/leader.yml": """\
role: leader
duties:
  - id: leader-1
    cites: art1
    title: 每周下村
    themes:
      - drill
    implements:
      - shili/leader-1
""",
    "commentary/leader.yml": """\
role: leader
key_points:
  - id: count
    title: 下村要记
    kind: must-do
    standing: clause
    text: |
      见[[two-checks]]。
    points:
      - text: 一周一次
        duties:
          - leader-1
    sources:
      - s1
explanations:
  - duty: leader-1
    plain: |
      定在周三，带上本子，见[[two-checks]]，回来把看到的写清楚。
    sources:
      - s1
""",
    "banks/basics.yml": """\
bank:
  id: basics
  title: 下村自测
questions:
  - id: basics-1
    type: judge
    stem: |
      县里的主要负责人每月下村一次。
    answer: 错
    explanation: |
      第一条写的是每周一次。
    cites:
      - leader-1
      - term:two-checks
    apart_from:
      - basics-2
  - id: basics-2
    type: judge
    stem: |
      下村一周一次。
    answer: 对
    explanation: |
      第一条就是这样写的。
    cites:
      - art1
""",
}
PAPER = """\
paper:
  id: both
  title: 两部合卷
  minutes: 5
sections:
  - type: judge
    count: 2
    points: 1
    banks:
      - basics
      - brought/basics
    bank_quotas:
      brought/basics: 1
"""


def bring(root: Path, files: dict[str, str], name: str = "brought") -> None:
    """Put a folder into a copy of the minimal site, whose files name their instrument wherever they cite."""
    if not root.exists():
        shutil.copytree(MINIMAL, root)
        for path in (*root.glob("quizzes/banks/*.yml"), *root.glob("data/cases/*.yml")):
            path.write_text(path.read_text("utf-8").replace("- art", "- shili/art"), "utf-8")
    for file, text in files.items():
        path = root / "data" / "regulations" / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("folders") / "site"
    bring(root, BROUGHT)
    (root / "quizzes/papers/both.yml").write_text(PAPER, "utf-8")
    case = root / "data/cases/shili-town.yml"
    case.write_text(case.read_text("utf-8") + "  - brought/s1\n", "utf-8")
    bank = root / "quizzes/banks/basics.yml"
    text = bank.read_text("utf-8").replace("      - leader-1\n", "      - leader-1\n      - brought/leader-1\n", 1)
    bank.write_text(
        text.replace("主要负责人多久组织一次演练？", "主要负责人多久组织一次演练？见[[brought/two-checks]]。"), "utf-8"
    )
    loaded, diagnostics = check_site(root)
    assert diagnostics == []
    return rendered(loaded.catalog)


def test_the_same_ids_with_other_content_stand_side_by_side(both: Site) -> None:
    catalog = both.catalog
    for found in (catalog.sources, catalog.themes, catalog.terms, catalog.duties, catalog.banks, catalog.questions):
        old = {"s1", "drill", "two-checks", "leader-1", "basics", "basics-1"} & set(found)
        assert len(old) == 1
        assert f"brought--{old.pop()}" in found
    assert catalog.duty_text(catalog.duties["leader-1"]) == "每月组织一次演练；"
    assert catalog.duty_text(catalog.duties["brought--leader-1"]) == "县里的主要负责人每周下村一次。"


def test_inside_a_folder_an_id_means_the_folders_own(both: Site) -> None:
    catalog = both.catalog
    duty = catalog.duties["brought--leader-1"]
    assert duty.themes == ("brought--drill",)
    assert [d.id for d in (catalog.duty_named(r) for r in duty.implements) if d] == ["leader-1"]
    explanation = catalog.explanations[duty.id]
    assert explanation.sources == ("brought--s1",)
    assert "[[brought--two-checks]]" in (explanation.plain or "")
    assert catalog.key_points["brought--count"].points[0].duties == ("brought--leader-1",)
    assert catalog.terms["brought--two-checks"].not_to_confuse == ("brought--look",)
    assert catalog.regulations["brought"].all_articles[0].sources == ("brought--s1",)
    question = catalog.questions["brought--basics-1"]
    assert [c.id for c in question.cites] == ["brought--leader-1", "brought--two-checks"]
    assert question.apart_from == ("brought--basics-2",)
    assert catalog.scopes["brought"].groups[0].id == "brought--heads"


def test_outside_it_is_named_with_its_folder(both: Site) -> None:
    catalog = both.catalog
    assert catalog.cases["shili-town"].sources == ("s1", "brought--s1")
    section = catalog.papers["both"].sections[0]
    assert (section.banks, dict(section.bank_quotas)) == (("basics", "brought--basics"), {"brought--basics": 1})
    cites = [c.id for c in catalog.questions["basics-1"].cites]
    assert cites == ["leader-1", "brought--leader-1"]


def test_its_pages_and_links_are_there(both: Site) -> None:
    page = both.html["roles/leader/index.html"]
    assert 'id="leader-1"' in page
    assert 'id="brought--leader-1"' in page
    assert "glossary/index.html#brought--two-checks" in page
    assert "quizzes/brought--basics/index.html" in both.pages
    assert both.pages["quizzes/brought--basics/index.html"].source_file == "data/regulations/brought/banks/basics.yml"
    assert "两次下村" in both.html["quizzes/basics/index.html"]


def test_an_id_only_a_folder_has_may_be_named_alone(tmp_path: Path) -> None:
    bring(tmp_path / "site", BROUGHT)
    bank = tmp_path / "site/quizzes/banks/basics.yml"
    bank.write_text(
        bank.read_text("utf-8").replace("      - leader-1\n", "      - leader-1\n      - term:look\n", 1), "utf-8"
    )
    loaded, diagnostics = check_site(tmp_path / "site")
    assert diagnostics == []
    assert [c.id for c in loaded.catalog.questions["basics-1"].cites] == ["leader-1", "brought--look"]
    bring(
        tmp_path / "site",
        {k: v.replace("brought", "other").replace("示例县", "另一县") for k, v in BROUGHT.items()},
        "other",
    )
    _, diagnostics = check_site(tmp_path / "site")
    (fault,) = [d for d in diagnostics if d.code == "unresolved-reference"]
    assert fault.span.file == "quizzes/banks/basics.yml"
    assert fault.message == "没有编号为 `look` 的术语"
    assert fault.help.startswith("有一个相近的编号 `brought/look`")


def test_what_stands_on_the_site_just_so_is_one_and_told(tmp_path: Path) -> None:
    same = (MINIMAL / "data/sources.yml").read_text("utf-8")
    bring(tmp_path / "site", {**BROUGHT, "sources.yml": same})
    loaded, diagnostics = check_site(tmp_path / "site")
    assert [(d.code, d.severity, str(d.span)) for d in diagnostics] == [
        ("same-record-twice", Severity.NOTE, "data/regulations/brought/sources.yml:1:7")
    ]
    assert list(loaded.catalog.sources) == ["s1"]
    assert loaded.catalog.explanations["brought--leader-1"].sources == ("s1",)


def test_faults_inside_it_name_ids_as_they_are_written(tmp_path: Path) -> None:
    bring(tmp_path / "site", {**BROUGHT, "commentary/leader.yml": "role: leader\nsummary: |\n  一句话。\n"})
    _, diagnostics = check_site(tmp_path / "site")
    (fault,) = [d for d in diagnostics if d.code == "duty-without-explanation"]
    assert "职责 `leader-1`" in fault.message
    assert "`- duty: leader-1`" in fault.help
    assert str(fault.span) == "data/regulations/brought/duties/leader.yml:3:9"


def test_without_files_of_its_own_a_folder_shares_the_sites_ids(tmp_path: Path) -> None:
    shared = {
        k: v for k, v in BROUGHT.items() if k not in ("sources.yml", "themes.yml", "glossary.yml", "banks/basics.yml")
    }
    bring(tmp_path / "site", shared)
    _, diagnostics = check_site(tmp_path / "site")
    assert "duplicate-id" in {d.code for d in diagnostics}
