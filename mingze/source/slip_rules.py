"""What users read of slips of the hand: text not indented, list marks of Word, items out of line, pasted frames."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.diagnostics import Finding, Mended, rule
from mingze.source.source_text import SourceText


@rule()
def text_not_indented(text: SourceText, mended: Mended, header: int, words: str) -> Iterator[Finding]:
    """`|` 下面的正文比它上面的键多缩进两格。

    正文顶格写，或者只与键对齐，YAML 就不知道它属于哪个键，后面的内容也跟着读不下去。

    改法：照提示把这几行往右移；用记事本可以选中以后逐行加空格。
    """
    line = text.line(mended.first)
    yield Finding(
        text.span_at(mended.first - 1, len(line) - len(line.lstrip()), len(line.strip())),
        f"第 {header} 行 `{words}` 下面的正文没有缩进",
        f"正文要比它的键多缩进两格；{mended.advice}",
        mended=mended,
    )


@rule()
def list_mark_not_dash(text: SourceText, mended: Mended, mark: str) -> Iterator[Finding]:
    """列表的每一项以半角的 `- ` 开头：一个减号，加一个空格。

    从 Word 粘贴来的 `•`、`1.`、`（一）`，中文输入法打出的 `－`、`—`，还有后面没有空格的 `-`，都不算列表。

    改法：换成 `- `，序号去掉，站点会自己编号。
    """
    line = text.line(mended.first)
    why = "后面没有空格" if mark == "-" else "不是列表的记号"
    yield Finding(
        text.span_at(mended.first - 1, max(0, line.find(mark)), len(mark)),
        f"这里的“{mark}”{why}，列表每项要以 `- ` 开头",
        f"减号和空格都用半角，序号不写；{mended.advice}",
        mended=mended,
    )


@rule()
def list_item_out_of_line(text: SourceText, mended: Mended, column: int) -> Iterator[Finding]:
    """同一个列表的各项左边对齐，都比它们的键缩进两格。

    有一项偏左或偏右，YAML 就把它并进上一项，或者当作另一个列表。

    改法：照提示对齐。
    """
    line = text.line(mended.first)
    at = len(line) - len(line.lstrip())
    yield Finding(
        text.span_at(mended.first - 1, at, len(line.strip())),
        f"这一项前面有 {at} 个空格，没有与同一个列表的其他项对齐",
        f"前面应当是 {column} 个空格；{mended.advice}",
        mended=mended,
    )


@rule()
def copied_frame(text: SourceText, mended: Mended) -> Iterator[Finding]:
    """只复制内容，不复制网页上的边框和按钮。

    从网页或聊天窗口复制示例时，“```”“yaml”“复制代码”会跟着进来，它们不是内容。

    改法：整行删掉。
    """
    line = text.line(mended.first).strip()
    yield Finding(
        text.span_at(mended.first - 1, 0, len(text.line(mended.first))),
        f"“{line}”是复制示例时带进来的，不是内容",
        mended.advice,
        mended=mended,
    )


@rule()
def pasted_table(text: SourceText, mended: Mended | None, number: int) -> Iterator[Finding]:
    """数据一个键一行，不是表格。

    从 Excel 粘贴来的一行，各格之间是制表符（Tab），YAML 读不出哪一格是什么。

    改法：一格写一行：是列表就每格一项，以 `- ` 开头；是题目就按“数据格式”分成题干、选项、答案几个键。
    """
    line = text.line(number)
    help_ = "把每一格分到它的键后面，一个键一行，照“数据格式”里的例子写"
    yield Finding(
        text.span_at(number - 1, line.index("\t")),
        "这一行是从表格粘贴来的，各格之间是制表符（Tab）",
        f"一格写一项；{mended.advice}" if mended else help_,
        mended=mended,
    )
