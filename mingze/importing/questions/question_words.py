"""Words that tell what something is in a foreign bank: types of questions, 对 and 错, labels of lines."""

from __future__ import annotations

import re
import unicodedata

UNORDERED = "unordered"
"""Gaps whose order does not matter: a blank where the stem has the gaps."""
INDEFINITE = "indefinite"
"""不定项: one answer or several."""
CHOICE = "choice"
"""选择题 without saying of which kind."""
PINNED = "pinned"
"""顺序选择题: options that stay, of either kind."""
NO_COUNTERPART = "none"
"""A type that the site has not: 改错, 无序填空, 数值."""
NUMBER = "number"
"""数字类选择题: a number to fill in, or options."""

_TYPES: tuple[tuple[str, str], ...] = (
    (UNORDERED, "不定序填空|无序填空|不定序"),
    ("blank", "定序填空|填空|完成句子|fill|blank|gap"),
    (NUMBER, "数字类选择|数值选择"),
    (PINNED, "顺序选择"),
    (INDEFINITE, "不定项|不定向"),
    ("multiple", "多项选择|多选|复选|多项|multiple|multi|checkbox|x型"),
    ("single", "单项选择|单选|单项|single|radio|最佳选择|a[12]型"),
    ("judge", "判断|是非|对错|正误|真假|true/?false|truefalse|judge|boolean|t/f"),
    ("match", "连线|匹配|配对|match"),
    ("order", "排序题|排序|ordering|sort"),
    ("short", "简答|问答|论述|名词解释|名词释义|主观|案例分析|分析题|计算题|综合题|应用题|short|essay|text"),
    (
        NO_COUNTERPART,
        "改错|听力|完形|完型|作文|翻译|写作|画图|操作|编程|数值|阅读理解|投票|打分|量表|上传|实操|附件|cloze",
    ),
    ("multiple-choice", "multiplechoice"),
    (CHOICE, "选择题|选择|choice"),
)
_KNOWN = [(kind, re.compile(pattern)) for kind, pattern in _TYPES]
TYPE_NAMES = (
    r"(?:单项选择|单选|多项选择|多选|不定项选择|不定项|判断正误|判断|是非|对错|正误|填空|简答|问答|论述|名词解释|"
    r"案例分析|案例|材料分析|材料|连线|匹配|配对|排序|选择|计算|综合|改错|改错别字|主观|复选|实操|定序填空|不定序填空|无序填空)"
    r"(?:试题|题型|题)?"
)
"""Matches the name of a type in a label or heading."""
SPOKEN = {
    "single": "单选题", "multiple": "多选题", "judge": "判断题", "blank": "填空题", "match": "连线题",
    "order": "排序题", "short": "简答题",
}  # fmt: skip

_RIGHT = frozenset(
    [
        "√",
        "✓",
        "✔",
        "☑",
        "v",
        "对",
        "正确",
        "是",
        "t",
        "true",
        "y",
        "yes",
        "1",
        "对的",
        "正确的",
        "✅",
        "🗸",
        "ok",
        "right",
        "真",
        "∨",
    ]
)
_WRONG = frozenset(
    [
        "×",
        "✗",
        "✘",
        "x",
        "错",
        "错误",
        "否",
        "不正确",
        "f",
        "false",
        "n",
        "no",
        "0",
        "不对",
        "错的",
        "错误的",
        "❌",
        "╳",
        "✕",
        "✖",
        "wrong",
        "假",
        "ⅹ",
        "х",
        "不是",
        "非",
    ]
)
_NOT_A_WORD = re.compile(r"[\s。.，,;；：:（）()【】\[\]“”\"'*＊]+")


_SHORTENED = {"单": "single", "多": "multiple", "判": "judge", "填": "blank", "简": "short", "问": "short"}
_CIRCLED = re.compile("[①-⓿❶-➓㉈-㉏㊀-㊉]")


def type_of(word: str) -> str | None:
    """Return what a name of a type means: a value of the site's types, or one of the kinds above; None for no type."""
    plain = re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", word)).lower()
    if not plain:
        return None
    if plain in ("multiplechoice", "mcq"):
        return CHOICE
    if plain in _SHORTENED:
        return _SHORTENED[plain]
    return next((kind for kind, pattern in _KNOWN if pattern.search(plain)), None)


def verdict_of(text: str) -> str | None:
    """Return 对 or 错 for a word or sign that means it, else None; ① is a position and no 1."""
    if _CIRCLED.search(text):
        return None
    plain = _NOT_A_WORD.sub("", text.replace("\ufe0f", "")).lower()
    plain = unicodedata.normalize("NFKC", plain)
    if plain in _RIGHT:
        return "对"
    return "错" if plain in _WRONG else None


_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NARROW = {code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)}


def wide_to_narrow(text: str) -> str:
    """Return a text with full-width letters and digits made half-width; punctuation stays."""
    return text.translate(_NARROW) if _WIDE.search(text) else text
