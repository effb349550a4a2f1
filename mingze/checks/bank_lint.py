"""Banks teach and do not give themselves away: what a sceptical examinee would notice."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity
from mingze.model import LETTERS, Bank, BaseQuestion, Catalog, Duty, SingleChoice
from mingze.model.fingerprints import fingerprint_of, reviewable
from mingze.questions import ChoiceQuestion
from mingze.text.likeness import comparable

ENOUGH = 8
"""Single-choice questions a bank needs before habits show."""
LONGEST_SHARE = 0.3
LONGEST_LEAST = 0.1
"""“Never the longest” pays as well: of the questions with one longest option, chance makes it the key of a quarter."""
POSITION_SHARES = (0.15, 0.35)
"""Least and most of the keys a position may hold in one bank of four options."""
_ONE = "[A-JＡ-Ｊ]"
_AND = r"\s*[、，,和与或及]\s*"
_LETTERS = rf"(?>{_ONE}{{1,10}}(?:{_AND}{_ONE}{{1,10}})*)(?![A-Za-z0-9Ａ-Ｚ])"
_NOT_A_THING = "(?!目|工程|工作|任务|指标|检查|整改)"
"""What makes 项 a word of its own: 附录C项目清单."""
_NAMES_LETTER = re.compile(
    # a letter, and that it is right or wrong; 附录C, 甲A and 维生素A are names
    rf"(?<![A-Za-z0-9Ａ-Ｚ甲乙第录件表图素]){_LETTERS}\s*(?:选?项{_NOT_A_THING}|[是为]?(?:对|错)的)"
    rf"|(?:^|(?<=[\s，。；：、“（(,.;:故中此而以则只仅但且选项]))(?<![A-Za-z0-9甲乙]){_LETTERS}\s*(?:正确|错误|不对)"
    # to choose a letter, and no more: 选A类火灾适用的灭火器, 选 B 级防护服 and 选C30混凝土 name what is chosen
    rf"|选项\s*{_LETTERS}|(?:选|选择|答案(?:应当|应)?[是为：:]?)\s*{_LETTERS}"
    rf"(?=\s*(?:$|[，。；、,.;：:！!？?（()）》”\"'’…]|选?项{_NOT_A_THING}|正确|错误|才|是|为|不|就|即|也|而|更|对|错))",
    re.MULTILINE,
)
_ALL_ABOVE = re.compile(
    "(?:以上|上述|前面|前述|上面)(?:所列|列出)?(?:的)?"
    "(?:(?:所有|全部|各|这|这些|[两二三四五六七八九]|[2-9])?(?:个|条|种)?"
    "(?:选项|答案|说法|做法|情形|情况|内容|行为|措施|因素|条件|要求|项|种|个|者|点|条|类|几项|几种))?"
    "(?:(?:都|均|全|皆|全都|全部)(?:不?(?:是|对|正确|可|可以|包括|属于|符合|选|应当|需要)|非|有|无|没有|错误?)?|所有|全部)"
    "|(?:全部|全都|全|都|均|皆)(?:不?(?:是|对|正确|选)|非|错误?)"
    rf"|(?:选项)?{_ONE}(?:(?:{_AND})?{_ONE})+(?:项|选项)?(?:都|均|全|皆)(?:不?(?:是|对|正确)|错误?)"
)
"""An option that is nothing but a reference to others. 县级以上人民政府都要组织 and 30人以上均应申报 are not."""
_ENDS = ("。", "？", "：", "！", "…", "—", "?", ":", "!", "．", ".")
_WRITTEN_GAP = re.compile(r"[(（][\s_]*[)）]|_{2,}")


@check(by_pattern=True)
def explanation_names_letter(site: Subject) -> Iterator[Finding]:
    """解析、提示和选项的说明不写选项字母。

    印A、B卷时选项会换位置，“选B”就指错了。A类火灾、B级防护服、附录C是名称，不算。

    改法：用选项的内容来说，如“‘每季度’正是第四条第（二）项写的”。
    """
    for question in site.catalog.questions.values():
        texts: list[tuple[tuple[str | int, ...], str]] = [(("explanation",), question.explanation)]
        if question.hint:
            texts.append((("hint",), question.hint))
        if isinstance(question, ChoiceQuestion):
            texts += [(("options", n, "feedback"), o.feedback) for n, o in enumerate(question.options) if o.feedback]
        for path, text in texts:
            match = _NAMES_LETTER.search(text)
            if match:
                yield Finding(
                    site.origins.at(question, *path, phrase=match[0]),
                    f"题 `{question.id}` 的说明写了选项字母“{match[0]}”",
                    "改用选项的内容来说，印卷时选项会换位置",
                    owner=question,
                )


@check(by_pattern=True)
def all_of_the_above(site: Subject) -> Iterator[Finding]:
    """“以上都是”之类的选项只用在选项不换位置的题里。

    选项换了位置，“以上”指的就不是原来那几个；它也常常一眼就能看出来。县级以上、30人以上是别的意思，不算。

    改法：改成多选题，或换一个具体的选项；一定要用就写 `pinned: true`。
    """
    for question in site.catalog.questions.values():
        if isinstance(question, ChoiceQuestion) and not question.pinned:
            for n, option in enumerate(question.options):
                if _ALL_ABOVE.fullmatch(comparable(option.text)):
                    yield Finding(
                        site.origins.at(question, "options", n),
                        f"题 `{question.id}` 的选项“{option.text}”指着别的选项",
                        "换一个具体的选项；一定要用就写 `pinned: true`",
                        owner=question,
                    )


@check(by_pattern=True)
def stem_without_gap(site: Subject) -> Iterator[Finding]:
    """选择题的题干留了空（　　），或是一个完整的句子。

    既没有空，也没有句号、问号，印在卷上看不出要答什么。

    改法：在要填的地方写（　　），或以句号、问号、冒号结尾。
    """
    for question in site.catalog.questions.values():
        if isinstance(question, ChoiceQuestion):
            stem = question.stem.rstrip("”）) \n")
            if not _WRITTEN_GAP.search(question.stem) and not stem.endswith(_ENDS):
                yield Finding(
                    site.origins.at(question, "stem"),
                    f"题 `{question.id}` 的题干没有空，也没有结尾的标点",
                    "在要填的地方写（　　），或以句号、问号结尾",
                    owner=question,
                )


@check(Severity.WARNING)
def longest_option_is_key(site: Subject) -> Iterator[Finding]:
    """正确选项不总是最长的一个，也不从来不是。

    应试的人都知道：拿不准就选最长的。一个题库里，答案比别的选项都长的单选题不超过三成。
    反过来，有一个选项最长的题里，它几乎都是错的，“不选最长的”也能蒙对：至少有一成，最长的就是答案。

    改法：把答案写短，或把错误选项写得一样具体；太少的，把几道题的错误选项写短。
    """
    for bank, singles in _banks_of_singles(site):
        longest = [q for q in singles if _key_is_longest(q)]
        uneven = [q for q in singles if _longest_option(q) is not None]
        if len(longest) > LONGEST_SHARE * len(singles):
            yield Finding(
                site.origins.at(bank, "bank", "id"),
                f"题库 `{bank.id}` 的 {len(singles)} 道单选题里，有 {len(longest)} 道的答案是最长的选项",
                f"改几道：{'、'.join(q.id for q in longest[:12])}",
                f"不超过 {math.floor(LONGEST_SHARE * len(singles))} 道",
            )
        elif len(uneven) >= ENOUGH and len(longest) < LONGEST_LEAST * len(uneven):
            others = [q.id for q in uneven if q not in longest]
            yield Finding(
                site.origins.at(bank, "bank", "id"),
                f"题库 `{bank.id}` 有 {len(uneven)} 道单选题有一个最长的选项，"
                f"其中 {len(longest)} 道的答案是它，不选最长的就容易蒙对",
                f"把错误选项写短几道：{'、'.join(others[:12])}",
                f"至少 {math.ceil(LONGEST_LEAST * len(uneven))} 道",
            )


@check(Severity.WARNING)
def key_position_bias(site: Subject) -> Iterator[Finding]:
    """正确选项在 A、B、C、D 上分布均匀。

    答案偏在一个位置，蒙也蒙得对。每个位置占一个题库单选题的 15% 到 35%。

    改法：调换选项的位置，同时改 answer。
    """
    least, most = POSITION_SHARES
    for bank, singles in _banks_of_singles(site):
        keys = Counter(q.answer for q in singles if len(q.options) == 4)
        total = keys.total()
        if total < ENOUGH:
            continue
        low, high = math.floor(least * total), math.ceil(most * total)
        if any(not low <= keys[letter] <= high for letter in LETTERS[:4]):
            counts = "、".join(f"{letter} {keys[letter]}" for letter in LETTERS[:4])
            yield Finding(
                site.origins.at(bank, "bank", "id"),
                f"题库 `{bank.id}` 的单选题答案分布不均：{counts}",
                f"调换几道题的选项位置，每个字母 {low} 到 {high} 道",
            )


def unasked_duties(catalog: Catalog) -> list[list[Duty]]:
    """Return the explained duties of each post that no question is about; one not yet explained has its own fault."""
    cited = {duty.id for question in catalog.questions.values() for duty in catalog.duties_behind(question)}
    found = []
    for assignment in catalog.assignments:
        told = {explanation.duty for explanation in assignment.explanations}
        found.append([duty for duty in assignment.duties if duty.id in told and duty.id not in cited])
    return found


@check(Severity.WARNING)
def duty_without_questions(site: Subject) -> Iterator[Finding]:
    """每一项职责都有题。

    没有题的职责，学员测不到，也就不知道自己会不会。一个题库也没有的站点不提醒；题目比职责还少的，合起来提醒一次。

    改法：在题库里补一道，`cites` 写这项职责，或它出自的条款；`mingze coverage` 列出每项职责有几道题。
    """
    if not site.catalog.questions or site.gaps:
        return
    missing = unasked_duties(site.catalog)
    if len(site.catalog.questions) < len(site.catalog.duties):  # only begun: one reminder is enough
        missing = [[duty for without in missing for duty in without]]
    for without in missing:
        if without:
            names = "、".join(f"`{duty.id}`" for duty in without[:6])
            more = f"等 {len(without)} 项" if len(without) > 6 else ""
            yield Finding(
                site.origins.at(without[0], "id"),
                f"职责 {names}{more or ' '}一道题也没有",
                f"补题，`cites` 写职责编号，如 {without[0].id}",
            )


@check(Severity.WARNING)
def cited_text_changed(site: Subject) -> Iterator[Finding]:
    """题目所依据的条文，与上次看题时相同。

    条文改了，题目的答案可能就不对了。

    改法：对着新的条文看一遍题；没有问题就运行 `mingze reviewed 题号`，记下新的指纹。
    """
    for id_, fingerprint in site.catalog.reviewed.get("texts", {}).items():
        question = site.catalog.questions.get(id_)
        if question is None:
            continue  # told by `reviewed_question_gone`
        now = fingerprint_of(site.catalog, question)
        if now and now != fingerprint:
            yield Finding(
                site.origins.at(question, "id"),
                f"题 `{id_}` 所依据的条文与上次看题时不同",
                f"对着新的条文看一遍题，再运行 mingze reviewed {id_}",
            )


@check(Severity.WARNING)
def reviewed_question_gone(site: Subject) -> Iterator[Finding]:
    """quizzes/reviewed.yml 里只有现有的题、解读和要点。

    这个文件记着看题时条文的样子。题删了、整站换了内容，旧的记录还留着，以后同一个题号会被当成看过的题。

    改法：运行 `mingze reviewed`，旧的记录会清掉；不打算用它，就把这个文件删掉。
    """
    if site.gaps:
        return
    known, file = reviewable(site.catalog), site.origins.files.get("quizzes/reviewed.yml")
    for part, what in (("texts", "题"), ("explanations", "解读"), ("key_points", "要点")):
        gone = [id_ for id_ in site.catalog.reviewed.get(part, {}) if id_ not in known[part]]
        if gone and file:
            names = "、".join(f"`{id_}`" for id_ in gone[:3])
            more = f"等 {len(gone)} 处" if len(gone) > 3 else ""
            yield Finding(
                file.key_span((part, gone[0])),
                f"记着的{what} {names}{more or ' '}已经没有了",
                "运行 mingze reviewed 清掉旧的记录，或删掉 quizzes/reviewed.yml",
            )


def _banks_of_singles(site: Subject) -> Iterator[tuple[Bank, list[SingleChoice]]]:
    for bank in site.catalog.banks.values():
        singles = [q for q in bank.items if isinstance(q, SingleChoice) and _is_sound(q)]
        if len(singles) >= ENOUGH:
            yield bank, singles


def _is_sound(question: BaseQuestion) -> bool:
    """Whether the key names one of the options; other rules tell where it does not."""
    return (
        isinstance(question, SingleChoice)
        and len(question.answer) == 1
        and question.answer in LETTERS[: len(question.options)]
    )


def _key_is_longest(question: SingleChoice) -> bool:
    return _longest_option(question) == LETTERS.index(question.answer)


def _longest_option(question: SingleChoice) -> int | None:
    """Return the position of the option that is longer than all others; None where several are as long."""
    lengths = [len(option.text) for option in question.options]
    longest = max(lengths)
    return lengths.index(longest) if lengths.count(longest) == 1 else None
