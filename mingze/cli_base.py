"""The commands about sites that stand on one another: ``mingze base upgrade`` and ``mingze base pack``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mingze.checks import check_site
from mingze.dates import build_day
from mingze.diagnostics.show import render
from mingze.exits import FAULTS, OK, USAGE
from mingze.loading import line_reader
from mingze.loading.base_site import LOCK
from mingze.output import OutputRefused, check_output
from mingze.upper.base_package import NotPacked, data_package, version_of
from mingze.upper.base_upgrade import in_the_way, passage_changes, take_over, told


def upgrade(root: Path, options: argparse.Namespace) -> int:
    """Say what a new edition of the base changes; with ``--write`` take it over. Returns the exit status."""
    loaded, diagnostics = check_site(root)
    if not loaded.floors.floors:
        if faults := [one for one in diagnostics if one.code == "base-not-found"]:
            print(render(faults, "text", line_reader(root, loaded)))
            return FAULTS
        print("这个站点没有写 base，不叠加在别的站点上", file=sys.stderr)
        return USAGE
    floor, base = loaded.floors.floors[-1], loaded.catalog.site.base
    print(
        f"上级站点：{floor.title}，{floor.edition}"
        + (f"（这里写的是 {base.version}）" if loaded.floors.differs and base else "")
    )
    changes = passage_changes(loaded)
    for change in changes:
        print("\n".join(told(change)))
    if loaded.catalog.base_lock is None:
        if not options.write:
            print(f"还没有 {LOCK}：加 --write 记下本地内容所依据的条文，下次换版才比得出来")
    elif not changes:
        print("本地内容所依据的条文都没有变")
    if faults := in_the_way(diagnostics):
        print(render(faults, "text", line_reader(root, loaded), "改好这些，再加 --write"))
        if any(one.span.file.startswith(floor.shown) for one in faults for floor in loaded.floors.floors):
            print("其中有上级站点自己的文件：这里改不了，请编它的人改好，再换版")
        return FAULTS
    if not options.write:
        print("看过、改好以后，运行 mingze base upgrade --write" if changes or loaded.floors.differs else "不用做什么")
        return OK
    try:
        take_over(root, loaded, build_day())
    except OSError as error:
        print(f"写不进 {error.filename or root}（{error.strerror or error}），什么也没有改", file=sys.stderr)
        return USAGE
    print(f"记下了：{LOCK}")
    return OK


def pack(root: Path, options: argparse.Namespace) -> int:
    """Write the site's content as a data package; returns the exit status."""
    loaded, diagnostics = check_site(root)
    if any(one.is_error for one in diagnostics):
        print("数据里有错误，先用 mingze check 看一看、改好，再打包", file=sys.stderr)
        return FAULTS
    site = loaded.catalog.site
    try:
        folder = check_output(root, options.out)
        name, data = data_package(root, site, options.name, options.version or version_of(site))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    except (NotPacked, OutputRefused) as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"写不进 {options.out}（{error.strerror or error}）", file=sys.stderr)
        return USAGE
    print(options.out / name)
    print(
        f"下级单位：pip install {name}，再在 data/site.yml 里写 base 的 name: {options.name}、version: {site.edition}"
    )
    return OK
