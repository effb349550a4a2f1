"""What ``mingze amend`` says: how many passages went where, what must be confirmed, what must be read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mingze.importing.amending.citations import CiteChange
from mingze.importing.amending.resting import OldNumber, Resting
from mingze.model import ClauseKey, PassageChange, PassageChangeKind
from mingze.versions.steps import Step
from mingze.versions.text_tree import TextNode

_PARTS = {"texts": "题", "explanations": "解读", "key_points": "要点"}
_LONGEST = 40


def report(
    step: Step, cites: Sequence[CiteChange], resting: Sequence[Resting], numbers: Sequence[OldNumber]
) -> Iterator[str]:
    """Yield the preview."""
    amendment = step.amendment
    yield f"《{step.new.title}》{amendment.kind.label}：{step.old.since}起的文本 → {amendment.effective}起的文本"
    yield f"  条文 {len(step.old.all_articles)} 条 → {len(step.new.all_articles)} 条；{_counts(step)}"
    yield from _list("引用改写后要看的（文字变了、拆分了，或者删去了）", [_cite(one) for one in cites])
    words = [f"{_PARTS[one.part]} {one.id}　{_labels(one.keys)}" for one in resting]
    yield from _list("所依据的文字改过，要对着新条文看的", words)
    gone = [f"{one.place}　“{one.words}”现在是{one.now or '删去了'}" for one in numbers]
    yield from _list("文中写的条号要改的", gone)


def _counts(step: Step) -> str:
    kinds: Counter[str] = Counter()
    for key, node in step.old_nodes.items():
        image = step.images[key]
        if node.is_article and image is not None:
            same = len(image.new) == 1 and step.is_same(key, image.new[0])
            renumbered = same and image.new[0] != key
            kinds["条号变了" if renumbered else "未动" if same else _KINDS[image.kind]] += 1
    covered = {new.article_key for key in step.old_nodes if (i := step.images[key]) for new in i.new}
    kinds["新增"] += sum(node.is_article and key not in covered for key, node in step.new_nodes.items())
    return "，".join(f"{name} {count}" for name, count in kinds.items() if count)


_KINDS = {kind: kind.label for kind in PassageChangeKind} | {PassageChangeKind.SAME: "文字有改"}
"""An article that the map calls unchanged and is not: its only 款 is one of several now."""


def _cite(one: CiteChange) -> str:
    new = _labels(one.new) or "删去了"
    return f"{one.place}　{one.owner}：{one.old.label()} → {new}"


def _labels(keys: Iterable[ClauseKey]) -> str:
    return "、".join(key.label() for key in keys)


def _list(title: str, words: Sequence[str]) -> Iterator[str]:
    if not words:
        return
    yield f"{title}（{len(words)} 处）："
    yield from (f"  {one}" for one in words)  # all of them: nothing else tells of a citation that was split


def unconfirmed_words(step: Step, lines: Sequence[tuple[PassageChange, str]]) -> Iterator[str]:
    """Yield the lines that must be confirmed, numbered, with the words of both texts.

    Behind a line stands its place in the file or the workbook that it was read from, "" where it was proposed.
    """
    yield f"请确认（{len(lines)} 处）：对的用 --confirm 写序号；不对的，用 --map 对应.xlsx 写成表格来改"
    for n, (line, place) in enumerate(lines, 1):
        head = "　".join(filter(None, (str(n), place, line.kind.label)))
        yield f"  {head}　{_labels(line.old) or '—'} → {_labels(line.new) or '—'}"
        yield from (f"     旧：{_short(step.old_nodes[key])}" for key in line.old)
        yield from (f"     新：{_short(step.new_nodes[key])}" for key in line.new)


def _short(node: TextNode) -> str:
    words = node.whole.replace("\n", " ")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
