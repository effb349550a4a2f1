"""What a site that stands on another may not do: take the place of what that one says."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.diagnostics import Finding, Span, rule

_ONE_TEXT = "删掉这个文件；本地的细则另立一个编号"


@rule()
def id_collides_with_base(span: Span, what: str, id_: str, first: str) -> Iterator[Finding]:
    """本地内容的编号与上级站点的不相同。

    叠加在上级站点上的，只能添，不能替换：上级的职责、解读、题目原样都在，读者分得清哪些是本级加的。

    改法：换一个编号（可以加上本地的名字，如 shilixian-…）。给上级的职责补充做法、留痕和提醒，写在规定文件夹的
    additions/ 里；不要上级的某道题、某个要点，写在 `data/site.yml` 的 `base` 下的 `hide`。
    """
    help_ = "换一个编号；给上级职责补充做法的，写在 additions/ 里；不要上级那一条的，写进 base 的 hide"
    yield Finding(span, f"{what} `{id_}` 上级站点已经有了（{first}）", help_)


@rule()
def base_text_overridden(span: Span, id_: str, first: str) -> Iterator[Finding]:
    """上级站点的条文不能在本地改写。

    条文只有一份，由上级站点对照原文维护；本地另写一份，两份不一样时，没有人知道哪一份对。

    改法：删掉本地的 regulation.yml。条文有错，告诉上级站点；本地的细则另立一个规定编号。
    """
    yield Finding(span, f"规定 `{id_}` 是上级站点的（{first}），不能在本地另写一份", _ONE_TEXT)
