"""What an import keeps can be written out again exactly, and what it loses does not go unseen."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingze.checks import check_site
from mingze.importing.files import read_bytes
from mingze.importing.regulation import RegulationDraft, make_draft
from mingze.importing.regulation.fit import fit
from mingze.importing.regulation.write_back import text_of
from mingze.importing.regulation.yaml import regulation_yaml
from mingze.loading import load_catalog
from mingze.values.numerals import to_chinese
from tests.conftest import ROOT
from tests.importing.samples import RULES, draft_of
from tests.importing.test_structure import CASES, ENDING

DAY = datetime.date(2026, 1, 1)


def yaml_of(draft: RegulationDraft) -> str:
    return regulation_yaml(draft, DAY, "办法.txt")


def lost(draft: RegulationDraft) -> list[str]:
    """Return the lines that are neither in the structure, nor before it, nor listed."""
    yaml = re.sub(r"\s", "", yaml_of(draft))
    shown = [line.text for line in draft.front] + [one.text for one in draft.left_out]
    words = re.compile(r"[^\u4e00-\u9fffA-Za-z]")
    return [
        line.text
        for line in draft.lines
        if line.text not in shown and words.sub("", _unmarked(line.text)) not in words.sub("", yaml)
    ]


def _unmarked(text: str) -> str:
    mark = r"[第笫]\S+?[条章节编](?:之[一二三])?|附\s*则|[（(][一二三四五六七八九十]+[）)]|\d+[．.]|[一二三]、"
    return re.sub(rf"^(?:(?:{mark})\s*)+", "", text)


@pytest.mark.parametrize("name", CASES)
def test_every_way_of_typing_is_written_back(name: str) -> None:
    draft = draft_of(f"某市办法\n{CASES[name][0]}\n{ENDING}")
    made = fit(draft, yaml_of(draft))
    assert made.faults == ()
    assert made.round_trip, (draft.expected, "".join(text_of(made.regulation)) if made.regulation else "")


def test_the_whole_instrument_is_written_back_and_no_line_is_lost() -> None:
    draft = draft_of(RULES)
    assert fit(draft, yaml_of(draft)).round_trip
    assert lost(draft) == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("适用于本市的沟渠", "适用于本市的沟"),
        ("- number: 4", "- number: 6"),
        ("                  - |\n                    混凝土的；\n", ""),
        ("title: 养护", "title: 养"),
        ("          - text: |\n              前款所称其他沟渠由市人民政府公布。\n", ""),
        ("单位每月", "单位，每月"),
    ],
)
def test_anything_changed_on_the_way_is_noticed(was: str, becomes: str) -> None:
    draft = draft_of(RULES)
    yaml = yaml_of(draft)
    assert was in yaml
    made = fit(draft, yaml.replace(was, becomes, 1))
    assert made.regulation is not None
    assert not made.round_trip


def test_the_sites_own_regulation_written_out_and_imported_is_the_same() -> None:
    catalog = load_catalog(ROOT).catalog
    (regulation,) = catalog.regulations.values()
    text = "\n".join([regulation.title, *text_of(regulation)])
    draft = make_draft(read_bytes("规定.txt", text.encode("utf-8")))
    made = fit(draft, yaml_of(draft)).regulation
    assert made is not None
    assert len(made.all_articles) == len(regulation.all_articles) == 29
    assert [[p.text, [i.text for i in p.items]] for a in made.all_articles for p in a.paragraphs] == [
        [p.text, [i.text for i in p.items]] for a in regulation.all_articles for p in a.paragraphs
    ]
    assert [(c.number, c.title) for c in made.chapters] == [(c.number, c.title) for c in regulation.chapters]


SITE = """\
id: tiny
title: 小站
edition: 2026年
"""


def test_what_is_written_loads_and_passes_the_check(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "regulations" / "mou-shi-gou-qu-yang-hu-ban-fa"
    folder.mkdir(parents=True)
    (tmp_path / "data" / "site.yml").write_text(SITE, "utf-8")
    (tmp_path / "data" / "roles.yml").write_text("- id: a\n  name: 甲\n  short_name: 甲\n  order: 1\n", "utf-8")
    (folder / "regulation.yml").write_text(yaml_of(draft_of(RULES)), "utf-8")
    loaded, found = check_site(tmp_path)
    assert [str(d) for d in found if d.span.file.endswith("regulation.yml")] == []
    assert [str(a.number) for a in loaded.catalog.regulations[folder.name].all_articles] == [
        "1", "2", "3", "3z1", "4", "5",
    ]  # fmt: skip


def test_guesses_stand_as_comments_where_they_were_made_and_the_rest_at_the_end() -> None:
    yaml = yaml_of(
        draft_of("某市办法\n第一条　包括：\n甲；\n乙；\n（三）丙。\n第二条　自公布之日起施行。\n附件1\n甲表")
    )
    lines = yaml.split("\n")
    at = next(n for n, line in enumerate(lines) if "提示[list-numbers-restored]" in line)
    assert lines[at + 1] == "  - number: 1"
    assert "办法.txt:3" in lines[at]
    assert lines[-3:-1] == ["# 办法.txt:7（附件）：附件1", "# 办法.txt:8（附件）：甲表"]
    assert "# 办法.txt:1：某市办法" in lines


def test_the_standing_says_what_was_done_to_an_article() -> None:
    first = "第一条　为了养护本市的沟渠保障排水\n通畅，制定。"
    yaml = yaml_of(draft_of(f"某市办法\n{first}\n第二条　甲\ue000乙。\n第三条　自公布之日起施行。"))
    assert re.findall("verification: (.*)", yaml) == ["source-text", "reconstructed", "single-copy"]
    assert "甲□乙。" in yaml


TRICKY = [
    "- 甲: 乙",
    "'引号' \"双\" # 井号",
    "| 竖线",
    "? 问 : 冒号",
    "[方] {花} & 星* !叹",
    "甲  乙\t丙",
    "%百分",
    "---甲",
]


@pytest.mark.parametrize("words", TRICKY)
def test_signs_of_yaml_in_a_text_are_only_text(words: str) -> None:
    draft = draft_of(f"某市办法\n第一条　甲。\n{words}。\n第二条　自公布之日起施行。")
    made = fit(draft, yaml_of(draft))
    assert made.faults == ()
    assert made.round_trip


WORDS = st.text(alphabet="沟渠养护单位巡查记录，、安全", min_size=13, max_size=40).map(lambda w: w.strip("，、") + "甲")


@st.composite
def instruments(draw: st.DrawFn) -> tuple[str, list[list[tuple[str, list[str]]]]]:
    """Draw an instrument as text, and what its articles are made of."""
    bracket = draw(st.sampled_from(["（{}）", "({})", "（ {} ）"]))
    gap = draw(st.sampled_from(["　", " ", "  "]))
    chapters = draw(st.booleans())
    lines, articles = ["某市办法"], []
    for n in range(1, draw(st.integers(1, 8)) + 1):
        if chapters and n % 3 == 1:
            lines.append(f"第{to_chinese(n // 3 + 1)}章{gap}{draw(WORDS)[:8]}")
        paragraphs = []
        for p in range(draw(st.integers(1, 3))):
            listed = draw(st.booleans())
            lead = draw(WORDS) + ("：" if listed else "。")
            items = [draw(WORDS) + "；" for _ in range(draw(st.integers(2, 12)))] if listed else []
            lines.append(lead if p else f"第{to_chinese(n)}条{gap}{lead}")
            lines += [bracket.format(to_chinese(k)) + item for k, item in enumerate(items, 1)]
            paragraphs.append((lead, items))
        articles.append(paragraphs)
    return "\n".join(lines), articles


@settings(max_examples=60)
@given(instruments())
def test_any_instrument_comes_back_as_it_was_made(made: tuple[str, list[list[tuple[str, list[str]]]]]) -> None:
    text, articles = made
    draft = draft_of(text)
    found = fit(draft, yaml_of(draft))
    assert found.round_trip
    assert found.regulation is not None
    assert [
        [(p.text, [item.text for item in p.items]) for p in article.paragraphs]
        for article in found.regulation.all_articles
    ] == articles


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([*RULES.split("\n"), "第", "（一）", "1.", "第二条", "附件", "第一章", "|甲|", "：", "　"]),
        max_size=40,
    )
)
def test_no_order_of_lines_breaks_it_or_loses_a_line(lines: list[str]) -> None:
    draft = draft_of("某市办法\n" + "\n".join(lines))
    made = fit(draft, yaml_of(draft))
    assert made.faults == ()
    assert lost(draft) == []
    assert made.round_trip or not draft.all_articles, (draft.expected, made)
