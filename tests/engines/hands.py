"""A reader's hands on a quiz, for every engine."""

from __future__ import annotations

import json
from typing import Any

from tests.engines.engine import Engine

OPEN_PANELS = """return [].filter.call(document.querySelectorAll(".mz-reading, .mz-find"), function (e) {
  return !e.hasAttribute("open") && e.getBoundingClientRect().height > 0; }).length"""
"""How many closed panels take room on the page."""
TYPES = ("single", "multiple", "judge", "blank", "match", "order", "short")


def first_of(engine: Engine, kind: str, form: str = "form.mz-quiz") -> str:
    """Return the first question of a type on the page."""
    found: str = engine.js(
        f"return document.querySelector('{form} fieldset[data-type={kind}]').getAttribute('data-question')"
    )
    return found


def key_of(engine: Engine, id_: str) -> Any:
    return engine.js(
        f"""var data = JSON.parse(document.querySelector("script[data-answers]").textContent);
        return data.questions[{json.dumps(id_)}].key"""
    )


def answer(engine: Engine, id_: str, right: bool) -> str:
    """Answer a question by its controls and have it checked; returns the verdict."""
    field = f'fieldset[data-question="{id_}"]'
    kind = engine.js(f"return document.querySelector('{field}').getAttribute('data-type')")
    put(engine, field, kind, key_of(engine, id_), right)
    engine.click(f"{field} button[data-action=check]")
    if kind == "short":
        for n in range(len(key_of(engine, id_)) if right else 0):
            engine.click(f"{field} .mz-short__given input", n)
        engine.click(f"{field} button[data-action=check]")
    found = engine.js(f"return document.querySelector('{field} output').getAttribute('data-result')")
    return str(found)


def put(engine: Engine, field: str, kind: str, key: Any, right: bool) -> None:
    """Give the right answer, or one that is not wholly right."""
    if kind in ("single", "multiple"):
        values = engine.js(f"return [].map.call(document.querySelectorAll('{field} .mz-option input'), e => e.value)")
        wanted = key if right else [n for n in range(len(values)) if n not in key][:1]
        for value in wanted:
            engine.click(f"{field} .mz-option", values.index(str(value)))
    elif kind == "judge":
        engine.click(f"{field} .mz-option", 0 if bool(key) == right else 1)
    elif kind == "blank":
        for n, accepted in enumerate(key):
            engine.click(f"{field} .mz-blank input", n)
            engine.type(accepted[0] if right else "别的")
    elif kind == "match":
        choose(engine, f"{field} select", key if right else [key[1]])
    elif kind == "order":
        put_in_order(engine, field, key, right)
    else:
        engine.click(f"{field} textarea")
        engine.type("要点")


def choose(engine: Engine, selects: str, values: list[str]) -> None:
    """Choose in lists, as their own menus do: drivers do not reach those of every engine."""
    engine.js(
        f"""var all = document.querySelectorAll({json.dumps(selects)});
        {json.dumps(values)}.forEach(function (value, n) {{
          all[n].value = value;
          ["input", "change"].forEach(name => all[n].dispatchEvent(new Event(name, {{bubbles: true}})));
        }})"""
    )


def put_in_order(engine: Engine, field: str, wanted: list[str], right: bool) -> None:
    steps = f"{field} .mz-order > li"

    def now() -> list[str]:
        found: list[str] = engine.js(
            f"return [].map.call(document.querySelectorAll('{steps}'), e => e.getAttribute('data-token'))"
        )
        return found

    if not right:
        engine.click(f"{steps}:first-child .mz-order__move", 1)
        if now() == wanted:
            engine.click(f"{steps}:first-child .mz-order__move", 1)
        return
    for place, token in enumerate(wanted):
        while (at := now().index(token)) > place:
            engine.click(f"{steps}:nth-child({at + 1}) .mz-order__move", 0)
    if not engine.has(f"{field}[data-moved]"):  # it stood right already: said by moving a step and taking it back
        engine.click(f"{steps}:first-child .mz-order__move", 1)
        engine.click(f"{steps}:nth-child(2) .mz-order__move", 0)
