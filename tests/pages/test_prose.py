from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mingze.model import Term
from mingze.pages import rich
from mingze.views import prose


def term(id_: str, name: str) -> Term:
    return Term.model_validate({"id": id_, "name": name, "standing": "source", "definition": "释义"})


TERMS = {
    "three-inclusions": term("three-inclusions", "三个“纳入”"),
    "odd": term("odd", "*星*[号]<b>"),
}
REL = ' rel="noopener noreferrer nofollow"'


def inline(text: str, base: str = "../../") -> str:
    return str(rich.inline(prose.inline(text, TERMS), base))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**重点**内容", "<strong>重点</strong>内容"),
        ("*着重*", "<em>着重</em>"),
        ("***都要***", "<strong><em>都要</em></strong>"),
        ("`mingze check`", "<code>mingze check</code>"),
        ("没有标记", "没有标记"),
        ("三*四", "三*四"),
        ("snake_case_name", "snake_case_name"),
        (r"\*不是着重\*", "*不是着重*"),
    ],
)
def test_emphasis_and_code(text: str, expected: str) -> None:
    assert inline(text) == expected


@pytest.mark.parametrize(
    "href",
    ["https://www.gov.cn/a?b=1", "http://example.org", "mailto:a@example.org", "#x"],
)
def test_links_to_the_web_to_mail_and_within_the_page_stay(href: str) -> None:
    assert inline(f"[链接]({href})") == f'<a href="{href}"{REL}>链接</a>'


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "<java\tscript:alert(1)>",
        "&#106;avascript:alert(1)", "javascript&colon;alert(1)", "\x01javascript:alert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "ftp://host/x", "tel:110", "//host/x", "<//host>", "\\\\host",
        "/\\host", "\\/host", "</\t/host>", "<\t//host>", "<java\nscript:alert(1)>",
    ],
)  # fmt: skip
def test_links_elsewhere_lose_their_address(href: str) -> None:
    out = inline(f"[字]({href})")
    for found in re.findall(r'href="([^"]*)"', out):
        address = re.sub(r"[\t\r\n]", "", html.unescape(found)).strip()  # as browsers read it
        assert not re.match(r"[/\\]{2}", address)
        assert not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<b>粗</b>", "<img src=x onerror=alert(1)>", "<!-- 注 -->",
        "<a href='https://x.y'>字</a>", "1 < 2 > 0 & 3", "<https://example.org>", "<a@b.c>", "</p></section>",
        "<svg/onload=alert(1)>", "![图](x.png)", "<?php ?>",
    ],
)  # fmt: skip
def test_html_in_prose_is_text(text: str) -> None:
    out = inline(text)
    assert "<" not in out
    assert html.unescape(out) == text


def test_html_inside_markup_is_text_too() -> None:
    assert inline("*a* <b onclick=x>") == "<em>a</em> &lt;b onclick=x&gt;"
    assert inline("[<i>x</i>](a.html)") == f'<a href="../../a.html"{REL}>&lt;i&gt;x&lt;/i&gt;</a>'


@pytest.mark.parametrize("text", ["{{ site.title }}", "{% raw %}", "{# 注 #}", "${x}", "{{ 7*7 }} **粗**", "%(a)s {0}"])
def test_template_syntax_is_text(text: str) -> None:
    assert html.unescape(re.sub("</?strong>", "", inline(text))) == text.replace("**", "")


@pytest.mark.parametrize(
    "text", ["# 标题", "- 列表", "1. 列表", "> 引用", "---", "===", "    代码", "[a]: http://x", "[a][b]", "[a]"]
)
def test_block_markup_and_references_are_text(text: str) -> None:
    assert html.unescape(inline(text)) == text.strip()


@pytest.mark.parametrize("base", ["", "../", "../../"])
def test_a_term_in_double_brackets_links_to_the_glossary(base: str) -> None:
    assert inline("见[[three-inclusions]]。", base) == (
        f'见<a class="mz-term" href="{base}glossary/index.html#three-inclusions"{REL}>三个“纳入”</a>。'
    )


