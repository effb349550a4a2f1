"""The commands that make files to hand out: ``mingze handouts`` and ``mingze paper``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from mingze.banks.drawn import blueprint, draw_paper
from mingze.checks import check_site
from mingze.diagnostics.show import render
from mingze.drawing import parse_paper_number
from mingze.exits import FAULTS, OK, USAGE
from mingze.handouts.make import Job, named_sheet_jobs, paper_jobs, site_jobs
from mingze.handouts.pdf import PressFailed
from mingze.handouts.sheet_drawing import SheetOwner
from mingze.handouts.workshop import Progress, Workshop, put
from mingze.kept.cache_place import cache_folder
from mingze.loading import line_reader
from mingze.model import Catalog
from mingze.output import OutputRefused, check_output
from mingze.roster.roster_file import RosterRefused, roster_of
from mingze.roster.roster_person import RosterPerson, serials
from mingze.sheets.layout_file import layout_data
from mingze.sheets.sheet_layout import MOST_DIGITS, lay_out
from mingze.telling import Telling
from mingze.text.glyphs import NO_GLYPH, without_glyph
from mingze.views.division import division_of

_MOST_FORMS = 26
_MOST_TOLD = 20


def handouts(root: Path, options: argparse.Namespace) -> int:
    """Write hand-outs, kit and slides to a folder; returns the exit status."""
    catalog = _sound_catalog(root)
    if catalog is None:
        return FAULTS
    if options.role and options.role not in catalog.roles:
        print(f"没有编号为 {options.role} 的岗位；有：{_listed(catalog.roles)}", file=sys.stderr)
        return USAGE
    division = division_of(catalog)
    if options.unit and options.unit not in (unit.id for unit in division.units):
        known = _listed([f"{unit.id}（{unit.name}）" for unit in division.units])
        words = f"有：{known}" if known else "这个站岗位不多，没有按单位分开"
        print(f"没有编号为 {options.unit} 的单位；{words}", file=sys.stderr)
        return USAGE
    only = options.unit or (division.unit_of_post(options.role) if options.role else None)

    def jobs() -> Iterator[Job]:
        for job in site_jobs(catalog, only):
            wanted = job.group not in ("paper", "key") and options.role in (None, job.role)
            if wanted and (options.large or job.variant != "pdf-large"):
                yield job

    def write(folder: Path, progress: Progress) -> list[str]:
        try:
            kept = cache_folder(root) / "handouts"
            kept.mkdir(parents=True, exist_ok=True)
        except OSError:  # a folder that may only be read: then nothing is kept
            files = {folder / job.name: job for job in jobs()}
            Workshop(catalog).write(files, progress)
            return [file.name for file in files]
        made = Workshop(catalog).make_all(jobs, kept, progress, partly=True)
        put(made, folder)
        return [one.job.name for one in made]

    return _write(root, options.out, write)


def _listed(names: Collection[str]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > _MOST_TOLD else ""
    return "、".join(list(names)[:_MOST_TOLD]) + more


def paper(root: Path, options: argparse.Namespace) -> int:
    """Write one paper's forms, or check a 卷号; returns the exit status."""
    catalog = _sound_catalog(root)
    if catalog is None:
        return FAULTS
    if options.verify:
        return _verify(catalog, options.verify)
    if not options.paper:
        print(f"写明是哪一份试卷；有：{'、'.join(catalog.papers)}", file=sys.stderr)
        return USAGE
    if options.paper not in catalog.papers:
        print(f"没有编号为 {options.paper} 的试卷；有：{'、'.join(catalog.papers)}", file=sys.stderr)
        return USAGE
    if not options.seed:
        print("写明种子，如 --seed 2026；种子相同，抽到的题就相同", file=sys.stderr)
        return USAGE
    forms = [form.strip().upper() for form in options.forms.replace("，", ",").split(",") if form.strip()]
    if not forms or len(set(forms)) != len(forms) or len(forms) > _MOST_FORMS:
        print("--forms 写卷别，用逗号隔开，不重复，如 A,B", file=sys.stderr)
        return USAGE
    try:
        people = roster_of(options.roster) if options.roster else []
        owners = _owners(people, forms, options.digits)
    except RosterRefused as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    try:
        jobs = list(paper_jobs(catalog, options.paper, options.seed, forms, options.digits))
        if owners:
            jobs += named_sheet_jobs(catalog, options.paper, options.seed, owners)
        layouts = _layouts(catalog, options, forms) if options.layout else {}
    except ValueError as error:
        print(error, file=sys.stderr)
        return USAGE

    def write(folder: Path, progress: Progress) -> list[str]:
        for name, text in layouts.items():
            (folder / name).write_text(f"{text}\n", "utf-8")
        Workshop(catalog).write({folder / job.name: job for job in jobs}, progress)
        return [*(job.name for job in jobs), *layouts]

    return _write(root, options.out, write)


