"""What the words of a cell hold: several duties, how often, what is deducted for what is not done."""

from __future__ import annotations

import re

from msgspec import Struct

_NUMERAL = "一二两三四五六七八九十百"
_NUMBERED = re.compile(
    rf"^\s*(?:[（(]?\d{{1,2}}[）)、.．](?!\d)|[（(][{_NUMERAL}]+[）)]|[{_NUMERAL}]+、|[①-⑳]|[•●▪◆■·-](?=\s*[\u4e00-\u9fff]))\s*"
)
_INLINE = re.compile(r"(?<=[。；;])\s*(?=(?:\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*[\u4e00-\u9fff])")
_EVERY = rf"每(?:半年|季度?|个?月|周|星期|日|天|年度?|班次?|旬|小时|[{_NUMERAL}\d]+个?(?:年|季度|月|周|天|日|小时))内?"
_TIMES = rf"(?:至少|不少于|不低于|最少)?\s*[{_NUMERAL}\d]+(?:[-~～至][{_NUMERAL}\d]+)?次"
_FREQUENCY = re.compile(
    rf"(?P<least>至少|不少于)?(?P<every>{_EVERY}(?:至少|不少于|不低于|最少)?)(?:[^，。；;：\n]{{0,16}}?(?P<times>{_TIMES}))?"
    rf"|(?P<whole>[{_NUMERAL}\d]+个?(?:季度|月|年|周|天){_TIMES})"
)
_DEDUCTION = re.compile(
    r"(?:扣|减|罚)\s*(?:除|发)?\s*[\d.．]+|[\d.．]+\s*分\s*/|不得分|扣完为止|不予?计分|扣除|扣[一二两三四五六七八九十]分|否决"
)
_NEGATIVE = re.compile(
    r"^\s*(?:未|不|没有?|无|缺|漏|少|每(?:缺|少|漏|差|发现|有|次|项|处)|发现|违|逾期|凡|如|若|发生|超|出现|否则|一次)"
)
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?|\n")


class Wording(Struct, frozen=True):
    """One duty as the words of a list give it."""

    text: str
    standard: str = ""
    frequency: str = ""
    is_negative: bool = False
    """Whether the list says only what counts as not done; the duty is then in the negative."""


def split_cell(text: str) -> list[str]:
    """Split a cell into its entries: numbered ones, or lines that each end a sentence; else it is one."""
    lines = [line for part in text.split("\n") for line in _INLINE.split(part) if line.strip()]
    numbered = sum(bool(_NUMBERED.match(line)) for line in lines)
    if numbered >= 2 or (numbered == 1 and len(lines) == 1):
        out: list[str] = []
        for line in lines:
            if _NUMBERED.match(line) or not out:
                out.append(_NUMBERED.sub("", line).strip())
            else:
                out[-1] += line.strip()
        return out
    if len(lines) > 1 and all(re.search(r"[。；;]$", line.strip()) for line in lines[:-1]):
        return [line.strip() for line in lines]
    return ["".join(line.strip() for line in lines)] if lines else []


def read_wording(text: str, standard: str = "") -> Wording:
    """Take an entry apart: what is to be done, what is deducted, how often."""
    duty, deducted = _without_deductions(text)
    duty = duty.rstrip("；;")
    rest = "\n".join(part for part in (deducted, standard.strip()) if part)
    is_negative = not duty
    if is_negative:
        duty = text.strip()
        rest = standard.strip()
    return Wording(duty, rest, frequency_in(duty), is_negative or bool(re.match(r"未|不按|没有", duty)))


def frequency_in(text: str) -> str:
    """Return how often the words say something is done, "" where they do not: 每月组织一次演练 is 每月一次."""
    match = _FREQUENCY.search(text)
    if match is None:
        return ""
    return match["whole"] or "".join(match[name] or "" for name in ("least", "every", "times"))


def _without_deductions(text: str) -> tuple[str, str]:
    """Part a text into what is to be done and what is deducted; sentences stay in their order."""
    duty: list[str] = []
    deducted: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if not _DEDUCTION.search(sentence):
            duty.append(sentence)
            continue
        parts = re.findall(r"[^，,：:]+[，,：:]?", sentence)
        first = next(n for n, part in enumerate(parts) if _DEDUCTION.search("".join(parts[n:])) and _is_from(parts, n))
        kept = "".join(parts[:first]).rstrip("，,：:")
        if kept:
            duty.append(kept + "。")
        deducted.append("".join(parts[first:]))
    return "".join(duty).strip(), "".join(deducted).strip()


def _is_from(parts: list[str], n: int) -> bool:
    """Whether the words of a deduction begin at a part: it names what is not done, or is the deduction itself."""
    if _NEGATIVE.match(parts[n]):
        return True
    return bool(_DEDUCTION.search(parts[n]))


def title_of(text: str, most: int = 16) -> str:
    """Return a short title for a duty: its first clause, cut where it is long."""
    first = re.split(r"[，。；：,;:（(\n]", text.strip())[0].strip("、“”\"' ") or text.strip()
    first = re.sub(r"^(?:负责|认真|严格|切实|积极|及时)(?=.{4})", "", first)
    return first if len(first) <= most else first[:most]
