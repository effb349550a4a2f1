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
BODY_STYLE = Style(28, 0.95, before=10, hanging=1.8)
DENSER_STYLE = Style(26, 0.9, before=10, hanging=1.6)
DENSEST_STYLE = Style(24, 0.9, before=6, hanging=1.6)
FOOT_STYLE = Style(12, 0.9)
TABLE_STYLE = Style(24, 0.9)
BOX_STYLE = Style(24, 0.9)

FOOT = Frame(_LEFT, 175.2, _FULL - 22, 12)
PAGE_NUMBER = Frame(_LEFT + _FULL - 20, 175.2, 20, 12)
PICTURE = Frame(_LEFT, 52.3, _FULL, 120.2)
QR = Frame(WIDTH - _LEFT - 62, 66, 62, 62)
BESIDE_QR = Frame(30, 56, _FULL - 12 - 70, 118)
"""Where an opener's duties stand on a slide with a QR code."""

_TITLE = Slot("title", "title", 0, "标题", Frame(_LEFT, 7, _FULL, 30), (TITLE_STYLE,), "标题", bold=True, anchor="ctr")
_LABEL = Slot(
    "label", "body", 13, "条款和标记", Frame(_LEFT, 38, _FULL, 13), (LABEL_STYLE,), "条款和标记", red=True, anchor="ctr"
)
_BELOW = Frame(_LEFT, 54, _FULL, 120)
_BELOW_TITLE = Frame(_LEFT, 41, _FULL, 133)
_CLAUSE = Frame(_LEFT + 7, 56, _FULL - 7, 116)
_BESIDE_TITLE = Frame(0, 10, 8, 24)


def _clause(name: str, size: float) -> Layout:
    style = Style(size, 1.0, before=8)
    body = Slot("body", "body", 1, "条文", _CLAUSE, (style,), "条文")
    return Layout(name, (_TITLE, _LABEL, body), (_BESIDE_TITLE, Frame(_LEFT, 56, 1.8, 116)))


def _points(name: str, style: Style) -> Layout:
    body = Slot("body", "body", 1, "正文", _BELOW, (style,), "要点，一行一点", bullet="•")
    return Layout(name, (_TITLE, _LABEL, body), (_BESIDE_TITLE,))


def _question(name: str, size: float) -> Layout:
    stem, option = Style(size, 0.9, before=6), Style(size, 0.9, before=6, hanging=1.7)
    body = Slot("body", "body", 1, "题目", Frame(_LEFT, 41, _FULL, 105), (stem, option), "题干")
    answer = Slot(
        "answer",
        "body",
        14,
        "答案（单击显示）",
        Frame(_LEFT, 147, _FULL, 27),
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
            "title", "ctrTitle", 0, "标题", Frame(30, 45, _FULL - 12, 52), (Style(44, 0.95),), "标题",
            bold=True, anchor="b",
        ),
        Slot("body", "subTitle", 1, "副标题", Frame(30, 106, _FULL - 12, 60), (Style(28, 1.0, before=8),), "版本"),
    ),
    (Frame(0, 0, 14, HEIGHT), Frame(30, 100, 60, 1.6)),
)  # fmt: skip
OPENER = Layout(
    "岗位",
    (
        Slot(
            "title",
            "title",
            0,
            "岗位",
            Frame(30, 7, _FULL - 12, 30),
            (Style(40, 0.9),),
            "岗位",
            bold=True,
            anchor="ctr",
        ),
        Slot(
            "label", "body", 13, "依据", Frame(30, 38, _FULL - 12, 13), (LABEL_STYLE,), "依据", red=True, anchor="ctr"
        ),
        Slot("body", "body", 1, "职责", Frame(30, 56, _FULL - 12, 118), (BODY_STYLE,), "职责，一行一项"),
    ),
    (Frame(0, 0, 14, HEIGHT),),
)
CLAUSES = (_clause("条文", 40), _clause("条文（字多）", 30))
POINTS = (
    _points("要点", BODY_STYLE),
    _points("要点（字多）", DENSER_STYLE),
    _points("要点（字很多）", DENSEST_STYLE),
)
QUESTIONS = (_question("题目", 28), _question("题目（字多）", 24))
TABLE = Layout(
    "对比表",
    (_TITLE, Slot("table", "tbl", 1, "对比表", _BELOW_TITLE, (TABLE_STYLE,), "对比表")),
    (_BESIDE_TITLE,),
)
DRAWING = Layout("关系图", (_TITLE, _LABEL), (_BESIDE_TITLE,))
LAYOUTS = (COVER, OPENER, *CLAUSES, *POINTS, *QUESTIONS, TABLE, DRAWING)
