from __future__ import annotations

from mingze.diagnostics import Span
from mingze.model import ClauseKey
from tests.loading.conftest import Write, codes
from tests.loading.site_files import BANK, DUTIES, REGULATION, ROLES, SITE, one_regulation, two_regulations


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
