"""Posts by Excel alone: their names, short names and departments, and new ones."""

from __future__ import annotations

from mingze.checks import check_site
from tests.workbook.desk import Desk
from tests.workbook.test_round_trip import changed_lines

ROLES = "data/roles.yml"


def test_a_post_is_renamed_and_put_into_a_department(desk: Desk) -> None:
    before = desk.text(ROLES)
    desk.export("posts")
    desk.set("岗位", "leader", "岗位名称", "生产经营单位主要负责人")
    desk.set("岗位", "leader", "部门", "公司领导")
    status, said = desk.take_in("--write")
    assert status == 0, said
    lines = changed_lines(before, desk.text(ROLES))
    assert lines == ["-   name: 示例单位主要负责人", "+   name: 生产经营单位主要负责人", "+   department: 公司领导"]


def test_a_new_row_is_a_new_post_behind_the_one_above(desk: Desk) -> None:
    desk.export("posts")
    desk.add("岗位", 3, 岗位名称="安全员", 部门="生产部/一车间")
    status, said = desk.take_in("--write")
    assert status == 0, said
    catalog = check_site(desk.root)[0].catalog
    assert list(catalog.roles) == ["leader", "an-quan-yuan", "deputy"]
    post = catalog.roles["an-quan-yuan"]
    assert (post.name, post.short_name, post.department) == ("安全员", "安全员", "生产部/一车间")
    desk.export("posts")
    assert "没有要写的" in desk.take_in("--write")[1]


def test_what_a_post_may_not_be_called_is_told_at_its_cell(desk: Desk) -> None:
    desk.export("posts")
    place = desk.set("岗位", "leader", "顺序", "最前")
    status, said = desk.take_in("--write")
    assert status == 1
    assert f" --> {place}\n" in said
