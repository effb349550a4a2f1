"""Readings above hard characters in the text of pages: which words, and how each of their characters is read.

Hard is a character that a word of the list below reads otherwise than it is read most often, as pypinyin has it, and a
character outside the first level of GB/T 2312-1980 (3,755 characters in common use) that has one reading only. Neither
the list nor pypinyin decides alone: 「干部分管」 holds no 部分, and pypinyin takes 开行 in 「开行业会议」 for one.
Where the two disagree, nothing is shown.

What is found of a text depends on that text alone, so that what a unit's texts hold may be found without the others'.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from mingze.model import Addition, Catalog, Explanation
from mingze.text.compact_json import compact_json
from mingze.views.division import WHOLE, division_of
from mingze.views.pinyin import read_run, readings_of, ruby, usual

WORDS = """
行业 同行 内行 排行 银行
处分 处罚 处置 处理 查处 惩处 判处 论处 处于
应急 响应 相应 对应 应对 适应 反应 供应 应答
给予 供给 补给 自给 参与 与会 干预 干涉 干扰 若干 相干
调整 协调 调解 调度 抽调 强制 勉强 强迫 牵强
尽责 尽职 尽快 尽量 尽管 尽力 详尽 恰当 适当 妥当 得当 当作 当天 分内 成分 部分 身份 过分
重复 重新 双重 多重 重申 重建 更新 变更 更换 更改 更正
会计 衡量 测量 量刑 丈量 估量 考量 思量
载体 记载 登载 刊载 下载 装载 超载 间隔 间断 间接 差异 差错 偏差 差别 出差
创伤 供认 角色 模样 传记 转载 转达 累计 积累 连累 劳累
着力 着眼 着手 着重 着落 沉着 长效 长期 长远 擅长 增长 成长 首长
了解 了结 看管 看护 看守 监看 兴办 兴建 复兴 不禁 禁止 称职 相称 对称 要挟
契约 剥落 削减 暴露 泄露 堵塞 闭塞 卡口 关卡 症结 玩忽
"""
"""Words of two characters, one of which is often misread."""
READINGS = "assets/readings.js"


def hard_readings(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return the hard words that the site's pages hold, each with a reading a character; "" for what is easily read.

    A longer entry hides the shorter ones within it: those without any reading keep words from where they are none.
    """
    return joined(hard_by_part(catalog, {}), catalog)


