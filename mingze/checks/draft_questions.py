"""What is still to be done in ``quizzes/drafts/``: told by ``mingze check``, never in the way of a build."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.diagnostics import Finding, Severity, Span, rule


@rule(Severity.NOTE)
def draft_question_to_finish(span: Span, id_: str, state: str) -> Iterator[Finding]:
    """草稿里的题做完了，就移到题库。

    导入的题先放在 quizzes/drafts/，不进站点，也不妨碍生成。要定下 undecided 里的各项，写上解析和依据。

    改法：补上提示的各项，再运行 mingze import accept 加草稿的编号；不要的题从草稿里删掉。
    """
    yield Finding(span, f"草稿里的 `{id_}` {state}", "补上以后运行 mingze import accept；不要就删掉")


@rule(Severity.WARNING)
def unreadable_draft(span: Span, message: str, help_: str) -> Iterator[Finding]:
    """草稿文件读得通。

    读不通的草稿，下一次导入不会去动，做完的题也移不到题库；站点照常生成。

    改法：照提示改正这一处。
    """
    yield Finding(span, message, help_)
