"""Rules on YAML's structure: what the site's format leaves out, and what YAML lets pass in silence (DESIGN 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingze.diagnostics import Finding, Mended, rule
from mingze.source.key_names import KEY_NAMES, key_shown
from mingze.source.nodes import Mark
from mingze.source.repair import bar_lines
from mingze.source.source_text import SourceText

MAX_DEPTH = 50


@rule()
def duplicate_key(text: SourceText, key: str, mark: Mark, first: Mark) -> Iterator[Finding]:
    """同一段里，一个键只写一次。

    YAML 遇到重复的键会悄悄用后一个盖掉前一个，先写的内容就丢了。

    改法：合并成一个，或改正写错的键名。
    """
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length),
        f"键 `{key}` 重复了，第 {first.line + 1} 行已经写过",
        "合并成一个，或改正写错的键名",
    )


@rule()
def key_not_text(text: SourceText, mark: Mark) -> Iterator[Finding]:
    """键是一个简单的英文单词。

    `? ` 开头的键、用列表或映射作的键，本站格式里都没有。

    改法：写成“键: 值”。
    """
    yield Finding(text.span_at(mark.line, mark.column, mark.length), "这里的键不是一个单词", "写成 `键: 值`")


@rule()
def yaml_tag(text: SourceText, mark: Mark, tag: str) -> Iterator[Finding]:
    """不用 YAML 标签（`!` 开头）。

    标签会改变值的类型；本站所有的值都按文字读。以感叹号开头的文字也会被当作标签。

    改法：删掉标签；正文以 `!` 开头的，改用 `|` 另起一行写。
    """
    tag = tag.replace("tag:yaml.org,2002:", "!!")
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length),
        f"这里有 YAML 标签 `{tag}`",
        "删掉它；正文请用 `|` 另起一行写",
    )


@rule()
def yaml_anchor(text: SourceText, mark: Mark, name: str) -> Iterator[Finding]:
    """不用 YAML 锚点（`&` 开头）。

    锚点让一处内容在别处重现，改一处会牵动看不见的另一处。以 `&` 开头的文字也会被当作锚点。

    改法：把内容直接写在用到的地方；正文以 `&` 开头的，改用 `|` 另起一行写。
    """
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length),
        f"这里有 YAML 锚点 `&{name}`",
        "删掉它，把内容直接写在用到的地方",
    )


@rule()
def yaml_alias(text: SourceText, mark: Mark, name: str) -> Iterator[Finding]:
    """不用 YAML 引用（`*` 开头）。

    引用会把别处的内容搬来，少量文字可以膨胀成很大的数据。以 `*` 开头的文字（如 `**重点**`）也会被当作引用。

    改法：把内容直接写出来；正文以 `*` 开头的，改用 `|` 另起一行写。
    """
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length),
        f"这里有 YAML 引用 `*{name}`",
        "把内容直接写出来；正文以 * 开头的，用 `|` 另起一行写",
    )


@rule()
def merge_key(text: SourceText, mark: Mark) -> Iterator[Finding]:
    """不用合并键 `<<`。

    合并键把别处的键悄悄并进来，看文件的人看不出一条数据究竟有哪些内容。

    改法：把需要的键逐个写出来。
    """
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length), "这里用了合并键 `<<`", "删掉它，把需要的键逐个写出来"
    )


@rule()
def nesting_too_deep(text: SourceText, mark: Mark) -> Iterator[Finding]:
    """嵌套不超过 50 层。

    正常的数据只有几层；层数过多多半是粘贴出错。

    改法：检查提示位置附近的缩进和括号。
    """
    yield Finding(text.span_at(mark.line, mark.column, mark.length), f"嵌套超过 {MAX_DEPTH} 层", "检查这里的缩进和括号")


@rule()
def several_documents(text: SourceText, mark: Mark) -> Iterator[Finding]:
    """一个文件只放一份数据。

    单独一行的 `---` 表示另起一份，后面的内容会读不到。

    改法：删掉 `---`，或把后面的内容移到另一个文件。
    """
    above, below = ("\n".join(part) for part in (text.lines[: mark.line], text.lines[mark.line + 1 :]))
    twice = [key for key in _TOP_KEY.findall(below) if key in _TOP_KEY.findall(above)]
    mended = None
    if twice:
        help_ = (
            f"第二份也写了 {'、'.join(map(key_shown, twice))}：把它从第 {mark.line + 2} 行起剪切到同一文件夹的"
            "另一个文件，再删掉这一行 `---`"
        )
    else:
        mended = Mended(text.file, mark.line + 1, mark.line + 1, ())
        help_ = mended.advice
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length), "文件里用 `---` 分出了第二份数据", help_, mended=mended
    )


_TOP_KEY = re.compile("^([a-z_]+):", re.MULTILINE)


@rule()
def empty_file(text: SourceText) -> Iterator[Finding]:
    """数据文件有内容。

    空文件、只有注释的文件多半是没有保存好。

    改法：写上内容，或删掉这个文件。
    """
    yield Finding(text.span(0), "文件是空的", "写上内容，或删掉这个文件")


@rule()
def prose_without_bar(text: SourceText, mark: Mark) -> Iterator[Finding]:
    """占几行的文字用 `|` 另起一行写。

    不写 `|` 时，YAML 把各行用空格接成一行；下一行若像“键：值”，也会被并进来。

    改法：在冒号后写 `|`，文字从下一行开始，缩进两格。
    """
    rows = range(mark.line, mark.end_line + 1)
    for row in rows[1:]:
        lost = LOST_COLON.match(text.line(row + 1))
        if lost and lost["key"] in KEY_NAMES:
            mended = with_colon(text, row, lost)
            yield Finding(
                text.span_at(row, len(lost["lead"]), len(lost["key"])),
                f"{key_shown(lost['key'])} 后面少了冒号，这一行被并进了上一行",
                f"键后面写半角冒号和空格；{mended.advice}",
                mended=mended,
            )
            return
    head = _BEFORE_VALUE.fullmatch(text.line(mark.line + 1)[: mark.column])
    help_ = "在键的冒号后面写 `|`，文字另起一行并缩进"
    texts = [text.line(row + 1) for row in rows]
    texts[0] = texts[0][mark.column :]
    texts = [line.strip() for line in texts]
    sign = texts[0][:1] if texts[0][:1] in ("'", '"') and texts[-1].endswith(texts[0][:1]) else ""
    while texts and not texts[-1]:
        texts.pop()
    if head is None or not (head["key"] or "-" in head["lead"]) or (sign and "\\" in "".join(texts)):
        yield Finding(text.span_at(mark.line, mark.column, mark.length), "这段文字占了几行，却没有用 `|`", help_)
        return
    if sign:
        texts[0], texts[-1] = texts[0][1:], texts[-1][:-1]
    lines = bar_lines(head["lead"], head["key"] or "", texts)
    mended = Mended(text.file, mark.line + 1, mark.line + len(texts), lines)
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length),
        "这段文字占了几行，却没有用 `|`",
        f"{help_}；{mended.advice}",
        mended=mended,
    )


def with_colon(text: SourceText, row: int, lost: re.Match[str]) -> Mended:
    """Return the line of a key (a match of `LOST_COLON`) with the colon it lacks."""
    line = f"{lost['lead']}{lost['key']}: {lost['value'] or ''}".rstrip()
    return Mended(text.file, row + 1, row + 1, (line,))


LOST_COLON = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[a-z_]+)(?:[ \u3000]+(?P<value>\S.*))?$")
_BEFORE_VALUE = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_]+:)? *")


@rule()
def full_width_comma_in_list(text: SourceText, mark: Mark, value: str) -> Iterator[Finding]:
    """方括号列表里用半角逗号；最好每项一行。

    `[甲，乙]` 用了全角逗号，YAML 只当它是一项“甲，乙”。

    改法：改成每行一项，各以 `- ` 开头。
    """
    yield Finding(
        text.span_at(mark.line, mark.column, mark.length),
        f"方括号里的“{value}”只算一项，因为{'逗号是全角的' if '，' in value else '用了顿号'}",
        "改成每行一项，各以 `- ` 开头",
    )
