"""What web pages, scans and chats leave in the texts of questions, taken out; each change is told at its place.

In this order, as each step needs what the one before leaves: characters that were split, pinyin behind characters,
characters that nobody sees, traditional ones, misread ones, doubled marks. Only texts that are being imported pass
here: statutory texts of the site never do.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from mingze.diagnostics import Severity
from mingze.importing.files.noise import harm_in, sets_pinyin, without_harm, without_pinyin
from mingze.importing.questions import mojibake
from mingze.importing.questions.found_bank import ImportNotice
from mingze.importing.questions.raw_question import notice
from mingze.source.characters import HARMFUL
from mingze.text.traditional import SIMPLIFIED, TRADITIONAL

_SIMPLER = str.maketrans(TRADITIONAL, SIMPLIFIED)
_TWO_WAYS = frozenset("乾瞭著藉後裏於係幹")
_OLD = frozenset(TRADITIONAL) - _TWO_WAYS
_HAN = re.compile("[\u4e00-\u9fff]")
_WRITES = re.compile("著(?=[作名称稱者述录錄书書有])|(?<=[显顯名原编編论論专專巨土卓昭遗遺译譯合所拙新])著|著(?=等身)")
_QIAN = re.compile("乾(?=[坤隆元清陵])|(?<=康)乾")
_ABOUT_CHARACTERS = re.compile("繁体|繁體|异体|異體|简化字|簡化字|正体字|字形|写法")
_MISREAD = str.maketrans({"旳": "的", "笫": "第"})
_MISREAD_SIGNS = frozenset("旳笫")
_TWO_MARKS = re.compile("[,，.。;；、]{2}")
_DOUBLED = re.compile(r"(?<=[\u4e00-\u9fff”》）)）0-9A-Za-z%％])[,，.。;；、]{2,}(?=[\u4e00-\u9fff“《（(\s]|$)")
_STRONGER = "。；，、"
_HALF_COMMA = re.compile("(?<=[\u4e00-\u9fff”》）])[,;](?=[\u4e00-\u9fff“《（])")
_QUOTED = re.compile('"([^"\n]*[\u4e00-\u9fff][^"\n]*)"')
_SHARE = 0.04
FURNITURE = re.compile(
    r"^\s*(?:[—–\-－·•\s]+\d{1,4}[—–\-－·•\s]+|第\s*\d{1,4}\s*页(?:\s*[,，/／|]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}|"
    r"Page\s+\d+(?:\s+of\s+\d+)?|共\s*\d+\s*页.{0,8})\s*$",
    re.IGNORECASE,
)
_WEB = re.compile(
    r"还剩\s*\d+\s*页未读|继续免费阅读|点击(?:下载|查看|加载|展开)|加载更多|上一[页篇]|下一[页篇]|版权所有|返回顶部|扫码|关注公众号|免责声明|"
    r"相关推荐|[©®]|^\s*(?:https?://|www\.)\S+\s*$|文档下载|下载文档|本文(?:来源|档由)|百度文库|道客巴巴|豆丁|阅读全文|开通会员|"
    r"页未读|广告"
)


class TextCleaner(Struct):
    """Cleans the texts of one file; what holds for all of it is found out first."""

    has_pinyin: bool
    is_traditional: bool
    notices: list[ImportNotice] = field(default_factory=list)

    @classmethod
    def of(cls, whole: str) -> TextCleaner:
        """Look at a whole text."""
        text, _ = mojibake.mended(whole) if "?" in whole else (whole, [])
        pinyin = sets_pinyin(text)
        bare = without_pinyin(text) if pinyin else text
        han = len(_HAN.findall(bare))
        old = sum(c in _OLD for c in bare)
        return cls(pinyin, han > 0 and old > max(2, han * _SHARE))

    def clean(self, text: str, place: str, is_answer: bool = False) -> str:
        """Return a text without noise; ``is_answer`` keeps single traditional characters: they may be what is asked."""
        if text.isascii() and '"' not in text and "?" not in text:
            return without_harm(text) if harm_in(text) else text
        text = self._broken(text, place)
        if self.has_pinyin:
            text = self._changed(text, without_pinyin(text), "pinyin-removed", place, "去掉了字后面夹着的拼音")
        if HARMFUL.search(text):
            for code, words in harm_in(text):
                self._note(code, place, words, text)
            text = without_harm(text)
        text = self._simplified(text, place, is_answer)
        changed = text
        if not _MISREAD_SIGNS.isdisjoint(text):
            changed = text.translate(_MISREAD)
            words = "、".join(dict.fromkeys(f"“{a}”改为“{b}”" for a, b in zip(text, changed, strict=True) if a != b))
            self._note("misread-character", place, words, text, Severity.WARNING)
        return self._punctuated(changed, place)

    def _broken(self, text: str, place: str) -> str:
        if "?" in text:
            text, mends = mojibake.mended(text)
            for was, now in mends:
                self._note("broken-text", place, f"“{was}”是乱码，复原为“{now}”，请核对", text, Severity.WARNING)
        if found := mojibake.still_broken(text):
            self._note("broken-text", place, f"“{found}”像是乱码，没有改", text, Severity.WARNING)
        return text

    def _simplified(self, text: str, place: str, is_answer: bool) -> str:
        if self.is_traditional:
            simple = _QIAN.sub("\0", _WRITES.sub("\1", text))
            simple = simple.replace("著", "着").translate(_SIMPLER).replace("\0", "乾").replace("\1", "著")
            return self._changed(text, simple, "traditional-text", place, "繁体换成了简体")
        if is_answer or _OLD.isdisjoint(text) or _ABOUT_CHARACTERS.search(text):
            return text
        old = [c for c in text if c in _OLD]
        words = "、".join(dict.fromkeys(f"“{c}”改为“{c.translate(_SIMPLER)}”" for c in old))
        self._note("traditional-text", place, f"夹着繁体字：{words}", text, Severity.WARNING)
        return "".join(c.translate(_SIMPLER) if c in _OLD else c for c in text)

    def _punctuated(self, text: str, place: str) -> str:
        def one(match: re.Match[str]) -> str:
            marks = match[0].translate(str.maketrans(",;.", "，；。"))
            if set(match[0]) == {"."} or (set(match[0]) == {"。"} and len(match[0]) > 2):
                return match[0]  # an ellipsis as it is often typed
            mark = next(c for c in _STRONGER if c in marks)
            self._note("doubled-mark", place, f"“{match[0]}”合为“{mark}”", text, Severity.WARNING)
            return mark

        if _TWO_MARKS.search(text):
            text = _DOUBLED.sub(one, text)
        if "," in text or ";" in text:
            wide = _HALF_COMMA.sub(lambda m: "，" if m[0] == "," else "；", text)
            text = self._changed(text, wide, "half-width-mark", place, "汉字之间的半角逗号、分号改成全角")
        if '"' in text:
            text = self._changed(text, _QUOTED.sub("“\\1”", text), "straight-quotes", place, "直引号改成了“ ”")
        return text

    def _changed(self, old: str, new: str, code: str, place: str, words: str) -> str:
        if old != new:
            self._note(code, place, words, old)
        return new

    def _note(self, code: str, place: str, words: str, shown: str, severity: Severity = Severity.NOTE) -> None:
        self.notices.append(notice(code, severity, place, words, "看一眼改得对不对", shown=shown))


def is_furniture(text: str) -> bool:
    """Whether a line is of the page and not of the text: its number, the links of a web page."""
    return bool(FURNITURE.match(text)) or (
        len(text) < 60 and bool(_WEB.search(text)) and not re.match(r"\s*\d+\s*[.、．]", text)
    )
