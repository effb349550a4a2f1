"""A county's list of duties: its posts are those of the rules above it, its level that of its place."""

from __future__ import annotations

import datetime

from mingze.importing.duties import duty_draft, read_duties
from mingze.importing.files import read_bytes
from mingze.importing.posts import KnownPosts
from tests.conftest import real_catalog

LIST = """{title}

一、县委主要负责人安全生产职责
1. 每季度至少召开一次会议，研究解决安全生产重大问题。
2. 每半年至少到乡镇调研一次安全生产工作。

二、示例县人民政府主要负责人安全生产职责
1. 每月主持一次安全生产形势分析会。

三、县委委员联络人安全生产职责
1. 每月联络一次。
"""


def draft(title: str) -> tuple[list[str], dict[str, str]]:
    found = read_duties(read_bytes("清单.txt", LIST.format(title=title).encode()))
    posts = KnownPosts(real_catalog().roles.values())
    named = duty_draft.with_posts(found, posts)
    files = duty_draft.list_files(found, named, "qingdan", datetime.date(2026, 1, 1), "清单.txt")
    return [post.id for post, _ in named], files


def test_the_countys_committee_is_the_committee_of_the_rules_above_and_it_is_said() -> None:
    ids, files = draft("示例县党政领导干部安全生产责任清单")
    assert ids[:2] == ["party-secretary", "government-head"]
    assert ids[2] not in real_catalog().roles, "a member of a committee is no committee"
    head = files["data/regulations/qingdan/regulation.yml"]
    assert "岗位“县委主要负责人”当作站上的“党委主要负责人”（party-secretary）" in head
    assert "\ntitle: 示例县党政领导干部安全生产责任清单\n" in head
    assert "\nlevel: county\n" in head
    assert "提示[level-guessed]" in head


def test_a_list_of_a_unit_is_a_units() -> None:
    for title in ("长青公司安全生产职责", "示例县第一中心医院安全生产职责", "安全生产职责"):
        head = draft(title)[1]["data/regulations/qingdan/regulation.yml"]
        assert "\nlevel: unit\n" in head, title
        assert "level-guessed" not in head
