"""What others see of a unit's file decides whether the unit may be built alone."""

from __future__ import annotations

from pathlib import Path

import mingze.checks  # noqa: F401  (it defines all rules)
from bench.divided_site import write_divided
from mingze.loading import load_catalog
from mingze.renewal.closed import open_units, owners
from mingze.renewal.outward import outward
from tests.renewal.test_renewal import COMMENTARY, DUTIES


def test_what_is_seen_of_a_file_are_names_and_references_not_its_prose() -> None:
    def seen(file: str, values: object, text: str = "", shown: tuple[str, ...] = ()) -> str:
        return outward(file, values, text, shown)

    bank = "quizzes/banks/a.yml"
    same = [
        (
            bank,
            {"questions": [{"id": "a", "stem": "问"}]},
            {"questions": [{"id": "a", "stem": "再问", "hint": "提示"}]},
        ),
        (bank, {"questions": [{"id": "a", "depth": 1}]}, {"questions": [{"id": "a", "depth": 2}]}),
        (DUTIES, {"duties": [{"id": "a", "text": "一"}]}, {"duties": [{"id": "a", "text": "二"}]}),
        (
            DUTIES,
            {"duties": [{"id": "a", "title": "一"}]},
            {"duties": [{"id": "a", "title": "二", "keywords": ["三"]}]},
        ),
        (
            COMMENTARY,
            {"key_points": [{"id": "a", "title": "一", "kind": "list", "standing": "clause"}]},
            {"key_points": [{"id": "a", "title": "二", "kind": "caution", "standing": "commentator"}]},
        ),
        (COMMENTARY, {"summary": "一", "explanations": []}, {"summary": "二", "explanations": []}),
    ]
    other = [
        (bank, {"questions": [{"stem": "问"}]}, {"questions": [{"stem": "再问"}]}),  # named by its words
        (bank, {"questions": [{"id": "a", "cites": ["b"]}]}, {"questions": [{"id": "a", "cites": ["c"]}]}),
        (bank, {"bank": {"title": "一"}}, {"bank": {"title": "二"}}),
        (DUTIES, {"duties": [{"id": "a", "frequency": "每月"}]}, {"duties": [{"id": "a", "frequency": "每季度"}]}),
        (COMMENTARY, {"key_points": [{"id": "a"}]}, {"key_points": [{"id": "b"}]}),
        (COMMENTARY, {"explanations": [{"duty": "a"}]}, {"explanations": []}),
        ("data/site.yml", {"title": "一"}, {"title": "二"}),
    ]
    for file, one, two in same:
        assert seen(file, one) == seen(file, two), file
    for file, one, two in other:
        assert seen(file, one) != seen(file, two), file
    assert seen(DUTIES, {}, "见[[a]]。") != seen(DUTIES, {}, "见[[b]]。")
    assert seen(bank, {"questions": [{"id": "a", "stem": "问"}]}, "", ("a",)) != seen(
        bank, {"questions": [{"id": "a", "stem": "再问"}]}, "", ("a",)
    )


def test_lists_laid_beside_one_another_are_built_together(tmp_path: Path) -> None:
    root = write_divided(tmp_path / "site")

    def opened() -> set[str]:
        loaded = load_catalog(root)
        return open_units(loaded, owners(loaded))

    before = opened()
    assert not before & {"unit-0", "unit-1"}
    own = root / "data/regulations/unit-1/regulation.yml"
    text = own.read_text("utf-8")
    for above, more in (("law", set()), ("unit-0", {"unit-0", "unit-1"})):  # a law that all share is read with each
        own.write_text(f"{text}implements:\n  - {above}\n", "utf-8")
        assert opened() == before | more, above
    own.write_text(text, "utf-8")
    law = root / "data/regulations/law/regulation.yml"
    law.write_text(law.read_text("utf-8") + "implements:\n  - unit-0\n", "utf-8")
    assert opened() == before | {"unit-0"}
