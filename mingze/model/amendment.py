"""How an instrument came from one wording to the next: who changed it when, and where each passage went."""

from __future__ import annotations

from mingze.model.regulation import Regulation
from mingze.values.choices import Choice
from mingze.values.fields import Allowing, ClauseRefs, Date, Entity, Flag, Line, Prose, SourceRef


class Version(Regulation):
    """旧文本：修订、修正以前的全文，写法与 regulation.yml 相同。"""

    since: Date
    """这一版文字从哪一天起施行，与文件名相同；不写，就是文件名。"""


class AmendmentKind(Choice):
    """How an instrument was changed; labels are what readers see."""

    REVISION = "revision", "修订", "全面修订"
    AMENDMENT = "amendment", "修正", "修改"


class PassageChangeKind(Choice):
    """What became of a passage; labels are what readers see."""

    SAME = "same", "文字未改", "未改", "不变", "条号变了"
    CHANGED = "changed", "文字有改", "有改", "修改"
    MOVED = "moved", "移动", "移到别处"
    SPLIT = "split", "拆分", "分开"
    MERGED = "merged", "合并", "并入"
    DELETED = "deleted", "删去", "删除"
    NEW = "new", "新增", "增加"


class PassageChange(Entity):
    """旧条款到新条款的一处对应。"""

    kind: PassageChangeKind
    """same 文字未改（条号变了）；changed 文字有改；moved 移到别处；split 拆分；merged 合并；deleted 删去；new 新增。"""
    old: ClauseRefs = ()
    """旧文本里的条款，如 art5-item3；新增的不写，合并的写几个。"""
    new: ClauseRefs = ()
    """新文本里的条款；删去的不写，拆分的写几个。"""
    confirmed: Flag = True
    """写“否”表示这一处对应还没有人看过，页面上会注明“请确认”；看过了改成“是”或删掉这一行。"""
    note: Prose | None = None
    """说明：为什么这样改，读者在对照表的“说明”一栏看到。"""


class Amendment(Allowing):
    """一次修订或修正。"""

    date: Date
    """哪一天通过或公布。"""
    kind: AmendmentKind
    """revision 修订（全文重新公布）；amendment 修正（改若干条）。"""
    by: Line | None = None
    """谁修改的、根据哪个决定。"""
    effective: Date
    """新的文字从哪一天起施行。"""
    note: Prose | None = None
    """给读者的说明。"""
    sources: tuple[SourceRef, ...] = ()
    """来源。"""
    map: tuple[PassageChange, ...] = ()
    """各条款的去向；没有列出的，条号和文字都没有变。没有旧文本的不写。"""