def hard_by_part(catalog: Catalog, prints: dict[str, str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the hard words in the texts of each unit, by its id; in what belongs to none or to all under `WHOLE`.

    ``prints`` is filled in: by unit the `telling_print` of its texts.
    """
    division = division_of(catalog)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for unit in division.units:
        runs = telling_runs(own_texts(division.part(unit.id)))
        prints[unit.id] = telling_print(runs)
        found[unit.id] = hard_in(runs)
    found[WHOLE] = hard_in(chain(own_texts(division.part(WHOLE)), _shared_texts(catalog)))
    return found


def telling_print(runs: Iterable[str]) -> str:
    """Return a fingerprint of the runs of characters in a unit's texts that decide which words are hard to read."""
    return hashlib.sha256("\0".join(runs).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def telling_runs(texts: Iterable[str]) -> list[str]:
    """Return, sorted, the runs of Chinese characters in texts that decide which words are hard; others tell nothing.

    What is found of some texts is the same whatever else is looked at, and needs no look at how anything is read.
    """
    runs = {run for text in texts for run in _RUN.findall(text)}
    begins, pairs, words = _beginnings(), _pairs(), _words()
    telling = {run for run in filter(begins.search, runs) if not words.isdisjoint(pairs.findall(run))}
    if _unusual().search("".join(runs)):
        telling.update(filter(_unusual().search, runs))
    return sorted(telling)


def hard_in(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the hard words in texts, or in the runs of them that tell, as `hard_readings` does."""
    rare: dict[str, tuple[str, ...]] = {}
    """Characters with all their readings."""
    said: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    begins, unusual, words = _beginnings(), _unusual(), _hard_words()
    for run in (run for text in texts for run in _RUN.findall(text)):
        odd = {c: _alone(c) for c in unusual.findall(run)}
        # with one that pypinyin does not know a run is read only where each of its characters is taken for itself
        if odd and not all(odd.values()) and len(read_run(run)) != len(run):
            continue
        rare.update(odd)
        for match in begins.finditer(run):
            word = run[match.start() : match.end() + 1]
            if word in words:
                said[word].update([_as_read(word, run, match.start())])
    found: dict[str, tuple[str, ...]] = {c: readings for c, readings in rare.items() if len(readings) == 1}
    for word in WORDS.split():
        found.update(said[word])
    return found


def joined(parts: Mapping[str, Mapping[str, tuple[str, ...]]], catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return the hard words of all parts of a site, with the terms whose readings their authors give."""
    told = {word: readings for found in parts.values() for word, readings in found.items()}
    for term in catalog.terms.values():
        if term.reading and any(reading for _, reading in ruby(term)):
            told[term.name] = tuple(reading for run, reading in ruby(term) for _ in run)
    return told


def _as_read(word: str, run: str, at: int) -> tuple[str, tuple[str, ...]]:
    """Return a word with its hard readings; where it is read otherwise within a run, what is around it with none."""
    end = at + len(word)
    if read_run(run, end=end)[at:] == _read_alone(word):
        return word, _parts(word)
    around = run[max(at - 1, 0) : end + 1]
    return around, ("",) * len(around)


@cache
def _read_alone(word: str) -> list[str]:
    return read_run(word)


@cache
def _parts(word: str) -> tuple[str, ...]:
    return tuple("" if reading == usual(c) else reading for c, reading in zip(word, _read_alone(word), strict=True))


@cache
def _beginnings() -> re.Pattern[str]:
    """Return what finds where a word of the list may begin.

    One pass over a text, however long the list: a word's first character, with one behind it that is a second one.
    """
    first, second = ("".join(sorted({word[n] for word in WORDS.split()})) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


@cache
def _pairs() -> re.Pattern[str]:
    """Return what finds all pairs of characters that may be words of the list, also those within one another."""
    return re.compile(f"(?=({_beginnings().pattern}.))", re.DOTALL)


@cache
def _words() -> frozenset[str]:
    return frozenset(WORDS.split())


@cache
def _hard_words() -> frozenset[str]:
    """Return the words of the list that have hard readings."""
    return frozenset(word for word in _words() if any(_parts(word)))


@cache
def _unusual() -> re.Pattern[str]:
    """Return what finds in runs of Chinese characters those outside the first level of GB/T 2312-1980, rows 16 to 55.

    One class is quicker than a set.
    """
    rows = (bytes((0xA0 + row, cell)) for row in range(16, 56) for cell in range(0xA1, 0xFF))
    return re.compile(f"[^{b''.join(rows).decode('gb2312', 'ignore')}]")


def readings_script(hard: Mapping[str, tuple[str, ...]]) -> str:
    """Return the script that hands the hard words to the one that puts their readings on a page."""
    table = {word: list(hard[word]) for word in sorted(hard)}
    return f"window.mingze.readings={compact_json(table)};"


_RUN = re.compile(r"[\u3400-\u9fff]+")


def own_texts(catalog: Catalog) -> Iterator[str]:
    """Yield what readers read at length of a catalog's own regulations and posts: statute, explanations, key points."""
    for regulation in catalog.regulations.values():
        yield from (clause.text for clause in regulation.clauses.values())
    for duty in catalog.duties.values():
        yield duty.text or ""
    for part in catalog.commentary:
        for explanation in part.explanations:
            yield from _texts_of(explanation)
        for point in part.key_points:
            yield point.text or ""
            yield from (one.text for one in point.points)


def _shared_texts(catalog: Catalog) -> Iterator[str]:
    """Yield the same of what belongs to all units: definitions, cases."""
    for term in catalog.terms.values():
        yield term.definition
        yield from (member.text for member in term.members)
    for case in catalog.cases.values():
        yield case.text
        yield case.lesson or ""


def _texts_of(explanation: Explanation | Addition) -> Iterator[str]:
    yield explanation.plain or ""
    yield from explanation.actions
    yield from explanation.evidence
    yield explanation.caution or ""


@lru_cache(maxsize=65536)
def _alone(character: str) -> tuple[str, ...]:
    """Return all readings of a character, the commonest first."""
    return tuple(reading for reading in readings_of(character) if reading != character)
