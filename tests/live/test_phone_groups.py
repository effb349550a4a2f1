"""A question group on phones: the material first, then beside each of its questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingze.build import Extras, build_site
from tests.conftest import copy_minimal
from tests.live.conftest import Local, PhoneStart
from tests.live.hall_server import KEY
from tests.live.test_phone import choose, saved, sign_in, where

BANK = """\
bank:
  id: groups
  title: 材料题库
questions:
  - id: g-x
    type: 材料题
    title: 三个月的记录
    dossier: |
      负责人三个月的**记录**如下。

      | 月份 | 演练 |
      |---|---|
      | 1月 | 没有 |
      | 2月 | 没有 |

      1. 听取汇报。
      2. 散会。
    questions:
      - id: g-1
        type: single
        stem: |
          要说明情况的是（　　）。
        options:
          - 2月
          - 1月
        answer: B
        explanation: |
          从一月说起。
        cites:
          - art2
      - id: g-2
        type: order
        stem: |
          按先后排列。
        sequence:
          - 演练完
          - 汇报了
          - 散会了
        explanation: |
          照这个次序。
        cites:
          - art2
"""
QUESTIONS = [{"id": id_, "bank": "groups", "type": type_} for id_, type_ in (("g-1", "single"), ("g-2", "order"))]
SHOWN = {"at": 0, "view": "dossier", "round": 1, "open": False, "left": None, "order": [1, 0]}


@pytest.fixture
def grouped(tmp_path: Path) -> Iterator[Local]:
    root = copy_minimal(tmp_path / "groups")
    (root / "quizzes" / "banks" / "groups.yml").write_text(BANK, "utf-8")
    server = Local(build_site(root, None, Extras()).site, tmp_path / "hall.db")
    server.start()
    yield server
    server.stop()


def test_the_material_comes_first_and_stays_within_reach(grouped: Local, phone: PhoneStart) -> None:
    run = {"title": "材料题库", "teams": [], "questions": QUESTIONS, "log": []}
    host = grouped.ask("POST", "/api/open", {"run": run, "shown": SHOWN}, X_Mingze_Host=KEY)
    page = phone(f"{grouped.address}/h/{host['code']}")
    sign_in(page)
    where(page, "先看材料")
    material = page.locator("[data-part=body] details")
    assert material.get_attribute("open") is not None
    assert "负责人三个月的记录" in material.inner_text()
    assert material.locator("td").count() == 2
    assert page.locator(".mz-option").count() == 0
    asked = {**SHOWN, "view": "ask", "open": True}
    body = {"n": 0, "action": {"do": "go", "at": 0, "view": "ask"}, "shown": asked}
    grouped.ask("POST", f"/api/{host['code']}/do", body, X_Mingze_Host=host["token"])
    where(page, "第 1 / 2 题")
    assert material.get_attribute("open") is None, "folded beside its question"
    choose(page, "1")
    saved(page)
    material.locator("summary").click()
    assert "散会" in material.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".mz-option input[value='1']").is_checked()
