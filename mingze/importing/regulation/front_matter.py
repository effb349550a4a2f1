"""What stands before the text: title, history (题注), number of the document, level, and the draft's id."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from pypinyin import Style, lazy_pinyin

from mingze.importing.files import Line
from mingze.importing.regulation.regulation_draft import ArticleDraft, HistoryStep

_KINDS = (
    "法典|条例|规定|办法|细则|规则|规程|规范|制度|决定|决议|通知|意见|准则|章程|解释|批复|公约|方案|责任制|守则|标准|清单|纲要|规划|"
    "要求|程序|条约|协定|议定书|措施|规约|纪律|预案|通则|须知|指南|指引|要点|职责|法案|修正案|答复|公告|通告|法|令|函"
)
_TITLE = re.compile(rf"^《?[^。；，：:;!！?？]{{2,120}}?(?:{_KINDS})》?(?:[（(][^（）()]{{1,40}}[）)])*$")
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CHINESE_DAY = re.compile(
    r"([一二三四五六七八九〇零○]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_EVENT = re.compile("通过|批准|公布|发布|颁布|印发|修正|修订|修改|施行|实施|生效|废止|公告|签署|备案|审议|制定|令|决定")
_JOINT = re.compile(r"^[\s　，,；;、。．.：:（）()]+|[\s　，,；;、（(：:]+$|(?:根据|依据|自|于|经|并|由)$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔﹝\[（(]\s*\d{4}\s*[〕﹞\]）)]\s*第?\d{1,4}\s*号")
_INTO_FORCE = re.compile(r"自(.{6,14}?)起(?:施行|实施|执行|生效)")
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
_PLACE = re.compile("[^（(《]{1,12}?(?:特别行政区|自治[区州县旗]|省|市|区|县|旗)(?![场级容政域长民])")
_UNIT = re.compile("(?:公司|集团|厂|医院|学校|学院|大学|中心|合作社|酒店|商场|矿|站)")
_LONGEST_ID = 40
_SHORT_KINDS = tuple(
    sorted(("法", "条例", "规定", "办法", "细则", "规则", "制度", "决定", "意见", "准则", "章程", "责任制"), key=len)
)


def find_title(front: Sequence[Line], name: str) -> tuple[str, bool]:
    """Return the title, and whether it had to be taken from the file's name."""
    texts = [_plain(line.text) for line in front]
    for n, text in enumerate(texts):
        if _TITLE.match(text) and not _DAY.search(text):
            above = texts[n - 1] if n else ""
            is_tail = len(text) <= 8 and 2 < len(above) <= 40 and not re.search(r"[。；：:]|\d", above)
            return _unquoted(above + text if is_tail else text), False
    whole = next((t for t in texts if 4 <= len(t) <= 100 and not re.search("[。；]", t) and not _DAY.search(t)), "")
    if whole and re.search("[\u4e00-\u9fff]", whole):
        return _unquoted(whole), False
    stem = re.sub(r"\s*[（(]\d{4}[-－]?\d{0,2}[-－]?\d{0,2}[）)]$", "", PurePath(name).stem)
    return stem or "未命名", True


def _plain(text: str) -> str:
    return re.sub(
        r"(?<=[\u4e00-\u9fff（）《》]) +(?=[\u4e00-\u9fff（）《》])", "", re.sub(r"[\s　\xa0]+", " ", text)
    ).strip()


def _unquoted(title: str) -> str:
    return title[1:-1] if title.startswith("《") and title.endswith("》") and "《" not in title[1:] else title


def short_title(title: str, taken: Iterable[str] = ()) -> str:
    """Return a name to call it by: its kind (规定, 条例 …), a law's name, or the whole title where that is taken."""
    taken = set(taken)
    name = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    law = name.removeprefix("中华人民共和国")
    kind = next((kind for kind in reversed(_SHORT_KINDS) if name.endswith(kind)), "")
    candidates = (law if name.endswith("法") and not name.endswith("办法") else kind, law, name, title)
    return next((one for one in candidates if one and one not in taken), title)


def guess_level(title: str) -> str:
    """Guess who issued it, from the name of the place or unit its title begins with."""
    place = _PLACE.match(title)
    if title.startswith(("中华人民共和国", "中国", "国务院", "全国", "最高人民", "中共中央")):
        return "national"
    if is_of_a_unit(title) and not place:
        return "unit"
    if not place:
        return "national"
    name = place[0]
    if name.endswith(("省", "自治区", "特别行政区")) or name.startswith(_MUNICIPALITIES):
        return "province"
    return "city" if name.endswith(("市", "自治州")) else "county"


def is_of_a_unit(title: str) -> bool:
    """Whether a title begins with a unit's name: 长青公司, 示例县第一中学校."""
    return bool(_UNIT.search(title[:20]))


def make_id(title: str) -> str:
    """Make an id of a title's sounds, its initials where that is long."""
    name = re.sub(r"[（(].*?[）)]", "", title).removeprefix("中华人民共和国")
    words = [w for w in lazy_pinyin(name, errors=lambda _: "") if w] or ["guiding"]
    whole = re.sub("[^a-z0-9-]", "", "-".join(words).lower().replace("ü", "v"))
    if len(whole) <= _LONGEST_ID:
        return whole or "guiding"
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda _: "")
    return re.sub("[^a-z0-9]", "", "".join(initials).lower())[:_LONGEST_ID] or "guiding"


def read_history(front: Sequence[Line]) -> list[HistoryStep]:
    """Read the steps from its making to its last change; those without a day are not listed."""
    steps: list[HistoryStep] = []
    for line in front:
        text = _CHINESE_DAY.sub(_arabic, line.text)
        days = [m for m in _DAY.finditer(text) if not _inside_title(text, m.start())]
        for n, day in enumerate(days):
            end = days[n + 1].start() if n + 1 < len(days) else len(text)
            what = _trimmed(text[day.end() : end])
            date = _iso(day)
            if date and what and _EVENT.search(what) and len(what) <= 400:
                steps.append(HistoryStep(date, what))
    return sorted(steps, key=lambda step: step.date)


def _inside_title(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("《") > before.count("》")


def _trimmed(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, _JOINT.sub("", text.strip())
    if text.count("）") > text.count("（"):
        text = text.rstrip("）")
    if text.count(")") > text.count("("):
        text = text.rstrip(")")
    return text


def _iso(day: re.Match[str]) -> str:
    try:
        return str(datetime.date(int(day[1]), int(day[2]), int(day[3])))
    except ValueError:
        return ""


def _arabic(match: re.Match[str]) -> str:
    from mingze.importing.regulation.unit_marks import number  # noqa: PLC0415

    return f"{number(match[1])}年{number(match[2])}月{number(match[3])}日"


def find_document_number(front: Sequence[Line]) -> str:
    """Return the number of the document, where the front matter names exactly one."""
    found = {re.sub(r"\s", "", m) for line in front for m in _NUMBER.findall(line.text)}
    return found.pop() if len(found) == 1 else ""


def find_effective(articles: Sequence[ArticleDraft], front: Sequence[Line]) -> str:
    """Return the day it came into force, where the last articles or the front matter say it."""
    texts = [p.text for article in reversed(articles[-3:]) for p in article.paragraphs] + [line.text for line in front]
    for text in texts:
        for match in _INTO_FORCE.finditer(_CHINESE_DAY.sub(_arabic, text)):
            day = _DAY.search(match[1])
            if day and (date := _iso(day)):
                return date
    return ""
