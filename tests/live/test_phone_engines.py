"""The phone's page in Chromium of 2019, as old webviews have it, in Firefox and WebKit; and for axe."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator

import pytest

from bench.axe import violations
from tests.engines.devtools import Chromium78
from tests.engines.engine import Engine, soon
from tests.engines.webdriver import Firefox, WebKit
from tests.live.conftest import Local, PhoneStart
from tests.live.test_exam_phone import Room
from tests.live.test_phone import TYPES, Stage, choose, saved, sign_in, stage, where

__all__ = ["stage"]
KINDS: tuple[type[Engine], ...] = (Chromium78, Firefox, WebKit)


@pytest.fixture
def hall_port() -> int:
    """Any: these engines would remember what a test before did at the same one."""
    return 0


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine, started once: the server of every test has an address of its own, of which it remembers nothing."""
    if platform.machine() != "x86_64" or shutil.which("apt-get") is None:
        pytest.skip("这些浏览器只在 Debian（x86-64）上装得上")
    engine: Engine = request.param()
    engine.size(360, 740)
    yield engine
    engine.close()


def test_a_phone_answers_in_every_engine(engine: Engine, stage: Stage) -> None:
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


def test_axe_finds_nothing_on_a_phone(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address)
    page.locator("[data-part=join]").wait_for()
    found = [f"join: {one}" for one in violations(page)]
    sign_in(page)
    for at, type_ in enumerate(TYPES):
        stage.show("ask", at)
        where(page, f"第 {at + 1} / 7 题")
        found += [f"{type_}: {one}" for one in violations(page)]
        if type_ == "single":
            choose(page, "1")
            saved(page)
            found += [f"saved: {one}" for one in violations(page)]
    stage.show("reveal", 0)
    where(page, "揭晓")
    found += [f"reveal: {one}" for one in violations(page)]
    assert found == []


def test_a_paper_is_sat_in_every_engine(engine: Engine, local: Local) -> None:
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
