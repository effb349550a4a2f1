"""Rules that judge words by pattern: they leave good content alone, find what they are for, and can be overruled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from mingze.checks import check_site
from mingze.checks.bank_lint import _ALL_ABOVE, _NAMES_LETTER
from mingze.checks.explanations import is_placeholder
from mingze.checks.subject import OVERRULED
from mingze.diagnostics import RULES, Diagnostic, Severity
from mingze.text.likeness import comparable
from tests.fault_case import Case, build

DIFFERENT = [
    ("1.5米", "15米"), ("-5℃", "5℃"), ("−5℃", "5℃"), ("≥3人", "＞3人"), ("≥3人", "≤3人"), ("＜3人", "＞3人"),
    ("3%", "3‰"), ("10 MW", "10 mW"), ("kPa", "KPa"), ("+5", "-5"), ("±5", "5"), ("±5", "+5"), ("1:2", "12"),
    ("1：2", "12"), ("1/2", "12"), ("A-B", "AB"), ("m²", "m2"), ("m²", "m³"), ("10²", "102"), ("10⁻²", "10²"),
    ("CO₂", "CO"), ("α", "a"), ("μm", "mm"), ("Ω", "O"), ("①", "1"), ("Ⅳ", "IV"), ("5′", "5″"), ("3～5", "35"),
    ("3-5", "35"), ("3—5", "35"), ("5×3", "53"), ("5*3", "53"), ("5÷3", "53"), (".5米", "5米"), ("1 2", "12"),
    ("A+", "A"), ("A级", "B级"), ("50%", "50"), ("$5", "¥5"), ("24h", "24H"), ("0.4 kV", "0.4 KV"), ("√", "×"),
    ("#1炉", "1炉"), ("O₂", "O₃"), ("C:\\a", "C:a"), ("10 kΩ", "10 Ω"), ("≠", "="), ("第1、2条", "第12条"), ("≈5", "5"),
    ("5°", "5"), ("3′", "3"), ("Na⁺", "Na"), ("a_b", "ab"), ("pH>7", "pH<7"), ("1,2", "12"), ("x=y", "x≠y"),
    ("50HZ", "50Hz"), ("（一）", "（二）"), ("~5", "5"), ("(5)", "5"), ("3.0", "30"), ("3mm²", "3mm"),
    ("不，可以", "不可以"),
]  # fmt: skip
SAME = [
    ("每周", "每周。"), ("每周", " 每 周 "), ("１.５米", "1.5米"), ("10 MW", "10MW"), ("Ａ类", "A类"), ("1：2", "1:2"),
    ("≥ 3人", "≥3人"), ("－5℃", "-5℃"), ("三个“纳入”", "三个纳入"), ("党政同责、一岗双责", "党政同责，一岗双责"),
    ("每月；", "每月。"), ("是！", "是"), ("（甲）", "(甲)"), ("＞3", ">3"), ("主要\n负责人", "主要负责人"),
    ("“每周”", "每周"), ("多少？", "多少?"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_told_apart_by_signs_is_different(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_differs_in_width_spaces_or_ending_is_the_same(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    "option",
    [
        "县级以上人民政府都要组织", "30人以上的单位均应申报", "50米以上都要系安全带", "处级及以上干部全部参加",
        "三级以上动火均须审批", "国家标准以上全部合格", "乡镇以上都要建立", "科级以上", "以上", "以下",
        "2 m以上均属高处作业", "上述人员均应培训合格", "前述单位都应当备案", "以上人员都要持证", "10万元以上全部上报",
        "都要", "全部整改", "AB胶都可以", "全部人员", "班组以上", "本科以上学历均可", "Ⅲ级以上都要报告",
        "10 kV及以上全部停电", "前面的车都停下", "副县级以上都是",
    ],
)  # fmt: skip
def test_above_after_a_rank_or_a_number_refers_to_no_option(option: str) -> None:
    assert not _ALL_ABOVE.fullmatch(comparable(option))


@pytest.mark.parametrize(
    "option",
    [
        "以上都是", "以上都不是", "以上均正确", "以上各项均正确", "上述说法都对", "以上全部", "以上皆是", "以上皆非",
        "以上选项都不对", "“以上都是”", "以上都对。", "全部正确", "都不是", "均不正确", "全都是", "以上三项都是",
        "上述情形均包括", "A和B都对", "A、B、C均正确", "ABC都是", "前面几项都对", "以上内容均是", "以上所有",
        "以上都错",
    ],
)  # fmt: skip
def test_an_option_that_points_at_the_others_is_found(option: str) -> None:
    assert _ALL_ABOVE.fullmatch(comparable(option))


@pytest.mark.parametrize(
    "text",
    [
        "扑救固体物质火灾，应当选A类火灾适用的灭火器。", "见附录C项目清单。", "进入现场要选 B 级防护服。",
        "选择A型灭火器。", "A座、B区分开疏散。", "补充维生素A正确的做法是……", "应选用甲A级防火门。", "选C30混凝土。",
        "选ABC干粉灭火器。", "答案为B级的是少数企业。", "A类企业也要查。", "选A、B两级防护服。",
        "选择E类电气火灾的器材。", "附件A项下的清单。", "A项目和B项目都要评估。", "选B角人员替班。",
        "选 A 类、B 类灭火器。", "选GB标准。", "选择DC电源。", "选A级以上的材料。", "表B项目齐全。", "选A股公司。",
        "F级保温材料。", "选D型开关，C型不行。", "选A+B双回路。", "选E-mail通知。", "按附录A检查。",
        "C类事故不对外公布。", "选用A、B、C三类灭火器。",
    ],
)  # fmt: skip
def test_a_letter_that_names_a_class_is_no_option(text: str) -> None:
    assert not _NAMES_LETTER.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "所以选A。", "选A", "应选 B，因为是每周。", "C项才对。", "A项错误，每月是第二条的。", "答案是B", "答案为ACD。",
        "选项B说的是分管。", "正确答案：C。", "A、B、D项正确。", "选A和C。", "故选BD。", "B选项偷换了主语。",
        "A错误，C正确。", "Ｂ项不对。", "选ABC。", "A是对的。", "选A是因为写了每周。", "不选D，D是错的。", "（选B）",
        "选择C，不选A。", "答案应为D",
    ],
)  # fmt: skip
def test_an_option_letter_is_found(text: str) -> None:
    assert _NAMES_LETTER.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "此处的演练是指人员真到场、真疏散，开会念稿子不算。", "略有不同的是，镇里每周查一次，县里每月查一次。",
        "暂无专职人员的单位，由主要负责人指定一人兼管。", "同上级要求的一样，月底前报一次，超期要说明原因。",
        "同上一年相比，今年多了一次讲评，要写进记录里。", "此处不许动火，要动先批，批了还得有人看着。",
        "略懂操作的人不能单独上岗，要有师傅带着。", "暂无隐患也要报，报“零”，签上名字。",
        "同上级部门对接的事，由办公室一个口子出去。", "待料、停产期间也要有人值班，每班巡一次。",
        "上一条管人，这一条管事：谁分管，谁签字。",
    ],
)  # fmt: skip
def test_a_whole_sentence_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "略", "略。", "同上", "同上，见上一项的解读。", "暂无", "暂无解读，以后再补充完善。",
        "此处内容暂缺，后续补充。", "待补充，请联系编写组提供素材后再写。", "TODO: write this one later", "TBD",
        "此处待补充", "暂无内容，待完善。", "N/A", "（略，参见第一条的说明）", "本条解读待补，请见上一条的解读。",
    ],
)  # fmt: skip
def test_what_says_nothing_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: the format has no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def single(**changes: Any) -> dict[str, Any]:
    return {
        "id": "extra-1",
        "type": "single",
        "stem": "下列说法正确的是（　　）。",
        "options": ["每周", "每年"],
        "answer": "A",
        "explanation": "见第三条。",
        "cites": ["art3"],
    } | changes


def told(tmp_path: Path, *questions: dict[str, Any], **files: Any) -> list[Diagnostic]:
    """Check the minimal site with more questions and files; age and coverage of the site itself are left out."""
    bank = {"bank": {"id": "extra", "title": "附加题"}, "questions": list(questions)}
    contents = {"quizzes/banks/extra.yml": bank} if questions else {}
    contents |= {path.replace("__", "/") + ".yml": content for path, content in files.items()}
    data = {name: yaml.dump(c, Dumper=_Plain, allow_unicode=True, width=1000).encode() for name, c in contents.items()}
    folder = tmp_path / f"site-{len(list(tmp_path.iterdir()))}"
    return [d for d in check_site(build(folder, Case(data)))[1] if d.code != "compilation-not-checked"]


def codes(found: list[Diagnostic]) -> list[str]:
    return [d.code for d in found]


def test_the_commonest_stem_may_stand_over_other_options(tmp_path: Path) -> None:
    other = single(id="extra-2", options=["每月", "每季度"])
    assert told(tmp_path, single(), other) == []
    assert codes(told(tmp_path, single(), single(id="extra-2"))) == ["duplicate-stem"]
    assert codes(told(tmp_path, single(), single(id="extra-2", options=["每年。", "每周"]))) == ["duplicate-stem"]
    assert codes(told(tmp_path, single(), single(id="extra-2", type="multiple", answer="AB"))) == ["duplicate-stem"]


def test_judgements_that_differ_in_a_sign_are_two(tmp_path: Path) -> None:
    judge = {"id": "extra-1", "type": "judge", "answer": "对", "explanation": "见第三条。", "cites": ["art3"]}
    stems = ["作业高度≥2米的是高处作业。", "作业高度＞2米的是高处作业。"]
    pair = [{**judge, "id": f"extra-{n}", "stem": stem} for n, stem in enumerate(stems)]
    assert told(tmp_path, *pair) == []
    assert codes(told(tmp_path, pair[0], {**pair[0], "id": "extra-9", "answer": "错"})) == ["duplicate-stem"]


def test_matches_and_orders_share_a_stem_where_their_parts_differ(tmp_path: Path) -> None:
    base = {"type": "order", "stem": "按先后排列。", "explanation": "见第三条。", "cites": ["art3"]}
    first = {**base, "id": "extra-1", "sequence": ["甲", "乙", "丙"]}
    assert told(tmp_path, first, {**base, "id": "extra-2", "sequence": ["子", "丑", "寅"]}) == []
    assert codes(told(tmp_path, first, {**first, "id": "extra-2"})) == ["duplicate-stem"]


BREACHES: dict[str, dict[str, Any]] = {
    "duplicate-option": single(options=["每周", "每周。"]),
    "explanation-names-letter": single(explanation="第三条写的是每周，所以选A。"),
    "all-of-the-above": single(options=["每周", "以上都是"]),
    "stem-without-gap": single(stem="主要负责人每月组织"),
    "judge-without-statement": {
        "id": "extra-1", "type": "judge", "stem": "谁检查现场？", "answer": "对", "explanation": "见第三条。",
        "cites": ["art3"],
    },
    "wrong-article-count": single(explanation="示范规定共5条，见第三条。"),
    "ambiguous-asterisk": single(explanation="体积按长*宽*高算，见第三条。"),
}  # fmt: skip


@pytest.mark.parametrize("code", BREACHES)
def test_a_rule_by_pattern_is_overruled_beside_the_question(code: str, tmp_path: Path) -> None:
    found = told(tmp_path, BREACHES[code])
    assert codes(found) == [code]
    assert f"`- rule: {code}`" in found[0].note
    allow = [{"rule": code, "reason": "题目本来就这样问"}]
    assert told(tmp_path, {**BREACHES[code], "allow": allow}) == []
    unused = told(tmp_path, single(stem="另一道题（　　）。", allow=allow))
    assert [(d.code, d.severity) for d in unused] == [("unused-allow", Severity.WARNING)]


def test_an_allowance_holds_where_it_stands_only(tmp_path: Path) -> None:
    allow = [{"rule": "duplicate-option", "reason": "考的就是两个一样"}]
    one = {**BREACHES["duplicate-option"], "allow": allow}
    other = {**BREACHES["duplicate-option"], "id": "extra-2", "stem": "另一道题（　　）。"}
    assert [(d.code, "extra-2" in d.message) for d in told(tmp_path, one, other)] == [("duplicate-option", True)]


def test_an_explanation_is_told_at_its_place_and_may_be_allowed(tmp_path: Path) -> None:
    def commentary(**more: Any) -> dict[str, Any]:
        return {"role": "deputy", "explanations": [{"duty": "deputy-1", "plain": "照条文办。", **more}]}

    path = "data__regulations__shili__commentary__deputy"
    [found] = told(tmp_path, **{path: commentary()})
    assert (found.code, found.span.file) == ("duty-without-explanation", f"{path.replace('__', '/')}.yml")
    allow = [{"rule": "duty-without-explanation", "reason": "条文已经够直白"}]
    assert told(tmp_path, **{path: commentary(allow=allow)}) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("duplicate-optoin", "有一个相近的代码 `duplicate-option`"),
        ("missing-key", "可以写的有"),
        ("没有的", "可以写的有"),
    ],
)
def test_an_allowance_of_no_rule_is_told(rule: str, words: str, tmp_path: Path) -> None:
    [found] = told(tmp_path, single(allow=[{"rule": rule, "reason": "理由"}]))
    assert (found.code, found.severity) == ("unused-allow", Severity.WARNING)
    assert words in found.help


def test_an_allowance_gives_its_reason(tmp_path: Path) -> None:
    assert codes(told(tmp_path, single(allow=[{"rule": "duplicate-option"}]))) == ["missing-key"]


def test_a_number_of_articles_of_something_else_is_left_alone(tmp_path: Path) -> None:
    for text in (
        "《安全生产法》共119条，见第三条。",
        "隐患台账共12条，逐条销号。",
        "全年共收到意见30条。",
        "共5条红线，见第三条。",
    ):
        assert told(tmp_path, single(explanation=text)) == [], text
    for text in ("示范规定共5条。", "《规定》共5条。", "本规定全文共5条。", "《示例市安全责任示范规定》共5条。"):
        assert codes(told(tmp_path, single(explanation=text))) == ["wrong-article-count"], text


def test_names_before_a_full_width_colon_are_no_keys(tmp_path: Path) -> None:
    assert told(tmp_path, single(options=["PPE：个体防护装备", "LEC：作业条件危险性评价法"])) == []
    assert told(tmp_path, single(options=["pH：7", "A：每周"])) == []


def test_every_lint_that_stops_a_build_can_be_overruled() -> None:
    """Rules that judge words are warnings, or may be overruled beside the words."""
    by_words = {
        "explanation-names-letter", "all-of-the-above", "stem-without-gap", "longest-option-is-key",
        "key-position-bias", "duty-without-questions", "cited-text-changed", "duty-without-explanation",
        "duplicate-stem", "duplicate-option", "judge-without-statement", "unverified-text-in-quotation-marks",
        "wrong-article-count", "article-missing", "compilation-not-checked", "withheld-paper-from-shown-bank",
        "unused-source", "unused-theme", "character-without-font", "ambiguous-asterisk",
    }  # fmt: skip
    assert OVERRULED <= by_words <= set(RULES)
    assert all(RULES[code].severity is Severity.WARNING or code in OVERRULED for code in by_words)
