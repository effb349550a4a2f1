"""libyaml's errors in words a trainer can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from mingze.diagnostics import Finding, rule
from mingze.source.key_names import KEY_NAMES, key_shown
from mingze.source.source_text import SourceText
from mingze.source.structure import LOST_COLON, with_colon

_WORDS = (
    ("mapping values are not allowed", "这里多出一个冒号", "正文里有“冒号加空格”时，用 `|` 另起一行写；或检查缩进"),
    ("could not find expected ':'", "这里少了冒号", "检查这一行和上一行：键后面要有半角冒号和空格，缩进要对齐"),
    ("did not find expected key", "这里的缩进或写法接不上前面的内容", "让同一级的键左边对齐，列表项以 `- ` 开头"),
    ("did not find expected '-' indicator", "列表的缩进没有对齐", "让同一个列表的 `- ` 左边对齐"),
    ("did not find expected ',' or", "方括号或花括号没有写完", "补上括号；或改成每行一项，各以 `- ` 开头"),
    ("did not find expected node content", "括号里缺少内容", "补上内容；或改成每行一项，各以 `- ` 开头"),
    ("found unexpected end of stream", "引号没有闭合", "补上引号；正文建议用 `|` 另起一行写，不用引号"),
    ("found unexpected document indicator", "引号没有闭合", "补上引号；正文建议用 `|` 另起一行写，不用引号"),
    ("found unknown escape character", "双引号里的反斜线有特殊意思", "正文用 `|` 另起一行写，不用引号"),
    ("found character that cannot start any token", "这个符号不能放在内容的开头", "用 `|` 另起一行写正文"),
    ("block sequence entries are not allowed", "这里不能写列表", "`- ` 要另起一行，并比上面的键多缩进两格"),
    ("did not find expected alphabetic", "这里的 * 或 & 有特殊意思", "正文以 * 或 & 开头的，用 `|` 另起一行写"),
    ("found a tab character", "缩进里有制表符（Tab）", "换成半角空格，每级两格"),
    (
        "did not find expected <document start>",
        "前面的内容已经结束，这里又多出一段",
        "检查缩进：顶格写的内容要么都是键，要么都是列表",
    ),
    ("did not find expected comment or line break", "`|` 后面不能在同一行写文字", "文字从下一行开始，缩进两格"),
    ("did not find the expected comma", "括号里少了逗号", "改成每行一项，各以 `- ` 开头"),
    ("found invalid", "这里的写法 YAML 不认识", "用 `|` 另起一行写正文"),
)


_UNFINISHED = ("unexpected end of stream", "unexpected document indicator", "expected ',' or", "expected ':'")
"""Problems that libyaml notices far below the place where they begin."""
_INDENTED_KEY = re.compile(r" +[a-z_]+")


@rule()
def yaml_syntax(text: SourceText, error: yaml.MarkedYAMLError) -> Iterator[Finding]:
    """文件符合 YAML 的写法。

    最常见的是缩进没有对齐、冒号后面少了空格、正文没有用 `|`、引号没有闭合。
    提示的位置是读不下去的地方，毛病有时在它的上一行。

    改法：按提示修改；同一级的键左边对齐，每级缩进两个半角空格，正文用 `|` 另起一行写。
    """
    unfinished = any(words in str(error.problem) for words in _UNFINISHED)
    mark = (error.context_mark if unfinished else None) or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    while line > 0 and not text.line(line + 1).strip():  # point at the last written line, not at the file's end
        line, column = line - 1, 0
    problem = f"{error.problem} {error.context}"
    message, help_ = next(
        ((words, advice) for english, words, advice in _WORDS if english in problem),
        ("这里的写法 YAML 读不懂", "检查缩进、冒号和引号；正文用 `|` 另起一行写"),
    )
    before, rest = text.line(line + 1)[:column], text.line(line + 1)[column:]
    if "mapping values" in problem and _INDENTED_KEY.fullmatch(before):
        message, help_ = "这一行缩进多了，没有与上面的键对齐", "让它与上面的键左边对齐"
        column = len(before) - len(before.lstrip())
    elif "expected '-' indicator" in problem and not rest.startswith("-"):
        message, help_ = "这一行缩进少了，不在任何一项里", "属于上面那一项的，缩进到与那一项的第一个键左边对齐"
    elif "did not find expected key" in problem and before.rstrip().endswith(('"', "'")):
        message, help_ = "引号结束以后又有文字", "不用引号，用 `|` 另起一行写正文"
    lost = LOST_COLON.match(text.line(line + 1))
    if lost and lost["key"] in KEY_NAMES and "expected ':'" in problem:
        mended = with_colon(text, line, lost)
        words = f"{key_shown(lost['key'])} 后面少了冒号"
        yield Finding(text.span_at(line, column), words, f"键后面写半角冒号和空格；{mended.advice}", mended=mended)
        return
    yield Finding(text.span_at(line, column), message, help_, "读到这里读不下去了，毛病有时在上一行")
