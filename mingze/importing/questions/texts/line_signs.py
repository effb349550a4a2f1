"""What a line of a typed bank is: how it begins, and which labels stand in it."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from mingze.importing.questions.question_words import TYPE_NAMES, wide_to_narrow

_ORDINAL = (
    r"(?:第?\s*[一二三四五六七八九十百]{1,4}\s*(?:部分|大题|单元)?\s*[、.．:：,，]?\s*|[（(][一二三四五六七八九十]{1,3}[)）]\s*[、.]?\s*|"
    r"[ⅠⅡⅢⅣⅤⅥⅦⅧIVX]{1,4}\s*[、.．]\s*|(?:Part|PART)\s*\w+\s*[:：.]?\s*|【|\[)?"
)
_HEADING = re.compile(
    rf"^\s*(?P<ordinal>{_ORDINAL})(?P<type>{TYPE_NAMES})\s*(?:】|\])?\s*(?:题库|部分|练习|样题)?\s*"
    r"(?P<key>的?(?:参考|标准|正确)?答案(?:[及与和]?(?:解析|详解))?)?\s*"
    r"(?P<rest>[:：]?\s*(?:[（(\[【].*|[,，、]?\s*(?:每|共|本|合计|总|以下|下列|请|\d+\s*(?:道|题|小题|分)).*)?)$"
)
_KEYED = re.compile(rf"^\s*{_ORDINAL}(?P<type>{TYPE_NAMES})\s*[:：]?\s*(?P<rest>\d.*)$")
_CHAPTER = re.compile(
    r"^\s*(?:第\s*[一二三四五六七八九十百\d]{1,4}\s*[章节编篇单元部分]{1,2}\s*\S.{0,40}|[一二三四五六七八九十]{1,3}\s*[、.．]\s*[^。？?！!；;（）()]{1,30})$"
)
_AREA = re.compile(
    r"^\s*[【\[（(]?\s*(?:附\s*[:：]?\s*)?(?:试题|题库|习题|练习题?|本卷|试卷|全卷)?\s*(?:参考|标准|正确)?答案\s*(?:[及与和、]\s*(?:解析|详解|评分标准))?\s*(?:区|部分|汇总|如下)?\s*[】\]）)]?\s*[:：]?\s*$"
)
_EXPLAINED = re.compile(r"^\s*[【\[（(]?\s*(?:试题|答案|题目)?(?:解析|详解)\s*(?:如下|部分)?\s*[】\]）)]?\s*[:：]?\s*$")
_MATERIAL = re.compile(
    r"^\s*(?:【?材料\s*[一二三四五六七八九十\d]?】?\s*[:：]|【?案例\s*[一二三四五六七八九十\d]?】?\s*[:：]|(?:请?(?:根据|阅读|依据|结合))(?:以下|下列|下面|上述)?[^。]{0,12}(?:材料|案例|资料|背景)|"
    r"[（(]?\s*\d+\s*[-~～—至]\s*\d+\s*题?共用)"
)
MATERIAL_RANGE = re.compile(r"(\d{1,4})\s*(?:[-~～—至到]|、)\s*(\d{1,4})\s*(?:小?题|共用)?")

_ANSWER = r"(?:(?:正确|参考|参照|标准|本题)?\s*答\s*案(?:要点)?|(?:评分|得分|参考)要点|正确选项|参考选项)"
_OTHER = (
    r"(?:难度(?:系数|等级|程度)?|难易(?:程度|度)?|知识点|考点|考查点|分值|分数|来源|出处|所属章节|章节|认知层次|"
    r"题目类型|试题类型|题型|标签|(?:我的|你的|学生|考生|您的)答案)"
)
_EXPLANATION = (
    r"(?:(?:答案|试题|题目|本题)?\s*解\s*析|(?:试题|题目)?分析|解答|详解|点评|解释|答案说明|解题思路|思路点拨|理由|"
    r"(?:法律|法规|条款|答案|命题|出题|参考)?依据)"
)
_STARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "explanation",
        re.compile(
            rf"^\s*(?:[【\[〖［(（『「<]\s*{_EXPLANATION}\s*[】\]〗］)）』」>]\s*[:：]?|{_EXPLANATION}\s*[:：]|"
            r"解析[ \t\u3000]+(?=\S))\s*"
        ),
    ),
    (
        "answer",
        re.compile(
            rf"^\s*(?:[【\[〖［(（『「<]\s*{_ANSWER}\s*[】\]〗］)）』」>]\s*[:：]?|{_ANSWER}\s*(?:[是为]?\s*[:：]|"
            rf"[是为](?=\s*[A-Ja-j√×对错]))|{_ANSWER}\s*(?=[A-JＡ-Ｊ√×✓✗]|[对错](?:$|\s))|"
            rf"{_ANSWER}[ \t\u3000]+(?=\S)|(?:(?i:answer|ans|key))\s*[:：]|答\s*[:：])\s*"
        ),
    ),
    ("tag", re.compile(rf"^\s*(?:[【\[〖]\s*({_OTHER})\s*[】\]〗]\s*[:：]?|({_OTHER})\s*[:：])\s*")),
)
_INLINE = re.compile(
    rf"(?:[【〖\[［]\s*(?:{_ANSWER}|{_EXPLANATION}|{_OTHER})\s*[】〗\]］]\s*[:：]?)|"
    rf"(?<=[\s\u3000。.；;，,：:）)？?A-JＡ-Ｊ√×对错^*|#])(?:{_ANSWER}|解\s*析|答案解析|试题解析|{_OTHER})\s*[:：]"
)
_DECORATED = re.compile(rf"^[\s　★☆●◆■▶►>＞*＊\-–—•·#]+(?=[*【\[〖［(（『「<]{{0,3}}\s*(?:{_ANSWER}|{_EXPLANATION}))")
_BOLD = re.compile(rf"^\s*(?:\*\*|__)\s*((?:{_ANSWER}|{_EXPLANATION})\s*[:：]?)\s*(?:\*\*|__)")
_WRAPPED = re.compile(rf"^\s*[【\[（(［]\s*({_ANSWER}|{_EXPLANATION})\s*[:：]\s*(.*?)\s*[】\]）)］]\s*[。.]?\s*$")
_BEHIND = re.compile(
    rf"^\s*({_ANSWER})\s*[【\[（(［]\s*([A-JＡ-Ｊa-j、,，\s]{{1,30}}|[√×✓✗]|对|错|正确|错误)\s*[】\]）)］]\s*[。.]?\s*$"
)
_OPTION_LABEL = re.compile(r"^\s*(?:选项|备选项|备选答案)\s*(?:[:：]\s*|(?=[A-JＡ-Ｊ]\s*[:：.．、]))")
_TAIL = re.compile(rf"(?<=[A-Ja-jＡ-Ｊ√×✓✗对错误确])\s*[，,；;。]?\s*([（(])?\s*(?=(?:{_EXPLANATION})\s*[:：])")
_OWN_NUMBER = re.compile(r"^\s*[【\[]?\s*(?:题号|序号|编号|试题编号|题目编号)\s*[】\]]?\s*[:：]\s*(\d{1,6})\s*$")
_STEM_LABEL = re.compile(
    r"^\s*(?:[【\[〖]\s*(?:题干|题目|试题|问题|题)\s*[】\]〗]\s*[:：]?|(?:题干|题目|试题|问题)\s*[:：])\s*"
)
_NUMBER = re.compile(
    r"^\s*(?:第\s*(?P<di>\d{1,5})\s*(?:小?题|道题?)\s*[.．、:：]?|(?P<dot>\d{1,5})\s*(?P<sign>[.．、,，)）:：﹒·。])\s*|(?P<q>[Qq]\s*\d{1,5})\s*[.．、:：)]?|"
    r"[（(]\s*(?P<paren>\d{1,5})\s*[)）]\s*[.．、]?|[【\[]\s*(?P<square>\d{1,5})\s*[】\]]\s*|"
    r"(?P<spaced>\d{1,5})[ \t\u3000]+(?=\S)|"
    r"(?P<glued>\d{1,5})(?=[\u4e00-\u9fff《“])|(?P<circled>[①-⑳])\s*)"
)
_MISREAD = re.compile(r"^\s*(?:[Il|]\s?(?P<a>\d)|(?P<b>\d)[OoIl])\s*(?=[\u4e00-\u9fff.．、])[.．、]?\s*")
_FIRST_MISREAD = re.compile(r"^\s*[lI|]\s*[.．、]\s*(?=[\u4e00-\u9fff《“])")
FORM_LINE = re.compile(r"^\s*[_＿\-—]{4,}\s*(?:[（(]\s*(?:正确)?答案\s*[:：]\s*(.*?)\s*[)）])?\s*$")

_LONGEST_HEADING = 200


class SectionHeading(Struct, frozen=True):
    """A heading of a section."""

    type: str
    """The name of a type in it, "" for a chapter."""
    rest: str = ""
    """Answers that follow in the same line."""
    is_key: bool = False
    """Whether it says that answers follow."""
    is_weak: bool = False
    """Whether it may as well be a word of a sentence that was broken (判断)."""


class Start(Struct, frozen=True):
    """The beginning of a numbered line."""

    number: int
    style: str
    rest: str
    misread: str = ""
    """What stands for the number where it was misread."""
    follows_digit: bool = False
    """Whether the text behind the number begins with a digit: 1.2026年 or 1.5米."""


def heading_of(text: str) -> SectionHeading | None:
    """Return the heading that a line is, None where it is none."""
    if len(text) > _LONGEST_HEADING:
        return None
    bare = re.sub(r"^\s*#{1,6}\s*|\*\*|^\s*[-•]\s+", "", text).strip()
    if match := _HEADING.match(bare):
        weak = not (match["ordinal"] or match["rest"] or match["key"] or "题" in match["type"] or text.startswith("#"))
        return SectionHeading(match["type"], is_key=bool(match["key"]), is_weak=weak)
    if match := _KEYED.match(bare):
        return SectionHeading(match["type"], match["rest"])
    if _CHAPTER.match(bare) or re.match(r"^\s*#{1,6}\s+(?!\d+[.、．])", text):
        return SectionHeading("")
    return None


def is_answer_area(text: str) -> bool:
    """Whether a line alone says that answers of several questions follow."""
    return len(text) < _LONGEST_HEADING and bool(_AREA.match(text.strip(" #*")))


def is_explanation_area(text: str) -> bool:
    """Whether a line alone says that explanations follow."""
    return len(text) < _LONGEST_HEADING and bool(_EXPLAINED.match(text.strip(" #*")))


def is_material(text: str) -> bool:
    """Whether a line begins a text that several questions are about."""
    return bool(_MATERIAL.match(text))


def start_of(text: str, expected: int | None = None) -> Start | None:
    """Return number and text of a line that begins with a number; ``expected`` is the one that would follow."""
    narrow = wide_to_narrow(text)
    if expected == 1 and (match := _FIRST_MISREAD.match(narrow)):
        return Start(1, "dot", text[match.end() :].strip(), match[0].strip())
    if expected and (match := _MISREAD.match(narrow)):
        number = (
            int(f"1{match['a']}") if match["a"] else int(f"{match['b']}{'0' if narrow.strip()[1] in 'Oo' else '1'}")
        )
        if number == expected:
            return Start(number, "dot", text[match.end() :].strip(), match[0].strip())
    match = _NUMBER.match(narrow)
    if match is None:
        return None
    style = match.lastgroup or ""
    style = "dot" if style == "sign" else style
    if style == "circled":
        return None
    digits = re.search(r"\d+", match[style])
    rest = text[match.end() :]
    if digits is None or not rest.strip():
        return None
    return Start(
        int(digits[0]),
        style,
        rest.strip(),
        follows_digit=style == "dot" and rest[:1].isdecimal() and match["sign"] in ".．,，:：",
    )


def label_of(text: str) -> tuple[str, str, str] | None:
    """Return kind, name and rest of a line that begins with a label: answer, explanation or tag."""
    for kind, pattern in _STARTS:
        if match := pattern.match(text):
            name = next((group for group in match.groups() if group), "") if kind == "tag" else ""
            return kind, name, text[match.end() :].strip()
    return None


def field_before_stem(text: str) -> tuple[str, str] | None:
    """Return name and value of a line that says something of the question whose stem follows: 题号：1, 题型：单选题."""
    label = label_of(text)
    if label and label[0] == "tag":
        return label[1], label[2]
    match = _OWN_NUMBER.match(text)
    return ("题号", match[1]) if match else None


def stem_label(text: str) -> str | None:
    """Return the rest of a line that begins with 题干：, None where it does not."""
    match = _STEM_LABEL.match(text)
    return text[match.end() :].strip() if match else None


def undecorated(text: str) -> str:
    """Return a line without signs before its label or brackets around it and its words: ★答案：B, 【答案：B】."""
    if not _MAY_BE_LABEL.search(text):
        return text
    text = _DECORATED.sub("", _BOLD.sub(r"\1", text))
    for pattern in (_WRAPPED, _BEHIND):
        if match := pattern.match(text):
            return f"{match[1]}：{match[2]}"
    return _OPTION_LABEL.sub("", text)


_MAY_BE_LABEL = re.compile("答|解|析|依据|理由|选项|备选|思路|点评")


def parts_of(text: str) -> list[str]:
    """Split a line at the labels within it: ``题干 答案：B 解析：…``."""
    cuts = [0, *(m.start() for m in _INLINE.finditer(text) if m.start() > 0), len(text)]
    parts = [text[a:b].strip() for a, b in pairwise(cuts)]
    return [one for part in parts if part for one in _answer_and_reason(part)]


def _answer_and_reason(part: str) -> list[str]:
    """Split a part at an explanation that stands behind its letters, in brackets or not: ``答案：B（解析：…）``."""
    label = label_of(part)
    if label is None or label[0] != "answer" or (match := _TAIL.search(part)) is None:
        return [part]
    rest = part[match.end() :]
    return [
        part[: match.start()].strip(),
        rest.rstrip(" 　。").removesuffix(")").removesuffix("）") if match[1] else rest,
    ]
