"""Templates read views: no part of the catalog is in reach of a page, of what is printed into bank files, of lessons.

Proved twice: by walking everything that a template is given, and by rendering with an environment that watches each
attribute a template reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from functools import cache, partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import pytest
from jinja2.compiler import CodeGenerator
from msgspec import Struct
from msgspec.structs import fields

from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.pages import Page, Renderer, plan_pages
from mingze.pages.assets import WEB
from mingze.pages.bank_files import bank_files
from mingze.pages.lesson import lesson_file
from mingze.pages.present import absent
from tests.conftest import ROOT
from tests.pages.rendered_site import write
from tests.pages.small_site import SMALL
from tests.upper.two_floors import city, town

FOOD = "tests/sites/food"
"""A site with pages of every kind."""
SITES = (
    *(FOOD, "town", "tests/sites/minimal", "small"),
    pytest.param("tests/sites/county", marks=pytest.mark.long),  # on the real content, as the town is on a city
)
OURS = ("mingze.views.", "mingze.pages.", "markupsafe.")


@cache
def catalog(site: str, folder: Path) -> Catalog:
    if site == "town":
        city(folder / "city")
        return load_catalog(town(folder / site, "../city")).catalog
    return load_catalog(write(SMALL, folder / site) if site == "small" else ROOT / site).catalog


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


def is_plain(value: object) -> bool:
    """Whether a thing may stand in a view: a value of Python's own, or a frozen class of the views and pages."""
    kind = type(value)
    if isinstance(value, Enum):
        return False
    if issubclass(kind, Struct):
        return kind.__module__.startswith(OURS) and bool(kind.__struct_config__.frozen)
    return not kind.__module__.startswith("mingze.") or kind.__module__.startswith(OURS)


def parts(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a template can reach from a value, and what a function that it is given holds."""
    if isinstance(value, Struct):
        yield from ((f.name, getattr(value, f.name)) for f in fields(value))
    elif isinstance(value, Mapping):
        yield from ((f"[{key!r}]", one) for key, one in value.items())
        yield from (("key", key) for key in value)
    elif isinstance(value, partial):
        yield from (("function", value.func), *((f"({n})", one) for n, one in enumerate(value.args)))
        yield from value.keywords.items()
    elif isinstance(value, MethodType):
        yield "self", value.__self__
    elif isinstance(value, FunctionType):
        yield from (("closure", cell.cell_contents) for cell in value.__closure__ or ())
        yield from (("default", one) for one in value.__defaults__ or ())
    elif isinstance(value, Collection) and not isinstance(value, str | bytes):
        yield from ((f"[{n}]", one) for n, one in enumerate(value))
    elif not isinstance(value, BuiltinFunctionType | ModuleType | type):
        yield from getattr(value, "__dict__", {}).items()


def strangers(name: str, value: Any, seen: set[int]) -> Iterator[str]:
    """Yield the ways to everything in reach that is neither a view nor a plain value."""
    waiting = [(name, value)]
    while waiting:
        way, one = waiting.pop()
        if not is_plain(one):
            yield f"{way}: {type(one).__qualname__}"
        elif id(one) not in seen and not isinstance(one, str | int | float | bool | None):
            seen.add(id(one))
            waiting += ((f"{way}.{step}", part) for step, part in parts(one))


def test_one_of_these_sites_has_pages_of_every_kind(folder: Path) -> None:
    assert not absent(catalog(FOOD, folder))
    assert catalog(FOOD, folder).papers


@pytest.mark.parametrize("site", SITES)
def test_nothing_but_views_is_in_reach_of_a_page(site: str, folder: Path) -> None:
    told = catalog(site, folder)
    renderer = Renderer(told)
    kept: list[Any] = []  # or an id would be given twice
    seen: set[int] = set()
    found = [*strangers("globals", renderer.environment.globals, seen)]
    for page in plan_pages(told):
        kept.append(given := renderer.given(page))
        found += strangers(page.template, given, seen)
    assert found == []


def test_the_walk_finds_what_is_no_view(folder: Path) -> None:
    told = catalog("small", folder)
    regulation = told.regulations["reg"]
    for value in (regulation, {"a": [regulation]}, partial(print, regulation), lambda: regulation, told.role_of):
        assert [*strangers("given", value, set())], value
    page = Page("x/index.html", "", "regulation/regulation-page.html", context=lambda _: {"regulation": regulation})
    renderer = Renderer(told)
    assert [*strangers("page", renderer.given(page), set())] == ["page.['regulation']: Regulation"]


@pytest.mark.parametrize("site", SITES)
def test_no_template_reads_anything_but_views(site: str, folder: Path) -> None:
    told = catalog(site, folder)
    renderer = Renderer(told)
    watch(renderer)
    for page in plan_pages(told):
        renderer.render(page)
    made = [make() for _, make in bank_files(told, renderer)]
    assert made or not told.banks
    assert lesson_file(renderer)[1]()


def test_the_watch_sees_a_template_that_reads_something_else(folder: Path) -> None:
    told = catalog("small", folder)
    renderer = Renderer(told)
    watch(renderer)
    page = Page(
        "x/index.html", "", "regulation/regulation-page.html", context=lambda _: {"regulation": told.regulations["reg"]}
    )
    with pytest.raises(AssertionError, match="Regulation"):
        renderer.render(page)


def watch(renderer: Renderer) -> None:
    """Let an environment fail where a template reads an attribute of what is no view, or finds such a thing in one."""
    environment: Any = renderer.environment
    # ours writes attributes as Python has them, where nobody can watch
    environment.code_generator_class, environment.bytecode_cache = CodeGenerator, None

    def watched(read: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        def reading(owner: Any, attribute: Any) -> Any:
            found = read(owner, attribute)
            for one in (owner, found):
                assert is_plain(one), f"{type(one).__qualname__}: {type(owner).__qualname__}.{attribute}"
            return found

        return reading

    environment.getattr, environment.getitem = watched(environment.getattr), watched(environment.getitem)


def test_the_frame_of_every_page_knows_no_catalog() -> None:
    for template in WEB.rglob("*.html"):
        assert "catalog" not in template.read_text("utf-8"), template
