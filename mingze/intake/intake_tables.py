"""What became of every page and of everybody, as tables and as words for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mingze.intake.intake_records import FATES, Intake, PageFate
from mingze.intake.settlement import CHECK_PAGE, SETTLED_FILE
from mingze.scoring.report_tables import ReportTable

PAGES_FILE, PEOPLE_FILE = "读卡情况.csv", "收卷情况.csv"
_QUIET: tuple[PageFate, ...] = ("read", "blank", "spare", "aside")
_MOST = 40


def pages_table(intake: Intake) -> ReportTable:
    """Tabulate every page of the input, in its order."""
    rows = tuple(
        (page.source, FATES[page.fate], page.paper, page.page or "", *_who(intake, page.sitter), page.words)
        for page in intake.pages
    )
    return ReportTable("各页", ("哪一页", "结果", "卷号", "第几页", "姓名", "单位", "考号", "说明"), rows)


def people_table(intake: Intake) -> ReportTable:
    """Tabulate everybody's sheets, and of whom there is none."""
    rows = [
        (*_who(intake, sheet.sitter), sheet.paper, "、".join(map(str, sheet.pages)), sheet.open, sheet.file, sheet.held)
        for sheet in intake.sheets
    ]
    rows += [(*_who(intake, key), "", "", 0, "", "没有答题卡：缺考，或者漏扫") for key in intake.absent]
    return ReportTable("各人", ("姓名", "单位", "考号", "卷号", "有哪几页", "要核对几处", "答卷", "说明"), tuple(rows))


def is_done(intake: Intake) -> bool:
    """Whether every page was read and every sheet gave an answer file."""
    return all(page.fate in _QUIET for page in intake.pages) and not any(sheet.held for sheet in intake.sheets)


def faults(intake: Intake) -> Iterator[str]:
    """Yield what is to be told: of pages by their place, then of people, then the rest."""
    bad = [page for page in intake.pages if page.words and page.fate not in ("blank", "aside")]
    yield from _some([f"{page.source}：{page.words}" for page in bad], PAGES_FILE)
    held = [
        f"{intake.sitters[one.sitter].shown} {one.paper}：{one.held}，先不出答卷" for one in intake.sheets if one.held
    ]
    absent = [f"{intake.sitters[key].shown}：没有答题卡，缺考或者漏扫" for key in intake.absent]
    yield from _some([*held, *absent], PEOPLE_FILE)
    yield from intake.told


def summary(intake: Intake) -> Iterator[str]:
    """Yield how many pages, people and open questions there are."""
    fates = Counter(page.fate for page in intake.pages)
    parts = [f"{_short(fate)} {fates[fate]}" for fate in FATES if fates[fate]]
    yield f"共 {len(intake.pages)} 页：{'，'.join(parts)}"
    rows = sum(row.answer is None for row in intake.rows)
    written = sum(one.settled is None for one in intake.fields)
    pages = sum(one.settled is None for one in intake.owners) + sum(one.settled is None for one in intake.conflicts)
    made = sum(bool(sheet.file) for sheet in intake.sheets)
    absent = f"，没有答题卡 {len(intake.absent)} 人" if intake.absent else ""
    yield f"{len(intake.sheets)} 份卡：写好答卷 {made} 份，还不能出 {len(intake.sheets) - made} 份{absent}"
    if rows or written or pages:
        yield f"要人看的：填涂 {rows} 处，手写 {written} 处，页 {pages} 张"
        yield f"用浏览器打开 {CHECK_PAGE} 核对，存成 {SETTLED_FILE}，加上 --settled 再运行一次"


def _some(lines: list[str], file: str) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"还有 {len(lines) - _MOST} 处，见 {file}"


def _short(fate: PageFate) -> str:
    return FATES[fate].partition("：")[0].partition("，")[0]


def _who(intake: Intake, key: str) -> tuple[str, str, str]:
    if key not in intake.sitters:
        return "", "", ""
    person = intake.sitters[key].person
    return person.name, person.unit, person.number
