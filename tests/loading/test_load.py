from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mingze.diagnostics import Span
from mingze.loading import Loaded, kind_of, load_catalog
from mingze.loading.files import KINDS
from mingze.model import ClauseKey

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

Write = Callable[[Mapping[str, str]], Loaded]


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


@pytest.fixture
def load(tmp_path: Path) -> Write:
    def write_and_load(files: Mapping[str, str]) -> Loaded:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        return load_catalog(tmp_path)

    return write_and_load


def codes(loaded: Loaded) -> list[tuple[str, str, int]]:
    return [(d.code, d.span.file, d.span.line) for d in loaded.diagnostics]


def test_a_site_is_loaded_whole_and_without_faults(load: Write) -> None:
    loaded = load(one_regulation())
    assert not loaded.diagnostics
    assert not loaded.gaps
    catalog = loaded.catalog
    assert list(catalog.duties) == ["first-1", "first-2"]
    assert list(catalog.explanations) == ["first-1", "first-2"]
    assert list(catalog.key_points) == ["list-one"]
    assert list(catalog.questions) == ["q1", "q2"]
    assert catalog.bank_of["q2"].id == "basics"
    assert catalog.duty_text(catalog.duties["first-2"]) == "二项。"


def test_roles_stand_in_their_order_not_in_that_of_the_file(load: Write) -> None:
    catalog = load(one_regulation()).catalog
    assert list(catalog.roles) == ["first", "second"]


def test_assignments_are_ordered_by_role_then_regulation(load: Write) -> None:
    catalog = load(two_regulations()).catalog
    assert [(a.role, a.regulation) for a in catalog.assignments] == [
        ("first", "other"),
        ("first", "reg"),
        ("second", "other"),
    ]
    assert [a.regulation for a in catalog.assignments_of("first")] == ["other", "reg"]
    assert catalog.assignment_of("second-1").regulation == "other"
    assert catalog.role_of("other-first-1").id == "first"


def test_a_bare_clause_key_in_a_regulations_folder_means_that_regulation(load: Write) -> None:
    catalog = load(two_regulations()).catalog
    assert catalog.duties["first-1"].cites == ClauseKey("reg", article=1, item=1)
    assert catalog.duties["second-1"].cites == ClauseKey("other", article=1, item=1)
    assert catalog.key_points["list-one"].points[0].clauses == (ClauseKey("reg", article=1),)
    assert catalog.regulations["other"].roles[0].cites == (ClauseKey("other", article=1),)


def test_a_bare_clause_key_elsewhere_means_the_only_regulation(load: Write) -> None:
    catalog = load(one_regulation()).catalog
    assert catalog.questions["q1"].cites[0].clause == ClauseKey("reg", article=1)
    assert [q.id for q in catalog.questions_citing("clause", "reg/art1")] == ["q1"]


def test_a_bare_clause_key_elsewhere_is_refused_where_there_are_several_regulations(load: Write) -> None:
    loaded = load(two_regulations())
    assert codes(loaded) == [("bad-value", "quizzes/banks/basics.yml", 13)]
    assert "某规定编号/art1" in loaded.diagnostics[0].help
    assert list(loaded.catalog.questions) == ["q2"]


def test_a_key_with_its_regulation_is_understood_everywhere(load: Write) -> None:
    files = two_regulations()
    files["quizzes/banks/basics.yml"] = BANK.replace("- art1", "- other/art1")
    files["data/regulations/reg/duties/first.yml"] = DUTIES.format(role="first").replace(
        "art1-item1", "other/art1-item1"
    )
    loaded = load(files)
    assert not loaded.diagnostics
    assert loaded.catalog.questions["q1"].cites[0].clause == ClauseKey("other", article=1)
    assert loaded.catalog.duties["first-1"].cites == ClauseKey("other", article=1, item=1)


def test_a_broken_entry_is_dropped_and_the_others_keep_their_places(load: Write) -> None:
    files = one_regulation()
    files["quizzes/banks/basics.yml"] = BANK.replace("answer: 对", "answer: 也许")
    loaded = load(files)
    assert codes(loaded) == [("bad-value", "quizzes/banks/basics.yml", 9)]
    catalog = loaded.catalog
    assert list(catalog.questions) == ["q2"]
    assert loaded.origins.at(catalog.questions["q2"], "id") == Span("quizzes/banks/basics.yml", 14, 9, 2)
    assert loaded.origins.at(catalog.questions["q2"], "cites", 0).line == 22
    assert loaded.gaps.hides("questions", "q1")
    assert not loaded.gaps.hides("questions", "q2")


