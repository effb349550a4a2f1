"""A question group on phones: the material first, then beside each of its questions."""

from __future__ import annotations

from tests.live.conftest import Local, PhoneStart
from tests.live.hall_server import KEY
from tests.live.test_phone import choose, saved, sign_in, where

QUESTIONS = [{"id": id_, "bank": "groups", "type": type_} for id_, type_ in (("g-1", "single"), ("g-2", "order"))]
SHOWN = {"at": 0, "view": "dossier", "round": 1, "open": False, "left": None, "order": [1, 0]}


def test_the_material_comes_first_and_stays_within_reach(local: Local, phone: PhoneStart) -> None:
    run = {"title": "材料题库", "teams": [], "questions": QUESTIONS, "log": []}
    host = local.ask("POST", "/api/open", {"run": run, "shown": SHOWN}, X_Mingze_Host=KEY)
    page = phone(f"{local.address}/h/{host['code']}")
    sign_in(page)
    where(page, "先看材料")
    material = page.locator("[data-part=body] details")
    assert material.get_attribute("open") is not None
    assert "负责人三个月的记录" in material.inner_text()
    assert material.locator("td").count() == 2
    assert page.locator(".mz-option").count() == 0
    asked = {**SHOWN, "view": "ask", "open": True}
    body = {"n": 0, "action": {"do": "go", "at": 0, "view": "ask"}, "shown": asked}
    local.ask("POST", f"/api/{host['code']}/do", body, X_Mingze_Host=host["token"])
    where(page, "第 1 / 2 题")
    assert material.get_attribute("open") is None, "folded beside its question"
    choose(page, "1")
    saved(page)
    material.locator("summary").click()
    assert "散会" in material.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".mz-option input[value='1']").is_checked()
