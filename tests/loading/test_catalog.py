from __future__ import annotations

from mingze.diagnostics import Span
from mingze.model import ClauseKey
from tests.loading.conftest import Write, codes
from tests.loading.site_files import BANK, DUTIES, one_regulation, two_regulations


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
    assert "reg/art1" in loaded.diagnostics[0].help
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
    assert loaded.origins.at(regulation.all_articles[0], "number") == Span(
        "data/regulations/reg/regulation.yml", 12, 17, 1
    )
    assert loaded.origins.at(catalog.banks["basics"], "bank", "title") == Span("quizzes/banks/basics.yml", 3, 10, 2)
