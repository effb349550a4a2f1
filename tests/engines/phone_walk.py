"""The steps of the walk on the phone's page of a live hall: it answers, and sits a paper."""

from __future__ import annotations

from tests.engines.engine import Engine, soon
from tests.live.conftest import Local
from tests.live.test_exam_phone import Room
from tests.live.test_phone import Stage


class PhoneWalk:
    """With the walk, whose engine runs already; old webviews have the engine of Chromium 78."""

    def test_a_phone_answers_in_every_engine(self, engine: Engine, stage: Stage) -> None:
        engine.open(stage.address)
        engine.wait("!document.querySelector('[data-part=join]').hidden")
        engine.click("[name=name]")
        engine.type("李明")
        engine.click("[data-part=join] [type=submit]")
        engine.wait("document.querySelector('[data-part=where]').textContent.indexOf('请等主持人开始') >= 0")
        stage.show("ask", 1)
        engine.wait("document.querySelectorAll('.mz-option').length === 3")
        engine.click(".mz-option", 0)
        engine.click(".mz-option", 1)
        engine.wait("document.querySelector('[data-part=saved]').textContent === '已保存'")
        soon(lambda: stage.choices(1) == [[[0, 1], 1]], "both are stored")
        stage.show("ask", 5)
        engine.wait("document.querySelectorAll('.mz-order__move').length > 3")
        engine.click(".mz-order__move", 1)
        engine.wait("document.querySelector('[data-part=saved]').textContent === '已保存'")
        engine.reload()
        engine.wait("document.querySelectorAll('.mz-order__move').length > 3")
        assert engine.sideways() == []
        stage.show("reveal", 1)
        engine.wait("document.querySelector('.mz-feedback')")
        assert "答对了" in engine.text(".mz-feedback")

    def test_a_paper_is_sat_in_every_engine(self, engine: Engine, local: Local) -> None:
        room = Room(local)
        engine.open(room.address)
        engine.wait("!document.querySelector('[data-part=join]').hidden")
        engine.click("[name=name]")
        engine.type("李明")
        engine.click("[data-part=join] [type=submit]")
        engine.wait("document.querySelector('[data-part=where]').textContent.indexOf('请等监考人') >= 0")
        room.do("begin")
        engine.wait("document.querySelectorAll('.mz-question').length === 7")
        engine.click("[data-type=judge] .mz-option", 0)
        engine.wait("document.querySelector('[data-part=saved]').textContent === '已保存'")
        engine.click(".mz-order__move", 1)
        engine.wait("document.querySelector('[data-part=count]').textContent === '已答 2 / 7 题'")
        engine.reload()
        engine.wait("(document.querySelector('[data-part=count]') || {}).textContent === '已答 2 / 7 题'")
        assert engine.sideways() == []
        engine.click("[data-part=bar] [data-action=ask]")
        engine.wait("!document.querySelector('[data-part=confirm]').hidden")
        engine.click("[data-action=hand-in]")
        engine.wait("document.querySelector('[data-part=where]').textContent.indexOf('已交卷') >= 0")
        assert room.kept()[2] is True
