"""The keys of the format by their Chinese names: what an author may type for them, and what faults call them."""

from __future__ import annotations

from mingze.questions.registry import MODELS

_KEY_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("编号", "题号", "岗位编号", "职责编号", "题库编号", "试卷编号", "案例编号", "术语编号", "来源编号"),
    "title": ("标题", "题目名称", "题名", "名称", "题库名称", "试卷名称", "规定名称", "章名", "节名"),
    "name": ("全称", "名称", "名字", "岗位名称", "术语名称"),
    "short_name": ("简称", "岗位简称"),
    "short_title": ("简称", "规定简称"),
    "order": ("顺序", "排序", "序号", "排列顺序"),
    "department": ("部门", "所在部门"),
    "aliases": ("别名", "别称", "又称"),
    "description": ("说明", "描述", "简介"),
    "note": ("说明", "备注", "注", "附注"),
    "kind": ("类别", "性质", "种类", "类型"),
    "kinds": ("类别", "做法类别"),
    "type": ("题型", "类型"),
    "date": ("日期", "时间"),
    "level": ("层级", "级别"),
    "implements": ("落实", "落实的上级职责", "落实的上级规定", "上级规定"),
    "issued_by": ("印发机关", "发文机关", "发布机关", "印发单位"),
    "document_number": ("文号", "发文字号"),
    "effective": ("施行日期", "生效日期"),
    "compiled_on": ("整理日期",),
    "checked_on": ("核对日期",),
    "checked_against": ("核对所据", "核对依据", "核对文本"),
    "chapters": ("章", "各章"),
    "sections": ("节", "大题", "各节"),
    "articles": ("条", "条文", "各条"),
    "paragraphs": ("款", "各款"),
    "items": ("项", "各项"),
    "subs": ("目", "各目"),
    "number": ("条号", "序号", "章号", "号"),
    "gist": ("概括", "条文概括"),
    "group": ("组", "分组"),
    "board": ("板块",),
    "verification": ("核对情况", "核对"),
    "uncertain": ("存疑", "存疑字句", "补全"),
    "role": ("岗位", "岗位编号"),
    "roles": ("岗位", "各岗位"),
    "duties": ("职责", "各项职责"),
    "duty": ("职责", "职责编号"),
    "clause": ("条款",),
    "clauses": ("条款", "各条款"),
    "cites": ("依据", "引用", "出处", "条款"),
    "themes": ("主题", "所属主题"),
    "keywords": ("关键词", "突出词句", "关键字"),
    "same_as": ("同", "相同职责", "与哪项相同"),
    "frequency": ("频次", "多久一次", "频率"),
    "standard": ("考核标准", "考核细则", "扣分标准"),
    "text": ("文字", "正文", "内容", "原文", "做法", "说明"),
    "sources": ("来源", "出处"),
    "summary": ("总的说明", "概述", "综述", "总说明"),
    "key_points": ("要点", "要点提示"),
    "explanations": ("解读", "各项解读"),
    "plain": ("通俗解释", "解读", "解释", "大白话"),
    "actions": ("怎么做", "做法", "措施", "行动"),
    "evidence": ("留痕", "证据", "佐证"),
    "caution": ("易混提醒", "提醒", "注意", "易混"),
    "standing": ("地位", "依据情况", "核对情况"),
    "points": ("分点", "逐点", "得分点", "分值", "每题分值"),
    "correction": ("更正", "勘误", "纠正"),
    "reading": ("拼音", "读音", "注音"),
    "definition": ("释义", "定义"),
    "members": ("各项", "成员"),
    "not_to_confuse": ("易混术语", "不要混淆"),
    "place": ("地点", "地方"),
    "historical": ("历史资料",),
    "figures": ("数字", "数据"),
    "value": ("数字", "数值"),
    "of": ("是什么", "含义"),
    "lesson": ("借鉴", "启示"),
    "then": ("原来的名称", "原名", "过去"),
    "now": ("现在的名称", "现名", "现在"),
    "concerns": ("有关条款", "涉及条款"),
    "reach": ("适用情况", "适用"),
    "posts": ("职务", "举例"),
    "groups": ("人群", "各类人"),
    "bank": ("题库", "题库设置"),
    "questions": ("题目", "试题", "各题", "小题"),
    "dossier": ("材料", "资料", "案情", "背景材料"),
    "stem": ("题干", "题目", "题面"),
    "answer": ("答案", "正确答案", "参考答案"),
    "explanation": ("解析", "答案解析"),
    "hint": ("提示",),
    "depth": ("深度", "难度", "层次"),
    "apart_from": ("不同卷", "不与同卷"),
    "multiple_scoring": ("多选计分", "多选题计分"),
    "paper": ("试卷", "试卷设置"),
    "minutes": ("时间", "考试时间", "分钟"),
    "count": ("题数", "数量"),
    "size": ("小题数", "每题几小题"),
    "banks": ("题库",),
    "bank_quotas": ("各题库至少", "题库题数"),
    "organisation": ("编制单位", "单位"),
    "edition": ("版本",),
    "url": ("网址",),
    "edit_url": ("修改网址",),
    "offline": ("断网可看", "离线"),
    "correction_contact": ("勘误联系方式", "联系方式"),
    "check_within_days": ("提醒天数",),
    "exports": ("给别的系统", "导出"),
    "citation_style": ("条款写法",),
    "texts": ("指纹",),
    "since": ("施行自", "这一版施行日期"),
    "by": ("修改机关", "根据"),
    "map": ("对应", "新旧对应"),
    "old": ("旧条款", "旧", "修改前"),
    "new": ("新条款", "新", "修改后"),
    "confirmed": ("已确认", "确认"),
}
KEY_NAMES = {**{key: names for model in MODELS.values() for key, names in model.key_names.items()}, **_KEY_NAMES}
"""By key: its Chinese name as faults write it, then the other names that are understood.

Keys of one type of question are named by the type.
"""

NAMES = frozenset(name for names in KEY_NAMES.values() for name in names)


def keys_meant(name: str, known: list[str]) -> list[str]:
    """Return which of the known keys a Chinese name means, the likeliest first."""
    plain = name.strip().strip("“”\"'【】[]")
    exact = [key for key in known if plain in KEY_NAMES.get(key, ())]
    if exact:
        return sorted(exact, key=lambda key: KEY_NAMES[key].index(plain))
    return [
        key
        for key in known
        if len(plain) > 1 and any(plain in n or (len(n) > 1 and n in plain) for n in KEY_NAMES.get(key, ()))
    ]


def key_shown(key: str) -> str:
    """How a fault names a key: the word to type and, behind it, what it means."""
    return f"`{key}`（{KEY_NAMES[key][0]}）" if key in KEY_NAMES else f"`{key}`"
