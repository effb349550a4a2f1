"""What slides look like: frames and styles of the layouts, in millimetres and points. The estimate reads the same."""

from __future__ import annotations

from dataclasses import dataclass

from mingze.handouts.slides.text import Style

WIDTH, HEIGHT = 338.667, 190.5
"""A slide of 16:9."""
POINTS_PER_MM = 72 / 25.4
FACE = "微软雅黑"
INK, RED, GREY = "1F1F1F", "8C1C13", "4D4D4D"

_LEFT = 18.0
_FULL = WIDTH - 2 * _LEFT


@dataclass(frozen=True, slots=True)
class Frame:
    """Where something stands on a slide, in mm."""

    left: float
    top: float
    width: float
    height: float

    @property
    def points(self) -> tuple[float, float]:
        """Its width and height in points."""
        return self.width * POINTS_PER_MM, self.height * POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder of a layout."""

    key: str
    """Which part of a slide it takes: title, label, body, table, answer."""
    type: str
    """The placeholder's type in the file."""
    idx: int
    name: str
    frame: Frame
    levels: tuple[Style, ...]
    prompt: str
    bullet: str = ""
    bold: bool = False
    red: bool = False
    anchor: str = "t"
    inset: float = 0
    """Room between frame and text, in mm."""
    boxed: bool = False
    """Whether a red line goes round it."""

    @property
    def room(self) -> tuple[float, float]:
        """Width and height for text, in points."""
        inner = Frame(0, 0, self.frame.width - 2 * self.inset, self.frame.height - 2 * self.inset)
        return inner.points


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its name in the program, its placeholders, its red bars."""

    name: str
    slots: tuple[Slot, ...]
    bars: tuple[Frame, ...] = ()

    def __getitem__(self, key: str) -> Slot:
        return next(slot for slot in self.slots if slot.key == key)

    def has(self, key: str) -> bool:
        """Say whether it has a placeholder for a part."""
        return any(slot.key == key for slot in self.slots)


TITLE_STYLE = Style(32, 0.9)
LABEL_STYLE = Style(24, 0.9)
LARGE_STYLE = Style(32, 1.0, before=14, hanging=1.4)
BODY_STYLE = Style(28, 0.95, before=12, hanging=1.4)
DENSER_STYLE = Style(26, 0.92, before=10, hanging=1.4)
DENSEST_STYLE = Style(24, 0.92, before=7, hanging=1.4)
FOOT_STYLE = Style(18, 0.88)
TABLE_STYLE = Style(24, 0.9)
BOX_STYLES = (Style(32, 0.95), Style(28, 0.92), Style(24, 0.9))
"""Of the picture's boxes, the largest first."""

FOOT = Frame(_LEFT, 172.2, _FULL - 22, 16.8)
PAGE_NUMBER = Frame(_LEFT + _FULL - 20, 172.2, 20, 16.8)
PICTURE = Frame(_LEFT, 50, _FULL, 118.5)
QR = Frame(WIDTH - _LEFT - 62, 60, 62, 62)
BESIDE_QR = Frame(30, 51, _FULL - 12 - 70, 118)
"""Where a list stands on a slide with a QR code."""

_TITLE = Slot("title", "title", 0, "标题", Frame(_LEFT, 5, _FULL, 30), (TITLE_STYLE,), "标题", bold=True, anchor="ctr")
_BENEATH = Frame(_LEFT, 34.5, _FULL, 13)
_LABEL = Slot("label", "body", 13, "条款和标记", _BENEATH, (LABEL_STYLE,), "条款和标记", red=True, anchor="ctr")
_BELOW = Frame(_LEFT, 51, _FULL, 118)
_BELOW_TITLE = Frame(_LEFT, 38, _FULL, 131)
_CLAUSE = Frame(_LEFT + 7, 52, _FULL - 7, 116)
_BESIDE_TITLE = Frame(0, 8, 8, 24)


def _clause(name: str, size: float) -> Layout:
    style = Style(size, 1.0, before=8)
    body = Slot("body", "body", 1, "条文", _CLAUSE, (style,), "条文", anchor="ctr")
    return Layout(name, (_TITLE, _LABEL, body), (_BESIDE_TITLE, Frame(_LEFT, _CLAUSE.top, 1.8, _CLAUSE.height)))


def _points(name: str, style: Style) -> Layout:
    body = Slot("body", "body", 1, "正文", _BELOW, (style,), "要点，一行一点", bullet="•")
    return Layout(name, (_TITLE, _LABEL, body), (_BESIDE_TITLE,))


def _question(name: str, size: float, before: float) -> Layout:
    stem, option = Style(size, 0.9, before=before), Style(size, 0.9, before=before, hanging=1.7)
    body = Slot("body", "body", 1, "题目", Frame(_LEFT, 36.5, _FULL, 104), (stem, option), "题干")
    answer = Slot(
        "answer",
        "body",
        14,
        "答案（单击显示）",
        Frame(_LEFT, 142, _FULL, 27),
        (Style(24, 0.9),),
        "答案",
        bold=True,
        red=True,
        anchor="ctr",
        inset=2,
        boxed=True,
    )
    return Layout(name, (_TITLE, body, answer), (_BESIDE_TITLE,))


COVER = Layout(
    "封面",
    (
        Slot(
            "title", "ctrTitle", 0, "标题", Frame(30, 26, _FULL - 12, 52), (Style(48, 0.95),), "标题",
            bold=True, anchor="b",
        ),
        Slot("body", "subTitle", 1, "副标题", Frame(30, 88, _FULL - 12, 81), (Style(28, 0.9, before=8),), "版本"),
    ),
    (Frame(0, 0, 14, HEIGHT), Frame(30, 82, 60, 1.6)),
)  # fmt: skip
OPENER = Layout(
    "开头和结尾",
    (
        Slot(
            "title", "title", 0, "标题", Frame(30, 5, _FULL - 12, 30), (Style(40, 0.9),), "标题",
            bold=True, anchor="ctr",
        ),
        Slot(
            "label", "body", 13, "说明", Frame(30, 34.5, _FULL - 12, 13), (LABEL_STYLE,), "说明",
            red=True, anchor="ctr",
        ),
        Slot("body", "body", 1, "清单", Frame(30, 51, _FULL - 12, 118), (BODY_STYLE,), "清单，一行一项"),
    ),
    (Frame(0, 0, 14, HEIGHT),),
)  # fmt: skip
CLAUSES = (_clause("条文", 40), _clause("条文（字多）", 32))
POINTS = (
    _points("要点（字少）", LARGE_STYLE),
    _points("要点", BODY_STYLE),
    _points("要点（字多）", DENSER_STYLE),
    _points("要点（字很多）", DENSEST_STYLE),
)
QUESTIONS = (_question("题目（字少）", 32, 11), _question("题目", 28, 9), _question("题目（字多）", 24, 6))
TABLE = Layout(
    "对比表",
    (_TITLE, Slot("table", "tbl", 1, "对比表", _BELOW_TITLE, (TABLE_STYLE,), "对比表")),
    (_BESIDE_TITLE,),
)
DRAWING = Layout("关系图", (_TITLE, _LABEL), (_BESIDE_TITLE,))
LAYOUTS = (COVER, OPENER, *CLAUSES, *POINTS, *QUESTIONS, TABLE, DRAWING)
