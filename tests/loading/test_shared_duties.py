"""A duty that several posts share is written, explained and examined once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingze.banks.coverage import cover
from mingze.build import build_site
from mingze.checks import check_site
from mingze.model import Catalog
from tests.conftest import MINIMAL, make_buildable

DEPUTY = "data/regulations/shili/duties/deputy.yml"
SHARED = "  - id: deputy-2\n    same_as: leader-1\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("data", "quizzes"):
        shutil.copytree(MINIMAL / folder, tmp_path / folder)
    return tmp_path


def add(root: Path, words: str) -> None:
    with (root / DEPUTY).open("a", encoding="utf-8") as file:
        file.write(words)


def sound(root: Path) -> Catalog:
    loaded, faults = check_site(root)
    assert faults == []
    return loaded.catalog


def test_a_shared_duty_has_the_text_and_explanation_of_the_one_it_names(root: Path) -> None:
    add(root, SHARED)
    catalog = sound(root)
    mine, other = catalog.duties["deputy-2"], catalog.duties["leader-1"]
    assert (mine.title, mine.cites, mine.themes, mine.keywords) == (
        other.title, other.cites, other.themes, other.keywords
    )  # fmt: skip
    assert catalog.explanations["deputy-2"] is catalog.explanations["leader-1"]
    assert catalog.role_of("deputy-2").id == "deputy"


def test_questions_on_one_are_questions_on_both(root: Path) -> None:
    add(root, SHARED)
    catalog = sound(root)
    assert [q.id for q in catalog.questions_citing("duty", "deputy-2")] == ["basics-1"]
    assert [d.id for d in catalog.duties_behind(catalog.questions["basics-1"])] == ["leader-1", "deputy-2"]
    assert catalog.is_about(catalog.questions["basics-1"], "deputy")


def test_coverage_is_asked_of_distinct_duties(root: Path) -> None:
    before = [duty.duty.id for role in cover(sound(root)).roles for duty in role.duties]
    add(root, SHARED)
    assert [duty.duty.id for role in cover(sound(root)).roles for duty in role.duties] == before


def test_without_an_explanation_it_is_asked_for_once(root: Path) -> None:
    add(root, SHARED + "  - id: deputy-3\n    same_as: leader-1\n")
    commentary = root / "data/regulations/shili/commentary/leader.yml"
    text = commentary.read_text("utf-8")
    kept = text.index("  - duty: leader-2")
    commentary.write_text(text[: text.index("  - duty: leader-1")] + text[kept:], "utf-8")
    told = [fault for fault in check_site(root)[1] if fault.code == "duty-without-explanation"]
    assert [fault.span.file for fault in told] == ["data/regulations/shili/duties/leader.yml"]


def test_one_may_name_another_that_names_a_third(root: Path) -> None:
    add(root, "  - id: deputy-3\n    same_as: deputy-2\n" + SHARED)
    assert sound(root).duties["deputy-3"].same_as == "leader-1"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("  - id: deputy-2\n    same_as: leader-9\n", "unresolved-reference", "leader-9"),
        ("  - id: deputy-2\n    same_as: deputy-2\n", "same-as-in-a-circle", "deputy-2"),
        ("  - id: deputy-2\n    same_as: leader-1\n    title: 另一个\n", "same-as-says-more", "title"),
        ("  - id: deputy-2\n    same_as: leader-1\n    cites: art3\n", "same-as-says-more", "cites"),
    ],
)
def test_slips_are_told_where_they_are(root: Path, words: str, code: str, said: str) -> None:
    add(root, words)
    (fault,) = [fault for fault in check_site(root)[1] if fault.is_error]
    assert (fault.code, fault.span.file) == (code, DEPUTY)
    assert said in fault.message


def test_two_that_name_each_other_are_both_told(root: Path) -> None:
    add(root, "  - id: deputy-2\n    same_as: deputy-3\n  - id: deputy-3\n    same_as: deputy-2\n")
    assert [fault.code for fault in check_site(root)[1] if fault.is_error] == ["same-as-in-a-circle"] * 2


def test_both_posts_pages_show_it(root: Path) -> None:
    add(root, SHARED)
    site = build_site(make_buildable(root)).site
    page = (site / "roles/deputy/index.html").read_text("utf-8")
    assert 'id="deputy-2"' in page
    assert "练完当场讲评" in page
