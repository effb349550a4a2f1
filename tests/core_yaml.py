"""YAML as editors read it, and the same as our reader hands it over."""

from __future__ import annotations

import re
from typing import Any

import yaml


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors use: only true/false, null, integers and floats are not text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own name


def _resolve(tag: str, pattern: str, convert: Any) -> None:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), None)

    def construct(loader: CoreLoader, node: yaml.ScalarNode) -> Any:
        return convert(loader.construct_scalar(node))

    CoreLoader.add_constructor(f"tag:yaml.org,2002:{tag}", construct)


_resolve("null", "~|null|Null|NULL|", lambda text: None)
_resolve("bool", "true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true")
_resolve("int", "[-+]?[0-9]+", int)
_resolve("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float)


def as_editor(text: str) -> Any:
    return yaml.load(text, Loader=CoreLoader)


def as_text(value: Any) -> Any:
    """Write a document as our reader hands it over: every scalar as text."""
    if isinstance(value, dict):
        return {str(k): as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_text(v) for v in value]
    if isinstance(value, str):
        return value
    return (
        ""
        if value is None
        else {True: "true", False: "false"}.get(value, str(value))
        if isinstance(value, bool)
        else str(value)
    )
