"""What ``mingze import regulation`` makes of real instruments, and of the same ones in other clothes.

``python -m bench.instruments FOLDER [COUNT] [SEED]`` reads so many texts (.md, .txt) of a folder, chosen by the seed,
and says how many fit the model, are written back exactly and account for every line; of each it makes a Word file with
numbers of Word's own, a page, and texts typed in other ways, and counts how many of those give the same articles.
"""

from __future__ import annotations

import html
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mingze.importing.files.any_file import read_bytes
from mingze.importing.regulation import found_report
from mingze.importing.regulation.fit import fit
from mingze.importing.regulation.from_text import make_draft
from mingze.importing.regulation.regulation_draft import RegulationDraft
from mingze.importing.regulation.unit_marks import number
from mingze.importing.regulation.yaml import regulation_yaml
from tests.importing.samples import level, paragraph, word_file

FEWEST = 3
"""Articles of what counts as an instrument."""
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\ue000-\uf8ff\U000e0100-\U000e01ef]")
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千]+条[\s　]*")
_ITEM = re.compile(r"（[一二三四五六七八九十]+）")


def main(folder: Path, count: int, seed: int) -> None:
    """Print what was found."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    random.Random(seed).shuffle(files)
    counts: Counter[str] = Counter()
    for file in files[:count]:
        data = file.read_bytes()
        draft = _draft(data, file.name)
        if len(draft.all_articles) < FEWEST:
            counts["too few articles"] += 1
            continue
        counts["instruments"] += 1
        yaml = regulation_yaml(draft, date(2026, 1, 1), file.name)
        made = fit(draft, yaml)
        counts["fit the model"] += made.regulation is not None
        counts["written back"] += made.round_trip
        report = found_report.as_json(draft, made)
        lines = [line for line in data.decode("utf-8").splitlines() if line.strip()]
        counts["lines"] += len(lines)
        for line in _missing(lines, yaml, report):
            why = _told(line, {guess["code"] for guess in report["guesses"]})
            counts[f"line not found as typed: {why}"] += 1
            if why == "NOT TOLD":
                print(f"{file}: {line[:80]}")
        for name, dress in DRESSES.items():
            again = _draft(*dress(draft))
            same = _said(again) == _said(draft)
            counts[f"the same as {name}"] += same
            if not same:
                print(f"{file} as {name}: {_first_difference(_said(draft), _said(again))}")
    for name, found in counts.items():
        print(f"{found:>8,}  {name}")


def _draft(data: bytes, name: str) -> RegulationDraft:
    return make_draft(read_bytes(name, data), "probe")


def _missing(lines: list[str], yaml: str, report: dict[str, Any]) -> Iterator[str]:
    """Yield the lines whose words, without numbers and signs of Markdown, stand nowhere in the draft."""
    left = "".join(one["text"] for one in report["left_out"])
    whole = _bare(yaml) + _bare(left) + _bare("".join(report["front_matter"]))
    for line in lines:
        words = _bare(line)
        without = re.sub(
            r"^(?:第[〇零一二三四五六七八九十百千0-9]+[条章节编]|[一二三四五六七八九十0-9]+[、.．]?)", "", words
        )
        if words not in whole and without not in whole:
            yield line


def _told(line: str, codes: set[str]) -> str:
    if _UNSEEN.search(line):
        return "unseen or private characters"
    if "inline-split" in codes and len(_ITEM.findall(line)) + len(_ARTICLE.findall(line)) > 1:
        return "several articles or items in one line"
    return "NOT TOLD"


def _bare(text: str) -> str:
    return re.sub(r"[\s#*>`（）()\-]", "", unicodedata.normalize("NFKC", text))


def _said(draft: RegulationDraft) -> list[str]:
    """Return what the articles say: numbers and words, by 款, 项 and 目."""
    out = []
    for article in draft.all_articles:
        out.append(f"{article.number}-{article.inserted}")
        for one in article.paragraphs:
            out += [_bare(one.text), *(_bare(f"{n.number} {n.text}") for n in one.inner)]
            out += [_bare(f"{m.number} {m.text}") for n in one.inner for m in n.inner]
    return out


def _first_difference(one: list[str], other: list[str]) -> str:
    at = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    return f"{one[at - 1 : at + 1]} ≠ {other[at - 1 : at + 1]}"


def _lines(draft: RegulationDraft) -> list[str]:
    return [line.text for line in draft.lines]


def _as_text(change: Callable[[str], str], encoding: str = "utf-8") -> Callable[[RegulationDraft], tuple[bytes, str]]:
    def dress(draft: RegulationDraft) -> tuple[bytes, str]:
        return change("\n".join(_lines(draft))).encode(encoding, "replace"), "a.txt"

    return dress


def _as_page(draft: RegulationDraft) -> tuple[bytes, str]:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in _lines(draft))
    return f"<html><meta charset=utf-8><body><div id=content>{body}</div></body></html>".encode(), "a.html"


def _as_word(draft: RegulationDraft) -> tuple[bytes, str]:
    """Write a Word file whose articles and items are numbered by Word, each list of items anew."""
    body, lists = [], 1
    for line in _lines(draft):
        if match := _ARTICLE.match(line):
            lists += 1
            body.append(paragraph(html.escape(line[match.end() :]), 1))
        elif match := _ITEM.match(line):
            if match[0] == "（一）":
                lists += 1
            body.append(paragraph(html.escape(line[match.end() :]), lists))
        else:
            body.append(paragraph(html.escape(line)))
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in range(2, lists + 1)
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "第%1条 ")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "chineseCounting", "（%1）")}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{numbers}'
    )
    return word_file("".join(body), numbering=numbering), "a.docx"


DRESSES: dict[str, Callable[[RegulationDraft], tuple[bytes, str]]] = {
    "a page": _as_page,
    "Word's own numbers": _as_word,
    "GB18030": _as_text(lambda text: text, "gb18030"),
    "half-width brackets": _as_text(lambda text: text.translate({0xFF08: "(", 0xFF09: ")"})),
    "full-width blanks before lines": _as_text(lambda text: re.sub("^", "\u3000\u3000", text, flags=re.MULTILINE)),
    "Arabic numbers of articles": _as_text(
        lambda text: re.sub(
            r"^第([一二三四五六七八九十百千〇零]+)条", lambda m: f"第{number(m[1])}条", text, flags=re.MULTILINE
        )
    ),
    "nothing after numbers": _as_text(
        lambda text: re.sub(
            r"^(第[一二三四五六七八九十百]+条|（[一二三四五六七八九十]+）)[\s　]+", r"\1", text, flags=re.MULTILINE
        )
    ),
    "blank lines between": _as_text(lambda text: text.replace("\n", "\n\n")),
    "colons after article numbers": _as_text(
        lambda text: re.sub(r"^(第[一二三四五六七八九十百]+条)[\s　]*", r"\1：", text, flags=re.MULTILINE)
    ),
}


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]), int(given[1]) if given[1:] else 300, int(given[2]) if given[2:] else 1)
