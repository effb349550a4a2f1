"""Templates compiled by our generator say what Jinja's own says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateAssertionError, UndefinedError
from markupsafe import Markup

from mingze.pages.quick_code import quicken

TEMPLATES = {
    "page": """{% from "parts" import part, row with context %}{% from "parts" import row as line %}
{% macro local(a, b=[a, "乙"], class="c") %}<i {{ class }}>{{ a }}{{ b | join("、") }}</i>{% endmacro %}
{{ local("<甲>") }}{{ local(1, class="&") }}{{ local(b=("丙",), a=none) }}
{% call part("题", level=n + 1) %}{% for x in rows if x.on %}{{ row(x) }}{{ "；" if not loop.last }}{% endfor %}
{% endcall %}
{{ line(rows[0]) }}{{ told["a"] }}{{ told.a.b }}{{ told.values() | map("length") | list }}{{ link("a&b") }}
{{ 1.5 }}{{ n }}
{% set block %}<b>{{ html }}</b>{% endset %}{{ block }}{{ told.a.b ~ html ~ "<" }}{{ {"b": "</script>"} | tojson }}""",
    "parts": """{% macro part(title, level=2, folded=false) %}<h{{ level }}>{{ title }}</h{{ level }}>
{{ caller() }}{{ "!" if folded }}{% endmacro %}
{% macro row(x) %}{{ x.name }}={{ told.a.b if told is defined }}{{ loop_free }}{% endmacro %}""",
    "loops": """{% for x in rows | selectattr("on") %}{{ loop.index0 }}{{ loop.index }}{{ x.name }}
{%- for y in (1, "<", html) %}{{ loop.first }}{{ loop.last }}{{ y }}{% endfor %}{{ loop.index }}{{ "<" if loop.first }}
{%- else %}無{% endfor %}{% for x in () %}{{ loop.index }}{% else %}無{% endfor %}{{ none }}
{{ 0 if n == 3 }}{{ [html, "<"] }}""",
    "missing": "{{ told.nothing }}",
    "no-caller": '{% from "parts" import part with context %}{{ part("题") }}',
}


class Row:
    def __init__(self, name: str, on: bool = True) -> None:
        self.name, self.on = name, on


def environment(prepare: Callable[[Environment], None] = lambda _: None) -> Environment:
    made = Environment(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    prepare(made)
    made.globals.update(told={"a": {"b": "<乙>"}}, loop_free="'")
    return made


def rendered(made: Environment, name: str) -> str:
    rows = [Row("一"), Row("二", on=False), Row('"三"')]
    return made.get_template(name).render(rows=rows, n=2, html=Markup("<u>"), link=lambda path: f"../{path}")


def test_loops_and_what_they_print_are_as_by_jinjas_own_code() -> None:
    said = rendered(environment(quicken), "loops")
    assert said == rendered(environment(), "loops")
    assert said.startswith("01一TrueFalse1FalseFalse&lt;FalseTrue<u>1&lt;12&#34;三&#34;")


def test_a_loop_knows_no_more_than_where_it_is() -> None:
    with pytest.raises(AttributeError):
        environment(quicken).from_string("{% for x in (1,) %}{{ loop.length }}{% endfor %}").render()
    with pytest.raises(TemplateAssertionError):
        environment(quicken).from_string("{% for x in (1,) recursive %}{{ x }}{% endfor %}")


def test_the_same_bytes_as_jinjas_own_code() -> None:
    said = rendered(environment(quicken), "page")
    assert said == rendered(environment(), "page")
    assert "&lt;甲&gt;" in said
    assert "&amp;" in said


@pytest.mark.parametrize("name", ["missing", "no-caller"])
def test_what_is_not_there_is_refused_as_by_jinja(name: str) -> None:
    for made in (environment(), environment(quicken)):
        with pytest.raises(UndefinedError):
            rendered(made, name)


def test_arguments_that_a_macro_does_not_take_are_refused() -> None:
    made = environment(quicken)
    with pytest.raises(TypeError):
        made.from_string("{% macro a(b) %}{% endmacro %}{{ a(1, 2) }}").render()
    with pytest.raises(TypeError):
        made.from_string("{% macro a(b) %}{% endmacro %}{{ a(c=2) }}").render()
