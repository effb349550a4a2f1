"""A list of duties as the folder of a local list: one ``duties/<post>.yml`` a post, texts with their source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from mingze.importing.duties.duty_lines import DutyList, FoundPost
from mingze.importing.files import Guess
from mingze.importing.posts import KnownPosts, Post, duty_title
from mingze.importing.regulation.found_report import told_guesses, told_left_out
from mingze.importing.regulation.front_matter import guess_level, is_of_a_unit
from mingze.importing.regulation.yaml import listed
from mingze.source.yaml_text import block, comment, scalar
from mingze.values.choices import plain_word

_LONGEST = 64
SOURCE = "import"
"""The id, within its folder, of the source that a draft names."""


def with_posts(found: DutyList, posts: KnownPosts) -> list[tuple[Post, FoundPost]]:
    """Name the posts of a list as the site does; one that goes by another name here is noted among the guesses."""
    named = [(posts.likely(post.name), post) for post in found.posts]
    for one, post in named:
        if not one.is_new and plain_word(post.name) not in posts.names_of(one.id):
            words = f"岗位“{post.name}”当作站上的“{one.name}”（{one.id}），同上级的职责排在一页"
            found.guesses.append(Guess(post.line.number, "post-alike", words, post.line.place))
    return named


def list_files(
    found: DutyList, named: list[tuple[Post, FoundPost]], id_: str, day: datetime.date, source: str
) -> dict[str, str]:
    """Return by path the files of a draft."""
    folder = f"data/regulations/{id_}"
    head = [
        comment(f"由 mingze import duties 从“{source}”导入的草稿。以“# 提示”开头的是导入时的猜测，核对后删掉。"),
        *(comment(f"提示[{g.code}] {g.place}：{g.message}") for g in found.guesses),
        f"id: {id_}",
        f"title: {scalar(found.title if found.title.endswith('清单') else f'{found.title}职责清单')}",
        "short_title: 职责清单",
        f"compiled_on: {day}",
        *_level(found.title),
        "sources:",
        f"  - {SOURCE}",
        *listed("没有收的各行", found.left_out),
    ]
    files = {
        f"{folder}/regulation.yml": _text(head),
        f"{folder}/sources.yml": _text(
            [
                f"- id: {SOURCE}",
                f"  title: {scalar(source)}",
                "  kind: compilation",
                *block("note:", "由文件导入，内容未经核对。", 2),
            ]
        ),
    }
    for k, (post, listed_post) in enumerate(named, 1):
        ids = _duty_ids(id_, post, k, len(listed_post.duties))
        files[f"{folder}/duties/{post.id}.yml"] = _text(_duties(post, listed_post, ids))
        files[f"{folder}/commentary/{post.id}.yml"] = _text(_explanations(post, ids))
    return files


def _level(title: str) -> list[str]:
    """Return the level of a list: that of the place its title names, else a unit's, whose lists most are."""
    level = guess_level(title)
    if level not in ("province", "city", "county") or is_of_a_unit(title):
        return ["level: unit"]
    said = "层级是从标题猜的：省级 province、市级 city、县级 county、单位 unit"
    return [comment(f"提示[level-guessed] {said}"), f"level: {level}"]


def _text(lines: list[str] | Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _duty_ids(folder: str, post: Post, k: int, count: int) -> list[str]:
    """Return the ids of a post's duties: the post's with a number, short enough to be named from outside the folder."""
    longest = f"{folder}--{post.id}-{count}"
    return [f"{post.id if len(longest) <= _LONGEST else f'post-{k}'}-{n}" for n in range(1, count + 1)]


def _duties(post: Post, listed_post: FoundPost, ids: list[str]) -> Iterator[str]:
    yield f"role: {post.id}"
    yield "duties:"
    for id_, duty in zip(ids, listed_post.duties, strict=True):
        yield comment(duty.line.place, 2)
        yield f"  - id: {id_}"
        yield f"    title: {duty_title(duty.text)}"
        yield from block("text:", duty.text, 4)
        yield "    sources:"
        yield f"      - {SOURCE}"


def _explanations(post: Post, ids: list[str]) -> Iterator[str]:
    yield f"role: {post.id}"
    yield comment("每一项的 plain 空着：用自己的话写，mingze check 会逐项提醒")
    yield "explanations:"
    for id_ in ids:
        yield f"  - duty: {id_}"
        yield '    plain: ""'


def as_json(found: DutyList, named: list[tuple[Post, FoundPost]], id_: str) -> dict[str, Any]:
    """Return the report for programs."""
    return {
        "id": id_,
        "title": found.title,
        "posts": [
            {
                "id": post.id,
                "name": post.name,
                "is_new": post.is_new,
                "line": one.line.number,
                "duties": [{"line": d.line.number, "text": d.text} for d in one.duties],
            }
            for post, one in named
        ],
        "duties": sum(len(one.duties) for one in found.posts),
        "lines": found.lines,
        "left_out": [{"line": one.number, "text": one.text, "reason": one.reason} for one in found.left_out],
        "guesses": [{"line": one.number, "code": one.code, "message": one.message} for one in found.guesses],
    }


def as_text(found: DutyList, named: list[tuple[Post, FoundPost]], id_: str) -> Iterator[str]:
    """Yield the lines of a preview."""
    count = sum(len(one.duties) for one in found.posts)
    yield f"“{found.title}”　编号 {id_}　{len(named)} 个岗位，{count} 项职责"
    for post, one in named:
        yield f"  {post.name}（{post.id}，{'新岗位' if post.is_new else '站上已有'}）　{len(one.duties)} 项"
        yield from (f"    {n}. {d.text[:40]}{'…' if len(d.text) > 40 else ''}" for n, d in enumerate(one.duties, 1))
    taken = count + len(found.posts)
    yield f"  全文 {found.lines} 行：岗位和职责 {taken} 行，没有收的 {len(found.left_out)} 处"
    yield from told_left_out(found.left_out)
    yield from told_guesses(found.guesses)
