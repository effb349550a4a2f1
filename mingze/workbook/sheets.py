"""The sheets: which columns each has, what to write in them, how wide they are.

Columns that are printed come first; together they fit on A4 lying down in letters of nine points (`PRINTED_WIDTH`).
"""

from __future__ import annotations

from mingze.model import LETTERS, QuestionType
from mingze.model.reference import TermStanding
from mingze.workbook import site_records
from mingze.workbook.amendment_sheets import AMENDMENTS, PASSAGES
from mingze.workbook.draft_sheet import DRAFTS
from mingze.workbook.layout import DutyTextField, PlaceField, Sheet, clause_text
from mingze.workbook.paper_sheet import PAPERS
from mingze.workbook.question_fields import (
    ANSWER_KEYS,
    ANSWER_NOTE,
    FiguresField,
    KeyField,
    MembersField,
    OptionsField,
    PointsField,
)
from mingze.workbook.record_fields import (
    ChoiceField,
    Column,
    FlagField,
    NumberedField,
    ReferencesField,
    ShownField,
    TextField,
    TextsField,
    text_of,
)
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord


def _line(key: str, heading: str, width: int, note: str, *, printed: bool = True, rare: bool = False) -> TextField:
    return TextField((key,), (Column(heading, width, note, printed=printed, rare=rare),), is_line=True)


def _prose(key: str, heading: str, width: int, note: str, *, printed: bool = True, rare: bool = False) -> TextField:
    return TextField((key,), (Column(heading, width, note, printed=printed, rare=rare),))


def _texts(key: str, heading: str, width: int, note: str, *, printed: bool = True, rare: bool = False) -> TextsField:
    return TextsField((key,), (Column(heading, width, note, printed=printed, rare=rare),))


def _place(kind: str, heading: str, width: int, note: str, printed: bool = True) -> PlaceField:
    choices = "" if kind == "group" else kind
    return PlaceField((), (Column(heading, width, note, choices, strict=bool(choices), printed=printed),), kind=kind)


def _duty_role(record: SheetRecord, names: References) -> str:
    role = record.belongs_to.get("role", "")
    return names.show("role", role, "") if role else ""


def _duty_title(record: SheetRecord, names: References) -> str:
    if record.duty:
        return record.duty.title
    return names.show_clause(text_of(record.values, "clause"), record.regulation)


def _duty_words(record: SheetRecord, names: References) -> str:
    if record.duty:
        return names.catalog.duty_text(record.duty).strip()
    return clause_text(text_of(record.values, "clause"), record.regulation, names)


_ID = "新的一行空着，导入时按文字起编号；已有的不要改。"
_WORDS = "用自己的话写；空一行分段。"
_YES_NO = ("是", "否")
_SOURCES = ReferencesField(
    ("sources",), (Column("来源", 24, "来源的编号，每行一个。", "source", printed=False),), kind="source"
)
_REGULATION = _place("regulation", "规定", 16, "哪一部规定或清单的；站上只有一部时可以空着。", printed=False)

POSTS = Sheet(
    name="posts",
    title="岗位",
    id_column=Column("编号", 20, _ID, other_names=("岗位编号",)),
    fields=(
        _line("name", "岗位名称", 30, "全称，如 党委主要负责人。"),
        _line("short_name", "简称", 20, "空着就是全称。"),
        _line("department", "部门", 30, "所在部门；有上下级的用 / 隔开，如 生产部/一车间。可以空着。"),
        _texts("aliases", "别名", 30, "别的叫法，供人查找，每行一个。"),
        _line("order", "顺序", 8, "排列顺序，1 到 99999；空着就排在上面那个岗位的后面。"),
    ),
    records=site_records.posts,
    named_by="name",
    order=("id", "name", "short_name", "order", "aliases", "department"),
    intro="每行一个岗位。新的岗位要有职责：接着在“职责”表里写，或者导入规定、清单。",
    frozen=2,
    known_by=("岗位名称", "简称"),
)

