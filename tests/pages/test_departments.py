"""Posts of many departments are found by their department."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.views.departments import departments
from mingze.views.view import Views
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

ROLES = SMALL["data/roles.yml"]


def with_departments(folder: Path, leader: str, deputy: str, clerk: str) -> Site:
    roles = ROLES
    for short_name, department in (("负责人", leader), ("分管", deputy), ("办事员", clerk)):
        line = f"  short_name: {short_name}\n"
        assert line in roles
        if department:
            roles = roles.replace(line, f"{line}  department: {department}\n")
    return load(write({**SMALL, "data/roles.yml": roles}, folder))


def test_posts_stand_below_their_departments_and_departments_below_one_another(tmp_path: Path) -> None:
    site = with_departments(tmp_path, "", "生产部/一车间", "生产部 ／ 二车间")
    tree = departments(Views(site.catalog).roles)
    assert tree is not None
    assert [role.id for role in tree.roles] == ["leader"]
    (production,) = tree.below
    assert (production.name, production.count) == ("生产部", 2)
    assert [part.path for part in tree.flat] == [(), ("生产部", "一车间"), ("生产部", "二车间")]


def test_pages_lead_by_department(tmp_path: Path) -> None:
    site = with_departments(tmp_path, "", "生产部/一车间", "办公室")
    home = site.html["index.html"]
    assert home.index("主要负责人") < home.index("<summary>生产部（1 个岗位）</summary>") < home.index("分管负责人")
    assert home.index("分管负责人") < home.index("<summary>办公室（1 个岗位）</summary>") < home.index("办事员")
    roles = site.html["roles/index.html"]
    assert roles.index("生产部 › 一车间</h2>") < roles.index('href="deputy/index.html">分管负责人</a>')
    assert "<h3><a" in roles
    assert "部门：生产部/一车间" in site.html["roles/deputy/index.html"]


def test_every_post_is_on_both_pages_once(tmp_path: Path) -> None:
    site = with_departments(tmp_path, "甲", "甲/乙", "甲/乙/丙")
    for page, way in (("index.html", "roles/"), ("roles/index.html", "")):
        for role in ("leader", "deputy", "clerk"):
            assert site.html[page].count(f'href="{way}{role}/index.html"') == 1


def test_without_departments_there_is_one_list(small: Site) -> None:
    assert departments(Views(small.catalog).roles) is None
    assert "个岗位）</summary>" not in small.html["index.html"]
    assert "<h3><a" not in small.html["roles/index.html"]


@pytest.mark.parametrize("department", ["/", " / "])
def test_a_department_without_a_name_is_none(department: str, tmp_path: Path) -> None:
    site = with_departments(tmp_path, f"'{department}'", "", "办公室")
    tree = departments(Views(site.catalog).roles)
    assert tree is not None
    assert [role.id for role in tree.roles] == ["leader", "deputy"]
