"""The command ``mingze amend``: a new text in the place of the old one, previewed, confirmed, written whole or not."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import sys
from pathlib import Path

from msgspec import Struct

from mingze.checks import check_site
from mingze.dates import build_day
from mingze.diagnostics.show import render
from mingze.exits import FAULTS, OK, USAGE
from mingze.importing.amending.amend_report import report, unconfirmed_words
from mingze.importing.amending.citations import CiteChange, rewrite
from mingze.importing.amending.draft_cites import rewrite_drafts
from mingze.importing.amending.map_file import GivenMap, MapRefused, entry_yaml, proposal_yaml, read_map
from mingze.importing.amending.map_workbook import SUFFIX, proposal_workbook, read_map_workbook
from mingze.importing.amending.new_text import as_draft_of, read_text, with_editors_words
from mingze.importing.amending.resting import OldNumber, Resting, old_fingerprints, old_numbers, resting
from mingze.importing.files import ImportRefused, read_file, read_input
from mingze.importing.regulation import RegulationDraft, make_draft
from mingze.loading import Loaded, line_reader
from mingze.model import Amendment, AmendmentKind, PassageChange, Regulation, Version
from mingze.output import OutputRefused, check_output
from mingze.review import FILE as REVIEWED
from mingze.review import reviewed_yaml
from mingze.unfinished import change_all
from mingze.versions.proposal import propose
from mingze.versions.steps import MapFault, Step

_OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".et", ".csv", ".ods")


class _Refused(Exception):
    """The command cannot be carried out; the message, in Chinese, says why."""


class _Task(Struct, frozen=True):
    """What is to be amended, with what."""

    root: Path
    loaded: Loaded
    old: Version
    draft: RegulationDraft
    source: str


class Amended(Struct, frozen=True):
    """All that an amendment brings: the step, the files, and what somebody must look at."""

    step: Step
    given: GivenMap | None
    """The map that was confirmed in a file, None where it was only proposed."""
    files: dict[str, bytes]
    cites: list[CiteChange]
    resting: list[Resting]
    numbers: list[OldNumber]


def amend(root: Path, options: argparse.Namespace) -> int:
    """Put a new text of a regulation into the site; returns the exit status."""
    loaded, found = check_site(root)
    if any(d.is_error for d in found):
        print("数据里有错误，先用 mingze check 看一看、改好，再换新文本", file=sys.stderr)
        return FAULTS
    try:
        text = read_input() if options.file == "-" else read_file(Path(options.file))
        task = _task(root, loaded, make_draft(text), text.name, options)
        given = _given(task, options.map)
        step = _step(task, given, options)
        if (status := _map_written(task, step, options)) is not None:
            return status
        made = _made(task, step, given)
    except ImportRefused as refusal:
        print(f"没有换。{refusal}", file=sys.stderr)
        return FAULTS
    except (_Refused, MapRefused, OutputRefused) as refusal:
        print(f"没有换。{refusal}", file=sys.stderr)
        return USAGE
    print("\n".join(report(made.step, made.cites, made.resting, made.numbers)))
    return _write(task, made, options)


def _task(root: Path, loaded: Loaded, draft: RegulationDraft, source: str, options: argparse.Namespace) -> _Task:
    known = loaded.catalog.regulations
    if options.regulation and options.regulation not in known:
        raise _Refused(f"没有编号为 {options.regulation} 的规定；站上有 {'、'.join(known)}")
    same = [one for one in known.values() if one.title == draft.title]
    if not options.regulation and len(same) != 1:
        raise _Refused(
            f"新文本是《{draft.title}》，站上没有同名的规定；用 --regulation 写明是哪一部：{'、'.join(known)}"
        )
    old = known[options.regulation] if options.regulation else same[0]
    if not draft.all_articles:
        raise _Refused("新文件里没有读出一条条文")
    file = f"data/regulations/{old.id}/regulation.yml"
    if file not in loaded.origins.files:
        base = "、".join(floor.title for floor in loaded.floors.floors)
        raise _Refused(
            f"《{old.title}》在上级站点（{base}）里，这里改不了：到上级站点的文件夹里运行 mingze amend；"
            "或者等上级换了版，在这里运行 mingze base upgrade"
        )
    amendments = loaded.catalog.amendments.get(old.id, ())
    since = amendments[-1].effective if amendments else old.effective
    if since is None:
        raise _Refused(f"不知道现在的文本从哪一天起施行：在 {file} 里写上 effective（施行日期），再换")
    values = {name: getattr(old, name) for name in Regulation.model_fields}
    return _Task(root, loaded, Version(since=since, **values), as_draft_of(draft, old), source)


def _given(task: _Task, place: Path | None) -> GivenMap | None:
    """Read the file or the workbook in which the map was confirmed; None where there is none yet."""
    if place is None:
        return None
    kind = place.suffix.lower()
    if kind in _OTHER_TABLES:
        raise _Refused(f"--map 写成 对应{SUFFIX}，或者 对应.yml；{place.suffix} 的表格读不了")
    if not place.exists():
        return None
    if kind == SUFFIX:
        return read_map_workbook(place, task.loaded, task.old.id)
    return read_map(str(place), place.read_bytes(), task.old.id)


def _step(task: _Task, given: GivenMap | None, options: argparse.Namespace) -> Step:
    """Return the step with its map: that which was given, or one proposed."""
    text = read_text(task.draft, build_day(), task.source)
    if text is None:
        raise _Refused("新文本不合格式，先用 mingze import regulation 看一看读成什么样")
    new = text.regulation
    proposed = {} if given else {"map": _proposed(task.old, new)}
    amendment = given.amendment if given else _facts(task, options).model_copy(update=proposed)
    if amendment.effective <= task.old.since:
        raise _Refused(
            f"新文字的施行日期（{amendment.effective}）不在现在的文本（{task.old.since}起）以后；用 --effective 写明"
        )
    step = Step(task.old, new, _confirmed(amendment, options.confirm or ""))
    faults = list(step.faults())
    if faults:
        told = "\n".join(f"  {_place(f, given)}{f.key.label()}（{f.key.local}）{f.words}" for f in faults)
        raise _Refused(f"对应与两份文本不符（{len(faults)} 处）：\n{told}")
    return step


def _place(fault: MapFault, given: GivenMap | None) -> str:
    """Return where a fault stands in the file or the workbook of a map."""
    if given is None:
        return ""
    if fault.line is None:
        return f"{given.heading}　"
    line, places = given.amendment.map[fault.line], given.places[fault.line]
    return f"{places.old if fault.key in line.old or not line.new else places.new}　"


def _facts(task: _Task, options: argparse.Namespace) -> Amendment:
    kind = AmendmentKind.read(options.kind)
    if kind is None:
        raise _Refused("--kind 写 修订 或 修正")
    effective = _day(options.effective or task.draft.effective, "--effective")
    day = _day(options.date, "--date") if options.date else _passed(task, effective)
    return Amendment(date=day, kind=kind, by=options.by, effective=effective)


def _passed(task: _Task, effective: datetime.date) -> datetime.date:
    """Return the day of the last step of the history that the new text tells, where it can be this change."""
    for step in reversed(task.draft.history):
        with contextlib.suppress(ValueError):
            day = datetime.date.fromisoformat(step.date)
            if task.old.since < day <= effective:
                return day
    return effective


def _day(text: str, option: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise _Refused(f"{option} 写成 2026-01-01 的样子") from None


def _proposed(old: Regulation, new: Regulation) -> tuple[PassageChange, ...]:
    return tuple(
        PassageChange(kind=one.kind, old=one.old, new=one.new, confirmed=one.sure) for one in propose(old, new)
    )


def _confirmed(amendment: Amendment, said: str) -> Amendment:
    """Return an amendment with the lines confirmed that the user names by their numbers."""
    unsure = [n for n, line in enumerate(amendment.map) if not line.confirmed]
    if said in ("全部", "all"):
        wanted = set(unsure)
    else:
        try:
            wanted = {unsure[n - 1] for n in _numbers(said)}
        except (ValueError, IndexError):
            raise _Refused(f"--confirm 写序号，如 1,3,5-8，最大是 {len(unsure)}；或写 全部") from None
    lines = (
        line.model_copy(update={"confirmed": True}) if n in wanted else line for n, line in enumerate(amendment.map)
    )
    return amendment.model_copy(update={"map": tuple(lines)})


def _numbers(said: str) -> set[int]:
    out: set[int] = set()
    for part in filter(None, said.replace("，", ",").replace("、", ",").split(",")):
        first, dash, last = part.partition("-")
        out |= set(range(int(first), int(last if dash else first) + 1))
    if any(n < 1 for n in out):
        raise ValueError
    return out


def _map_written(task: _Task, step: Step, options: argparse.Namespace) -> int | None:
    """Write the proposal to the file that was named for it, where there is none yet."""
    if options.map is None or options.map.exists():
        return None
    place = check_output(task.root, options.map)
    is_table = place.suffix.lower() == SUFFIX
    if is_table:
        data = proposal_workbook(task.loaded, step)
    else:
        data = proposal_yaml(step.amendment, step.old_nodes, step.new_nodes).encode("utf-8")
    try:
        place.write_bytes(data)
    except OSError as error:
        raise _Refused(f"写不进 {options.map}（{error.strerror or error}）；表格软件正开着它的话，先关掉") from None
    unsure = sum(not line.confirmed for line in step.amendment.map)
    mark = "“修订对照”表里写着“请确认”" if is_table else "confirmed: 否"
    print(f"对应写到 {options.map}：{len(step.amendment.map)} 处，其中 {unsure} 处要人看（{mark}）")
    print(f"改好以后：mingze amend {options.file} --map {options.map} --write")
    return OK


def _made(task: _Task, step: Step, given: GivenMap | None) -> Amended:
    """Make everything that would be written; nothing is written here."""
    folder = f"data/regulations/{step.new.id}"
    text = f"{folder}/regulation.yml"
    data = {file: (task.root / file).read_bytes() for file in task.loaded.origins.files}
    files, cites = rewrite(task.loaded, step, data)
    drafts, in_drafts = rewrite_drafts(task.root, task.loaded, step)
    files |= drafts
    cites += in_drafts
    files[f"{folder}/versions/{task.old.since}.yml"] = data[text]
    files[text] = with_editors_words(task.draft, build_day(), task.source, step)
    before = data.get(f"{folder}/amendments.yml", b"")
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    files[f"{folder}/amendments.yml"] = before + gap + entry_yaml(step.amendment).encode("utf-8")
    if fingerprints := old_fingerprints(task.loaded, step):  # a site may have nothing yet that rests on its text
        files[REVIEWED] = reviewed_yaml(fingerprints).encode("utf-8")
    return Amended(step, given, files, cites, list(resting(task.loaded, step)), list(old_numbers(task.loaded, step)))


def _write(task: _Task, made: Amended, options: argparse.Namespace) -> int:
    given = made.given
    places = [one.confirmed for one in given.places] if given else [""] * len(made.step.amendment.map)
    unsure = [pair for pair in zip(made.step.amendment.map, places, strict=True) if not pair[0].confirmed]
    if given and given.left_out:
        print("\n".join(given.left_out))
    if unsure:
        print("\n".join(unconfirmed_words(made.step, unsure)))
    if not options.write:
        print(f"没有写入；加 --write 改写 {len(made.files)} 个文件：{'、'.join(made.files)}")
        return OK
    if unsure:
        print("没有写入：先确认上面各处，加 --confirm，或用 --map 对应.xlsx 写成表格来改", file=sys.stderr)
        return FAULTS
    version = f"data/regulations/{made.step.new.id}/versions/{task.old.since}.yml"
    if (task.root / version).exists():
        print(f"没有写入：{version} 已经有了", file=sys.stderr)
        return FAULTS
    try:
        change_all(task.root, made.files)
    except OSError as error:
        words = f"写不进 {error.filename}（{error.strerror or error}）；关掉正在用这些文件的程序再试"
        print(f"没有写入，站点没有动：{words}", file=sys.stderr)
        return FAULTS
    print("写好了：\n" + "\n".join(f"  {file}" for file in made.files))
    return _checked(task.root)


def _checked(root: Path) -> int:
    loaded, found = check_site(root)
    if found:
        print(render(found, "text", line_reader(root, loaded), "新文本已经换好，照提示改好以后再生成站点"))
    else:
        print("检查通过")
    return OK