DUTIES = Sheet(
    name="duties",
    title="职责",
    id_column=Column("编号", 14, _ID, other_names=("职责编号",)),
    fields=(
        _place("role", "岗位", 13, "新的一行在下拉里选；已有的不在这里换。"),
        _line("title", "标题", 15, "几个字的标题。"),
        ReferencesField(
            ("cites",),
            (Column("依据", 15, "出自哪一条款，如 第五条第（二）项；清单里自己写的空着。"),),
            kind="clause",
            is_one=True,
        ),
        DutyTextField(
            ("text",), (Column("职责文字", 40, "写了依据的，文字取自条文，不在这里改；没有依据的在这里写。"),)
        ),
        _line("frequency", "频次", 12, "多久一次，照原文写，如 每季度至少一次。", rare=True),
        _prose("standard", "考核标准", 22, "怎样考核、怎样扣分。", rare=True),
        ReferencesField(("themes",), (Column("主题", 14, "每行一个。", "theme"),), kind="theme"),
        _texts("keywords", "突出词句", 18, "要突出的词句，每行一个，原文里都要有。"),
        _REGULATION,
        ReferencesField(
            ("implements",),
            (Column("落实", 22, "落实哪项上级职责，写成 规定编号/职责编号，每行一个。", printed=False),),
        ),
        _SOURCES,
    ),
    records=site_records.duties,
    named_by="title",
    order=("id", "cites", "title", "themes", "keywords", "text", "frequency", "standard", "sources", "implements"),
    intro="每行一项职责。新职责写在空行里，或插入一行，编号空着。",
    frozen=3,
)

EXPLANATIONS = Sheet(
    name="explanations",
    title="解读",
    id_column=Column("编号", 13, "职责的编号，或条款，不要改。新职责先导入，再导出这张表。", other_names=("职责编号",)),
    fields=(
        ShownField((), (Column("岗位", 10, "只供对照。"),), say=_duty_role),
        ShownField((), (Column("标题", 11, "只供对照。"),), say=_duty_title),
        ShownField((), (Column("职责文字", 22, "只供对照。"),), say=_duty_words),
        _prose("plain", "通俗解释", 36, "用自己的话讲明白；空一行分段。"),
        _texts("actions", "怎么做", 36, "每行一件具体的事。"),
        _texts("evidence", "留痕", 16, "能证明做了的记录，每行一种。"),
        _prose("caution", "易混提醒", 20, "容易弄混的地方，可以空着。"),
        _SOURCES,
    ),
    records=site_records.explanations,
    named_by="",
    order=("duty", "clause", "plain", "actions", "evidence", "caution", "sources"),
    intro="每行一项职责（或一条）的解读。还没有解读的职责也在表里，空格填上就行。",
    frozen=3,
)

_OPTIONS = 6
_REASONS = "选错了错在哪里，每条以选项的字母开头，如 A：……"
QUESTIONS = Sheet(
    name="questions",
    title="题目",
    id_column=Column("题号", 10, _ID, other_names=("编号", "题目编号")),
    fields=(
        _place("bank", "题库", 9, "新的一行在下拉里选；已有的不在这里换。"),
        ChoiceField(
            ("type",),
            (Column("题型", 8, "在下拉里选。", tuple(t.label for t in QuestionType if t != "group"), strict=True),),
            choice=QuestionType,
        ),
        _prose("stem", "题干", 33, "空处写全角括号夹两个全角空格（　　）。"),
        OptionsField(
            ("options",),
            (
                *(
                    Column(f"选项{x}", 12 if x < "E" else 9, "选择题的选项。", other_names=(x,), rare=x >= "E")
                    for x in LETTERS[:_OPTIONS]
                ),
                Column("各选项错因", 34, _REASONS, other_names=("错因",), printed=False),
            ),
        ),
        KeyField(
            ANSWER_KEYS,
            (Column("答案", 14, ANSWER_NOTE, other_names=("正确答案", "参考答案")),),
        ),
        _prose("explanation", "解析", 26, "为什么对，依据哪一条款。不写选项的字母，印卷时选项会换位置。"),
        ReferencesField(
            ("cites",),
            (Column("依据", 20, "每行一个：职责编号、条款、术语：…、案例：…；第一行是主要考点。", printed=False),),
            kind="citation",
        ),
        NumberedField(
            ("depth",),
            (Column("难度", 8, "在下拉里选。", ("1 记忆", "2 理解", "3 运用"), strict=True, printed=False),),
            words=("记忆", "理解", "运用"),
        ),
        PointsField(("points",), (Column("得分点", 24, "简答题的得分点，每行一个，如 内容（2分）。", printed=False),)),
        _prose("hint", "提示", 20, "答题前可以看的提示。", printed=False),
        _place("group", "材料题", 12, "材料题的小题写材料题的编号，其余空着。", printed=False),
        _texts("apart_from", "不同卷", 13, "不与哪些题同卷，每行一个题号。", printed=False),
        FlagField(
            ("pinned",),
            (Column("选项不换位置", 10, "选项里有“以上都是”之类时写 是。", _YES_NO, strict=True, printed=False),),
        ),
        _SOURCES,
    ),
    records=site_records.questions,
    named_by="stem",
    order=(
        *("id", "type", "stem", "options", *ANSWER_KEYS, "points"),
        *("explanation", "hint", "cites", "sources", "depth", "apart_from", "pinned"),
    ),
    intro="每行一道题。材料题的材料在 YAML 里写，小题可以在这里改、在这里加。",
    frozen=3,
    known_by=("题干", "答案"),
)

