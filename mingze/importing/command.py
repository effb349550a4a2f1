"""The commands ``mingze import regulation`` and ``mingze import duties``: preview first, written only when asked."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from mingze.checks import check_site
from mingze.dates import build_day
from mingze.diagnostics.show import render
from mingze.exits import FAULTS, OK, USAGE
from mingze.importing.duties import duty_draft as duty_list
from mingze.importing.duties import read_duties
from mingze.importing.files import ForeignText, ImportRefused, read_file, read_input
from mingze.importing.posts import KnownPosts, Post
from mingze.importing.regulation import RegulationDraft, found_report, make_draft
from mingze.importing.regulation.fit import fit
from mingze.importing.regulation.roles import Proposal, propose, skeletons
from mingze.importing.regulation.second_copy import as_text as told_comparison
from mingze.importing.regulation.second_copy import compare
from mingze.importing.regulation.yaml import regulation_yaml
from mingze.importing.writing import NotWritten, with_entries, write_all
from mingze.loading import line_reader, load_catalog
from mingze.model import Catalog
from mingze.values.fields import ID_PATTERN

_ROLES = "data/roles.yml"
_MOST_CHANGES = 40


class _Site(Struct, frozen=True):
    """The site an import goes into, if any."""

    root: Path | None
    catalog: Catalog | None

    @classmethod
    def at(cls, root: Path) -> _Site:
        if not (root / "data").is_dir():
            return cls(None, None)
        return cls(root, load_catalog(root).catalog)

    @property
    def posts(self) -> KnownPosts:
        return KnownPosts(self.catalog.roles.values() if self.catalog else ())

    def short_titles(self, id_: str) -> set[str]:
        regulations = self.catalog.regulations.values() if self.catalog else ()
        return {r.short_title for r in regulations if r.id != id_} | {r.title for r in regulations if r.id != id_}

    def with_new_posts(self, posts: KnownPosts, named: Iterable[Post]) -> dict[str, bytes]:
        """Return ``data/roles.yml`` with the new posts behind the old ones; nothing where there are none."""
        added = posts.additions(named)
        if not added or self.root is None:
            return {}
        place = self.root / _ROLES
        return {_ROLES: with_entries(_ROLES, place.read_bytes() if place.exists() else b"", added)}


def regulation(root: Path, options: argparse.Namespace) -> int:
    """Import an instrument; returns the exit status."""
    if (status := _bad_id(options.id)) is not None:
        return status
    try:
        text = _read(options.file)
        second = _read(options.compare) if options.compare else None
    except ImportRefused as refusal:
        return _refused(refusal)
    site = _Site.at(root)
    draft = make_draft(text, options.id or "", site.short_titles(options.id or ""))
    if not options.id:
        draft.short_title = _own_name(draft, site)
    told: list[str] = []
    if second is not None:
        compared = compare(draft, make_draft(second))
        draft.verified = compared.verified
        told += told_comparison(compared, second.name)
    posts = site.posts
    proposals = propose(draft, posts) if options.roles else []
    draft.roles = [(one.post.id, one.cites) for one in proposals]
    yaml = regulation_yaml(draft, build_day(), text.name)
    made = fit(draft, yaml)
    if options.format == "json":
        print(json.dumps(found_report.as_json(draft, made), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*found_report.as_text(draft, made), *told, *_told_roles(proposals)]))
    if made.regulation is None or not draft.all_articles:
        print(
            "没有读出一条条文，或者草稿不合格式，没有写入。没有“第几条”、只有各岗位职责的，用 mingze import duties",
            file=sys.stderr,
        )
        return FAULTS
    files = {f"data/regulations/{draft.id}/regulation.yml": yaml}
    files |= skeletons(draft, proposals, site.catalog.duties if site.catalog else ())
    return _finish(site, files, posts, [one.post for one in proposals], options)


def duties(root: Path, options: argparse.Namespace) -> int:
    """Import a list of duties; returns the exit status."""
    if (status := _bad_id(options.id)) is not None:
        return status
    try:
        text = _read(options.file)
    except ImportRefused as refusal:
        return _refused(refusal)
    site = _Site.at(root)
    found = read_duties(text)
    posts = site.posts
    named = duty_list.with_posts(found, posts)
    id_ = options.id or "daoru-zhize"
    if options.format == "json":
        print(json.dumps(duty_list.as_json(found, named, id_), ensure_ascii=False, indent=2))
    else:
        print("\n".join(duty_list.as_text(found, named, id_)))
    if not found.posts:
        print("没有读出岗位和职责：岗位要有一行标题，写明谁的职责，下面各项编号", file=sys.stderr)
        return FAULTS
    files = duty_list.list_files(found, named, id_, build_day(), text.name)
    return _finish(site, files, posts, [post for post, _ in named], options)


def _read(file: str) -> ForeignText:
    return read_input() if file == "-" else read_file(Path(file))


def _refused(refusal: ImportRefused) -> int:
    print(f"没有导入。{refusal}", file=sys.stderr)
    return FAULTS


def _bad_id(id_: str | None) -> int | None:
    import re  # noqa: PLC0415

    if id_ and not re.fullmatch(ID_PATTERN, id_):
        print(f"--id {id_}：编号只能用小写英文字母、数字和连字符，1 到 64 个字符", file=sys.stderr)
        return USAGE
    return None


def _own_name(draft: RegulationDraft, site: _Site) -> str:
    """Let a draft keep the short title that its own earlier version has."""
    from mingze.importing.regulation.front_matter import short_title  # noqa: PLC0415

    return short_title(draft.title, site.short_titles(draft.id))


def _told_roles(proposals: list[Proposal]) -> Iterator[str]:
    if proposals:
        yield "建议的岗位和职责（标题取自条文，解读空着）："
    for one in proposals:
        known = "新岗位" if one.post.is_new else "站上已有"
        yield f"  {one.post.name}（{one.post.id}，{known}）　{'、'.join(one.cites)}"
        yield from (f"    {key}　{title}" for key, title in one.duties)


def _finish(
    site: _Site, texts: dict[str, str], posts: KnownPosts, named: list[Post], options: argparse.Namespace
) -> int:
    """Tell what would change, and write it where that was asked for."""
    say = sys.stderr if options.format == "json" else sys.stdout
    if site.root is None:
        if options.write:
            print("没有找到站点：缺少 data/ 文件夹。请在站点文件夹里运行，或用 --root 指明", file=sys.stderr)
            return USAGE
        print("没有写入（这里不是站点文件夹）", file=say)
        return OK
    files = {file: text.encode("utf-8") for file, text in texts.items()}
    try:
        files |= site.with_new_posts(posts, named)
    except NotWritten as reason:
        print(reason, file=sys.stderr)
        return FAULTS
    replaced = {}
    for file, data in files.items():
        place = site.root / file
        if place.exists():
            replaced[file] = place.read_bytes()
            print("\n".join(_changes(file, replaced[file], data)), file=say)
    if not options.write:
        print(f"没有写入；加 --write 写到：{'、'.join(files)}", file=say)
        return OK
    may = replaced if options.replace else {k: v for k, v in replaced.items() if k == _ROLES}
    try:
        write_all(site.root, files, may)
    except NotWritten as reason:
        print(reason, file=sys.stderr)
        return FAULTS
    print("写好了：\n" + "\n".join(f"  {file}" for file in files), file=say)
    return _checked(site.root, set(files), say)


def _changes(file: str, old: bytes, new: bytes) -> Iterator[str]:
    """Tell what writing would change in a file that is there."""
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    lines = [
        line
        for line in difflib.unified_diff(before, after, n=0, lineterm="")
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]
    yield f"{file} 已经有了，" + (f"会改 {len(lines)} 行：" if lines else "内容相同")
    lines.sort(key=lambda line: line[1:].lstrip().startswith("#"))  # what is said beside the data comes last
    yield from (f"  {line}" for line in lines[:_MOST_CHANGES])
    if len(lines) > _MOST_CHANGES:
        yield f"  …还有 {len(lines) - _MOST_CHANGES} 行"


def _checked(root: Path, files: set[str], say: TextIO) -> int:
    """Check the site as it is now; faults of the new files are shown, those of others counted."""
    loaded, found = check_site(root)
    own = [d for d in found if d.span.file in files]
    others = sum(d.is_error for d in found) - sum(d.is_error for d in own)
    if own:
        print(render(own, "text", line_reader(root, loaded), "文件已经写好，照提示补全"), file=say)
        if any(d.code == "duty-without-explanation" for d in own):
            print("解读也可以用 Excel 写：mingze workbook export --what explanations --out 解读.xlsx", file=say)
    else:
        print("新写的文件检查通过", file=say)
    if others:
        print(f"别的文件里还有 {others} 个错误，用 mingze check 看", file=say)
    return OK
