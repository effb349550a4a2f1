"""What the site's styles and scripts need of a browser, read from them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import tinycss2

from tests.conftest import ROOT
from tests.engines.chromium78 import PARSER
from tests.engines.npm import NODE

WEB = ROOT / "mingze" / "web"
_css: Any = tinycss2  # it has types for half of what it does
_FUNCTIONS = ("min", "max", "clamp", "color-mix", "env")


@cache
def scripts() -> dict[str, dict[str, Any]]:
    """Return each script with what it names (``names``), or what keeps it from being ES2018 (``fault``)."""
    files = [str(path) for path in sorted(WEB.rglob("*.js"))]
    command = [str(NODE), str(Path(__file__).with_name("scan.js")), str(PARSER), *files]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {Path(path).relative_to(WEB).as_posix(): told for path, told in found.items()}


def styles() -> list[Path]:
    return sorted(WEB.rglob("*.css"))


def features_of(css: str) -> set[str]:
    """Return what a style sheet uses, as the compatibility data of MDN name it: ``css.properties.gap``."""
    found: set[str] = set()
    for rule, _ in rules(css):
        found |= _selectors(rule.prelude)
        flex = False
        for name, value in declarations(rule):
            if name.startswith("--"):
                found |= _functions(value)
                continue
            found.add(f"css.properties.{name}")
            words = [token.value for token in value if token.type == "ident"]
            flex = flex or (name == "display" and "flex" in words)
            found |= {f"css.properties.{name}.{word}" for word in words} | _functions(value)
        if flex and any(name in ("gap", "column-gap") for name, _ in declarations(rule)):
            found.add("css.properties.gap.flex_context")
    return found


def rules(css: str) -> Iterator[tuple[Any, str]]:
    """Yield every style rule with the at-rules around it."""
    yield from _within(_css.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "")


def _within(nodes: list[Any], around: str) -> Iterator[tuple[Any, str]]:
    for node in nodes:
        assert node.type != "error", node.message
        if node.type == "qualified-rule":
            yield node, around
        elif node.content is not None and node.lower_at_keyword in ("media", "supports"):
            inner = _css.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _within(inner, f"{around} @{node.lower_at_keyword}{_css.serialize(node.prelude)}")


def selectors_of(rule: Any) -> set[str]:
    return {one.strip() for one in _css.serialize(rule.prelude).split(",")}


def declarations(rule: Any) -> list[tuple[str, list[Any]]]:
    parts = _css.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [(part.lower_name, part.value) for part in parts if part.type == "declaration"]


def _functions(value: list[Any]) -> set[str]:
    found = set()
    for token in value:
        if token.type == "function":
            if token.lower_name in _FUNCTIONS:
                found.add(f"css.types.{token.lower_name}")
            found |= _functions(token.arguments)
    return found


def _selectors(prelude: list[Any]) -> set[str]:
    found, colon = set(), False
    for token in prelude:
        if token.type == "literal" and token.value == ":":
            colon = True
        elif colon and token.type in ("ident", "function"):
            found.add(f"css.selectors.{token.lower_value if token.type == 'ident' else token.lower_name}")
            if token.type == "function":
                found |= _selectors(token.arguments)
            colon = False
    return found
