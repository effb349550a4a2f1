"""Words by which the headings, titles and idle rows of enterprises' lists are known."""

from __future__ import annotations

import re
from enum import StrEnum

from mingze.workbook.grid import heading_key


class Use(StrEnum):
    """What a column of a list is for."""

    NUMBER = "序号"
    POST = "岗位"
    POST_AND_NAME = "岗位和姓名"
    DEPARTMENT = "部门"
    DUTY = "职责"
    STANDARD = "考核标准"
    FREQUENCY = "频次"
    BASIS = "依据"
    EVIDENCE = "留痕"
    NAME = "姓名"
    SCORE = "分数"
    OTHER = "别的"


DROPPED = {
    Use.NUMBER: "序号",
    Use.NAME: "姓名，不读",
    Use.SCORE: "分数和考核记录，不读",
    Use.BASIS: "依据，写不进职责；对得上条款的，以后在 cites 里写",
    Use.EVIDENCE: "工作记录，以后写在解读的留痕里",
}
"""Columns that make no duty, and why."""

_HEADINGS = {
    Use.NUMBER: "序号 编号 序 项次 项目编号 no",
    Use.POST_AND_NAME: "岗位姓名 职务姓名 姓名岗位 姓名职务 岗位及姓名 职务及姓名 责任人及职务",
    Use.POST: ("岗位 职务 岗位名称 岗位职务 责任岗位 职位 工种 责任主体 层级岗位 人员类别 对象 岗位或部门 被考核岗位"),
    Use.DEPARTMENT: "部门 单位 单位类别 科室 车间 班组 部门单位 所属部门 责任部门 层级",
    Use.DUTY: (
        "职责 安全职责 安全生产职责 岗位职责 责任 责任内容 责任清单 安全责任 安全生产责任 主要职责 职责内容 "
        "工作内容 工作职责 责任制内容 目标责任制内容 责任制考核内容 责任制考核内容及标准 考核内容 "
        "考核内容扣分标准 考核内容及标准 考核内容及扣分标准 责任事项 履职内容 履职事项 履职要求 职责要求 "
        "安全生产责任制 安全生产责任清单 任务 工作任务 考核项目 检查内容 到位标准 工作要求 岗位安全职责 "
        "安全生产职责内容 责任范围及内容"
    ),
    Use.STANDARD: (
        "考核标准 考核细则 评分标准 扣分标准 指标考核 考核办法 考核方法 评分细则 考核指标 评价标准 奖惩标准 "
        "评分办法 考核要求 检查标准 考核评分标准 考核依据及标准"
    ),
    Use.FREQUENCY: "频次 频率 周期 履职频次 工作频次 完成频次 时限 完成时限 时间要求 履职周期",
    Use.BASIS: "依据 法律依据 法规依据 制度依据 来源依据 法律法规依据 责任依据",
    Use.EVIDENCE: "留痕 工作记录 履职记录 佐证材料 证明材料 痕迹资料 支撑材料 资料 履职痕迹",
    Use.NAME: "姓名 责任人 被考核人 考核人 签字 签名 联系人 电话 联系电话 责任人姓名 被考核人姓名",
    Use.SCORE: (
        "标准分 分值 应得分数 应得分 考核满分 满分 扣分原因 扣减分数 扣减分 扣分 实得分数 实得分 考核得分 "
        "得分 自评分 考评分 评分 权重 完成情况 考核结果 自查情况 考核情况 落实情况 是否完成 标准分值 "
        "考核分值 基础分 基本分 减分 加分 扣分情况 评定分"
    ),
}
"""Headings by use, parted by spaces; they were met in lists of enterprises, or are the usual words for the same."""
_BY_HEADING = {heading_key(word).lower(): use for use, words in _HEADINGS.items() for word in words.split()}
_PARTS = (
    (re.compile("扣分|评分|细则|考核标准"), Use.STANDARD),
    (re.compile("得分|分值|分数|满分"), Use.SCORE),
    (re.compile("频次|周期|频率"), Use.FREQUENCY),
    (re.compile("职责|责任内容|责任清单|考核内容|履职"), Use.DUTY),
    (re.compile("岗位|职务"), Use.POST),
    (re.compile("姓名|签字|签名"), Use.NAME),
    (re.compile("部门|单位|科室"), Use.DEPARTMENT),
)

