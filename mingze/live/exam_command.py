"""The answers of an examination from the database, without a server."""

from __future__ import annotations

from pathlib import Path

from mingze.live import exam_ledger, ledger
from mingze.live.engine import Engine
from mingze.live.exam_files import answer_files, folder_name, read_sat, write_all
from mingze.live.exam_hall import ExamHall
from mingze.live.registry import now_ms


class AnswersRefused(Exception):
    """There are no answers to be written, or not yet; the message says why, in Chinese."""


def write_answers(engine: Engine, code: str, folder: Path) -> str:
    """Write the files of an examination into a folder of its own below another one; returns what to say.

    It is the one of a code, the latest where that is "". Raises `AnswersRefused`, `NotStored` and ``OSError``.
    """
    with engine.transaction() as tx:
        known = exam_ledger.exams(tx)
        found = next((one for one in known if code in ("", one.code)), None)
        if found is None:
            others = "、".join(f"{one.code}（{one.run['title']}）" for one in known)
            raise AnswersRefused(f"没有 {code} 这一场考试；有的是：{others}" if others else "数据库里没有考试")
        exam = ExamHall(found, (), {}, done=ledger.dated_actions(tx, found.id), now=now_ms())
        if not exam.is_settled:
            raise AnswersRefused(f"{found.code}（{found.run['title']}）还没有考完")
        sat = read_sat(tx, found)
    below = folder / folder_name(found.run, found.opened)
    if below.exists():
        raise AnswersRefused(f"{below} 已经有了；另写一个文件夹，或先把它移走")
    files = answer_files(sat)
    write_all(below, files)
    count = sum(name.endswith(".json") for name in files)
    return f"{found.run['title']}（{found.code}）：{count} 份答卷，在 {below}\n评分：mingze score {below}"
