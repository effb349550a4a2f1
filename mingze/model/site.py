"""What the whole site shares: its settings, posts, themes and sources."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from mingze.values.choices import Choice
from mingze.values.clause import CitationStyle
from mingze.values.fields import Allowing, Entity, Flag, Id, Line, PartialDate, Prose


def _check_web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("网址以 https:// 或 http:// 开头；没有就留空")
    return text


_WebAddress = Annotated[Line, AfterValidator(_check_web_address)]


class Export(Choice):
    """What a site can offer for other programs: what it is of, and the format (`mingze.exchange.format_names`)."""

    QUESTIONS_MOODLE = "questions-moodle", "题目 Moodle XML", "题目 Moodle"
    QUESTIONS_GIFT = "questions-gift", "题目 GIFT"
    QUESTIONS_AIKEN = "questions-aiken", "题目 Aiken"
    QUESTIONS_QTI21 = "questions-qti21", "题目 QTI 2.1", "题目 QTI"
    QUESTIONS_ANKI = "questions-anki", "题目 Anki 卡片", "题目 Anki"
    QUESTIONS_ANKI_TEXT = "questions-anki-text", "题目 Anki 文本"
    QUESTIONS_XLSX = "questions-xlsx", "题目 Excel"
    QUESTIONS_CSV = "questions-csv", "题目 CSV"
    QUESTIONS_DOCX = "questions-docx", "题目 Word"
    QUESTIONS_JSON = "questions-json", "题目 JSON"
    TEXT_AKN = "text-akn", "条文 Akoma Ntoso", "条文 akn"
    TEXT_JSONLD = "text-jsonld", "条文 JSON-LD"
    TEXT_MD = "text-md", "条文 Markdown"
    TEXT_DOCX = "text-docx", "条文 Word"
    TEXT_TXT = "text-txt", "条文 纯文本", "条文 文本"
    TERMS_XLSX = "terms-xlsx", "术语 Excel"
    TERMS_CSV = "terms-csv", "术语 CSV"
    DUTIES_XLSX = "duties-xlsx", "职责 Excel"
    DUTIES_CSV = "duties-csv", "职责 CSV"


class BaseSite(Entity):
    """上级站点：本站叠加在它上面，它的岗位、条文、职责、解读和题目本站都有。"""

    name: Line
    """文件夹、zip（相对于本站文件夹的路径），或装好的数据包的名字。"""
    version: Line
    """它的哪一版，与它的 edition 相同。"""
    hide: tuple[Line, ...] = ()
    """它的哪些内容本站不要：要点、题目、题库、试卷、术语、案例、更新记录的编号。岗位、职责和条文不能隐去。"""


class SiteSettings(Entity):
    """站点设置：讲义、命令行与网页共用。"""

    id: Id
    """站点编号，用来区分同一台手机上的学习记录。"""
    title: Line
    """站名。"""
    organisation: Line | None = None
    """编制单位。"""
    subject: Line | None = None
    """讲哪一方面的职责，如 安全生产、食品安全、消防；讲义和课件的标题里用。"""
    edition: Line
    """版本，如 2026年11月。"""
    url: _WebAddress | None = None
    """发布后的网址；没有就留空，讲义上不印二维码。"""
    edit_url: _WebAddress | None = None
    """作者修改 YAML 的网址；留空就没有“修改”链接。"""
    offline: Flag = True
    """网站经 https 发布时，是否在读者的设备上存一份、断网也能看；false 会把已经存的清掉。"""
    correction_contact: Line | None = None
    """勘误联系方式；写了就显示在每一页。"""
    base: BaseSite | None = None
    """叠加在哪一个上级站点上；自成一站的不写。"""
    check_within_days: int = Field(default=180, ge=1, le=9999)
    """条文整理多少天以后还没有与官方文本核对，就提醒。"""
    exports: tuple[Export, ...] = ()
    """“下载”一页上给别的系统用的文件，每行一种，如 questions-moodle、text-akn；不公布答案的题库不在里面。"""
    citation_style: CitationStyle = CitationStyle.BRACKETS
    """条款写法：brackets 第五条第（六）项；plain 第五条第六项。"""


class Role(Entity):
    """岗位：承担职责的职务。"""

    id: Id
    """岗位编号，也是网址的一部分。"""
    name: Line
    """全称，如“党委主要负责人”。"""
    short_name: Line
    """简称，如“党委书记”；不写，就是全称。"""
    order: int = Field(ge=1, le=99_999)
    """排列顺序；不写，就排在上面那个岗位的后面。"""
    aliases: tuple[Line, ...] = ()
    """别名，供检索。"""
    department: Line | None = None
    """所在部门；有上下级的用 / 隔开，如 生产部/一车间。"""


class Theme(Allowing):
    """主题：贯穿几个岗位的一条线，如“资金与装备”。"""

    id: Id
    """主题编号。"""
    title: Line
    """主题名。"""
    description: Prose | None = None
    """一句话说明。"""


class SourceKind(Choice):
    """What a source is, which decides how far it can be relied on."""

    OFFICIAL = "official", "官方文本", "官方"
    COMMENTARY = "commentary", "个人解读", "解读"
    NEWS = "news", "新闻报道", "新闻", "报道"
    NOTICE = "notice", "工作通知", "通知"
    COMPILATION = "compilation", "汇编", "汇编本"


class Source(Allowing):
    """来源：一个说法出自哪里。"""

    id: Id
    """来源编号。"""
    title: Line
    """题名。"""
    kind: SourceKind
    """性质：official 官方文本；commentary 解读；news 新闻；notice 通知；compilation 汇编。"""
    date: PartialDate | None = None
    """日期：年、年月或年月日，知道多少写多少。"""
    note: Prose | None = None
    """可信程度、保存状况等说明。"""
