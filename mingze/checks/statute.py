"""Statutory text: phrases occur in it, its standing is shown, its articles are counted right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingze.checks.mentions import prose_of
from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity
from mingze.model import Article, Citation, ClauseKey, Standing, Verification
from mingze.model.article import Passage
from mingze.model.reference import TermStanding
from mingze.values.numerals import to_chinese

_QUOTED = re.compile("“([^“”]{8,})”")
_COUNT = re.compile(
    r"(?:共|全文|一共|总共)\s*(?:有)?\s*(\d{1,4}|[一二三四五六七八九十百零]{1,7})\s*条"
    "(?!第|款|件|线|例|措施|意见|建议|记录|隐患|问题|线索|信息|要求|内容|职责|标准|经验|消息|举报|制度|红线|底线|纪律|禁令)"
)
_OTHER = re.compile("《([^《》]+)》")
_SENTENCE = re.compile("[。；！？\n]")
_INSTRUMENTS = ("规定", "办法", "条例", "细则", "规则", "全文", "条文", "正文")


@check()
def keyword_not_in_clause(site: Subject) -> Iterator[Finding]:
    """突出显示的词句（keywords）在条文里逐字出现。

    条文里没有的词句没法突出，多半是抄错了字或用错了标点。

    改法：从 regulation.yml 的条文里复制过来。
    """
    for duty in site.catalog.duties.values():
        text = site.catalog.duty_text(duty)
        for n, phrase in enumerate(duty.keywords):
            if text and phrase not in text:
                yield Finding(
                    site.origins.at(duty, "keywords", n),
                    f"“{phrase}”在职责 `{duty.id}` 的条文里没有出现",
                    "从条文里逐字复制，注意标点",
                )


@check()
def uncertain_phrase_not_in_text(site: Subject) -> Iterator[Finding]:
    """标明存疑的字句（uncertain）在原文里逐字出现。

    标的字句找不到，读者就看不到哪里存疑。

    改法：从同一处的 text 里复制过来。
    """
    for regulation in site.catalog.regulations.values():
        for article in regulation.all_articles:
            for n, paragraph in enumerate(article.paragraphs):
                passages: list[tuple[tuple[str | int, ...], Passage]] = [(("paragraphs", n), paragraph)]
                for m, item in enumerate(paragraph.items):
                    passages.append((("paragraphs", n, "items", m), item))
                    passages += [(("paragraphs", n, "items", m, "subs", k), sub) for k, sub in enumerate(item.subs)]
                for path, passage in passages:
                    for k, phrase in enumerate(passage.uncertain):
                        if phrase not in passage.text:
                            yield Finding(
                                site.origins.at(article, *path, "uncertain", k),
                                f"“{phrase}”在第{to_chinese(article.number.number)}条的这段原文里没有出现",
                                "从同一处的 text 里逐字复制",
                            )


@check()
def uncertain_text_called_checked(site: Subject) -> Iterator[Finding]:
    """有存疑字句（uncertain）的条文，不标“已核对”或“单一副本”。

    这两种标记说文字与副本逐字一致；补全的、据记忆写的字句在哪一份副本里都没有，两种说法不能都对。

    改法：核对清楚了，删掉 `uncertain`；还没有，核对情况改成部分待核对（只是条号、标点据上下文补全的，写据来源文本）。
    """
    claims = (Verification.VERIFIED, Verification.SINGLE_COPY)
    for regulation in site.catalog.regulations.values():
        for clause in regulation.clauses.values():
            if not (clause.uncertain and clause.verification in claims and clause.article):
                continue
            path = _passage_path(clause.article, clause.key)
            yield Finding(
                site.origins.at(clause.article, *path, "uncertain", 0),
                f"{site.clause_name(clause.key)}有存疑的字句，却标为“{clause.verification.label}”",
                "在这段文字的 `uncertain` 旁边写 `verification: reconstructed`（部分待核对）；"
                "只是条号、标点据上下文补全的写 `source-text`；已经核对清楚的，删掉 `uncertain`",
            )


def _passage_path(article: Article, key: ClauseKey) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ("paragraphs", max(0, key.paragraph - 1))
    if key.item:
        path = (*path, "items", key.item - 1)
    return (*path, "subs", key.sub - 1) if key.sub else path


@check()
def articles_out_of_order(site: Subject) -> Iterator[Finding]:
    """条按顺序排列，号不重复。

    条号重了，引用就不知道指哪一条。

    改法：改正条号。
    """
    for regulation in site.catalog.regulations.values():
        before = None
        for article in regulation.all_articles:
            if before is not None and article.number == before:
                yield Finding(
                    site.origins.at(article, "number"), f"条号 {article.number} 重复了", "改正条号，或删掉重复的一条"
                )
            elif before is not None and article.number < before:
                yield Finding(
                    site.origins.at(article, "number"),
                    f"条号 {article.number} 排在 {before} 后面",
                    "改正条号，或调整顺序",
                )
            before = article.number


@check(Severity.WARNING)
def article_missing(site: Subject) -> Iterator[Finding]:
    """条号是连续的。

    中间缺号，多半是漏抄了一条。

    改法：补上缺的条；确实只收部分条文的，可以不管这个警告。
    """
    for regulation in site.catalog.regulations.values():
        if site.gaps.covers("regulation", regulation.id):
            continue
        present = {article.number.number for article in regulation.all_articles}
        expected = 1
        for article in regulation.all_articles:
            number = article.number.number
            missing = [str(n) for n in range(expected, number) if n not in present]
            if missing:
                gap = missing[0] if len(missing) == 1 else f"{missing[0]} 至 {missing[-1]}"
                yield Finding(site.origins.at(article, "number"), f"缺第 {gap} 条", "补上，或确认只收部分条文")
            expected = max(expected, number + 1)


@check()
def checked_against_nothing(site: Subject) -> Iterator[Finding]:
    """写了核对日期，就写明核对所据的官方文本。

    “已核对”三个字要经得起追问：和哪一份核对的。

    改法：写上 checked_against，如“官方网站某年某月某日公布的全文”；还没有核对就把 checked_on 留空。
    """
    for regulation in site.catalog.regulations.values():
        if regulation.checked_on and not regulation.checked_against:
            yield Finding(
                site.origins.at(regulation, "checked_on"),
                "写了核对日期，没有写核对所据的文本",
                "补上 `checked_against`，或把 `checked_on` 留空",
            )


@check()
def history_out_of_order(site: Subject) -> Iterator[Finding]:
    """规定的来历（history）按时间先后写。

    审议、印发、施行、公布各有各的日期，写倒了，读者会把后面的日子当成前面的。

    改法：改正日期，或调整顺序。
    """
    for regulation in site.catalog.regulations.values():
        before = ""
        for n, milestone in enumerate(regulation.history):
            # 2018-06 and 2018-06-15 may be the same day: only what both say is compared
            shared = min(len(before), len(milestone.date))
            if milestone.date[:shared] < before[:shared]:
                yield Finding(
                    site.origins.at(regulation, "history", n, "date"),
                    f"来历里 {milestone.date} 排在 {before} 后面",
                    "改正日期，或调整顺序",
                )
            before = milestone.date


@check()
def rests_on_unverified_text(site: Subject) -> Iterator[Finding]:
    """题目、要点和术语不单独建立在待核对的条文上。

    文字还没有核对的条款（部分待核对、待核对），只能考有别的来源印证的内容；建立在它上面的要点不能说成“依据条文”，术语不能标“已核”。

    改法：题目写上 `sources`，列出印证所考内容的来源；要点的 standing 改成 commentator；
    术语的 standing 改成 source 或 unverified。
    """
    catalog = site.catalog
    for question in catalog.questions.values():
        behind = [c for citation in question.cites for c in catalog.clauses_behind(citation)]
        if behind and not any(c.verification.is_quotable for c in behind) and not question.sources:
            yield Finding(
                site.origins.at(question, "id"),
                f"题 `{question.id}` 只依据待核对的条文（{site.clause_name(behind[0].key)}）",
                "写上 `sources`，列出印证所考内容的来源；没有就换一个依据",
            )
    for key_point in catalog.key_points.values():
        refs = [Citation("clause", str(key), key) for point in key_point.points for key in point.clauses]
        refs += [Citation("duty", id_) for point in key_point.points for id_ in point.duties]
        found = [clause for ref in refs for clause in catalog.clauses_behind(ref)]
        if key_point.standing is Standing.CLAUSE and found and not any(c.verification.is_quotable for c in found):
            yield Finding(
                site.origins.at(key_point, "standing"),
                f"要点 `{key_point.id}` 标为依据条文，条文却都待核对",
                "把 `standing` 改成 commentator，写上来源",
            )
    for term in catalog.terms.values():
        found = [c for m in term.members for ref in m.cites for c in catalog.clauses_behind(ref)]
        if term.standing is TermStanding.VERIFIED and found and not any(c.verification.is_quotable for c in found):
            yield Finding(
                site.origins.at(term, "standing"),
                f"术语 `{term.id}` 标为已核，所依据的条文却都待核对",
                "把 `standing` 改成 source 或 unverified",
            )


@check(by_pattern=True)
def unverified_text_in_quotation_marks(site: Subject) -> Iterator[Finding]:
    """待核对的条文不放在引号里。

    引号表示逐字引用；文字还没有核对，就只能转述。

    改法：去掉引号，用自己的话说；或引用已经核对的条文。
    """
    catalog = site.catalog
    doubtful: list[str] = []
    sound: list[str] = []
    for regulation in catalog.regulations.values():
        for clause in regulation.clauses.values():
            (sound if clause.verification.is_quotable else doubtful).append(clause.text)
    if not doubtful:
        return
    doubtful_text, sound_text = "\n".join(doubtful), "\n".join(sound)
    for owner, path, text in prose_of(catalog):
        if "“" not in text:
            continue
        for match in _QUOTED.finditer(text):
            quoted = match[1].rstrip("。；，、")
            if quoted in doubtful_text and quoted not in sound_text:
                yield Finding(
                    site.origins.at(owner, *path, phrase=match[0]),
                    f"“{quoted}”出自待核对的条文，不能放在引号里",
                    "去掉引号，改成转述",
                    owner=owner,
                )


@check(by_pattern=True)
def wrong_article_count(site: Subject) -> Iterator[Finding]:
    """说到“共多少条”，数目与条文相符。

    全文有几条，常被多写、少写一条；数错了，整份材料都不可信。说别的文件、隐患、台账有多少条的，不算。

    改法：改成条文的实际条数。题目的选项里可以写错的数目，其他地方不行。
    """
    regulations = site.catalog.regulations.values()
    counts = {len(r.all_articles) for r in regulations if r.all_articles}
    if not counts or any(site.gaps.covers("regulation", r.id) for r in regulations):
        return
    right = {str(n) for n in counts} | {to_chinese(n) for n in counts}
    names = {name for r in regulations for name in (r.title, r.short_title)}
    for owner, path, text in prose_of(site.catalog):
        if path[0] in ("options", "correction"):
            continue
        for match in _COUNT.finditer(text):
            if match[1] not in right and _is_about_a_regulation(text[: match.start()], names):
                yield Finding(
                    site.origins.at(owner, *path, phrase=match[0]),
                    f"“{match[0]}”与条文的条数不符",
                    "；".join(f"《{r.short_title}》共 {len(r.all_articles)} 条" for r in regulations if r.all_articles),
                    owner=owner,
                )


def _is_about_a_regulation(before: str, names: set[str]) -> bool:
    """Whether the words before a number of articles speak of an instrument of this site, and of no other one."""
    sentence = _SENTENCE.split(before)[-1]
    titles = _OTHER.findall(sentence)
    if titles:
        return titles[-1] in names or titles[-1] in _INSTRUMENTS
    return any(name in sentence for name in (*names, *_INSTRUMENTS))
