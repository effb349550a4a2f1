"""The web side's manifest: every script and style of ours goes somewhere, and pages load what their components want."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from mingze.pages import Renderer, plan_pages
from mingze.pages.assets import WEB, manifest, script
from tests.pages.rendered_site import Site

LISTED = [
    *(
        manifest().early,
        *manifest().style,
        *manifest().script,
        *manifest().inline.values(),
        *manifest().worker.values(),
    ),
    *(file for asset in manifest().assets for file in asset.files),
    *(file for page in manifest().alone.values() for files in page.values() for file in files),
]


def written(*suffixes: str) -> set[str]:
    return {path.relative_to(WEB).as_posix() for path in WEB.rglob("*") if path.suffix in suffixes}


def test_every_script_and_style_is_listed_and_there() -> None:
    assert set(LISTED) == written(".js", ".css")


def test_what_stands_on_every_page_is_loaded_once() -> None:
    everywhere = (*manifest().style, *manifest().script)
    assert len(set(everywhere)) == len(everywhere)
    # what files of pages hold besides would run twice
    assert not set(everywhere) & {file for asset in manifest().assets for file in asset.files}


@pytest.mark.parametrize("asset", manifest().assets, ids=lambda asset: asset.name)
def test_files_are_put_together_from_their_own_kind_once(asset: object) -> None:
    files = getattr(asset, "files", ())
    assert len(set(files)) == len(files)
    assert {PurePosixPath(file).suffix for file in files} <= {PurePosixPath(getattr(asset, "name", "")).suffix}


def test_no_comment_reaches_a_reader() -> None:
    sent = script() + "".join(asset.content() for asset in manifest().assets if asset.files)
    said = [
        found
        for name in written(".js")
        for found in re.findall(r"(?m)(?:/\*\*? |\s// )(.+?)(?: \*/|$)", (WEB / name).read_text("utf-8"))
    ]
    assert len(said) > 500
    assert [words for words in said if len(words) > 20 and " " in words and words in sent] == []


def test_scripts_ask_for_files_that_there_are() -> None:
    texts = {name: (WEB / name).read_text("utf-8") for name in written(".js")}
    asked = {found for text in texts.values() for found in re.findall(r'\bload\("([\w-]+\.js)"', text)}
    made = {"readings.js", "search.js"}  # of the data
    assert len(asked) > 8
    assert asked - made <= {asset.name for asset in manifest().assets}


def test_templates_say_which_components_have_scripts_of_their_own() -> None:
    modules = {module for asset in manifest().assets for module in asset.modules}
    templates = [(WEB / name).read_text("utf-8") for name in written(".html")]
    plain = {found for text in templates for found in re.findall(r'data-module="([\w-]+)"', text)}
    assert modules & plain == set(), 'write {{ module("…") }}: its page would not load the script'
    asked = {
        found
        for text in templates
        for given in re.findall(r"\bmodule\((.*?)\) \}\}", text)
        for found in re.findall(r'"([\w-]+)"', given)
    }
    assert asked == modules


def test_pages_load_what_their_components_want_and_nothing_else(site: Site) -> None:
    renderer = Renderer(site.catalog)
    modules = {module for asset in manifest().assets for module in asset.modules}
    wanted = set()
    for page in plan_pages(site.catalog):
        html = renderer.render(page)
        here = {found for found in re.findall(r'data-module="([\w-]+)"', html) if found in modules}
        assert set(renderer.modules) == here, page.path
        wanted |= here
    assert wanted >= {"quiz", "exam", "hall", "practice"}
