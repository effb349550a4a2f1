"""Questions as a text that Anki imports as notes (https://docs.ankiweb.net/importing/text-files.html)."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.exchange.questions.anki_deck import FIELDS, LOST, deck_name, fields_of, guid, tags_of
from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import QuestionFormat


def write(batch: Batch) -> bytes:
    """Return a line a note, its fields as HTML between tabs, under the lines that tell Anki so."""
    columns = ("guid", "牌组", *FIELDS, "标签")
    head = [
        "#separator:tab",
        "#html:true",
        "#guid column:1",
        "#deck column:2",
        f"#tags column:{len(columns)}",
        f"#columns:{chr(9).join(columns)}",
    ]
    return "".join(f"{line}\n" for line in (*head, *_rows(batch))).encode()


def _rows(batch: Batch) -> Iterator[str]:
    for part in batch.parts:
        for one in part.questions:
            cells = (guid(batch.site, one.id), deck_name(batch, part), *fields_of(one, batch.base))
            yield "\t".join(map(_quoted, (*cells, " ".join(tags_of(one, part)))))


def _quoted(cell: str) -> str:
    doubled = cell.replace("\t", " ").replace("\n", "<br>").replace('"', '""')
    return f'"{doubled}"'


FORMAT = QuestionFormat(
    ".anki.txt",
    write,
    lost=LOST,
    remark="先导入一次 .apkg，笔记类型“明责题目”就有了，再导入文本时选它；只用文本的，选有九个字段的笔记类型。",
)