def test_several_broken_entries_are_all_reported(load: Write) -> None:
    files = one_regulation()
    roles = (
        ROLES
        + "- id: third\n  name: 丙岗\n  short_name: 丙\n  order: 高\n"
        + "- id: fourth\n  name: 丁岗\n  short_name: 丁\n  order: 4\n"
    )
    files["data/roles.yml"] = roles.replace("order: 2", "order: 0")
    loaded = load(files)
    assert codes(loaded) == [("bad-value", "data/roles.yml", 4), ("bad-value", "data/roles.yml", 12)]
    catalog = loaded.catalog
    assert list(catalog.roles) == ["first", "fourth"]
    assert loaded.origins.at(catalog.roles["first"], "name") == Span("data/roles.yml", 6, 9, 2)
    assert loaded.origins.at(catalog.roles["fourth"]) == Span("data/roles.yml", 13, 3, 2)


def test_faults_of_all_files_come_in_one_run_in_the_order_of_places(load: Write) -> None:
    files = one_regulation()
    files["data/site.yml"] = SITE.replace("edition", "edtion")
    files["data/roles.yml"] = ROLES.replace("name: 乙岗", "name：乙岗")
    files["data/regulations/reg/duties/first.yml"] = DUTIES.format(role="first").replace("    title: 职责二\n", "")
    files["quizzes/banks/basics.yml"] = BANK.replace("type: judge", "type: juge", 1)
    loaded = load(files)
    assert [(d.code, d.span.file) for d in loaded.diagnostics] == [
        ("missing-key", "data/regulations/reg/duties/first.yml"),
        ("full-width-colon", "data/roles.yml"),
        ("unknown-key", "data/site.yml"),
        ("bad-value", "quizzes/banks/basics.yml"),
    ]
    assert [d.sort_key() for d in loaded.diagnostics] == sorted(d.sort_key() for d in loaded.diagnostics)


def test_a_misspelt_key_is_told_once_and_names_the_nearest(load: Write) -> None:
    files = one_regulation()
    files["data/roles.yml"] = ROLES.replace("short_name: 甲", "shortname: 甲")
    loaded = load(files)
    (unknown,) = loaded.diagnostics
    assert unknown.span == Span("data/roles.yml", 7, 3, 9)
    assert "`short_name`" in unknown.help


def test_an_unknown_key_of_a_question_is_compared_with_those_of_its_type(load: Write) -> None:
    files = one_regulation()
    files["quizzes/banks/basics.yml"] = BANK.replace("    answer: 错\n", "    answer: 错\n    option:\n      - 甲\n")
    (fault,) = load(files).diagnostics
    assert (fault.code, fault.span.line) == ("unknown-key", 19)
    assert "options" not in fault.help
    assert "answer" in fault.help


def test_a_duplicate_id_keeps_the_first_and_points_at_the_second(load: Write) -> None:
    files = two_regulations()
    files["data/regulations/other/duties/first.yml"] = DUTIES.format(role="first")
    files["quizzes/banks/basics.yml"] = BANK.replace("- art1", "- reg/art1")
    loaded = load(files)
    assert codes(loaded) == [
        ("duplicate-id", "data/regulations/reg/duties/first.yml", 3),
        ("duplicate-id", "data/regulations/reg/duties/first.yml", 6),
    ]
    assert loaded.catalog.duties["first-1"].cites == ClauseKey("other", article=1, item=1)


def test_origins_point_at_entities_values_phrases_and_keys(load: Write) -> None:
    loaded = load(one_regulation())
    catalog = loaded.catalog
    file = "data/regulations/reg/commentary/first.yml"
    explanation = catalog.explanations["first-2"]
    assert loaded.origins.at(explanation) == Span(file, 15, 5, 4)
    assert loaded.origins.at(explanation, "plain") == Span(file, 17, 7, 7)
    assert loaded.origins.at(explanation, "plain", phrase="第二项") == Span(file, 17, 10, 3)
    assert loaded.origins.key(explanation, "plain") == Span(file, 16, 5, 5)
    assert loaded.origins.at(explanation, "caution") == loaded.origins.at(explanation)
    assert loaded.origins.file_of(explanation) == file
    assert loaded.origins.at(catalog.key_points["list-one"], "points", 0, "text") == Span(file, 8, 15, 2)
    regulation = catalog.regulations["reg"]
    assert loaded.origins.at(regulation.roles[0], "cites") == Span("data/regulations/reg/regulation.yml", 7, 12, 4)
    assert loaded.origins.at(regulation.articles[0], "number") == Span("data/regulations/reg/regulation.yml", 12, 17, 1)
    assert loaded.origins.at(catalog.banks["basics"], "bank", "title") == Span("quizzes/banks/basics.yml", 3, 10, 2)