def test_a_terms_name_is_no_markup() -> None:
    assert ">*星*[号]&lt;b&gt;</a>" in inline("[[odd]]")


@pytest.mark.parametrize("text", ["[[unknown]]", "[[三个纳入]]", "[[Three]]", "[[]]", "[[a"])
def test_an_unknown_term_stays_as_typed(text: str) -> None:
    assert inline(text) == text


@pytest.mark.parametrize("text", ['href="term_odd"', 'href="a.html"'])
def test_what_only_looks_like_a_link_stays_text(text: str) -> None:
    assert inline(f"*x* {text}") == f"<em>x</em> {text}"


@pytest.mark.parametrize(("base", "href"), [("", "about/index.html"), ("../../", "../../about/index.html")])
def test_a_relative_link_counts_from_the_sites_root(base: str, href: str) -> None:
    assert inline("[关于](about/index.html)", base) == f'<a href="{href}"{REL}>关于</a>'
    assert inline("[关于](/about/index.html)", base) == f'<a href="{href}"{REL}>关于</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安全\n生产", "安全生产"),
        ("安全，\n生产", "安全，生产"),
        ("safe\nwork", "safe work"),
        ("安全\nsafe", "安全safe"),
        ("safe\n安全", "safe安全"),
        ("“一票\n否决”", "“一票否决”"),
        ("(甲)\nb", "(甲) b"),
        ("安全  \n  生产", "安全生产"),
        ("安全\u3000\n\u3000生产", "安全生产"),
        ("2026\n2027", "2026 2027"),
        ("a\nb\nc", "a b c"),
    ],
)
def test_lines_join_without_a_space_next_to_chinese_and_with_one_between_latin(text: str, expected: str) -> None:
    assert inline(text) == expected


def test_emphasis_may_run_over_a_line_end() -> None:
    assert inline("**安全\n第一**") == "<strong>安全第一</strong>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一段", "<p>一段</p>"),
        ("一\n二\n\n三\n", "<p>一二</p><p>三</p>"),
        ("一\n \n\u3000\n\n二", "<p>一</p><p>二</p>"),
        ("\n\n一\n\n", "<p>一</p>"),
        ("", ""),
        ("  \n ", ""),
        ("**一**\n\n# 二", "<p><strong>一</strong></p><p># 二</p>"),
    ],
)
def test_a_blank_line_separates_paragraphs(text: str, expected: str) -> None:
    assert str(rich.paragraphs(prose.paragraphs(text, TERMS))) == expected


def test_plain_text_has_no_markup() -> None:
    assert (
        prose.plain("**重点**见[[three-inclusions]]，[链接](https://x.y) 1 < 2", TERMS)
        == "重点见三个“纳入”，链接 1 < 2"
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced = True

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", {}))


PIECES = st.sampled_from(
    [
        "<", ">", "<script>", "</p>", "javascript:", "[", "]", "(", ")", "[[odd]]", "[[no]]", "*", "**", "_", "`",
        "\\", "&", "&#60;", "&lt;", '"', "'", "\n", "\n\n", " ", "安全", "abc", "href=", "onclick=x", "<!--",
        "-->", "//host", "data:", "![", "{{", "\x02", "\x03", "\x02klzzwxh:0000\x03", "wzxhzdk:0", "term_odd",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80))
@settings(max_examples=300)
@example("[x](javascript:alert(1))")
@example("`<b>` [[odd]] **\x02stx\x03**")
def test_nothing_an_author_types_becomes_live_markup(text: str) -> None:
    reader = _Reader()
    reader.feed(str(rich.paragraphs(prose.paragraphs(text, TERMS), "../")))
    reader.close()
    assert not reader.unbalanced
    assert not reader.open
    for tag, attributes in reader.tags:
        assert tag in {"p", "em", "strong", "a", "code", "br"}
        assert set(attributes) <= ({"href", "rel", "class"} if tag == "a" else set())
        href = attributes.get("href") or ""
        assert re.match(r"(?i)(https?:|mailto:|[^:]*([/?#]|$))", href.strip()), href
