"""What the site needs of a browser, against the oldest ones it promises to work in: by tables, without running them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.engines.compat import FLOOR, TABLE, newer, used_names
from tests.engines.used import declarations, features_of, rules, scripts, selectors_of, styles

BELOW = json.loads(Path(__file__).with_name("below.json").read_text("utf-8"))
"""What is newer than the floor, and what happens without it; ``own`` for names of the site's own making."""
_OLD = "@supports not (inset: 0)"


@pytest.fixture(scope="module")
def table() -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = json.loads(TABLE.read_text("utf-8"))
    assert list(FLOOR) == str(found.pop("source")).partition(": ")[2].split(", ")
    return found


def test_every_script_is_es2018() -> None:
    faults = {path: told["fault"] for path, told in scripts().items() if "fault" in told}
    assert not faults


def test_what_is_newer_than_the_oldest_browsers_has_a_fallback(table: dict[str, list[str | None]]) -> None:
    used = used_names()
    wanting = {name: table[name] for name in sorted(used & set(table)) if newer(table[name]) and name not in BELOW}
    assert not wanting, "say in below.json what happens without them, or do without"


def test_nothing_is_excused_that_needs_no_excuse(table: dict[str, list[str | None]]) -> None:
    used = used_names()
    assert [name for name in BELOW if name not in used or name not in table or not newer(table[name])] == []


def test_the_table_knows_every_style(table: dict[str, list[str | None]]) -> None:
    used = {name for name in used_names() if re.fullmatch(r"css\.(properties|selectors|types)\.[a-z][\w-]*", name)}
    assert sorted(used - set(table)) == [], "run python -m tests.engines.compat"


def test_flex_items_stand_apart_without_gap() -> None:
    """Where flex containers know no gap, margins stand in its place."""
    for sheets in (_common(), [path for path in styles() if path.name == "hall.css"]):
        wanted, given = set(), set()
        for path in sheets:
            for rule, around in rules(path.read_text("utf-8")):
                named = dict(declarations(rule))
                selectors = selectors_of(rule)
                if _OLD in around and "gap" in named:
                    given |= selectors
                elif "print" not in around and {"gap", "column-gap"} & set(named) and _is_flex(rule):
                    wanted |= selectors
        assert {one for one in wanted if not _covered(one, given)} == set()


def _covered(selector: str, given: set[str]) -> bool:
    return selector in given or any(selector.endswith(one) for one in given)


def _is_flex(rule: object) -> bool:
    return "css.properties.display.flex" in features_of_rule(
        rule
    ) or "css.properties.display.inline-flex" in features_of_rule(rule)


def features_of_rule(rule: object) -> set[str]:
    return features_of(rule.serialize())  # type: ignore[attr-defined]


def _common() -> list[Path]:
    return [path for path in styles() if path.name != "hall.css"]


def test_the_reader_of_styles_sees_what_is_new() -> None:
    seen = features_of(
        "@media print { a:not(.b):has(c)::details-content { display: flex; gap: 1px; width: min(1px, 2px) } }"
    )
    assert {
        "css.selectors.has",
        "css.selectors.details-content",
        "css.properties.gap.flex_context",
        "css.types.min",
    } <= seen