IDLE_ROW = re.compile(
    r"^(?:小计|合计|总计|总分|共计|累计|得分合计|合计得分|总得分|考核得分|本页小计|备注|说明|注|填表说明|考核结果|考核意见|"
    r"签字|签名|签章|盖章|填表人|填报人|制表|审核|审批|批准|考核人|被考核人|考核组|考评人|责任人|承诺人|日期|年月日|"
    r"单位盖章|部门负责人|主管领导|考核单位|考核小组|打印|第\d+页|.{0,6}(?:签字|签名|盖章))(?:[:：（(、\s\d]|$)"
)
"""Texts with which a row begins that holds no duty."""
_POST_IN_TITLE = re.compile(
    r"(?P<post>[^（(《》：:，。\s]{2,24}?)(?:的)?(?:岗位)?(?:安全生产|安全|消防安全|消防|食品安全|HSE|环保|目标)*"
    r"(?:目标)?(?:责任制|责任清单|责任书|责任状|职责清单|职责|责任|考核表|考核标准|履职清单|清单|考核)"
    r"(?:及)?(?:考核|清单|评分|责任|标准|内容|检查|细则|表|明细|一览)*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:被考核)?(?:岗位(?:名称)?|职务|责任岗位)[：:]\s*(?P<post>[^：:]{2,24}?)(?:\s{2,}.*|\s*(?:姓名|部门|日期).*)?$"
)
_GENERAL = re.compile(
    r"公司|集团|(?<!安)全员|企业|单位|各岗位|各部门|各级|厂部?$|工厂|年度|岗位$|^安全生产$|^安全$|附件|附表|生产责任|目标责任|^\d"
)
_SHEET_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])")
_MARK = re.compile(r"[√✓✔●○◎◇◆▲△★☆■□VvYy]|主责|负责|牵头|主办|配合|协助|参与|督促|落实|执行|监督|是")
PLAIN_MARKS = frozenset("√✓✔●VvYy■★") | {"负责", "主责", "牵头", "主办", "是"}
"""Marks of a matrix that simply say: this post bears it."""


def use_of(heading: str) -> Use | None:
    """Return what a heading says its column is for, None where it is not known."""
    key = heading_key(heading).lower()
    if not key or len(key) > 20:
        return None
    if found := _BY_HEADING.get(key):
        return found
    return next((use for part, use in _PARTS if part.search(key) and len(key) <= 12), None)


def unspaced(text: str) -> str:
    """Return a text without the spaces by which words are spread: 岗　位, 安 全 员."""
    line = text.replace("\n", "")
    return _SPACED.sub("", line).strip() if len(line) <= 30 else line.strip()


def post_in_title(text: str) -> str:
    """Return the post that a title names, "" where it names a company, everybody or nobody."""
    line = unspaced(text)
    if label := _LABEL.match(line):
        return label["post"].strip()
    match = _POST_IN_TITLE.search(line)
    post = match["post"].strip("“”\"'、-—") if match else ""
    post = re.sub(r"^(?:[\d一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十]+）|\d{4}年度?)", "", post)
    return "" if _GENERAL.search(post) or len(post) < 2 else post


def post_in_sheet_name(name: str) -> str:
    """Return the post that a sheet is named after, "" where its name says nothing."""
    bare = re.sub(r"^\d+[、.．\s-]*", "", unspaced(name))
    if _SHEET_NAME.fullmatch(bare) or _GENERAL.search(bare):
        return ""
    return post_in_title(bare) or ("" if re.search("责任|清单|职责|考核|汇总|目录|封面|说明", bare) else bare)


def is_mark(text: str) -> bool:
    """Whether a cell of a matrix holds a mark and no words of its own."""
    return bool(_MARK.fullmatch(text.strip()))
