"""The steps of the long walk: every page on screens of every width, a second window, a lesson."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engines.engine import Engine, soon
from tests.engines.hands import OPEN_PANELS


class LongWalk:
    """Run by ``make engines`` only."""

    @pytest.mark.long
    @pytest.mark.parametrize(("width", "size"), [(320, ""), (320, "huge"), (360, ""), (1280, "")])
    def test_no_page_scrolls_sideways(self, engine: Engine, at: str, folder: Path, width: int, size: str) -> None:
        engine.size(width, 740)
        wide = []
        for file in sorted(folder.rglob("index.html")):
            engine.open(f"{at}/{file.relative_to(folder).as_posix()}")
            if size:
                engine.js(f"document.documentElement.setAttribute('data-size', '{size}')")
            if out := engine.sideways() or engine.js(OPEN_PANELS):
                wide.append(f"{file.parent.relative_to(folder).as_posix()}: {out}")
        assert not wide, "\n".join(wide)

    @pytest.mark.long
    def test_a_second_window_steers_the_hall(self, engine: Engine, at: str) -> None:
        engine.size(1024, 768)
        engine.open(f"{at}/hall/index.html")
        engine.js("document.querySelector('[data-part=form]').elements.seed.value = '2026'")  # no dossier comes first
        engine.click("[data-part=form] [type=submit]")
        engine.wait("document.querySelector('.mz-hall__content')")
        first = engine.windows()[0]
        engine.key("p")
        second = soon(lambda: [window for window in engine.windows() if window != first], "no second window")[0]
        engine.to_window(second)
        engine.wait("document.querySelector('.mz-hall__presenter h2')")
        n = engine.js(
            """var all = [].slice.call(document.querySelectorAll("[data-part=presenter] button"));
            return all.findIndex(b => b.textContent === "揭晓")"""
        )
        engine.click("[data-part=presenter] button", n)
        engine.to_window(first)
        engine.wait("document.querySelector('.mz-hall__content--reveal')")
        engine.to_window(second)
        engine.close_window()
        engine.to_window(first)

    @pytest.mark.long
    def test_a_lesson_turns_its_screens(self, engine: Engine, at: str) -> None:
        engine.size(1024, 768)
        engine.open(f"{at}/hall/index.html")
        engine.click("[data-part=lessons] [type=submit]")
        engine.wait(
            "document.querySelector('.mz-hall__content') && document.querySelector('[data-part=where]').textContent"
        )
        stands = """document.querySelector(".mz-hall__content").textContent
            + document.querySelectorAll(".mz-hall__content .is-waiting").length"""
        before = engine.js(f"return {stands}")
        engine.key("PageDown")
        engine.wait(f"{stands} !== {json.dumps(before)}")
