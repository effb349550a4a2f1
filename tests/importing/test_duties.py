"""A blog page to duties under posts: its furniture, its remarks and its chatter are listed, no line is lost."""

from __future__ import annotations

from mingze.importing.duties import DutyList, read_duties
from mingze.importing.files import read_bytes

PAGE = """\
载入中.......................
博客首页
{PPT解读丨某市沟渠责任制规定}

某日，《某市沟渠责任制规定》印发。《某市沟渠责任制规定》一出，大家都很关心，议论纷纷不停。

一、范围——几乎涵盖所有人

本文件适用于本市。

二、职责明确。

(一)沟长安全生产职责及要点

沟长安全生产职责主要包括:

1认真贯彻执行各项规定;

2、每月巡查一次,及时处理;

3组织演练

【要点提示】沟长应熟记职责并认真落实。

(二)渠长安全生产职责及要点

渠长按照职责分工,协助沟长做好养护工作。

【要点提示】这里虽然没有明确具体内容,但必须落实。

(三)其他成员安全生产职责及要点

其他成员安全生产职责主要包括:

 1组织本组的养护;

2完成沟长交办的工作。

三、“两项制度”有利于落实。

1、巡查制度,要加强巡查;

2公开制度,要公布结果。

某人 2018-4-21 16:29:00 | 阅读全文 | 回复(1)
Powered by Oblog.
"""


def found() -> DutyList:
    return read_duties(read_bytes("博客.txt", PAGE.encode("utf-8")))


def test_posts_and_their_duties() -> None:
    assert [(post.name, [duty.text for duty in post.duties]) for post in found().posts] == [
        ("沟长", ["认真贯彻执行各项规定;", "每月巡查一次,及时处理;", "组织演练"]),
        ("渠长", ["渠长按照职责分工,协助沟长做好养护工作。"]),
        ("其他成员", ["组织本组的养护;", "完成沟长交办的工作。"]),
    ]


def test_every_line_is_a_post_a_duty_or_listed_with_a_reason() -> None:
    read = found()
    taken = [post.line.number for post in read.posts] + [duty.line.number for p in read.posts for duty in p.duties]
    listed = [one.number for one in read.left_out]
    filled = [n for n, line in enumerate(PAGE.split("\n"), 1) if line.strip()]
    assert sorted(taken + listed) == filled
    assert len(filled) == read.lines
    by_text = {one.text: one.reason for one in read.left_out}
    assert by_text["博客首页"] == "outside"
    assert by_text["沟长安全生产职责主要包括:"] == "lead"
    assert by_text["【要点提示】沟长应熟记职责并认真落实。"] == "commentary"
    assert by_text["2公开制度,要公布结果。"] in ("outside", "commentary")


def test_what_was_guessed_is_told() -> None:
    read = found()
    assert read.title == "某市沟渠责任制规定"
    told = [(guess.code, guess.number) for guess in read.guesses]
    assert [number for code, number in told if code == "number-without-mark"] == [17, 21, 35, 37]
    assert [number for code, number in told if code == "single-duty"] == [27]
    assert [number for code, number in told if code == "post-guessed"] == [13, 25, 31]


def test_a_page_without_posts_gives_none() -> None:
    read = read_duties(read_bytes("新闻.txt", "某市召开会议\n会议强调，要落实责任。\n".encode()))
    assert read.posts == []
    assert [one.text for one in read.left_out] == ["某市召开会议", "会议强调，要落实责任。"]


def test_a_list_with_articles_for_posts() -> None:
    text = "某公司责任制\n第一条 总经理职责\n1．每月检查；\n2．每季度研究。\n第二条 安全员职责\n1．每日巡查。\n"
    read = read_duties(read_bytes("责任制.txt", text.encode("utf-8")))
    assert [(p.name, len(p.duties)) for p in read.posts] == [("总经理", 2), ("安全员", 1)]


def test_the_title_stands_above_the_first_post_even_where_it_speaks_of_duties() -> None:
    text = "某厂岗位责任清单\n一、厂长职责\n1. 每季度检查一次。\n"
    read = read_duties(read_bytes("清单.txt", text.encode("utf-8")))
    assert read.title == "某厂岗位责任清单"
    assert [p.name for p in read.posts] == ["厂长"]
