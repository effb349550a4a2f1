"""Remember which clauses a question was written on, so that a change of their text is noticed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mingze.model import Catalog

FILE = "quizzes/reviewed.yml"
_HEAD = """# 由 mingze reviewed 写，不用手改：出题（或看题）时，题目所依据条文的指纹。
# 条文以后改了，mingze check 会提醒哪些题要对着新的条文再看一遍。
"""


@dataclass(frozen=True)
class Review:
    """What one run of ``mingze reviewed`` did."""

    recorded: tuple[str, ...]
    """Questions whose fingerprint was written: the new ones and those named."""
    stale: tuple[str, ...]
    """Questions on changed clauses that nobody named: they keep their old fingerprint."""


def record(catalog: Catalog, root: Path, named: Iterable[str] = ()) -> Review:
    """Write the fingerprints of questions not recorded yet and of those named; questions that are gone are dropped.

    Raises ``KeyError`` for a name that is no question, ``OSError`` where the file cannot be written.
    """
    wanted = set(named)
    for id_ in wanted:
        catalog.questions[id_]
    texts, recorded, stale = {}, [], []
    for id_, question in catalog.questions.items():
        now, before = catalog.fingerprint_of(question), catalog.reviewed.get(id_, "")
        if not now:
            continue
        keep = before and before != now and id_ not in wanted
        texts[id_] = before if keep else now
        if keep:
            stale.append(id_)
        elif before != now:
            recorded.append(id_)
    lines = "".join(f"  {id_}: {texts[id_]}\n" for id_ in sorted(texts))
    (root / FILE).write_text(f"{_HEAD}texts:\n{lines}" if lines else _HEAD, "utf-8", newline="\n")
    return Review(tuple(recorded), tuple(stale))