def _owners(people: Sequence[RosterPerson], forms: Sequence[str], digits: int) -> list[tuple[str, SheetOwner]]:
    """Return who gets a sheet of which form: as the roster says, else in turn, so that neighbours differ.

    Raises `RosterRefused` for a form that is not printed; tells what will not come out as meant: names that cannot be
    printed, numbers longer than the 考号 of sheets that are for anybody.
    """
    wrong = [
        f"{one.place}：卷别 {one.form} 不在 {','.join(forms)} 里" for one in people if one.form not in ("", *forms)
    ]
    if wrong:
        raise RosterRefused("\n".join([*wrong[:_MOST_TOLD], "改名单，或者用 --forms 写全"]))
    for one in people:
        if missing := without_glyph(one.name + one.unit):
            print(f"{one.place}：字体里没有“{''.join(sorted(missing))}”，印成{NO_GLYPH}，请手写补上", file=sys.stderr)
    longest = max((len(one.number) for one in people), default=0)
    if digits < longest <= MOST_DIGITS:
        words = f"名单里的考号有 {longest} 位，不按人印的答题卡上只有 {digits} 格；要用它，加 --digits {longest}"
        print(words, file=sys.stderr)
    return [
        (one.form or forms[n % len(forms)], SheetOwner(one.name, one.unit, one.number, serial))
        for n, (one, serial) in enumerate(zip(people, serials(people), strict=True))
    ]


def _sound_catalog(root: Path) -> Catalog | None:
    loaded, diagnostics = check_site(root)
    faults = [d for d in diagnostics if d.is_error]
    if faults:
        print(render(faults, "text", line_reader(root, loaded), "没有印制，原有文件未动"), file=sys.stderr)
        return None
    return loaded.catalog


def _verify(catalog: Catalog, typed: str) -> int:
    try:
        paper_id, seed, form = parse_paper_number(typed)
    except ValueError as error:
        print(error, file=sys.stderr)
        return FAULTS
    found = catalog.papers.get(paper_id)
    if found is None:
        print(f"卷号没有抄错，但这个站点没有编号为 {paper_id} 的试卷", file=sys.stderr)
        return FAULTS
    drawn = draw_paper(catalog, found, seed, form)
    count = sum(len(section.questions) for section in drawn.sections)
    facts = f"种子 {seed}，{count} 题，满分 {found.full_marks} 分"
    print(f"卷号 {drawn.number} 正确：{found.paper.title}（{form}卷），{facts}")
    return OK


def _layouts(catalog: Catalog, options: argparse.Namespace, forms: Sequence[str]) -> dict[str, str]:
    """Return the places of each form's answer sheet as files."""
    plan, files = blueprint(catalog, catalog.papers[options.paper]), {}
    for form in forms:
        data = layout_data(lay_out(plan.draw(options.seed, form), options.digits))
        files[f"{options.paper}-{options.seed}-{form}-layout.json"] = json.dumps(data, ensure_ascii=False, indent=1)
    return files


def _write(root: Path, out: Path, write: Callable[[Path, Progress], Iterable[str]]) -> int:
    """Let ``write`` make files in the folder ``out`` and return their names; tell them, or what went wrong."""
    try:
        folder = check_output(root, out)
    except OutputRefused as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    telling = Telling("讲义")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = list(write(folder, telling.tell))
    except OSError as error:
        telling.end()
        print(f"写不进 {folder}（{error.strerror or error}）；关掉正在用这些文件的程序再试", file=sys.stderr)
        return USAGE
    except PressFailed as failure:
        telling.end()
        print(failure, file=sys.stderr)
        return FAULTS
    telling.end()
    for name in names:
        print(out / name)
    if not names:
        print("站上还没有职责，没有讲义可做")
    return OK
