"""What a reader does, step by step, in one engine: the same walk for each.

A class that inherits `Walk` names its engine; pytest then tells engine, step and what the page said.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from tests.engines.engine import Engine
from tests.engines.hands import OPEN_PANELS, TYPES, answer, choose, first_of
from tests.engines.long_walk import LongWalk
from tests.engines.phone_walk import PhoneWalk

BARE = "/-"
"""Below this address pages run no script."""
POST = "committee-member"
"""The one of least to read, whose pages an engine lays out in two thirds of the time of others."""
ROLE, BANK, PAPER = f"roles/{POST}/index.html", f"quizzes/{POST}/index.html", "papers/mock/index.html"
ELSEWHERE = "accessibility/index.html"
"""One of the smallest pages: a reader goes there and comes back."""
LOST = "\ufffd"
_OUT_OF_BOX = """function right(e) { return e.getBoundingClientRect().right; }
return [].filter.call(document.querySelectorAll(".mz-option span, .mz-feedback, .mz-match__choice"), function (e) {
  return e.getClientRects().length && right(e) > right(e.closest(".mz-option, .mz-question")) + 1;
}).map(e => e.textContent)"""


class Walk(PhoneWalk, LongWalk):
    """The steps. Each stands on its own pages, so that one that fails spoils no other."""

    engine_class: ClassVar[Callable[[], Engine]]

    @classmethod
    def engine(cls) -> Engine:
        return cls.engine_class()

    def test_home_leads_to_a_post(self, engine: Engine, at: str) -> None:
        engine.open(f"{at}/index.html")
        assert engine.has("html.mz-js"), "the script did not run"
        assert engine.sideways() == []
        assert engine.js(OPEN_PANELS) == 0, "a closed panel covers the page"
        if not engine.shown(".mz-pick[open]"):  # a post was chosen on this device before: the list is folded
            engine.click(".mz-pick > summary")
        engine.click(".mz-cards--roles a")
        engine.wait("/party-secretary/.test(location.href) && document.readyState === 'complete'")
        assert engine.sideways() == []
        engine.click(".mz-fold > summary")
        assert engine.shown(".mz-fold[open] ul")
        engine.click(".mz-fold > summary")
        assert not engine.has(".mz-fold[open]")
        engine.click("button[data-learned=party-secretary-1]")
        engine.wait("/已学 ✓/.test(document.querySelector('button[data-learned=party-secretary-1]').textContent)")
        engine.reload()
        engine.wait("/已学 ✓/.test(document.querySelector('button[data-learned=party-secretary-1]').textContent)")

    def test_the_reading_panel_opens_dresses_the_page_and_goes(self, engine: Engine, at: str) -> None:
        engine.open(f"{at}/{ROLE}")
        engine.click("[data-reading=settings]")
        assert engine.shown(".mz-reading")
        engine.click(".mz-reading [data-setting=size] [data-choice=huge]")
        engine.wait("document.documentElement.getAttribute('data-size') === 'huge'")
        engine.click(".mz-reading [data-setting=ruby] [data-choice=on]")
        engine.wait("document.querySelector('rt[data-reading]')")
        engine.key("Escape")
        assert not engine.shown(".mz-reading"), "Escape leaves the panel on the screen"
        engine.wait("document.activeElement.getAttribute('data-reading') === 'settings'")
        assert engine.sideways() == []
        engine.reload()
        assert engine.js("return document.documentElement.getAttribute('data-size')") == "huge"
        engine.click("[data-reading=settings]")
        engine.click(".mz-reading [data-setting=ruby] [data-choice='']")
        engine.click(".mz-reading [data-setting=size] [data-choice='']")
        engine.click(".mz-reading [data-action=close]")
        assert not engine.shown(".mz-reading"), "关闭 leaves the panel on the screen"

    def test_seven_types_are_answered_and_told(self, engine: Engine, at: str) -> None:
        engine.open(f"{at}/{BANK}")
        ids = [first_of(engine, kind) for kind in TYPES]
        for id_ in ids:
            assert answer(engine, id_, right=False) in ("wrong", "partial"), id_
        assert "已答 7 题，答对 0 题" in engine.text(".mz-quiz__summary p")
        for size, width in (("", 360), ("huge", 320)):
            engine.js(f"document.documentElement.setAttribute('data-size', '{size}')")
            engine.size(width, 740)
            assert engine.js(_OUT_OF_BOX) == []
            assert engine.sideways() == []
        engine.js("document.documentElement.removeAttribute('data-size')")
        engine.size(360, 740)
        engine.click("[data-action=retry-wrong]")
        for id_ in ids:
            assert answer(engine, id_, right=True) == "right", id_
        assert "答对 7 题" in engine.text(".mz-quiz__summary p")

    def test_a_paper_keeps_every_answer_over_reload_and_back(self, engine: Engine, at: str) -> None:
        engine.open(f"{at}/{PAPER}")
        engine.wait("!document.querySelector('[data-part=start]').hidden")
        engine.click("[data-action=start]")
        questions = "[data-part=questions] fieldset"
        engine.wait(
            f"""document.querySelectorAll("{questions}").length === 41
            && !document.querySelector("[data-part=questions]").hidden"""
        )
        two = engine.js(
            f"""return [].filter.call(document.querySelectorAll("{questions}[data-type=blank]"), function (f) {{
            return f.querySelectorAll("input").length > 1; }})[0].id"""
        )
        gaps = f"#{two} .mz-blank input"
        engine.click(gaps, 0)
        engine.type("业务")
        engine.click(gaps, 1)
        engine.type("生产")
        engine.click(f"{questions}[data-type=single] .mz-option", 1)
        engine.click(f"{questions}[data-type=short] textarea")
        engine.type("要点一")
        given = f"""[].map.call(document.querySelectorAll('{gaps}'), function (i) {{ return i.value }}).concat(
            document.querySelector('{questions}[data-type=short] textarea').value,
            document.querySelectorAll('{questions}[data-type=single] :checked').length).join()"""
        typed = f"""{given} === "业务,生产,要点一,1"
            && /已答 3/.test(document.querySelector("[data-part=count]").textContent)"""
        engine.wait(typed)
        engine.away_and_back(f"{at}/{ELSEWHERE}")
        engine.wait(typed)
        engine.click(gaps, 1)  # a gap typed into must not empty the other
        engine.type("经营")
        engine.wait(f"document.querySelectorAll('{gaps}')[1].value.length === 4")
        engine.reload()
        engine.wait(
            f"""{given}.indexOf("业务,") === 0 && /经营/.test({given}) && /要点一,1$/.test({given})
            && /已答 3/.test(document.querySelector("[data-part=count]").textContent)"""
        )
        assert engine.sideways() == []
        engine.click("[data-part=end] [data-action=ask]")
        engine.wait("!document.querySelector('[data-part=confirm]').hidden")
        engine.click("[data-action=hand-in]")
        engine.wait("/卷号/.test(document.querySelector('[data-part=total]').textContent)")
        engine.reload()
        engine.wait("/卷号/.test(document.querySelector('[data-part=total]').textContent)")

    def test_practice_asks_and_marks(self, engine: Engine, at: str) -> None:
        engine.open(f"{at}/practice/index.html")
        choose(engine, "[data-part=form] [name=count]", ["5"])
        choose(engine, "[data-part=form] [name=type]", ["single"])
        assert engine.sideways() == []
        engine.click("[data-part=form] [type=submit]")
        engine.wait("document.querySelectorAll('[data-part=questions] fieldset').length === 5")
        engine.click("[data-part=questions] .mz-option")
        engine.click("[data-part=questions] [data-action=check]")
        engine.wait("document.querySelector('[data-part=questions] output').getAttribute('data-result')")

    def test_records_go_out_and_come_in_and_gaps_keep_what_was_typed_over_the_way_back(
        self, engine: Engine, at: str
    ) -> None:
        engine.open(f"{at}/{BANK}")
        answer(engine, first_of(engine, "judge"), right=True)
        gaps = "fieldset[data-type=blank] .mz-blank input"
        engine.click(gaps)
        engine.type("业务")
        engine.wait(f"document.querySelector('{gaps}').value === '业务'")
        engine.away_and_back(f"{at}/progress/index.html", lambda: self._records(engine))
        engine.wait(f"document.querySelector('{gaps}').value === '业务'")

    @staticmethod
    def _records(engine: Engine) -> None:
        carry = "[data-module=quiz-progress]"
        engine.click(f"{carry} [data-action=save]")
        engine.wait(
            f"""/已交给浏览器去存：学习记录-.*请复制文字/.test(
            document.querySelector("{carry} [data-part=said]").textContent)"""
        )
        engine.click(f"{carry} [data-save=copy]")
        text = engine.js(f"return document.querySelector('{carry} .mz-save textarea').value")
        assert text.startswith('{"format"')
        engine.js(f"document.querySelector('{carry} [data-part=text]').value = {text!r}")
        engine.click(f"{carry} [data-action=take]")
        engine.wait(f"/导入了/.test(document.querySelector('{carry} [data-part=said]').textContent)")

    def test_search_finds_opens_and_comes_back(self, engine: Engine, at: str) -> None:
        engine.open(f"{at}/index.html")
        opener = engine.js(
            "return [].findIndex.call(document.querySelectorAll('[data-search]'), e => e.getClientRects().length)"
        )
        engine.click("[data-search]", opener)
        field, hits = "dialog.mz-find input", "dialog.mz-find .mz-hit"
        engine.wait(f"document.activeElement === document.querySelector('{field}')")
        for text, found in (("议事日程", "议"), ("aqsc", "安全生产"), ("第5条", "第五条")):
            engine.js(
                f"""var f = document.querySelector("{field}"); f.value = "";
                f.dispatchEvent(new Event("input", {{bubbles: true}})); f.focus()"""
            )
            engine.type(text)
            engine.wait(
                f"[].some.call(document.querySelectorAll('{hits}'), h => h.textContent.indexOf('{found}') >= 0)"
            )
        engine.key("ArrowDown")
        engine.wait("document.activeElement.className === 'mz-hit'")
        home = engine.js("return location.href")
        engine.key("Enter")
        engine.wait(f"location.href !== '{home}' && document.readyState === 'complete'")
        assert engine.js(OPEN_PANELS) == 0
        engine.back()
        engine.wait(
            f"""location.href === "{home}" && document.querySelector("{field}")
            && document.querySelector("{field}").value === "第5条" """
        )
        engine.wait(f"document.querySelectorAll('{hits}').length")
        engine.click("dialog.mz-find [data-action=close]")
        assert not engine.shown("dialog.mz-find"), "关闭 leaves the search on the screen"
        engine.wait("history.state === null")  # closing goes back, which would undo what is opened next

    def test_a_session_in_the_hall_is_kept(self, engine: Engine, at: str) -> None:
        engine.size(1024, 768)
        engine.open(f"{at}/hall/index.html")
        choose(engine, "[data-part=form] [name=kind]", ["role"])
        seed = "document.querySelector('[data-part=form]').elements.seed.value"
        drawn = engine.js(f"return {seed}")
        assert drawn
        engine.away_and_back(f"{at}/{ELSEWHERE}")
        engine.wait(f"{seed} && !document.querySelector('[data-part=form] [type=submit]').disabled")
        engine.js(f"{seed} = '2026'")  # a session drawn by chance may begin with the paragraphs of a dossier
        engine.click("[data-part=form] [type=submit]")
        engine.wait("document.querySelector('.mz-hall__content')")
        engine.reload()
        engine.wait("document.querySelector('.mz-hall__content--ask')")
        engine.key("v")
        engine.wait("document.querySelector('.mz-hall__content--votes')")
        engine.type("3")
        engine.key("Enter")
        engine.wait("document.querySelector('.mz-hall__count').value === '3'")
        engine.key("r")
        engine.wait("document.querySelector('.mz-hall__content--reveal')")
        assert engine.sideways() == []
        engine.away_and_back(f"{at}/{ELSEWHERE}")
        engine.wait("document.querySelector('.mz-hall__content--reveal')")
        engine.key("Escape")
        engine.wait("!document.querySelector('[data-part=over]').hidden")
        engine.click("[data-part=over] [data-action=results]")
        engine.wait("document.querySelector('.mz-hall__table')")
        engine.click("[data-part=result] button")
        engine.wait("/已交给浏览器去存：现场-.*csv/.test(document.querySelector('[data-part=result]').textContent)")

    def test_what_is_folded_is_printed_and_answers_only_on_request(
        self, engine: Engine, over_network: str, tmp_path: Path
    ) -> None:
        engine.open(f"{over_network}/{ROLE}")
        fold, test = engine.text(".mz-fold li"), engine.text(".mz-self-test legend")
        words = _printed(engine, tmp_path)
        assert _stands(fold, words), "a fold is not printed"
        assert _stands(test, words), "the self-test is not printed"
        assert "标记已学" not in words
        engine.open(f"{over_network}/{BANK}")
        answer_ = engine.text(".mz-answer > p:not(.mz-answer__key)") or engine.text(".mz-answer .mz-plain")
        # a sheet of print shows it as well as ten
        engine.js("[].slice.call(document.querySelectorAll('.mz-quiz fieldset'), 3).forEach(one => one.remove())")
        assert not _stands(answer_, _printed(engine, tmp_path))
        engine.click(".mz-print-answers input")
        assert _stands(answer_, _printed(engine, tmp_path))

    def test_pages_read_well_without_scripts(self, engine: Engine, over_network: str) -> None:
        bare = f"{over_network}{BARE}"
        for path, words in (
            (ROLE, "动员社会各界"),
            (PAPER, "现在没有运行"),
            ("search/index.html", "目录"),
            (BANK, "答案："),
        ):
            engine.open(f"{bare}/{path}")
            assert not engine.has("html.mz-js")
            assert words in engine.text("#main_"), path
            assert engine.js(OPEN_PANELS) == 0, "a closed panel covers the page"
            assert engine.sideways() == []
        engine.click(".mz-answer > summary")
        assert engine.shown(".mz-answer[open] .mz-answer__key")

    def test_a_disk_serves_as_well(self, engine: Engine, folder: Path) -> None:
        disk = folder.as_uri()
        engine.open(f"{disk}/{BANK}")
        assert answer(engine, first_of(engine, "single"), right=True) == "right"
        engine.open(f"{disk}/papers/quick/index.html")
        engine.wait("!document.querySelector('[data-part=start]').hidden")
        engine.click("[data-action=start]")
        engine.wait("document.querySelectorAll('[data-part=questions] fieldset').length === 15")
        engine.click("[data-part=questions] .mz-option")
        engine.wait("/已答 1/.test(document.querySelector('[data-part=count]').textContent)")
        engine.reload()
        engine.wait("/已答 1/.test((document.querySelector('[data-part=count]') || {}).textContent || '')")
        engine.open(f"{disk}/search/index.html")
        engine.click("input.mz-find__field")
        engine.type("议事")
        engine.wait("document.querySelectorAll('.mz-hit').length")


def _printed(engine: Engine, folder: Path) -> str:
    """Return the text of the page as printed, without its white space."""
    file = folder / "printed.pdf"
    file.write_bytes(engine.printed())
    text = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return _plain(text)


def _plain(text: str) -> str:
    """Leave white space out; some fonts give characters the numbers of radicals in a PDF."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _stands(words: str, text: str) -> bool:
    """Whether a run of some words stands in a text in which Firefox may have lost characters."""
    words = max(re.split(r"[()]", _plain(words)), key=len)[-20:]
    assert len(words) > 8
    for at in range(len(text) - len(words) + 1):
        same = sum(one == other for one, other in zip(words, text[at:], strict=False))
        lost = text.count(LOST, at, at + len(words))
        if same + lost == len(words) and same * 3 > len(words):
            return True
    return False
