"""The phone's page for axe, in every state."""

from __future__ import annotations

from bench.axe import violations
from tests.live.conftest import PhoneStart
from tests.live.test_phone import TYPES, Stage, choose, saved, sign_in, stage, where

__all__ = ["stage"]


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