TERMS = Sheet(
    name="terms",
    title="术语",
    id_column=Column("编号", 17, _ID, other_names=("术语编号",)),
    fields=(
        _line("name", "名称", 15, "术语的名称。"),
        ChoiceField(
            ("standing",),
            (Column("核对情况", 10, "在下拉里选。", tuple(one.label for one in TermStanding), strict=True),),
            choice=TermStanding,
        ),
        _prose("definition", "释义", 48, _WORDS),
        MembersField(
            ("members",),
            (
                Column(
                    "各项", 34, "计数词语（如三项制度）的各项，每行一项，可以写〔依据：第五条第（二）项〕。", rare=True
                ),
            ),
        ),
        _texts("aliases", "别名", 14, "别的叫法，每行一个。", rare=True),
        ReferencesField(
            ("not_to_confuse",), (Column("易混术语", 18, "容易弄混的术语，每行一个。", "term", rare=True),), kind="term"
        ),
        _line("reading", "拼音", 16, "自动注音会出错时才写，各字之间空一格。", printed=False),
        _place("regulation", "规定", 14, "只有规定文件夹自带的术语才写。", printed=False),
        _SOURCES,
    ),
    records=site_records.terms,
    named_by="name",
    order=("id", "name", "reading", "aliases", "standing", "definition", "members", "not_to_confuse", "sources"),
    intro="每行一个术语。",
    frozen=2,
)

CASES = Sheet(
    name="cases",
    title="案例",
    id_column=Column("编号", 15, _ID, other_names=("案例编号",)),
    fields=(
        _line("title", "标题", 17, "案例的标题。"),
        _line("place", "地点", 12, "在哪里。"),
        _line("date", "日期", 11, "写成 2018、2018-06 或 2018-06-15。"),
        _texts("kinds", "类别", 11, "做法的类别，每行一个。"),
        FlagField(("historical",), (Column("历史资料", 9, "以前的做法写 是。", _YES_NO, strict=True),)),
        FiguresField(("figures",), (Column("数字", 18, "每行一个，如 400余人：参加宣讲会。"),)),
        _prose("text", "做法", 42, _WORDS),
        _prose("lesson", "启示", 28, "今天可以借鉴什么。"),
        ReferencesField(
            ("cites",), (Column("依据", 20, "有关的条款、职责，每行一个。", printed=False),), kind="citation"
        ),
        _SOURCES,
    ),
    records=site_records.cases,
    named_by="title",
    order=("id", "title", "place", "date", "kinds", "historical", "figures", "text", "lesson", "cites", "sources"),
    intro="每行一个案例。",
    frozen=2,
)

SHEETS = (POSTS, DUTIES, EXPLANATIONS, QUESTIONS, PAPERS, TERMS, CASES, DRAFTS, AMENDMENTS, PASSAGES)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