def test_an_unreadable_file_leaves_a_gap_that_covers_its_entities(load: Write) -> None:
    files = one_regulation()
    files["data/regulations/reg/commentary/first.yml"] = 'role: first\nexplanations: "\n'
    loaded = load(files)
    assert [d.code for d in loaded.diagnostics] == ["yaml-syntax"]
    assert loaded.gaps
    assert loaded.gaps.covers("commentary", "reg/first")
    assert not loaded.gaps.covers("commentary", "reg/second")
    assert not loaded.gaps.covers("duties", "reg/first")
    assert loaded.gaps.hides("commentary", "anything")


def test_an_entry_without_a_readable_id_hides_its_whole_file(load: Write) -> None:
    files = one_regulation()
    files["data/regulations/reg/duties/first.yml"] = DUTIES.format(role="first").replace(
        "  - id: first-1\n    cites", "  - cites"
    )
    loaded = load(files)
    assert [d.code for d in loaded.diagnostics] == ["missing-key"]
    assert loaded.gaps.covers("duties", "reg/first")
    assert list(loaded.catalog.duties) == ["first-2"]


def test_a_broken_article_makes_the_regulation_a_gap(load: Write) -> None:
    files = one_regulation()
    files["data/regulations/reg/regulation.yml"] = REGULATION.format(id="reg").replace("verified", "sure")
    loaded = load(files)
    assert [d.code for d in loaded.diagnostics] == ["bad-value"]
    assert loaded.gaps.covers("regulation", "reg")


@pytest.mark.parametrize("missing", ["data/site.yml", "data/roles.yml", "data/regulations/reg/regulation.yml"])
def test_a_missing_file_is_reported_under_its_name(load: Write, missing: str) -> None:
    files = one_regulation()
    del files[missing]
    loaded = load(files)
    assert ("missing-file", missing, 1) in codes(loaded)


def test_an_empty_folder_is_told_what_it_lacks(load: Write) -> None:
    assert codes(load({})) == [("missing-file", "data/roles.yml", 1), ("missing-file", "data/site.yml", 1)]


@pytest.mark.parametrize(
    "stray", ["data/roles.yaml", "data/glosary.yml", "data/regulations/reg/duties/notes.txt", "quizzes/basics.yml"]
)
def test_a_file_that_nothing_reads_is_a_warning(load: Write, stray: str) -> None:
    loaded = load({**one_regulation(), stray: "x: y\n"})
    assert codes(loaded) == [("orphan-file", stray, 1)]
    assert not loaded.diagnostics[0].is_error


@pytest.mark.parametrize("ignored", ["data/.DS_Store", "quizzes/~$basics.yml", "data/.git/x.yml", "notes.yml"])
def test_hidden_and_lock_files_and_other_folders_are_left_alone(load: Write, ignored: str) -> None:
    assert not load({**one_regulation(), ignored: "x: y\n"}).diagnostics


def test_a_file_named_otherwise_than_its_content_is_reported(load: Write) -> None:
    files = one_regulation()
    files["quizzes/banks/other.yml"] = BANK.replace("q1", "q3").replace("q2", "q4").replace("id: basics", "id: others")
    assert codes(load(files)) == [("misnamed-file", "quizzes/banks/other.yml", 2)]


@pytest.mark.parametrize(
    ("file", "kind", "parts"),
    [
        ("data/site.yml", "site", {}),
        ("data/cases/a.yml", "case", {"stem": "a"}),
        ("data/regulations/r/regulation.yml", "regulation", {"regulation": "r"}),
        ("data/regulations/r/commentary/articles.yml", "article-commentary", {"regulation": "r"}),
        ("data/regulations/r/commentary/x.yml", "commentary", {"regulation": "r", "stem": "x"}),
        ("quizzes/papers/mock.yml", "paper", {"stem": "mock"}),
    ],
)
def test_a_files_place_says_its_kind(file: str, kind: str, parts: dict[str, str]) -> None:
    found = kind_of(file)
    assert found is not None
    assert (found[0].name, found[1]) == (kind, parts)


@pytest.mark.parametrize(
    "file", ["data/siteXyml", "data/site.yml.bak", "data/cases/a/b.yml", "site.yml", "x/data/site.yml"]
)
def test_other_places_have_no_kind(file: str) -> None:
    assert kind_of(file) is None


def test_every_kinds_glob_fits_its_pattern() -> None:
    for kind in KINDS:
        found = kind_of(kind.glob.replace("*", "x"))
        assert found is not None
        assert found[0] is kind
