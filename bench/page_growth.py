"""What grows a page: one thing of a site at a time made many, and the largest page and file that come of it.

A synthetic site in units gets, one after another, a text of many articles, a post of many duties, a duty that
many questions ask about, and so on: far more than anybody has met. Of each the largest pages and the largest script or
file of data are told, beside the limits of a page that a phone opens (docs/decisions/036).

Run: python -m bench.page_growth [things ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.synthetic_site import Words, write_site
from mingze.build import build_site

PAGE, FILE = 150_000, 300_000
"""Bytes that a page, and a script or file of data, may have."""
SHOWN = 3
POSTS = 60
"""Enough for a site that is divided into units, as large ones are."""
_OWN = "data/regulations/unit-0"


@dataclass(frozen=True)
class Thing:
    """Something of which a site may have many."""

    name: str
    count: int
    """How many of it: beyond what anybody keeps."""
    write: Callable[[Path, int, Words], None]


def _put(folder: Path, name: str, entries: Iterable[str]) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.writelines(entries)


def _articles(folder: Path, count: int, words: Words) -> None:
    """Write an instrument of so many articles in chapters of thirty, each of two paragraphs."""
    text = "id: law\ntitle: 合成法\nshort_title: 合成法\ncompiled_on: 2026-01-05\nlevel: national\nchapters:\n"
    for n in range(count):
        if n % 30 == 0:
            text += f"  - number: {n // 30 + 1}\n    title: {words.name(4)}\n    articles:\n"
        text += f"      - number: {n + 1}\n        verification: verified\n        paragraphs:\n"
        text += "".join(f"          - text: {words.about(90)}\n" for _ in range(2))
    _put(folder, "data/regulations/law/regulation.yml", [text])


def _duties(folder: Path, count: int, words: Words) -> None:
    """Give the first post so many more duties."""
    duties = [
        f"  - id: more-{n}\n    title: {words.name(8)}\n    themes: [theme-{n % 12}]\n    text: |\n"
        f"      {words.about(90)}\n    sources: [unit-0]\n"
        for n in range(count)
    ]
    told = [f"  - duty: more-{n}\n    plain: |\n      {words.about(100)}\n" for n in range(count)]
    _put(folder, f"{_OWN}/duties/post-0.yml", duties)
    _put(folder, f"{_OWN}/commentary/post-0.yml", told)


def _question(number: int, cites: str, words: Words) -> str:
    return (
        f"  - id: ask-{number}\n    type: judge\n    stem: |\n      {words.about(34)}\n    answer: 对\n"
        f"    explanation: |\n      {words.about(60)}\n    cites: [{cites}]\n    depth: 1\n"
    )


def _questions(answers: str) -> Callable[[Path, int, Words], None]:
    def write(folder: Path, count: int, words: Words) -> None:
        head = (
            f"bank:\n  id: many\n  title: 一项职责的题\n  answers: {answers}\n  multiple_scoring: partial\nquestions:\n"
        )
        _put(folder, "quizzes/banks/many.yml", [head, *(_question(n, "post-0-1", words) for n in range(count))])

    return write


def _asked_of_an_article(folder: Path, count: int, words: Words) -> None:
    _articles(folder, 30, words)
    head = "bank:\n  id: many\n  title: 一条的题\n  answers: shown\n  multiple_scoring: partial\nquestions:\n"
    _put(folder, "quizzes/banks/many.yml", [head, *(_question(n, "law/art1", words) for n in range(count))])


def _terms(folder: Path, count: int, words: Words) -> None:
    _put(
        folder,
        "data/glossary.yml",
        (
            f"- id: term-{n}\n  name: {words.name(5)}{n}\n  standing: source\n  definition: |\n    {words.about(60)}\n"
            f"  sources: [unit-0]\n"
            for n in range(count)
        ),
    )


def _sources(folder: Path, count: int, words: Words) -> None:
    _put(
        folder,
        "data/sources.yml",
        (
            f"- id: more-{n}\n  title: {words.name(12)}{n}\n  kind: news\n  date: 2025-01-05\n  note: |\n"
            f"    {words.about(40)}\n"
            for n in range(count)
        ),
    )


def _developments(folder: Path, count: int, words: Words) -> None:
    _put(
        folder,
        "data/currency.yml",
        (
            f"- id: change-{n}\n  title: {words.name(12)}{n}\n  kind: basis\n  date: 2025-{n % 12 + 1:02}-05\n"
            f"  text: |\n    {words.about(100)}\n  standing: unverified\n  sources: [unit-0]\n"
            for n in range(count)
        ),
    )


def _key_points(folder: Path, count: int, words: Words) -> None:
    points = (
        f"  - id: note-{n}\n    title: {words.name(7)}{n}\n    kind: list\n    standing: commentator\n    text: |\n"
        f"      {words.about(70)}\n    points:\n      - text: {words.about(24)}\n        duties: [post-0-1]\n"
        f"    sources: [unit-0]\n"
        for n in range(count)
    )
    _put(folder, f"{_OWN}/commentary/articles.yml", ["key_points:\n", *points])


def _cases(folder: Path, count: int, words: Words) -> None:
    for n in range(count):
        told = f"text: |\n  {words.about(120)}\nlesson: |\n  {words.about(60)}\n"
        head = f"id: case-{n}\ntitle: {words.name(12)}{n}\nplace: 某市\ndate: 2024-05-06\nkinds:\n  - 事故问责\n"
        _put(folder, f"data/cases/case-{n}.yml", [head, told, "cites: [post-0-1]\nsources: [unit-0]\n"])


def _milestones(folder: Path, count: int, words: Words) -> None:
    steps = (f"  - date: {1900 + n}-01-05\n    what: |\n      {words.about(50)}\n" for n in range(count))
    _put(folder, f"{_OWN}/regulation.yml", ["history:\n", *steps])


def _themes(folder: Path, count: int, words: Words) -> None:
    _put(
        folder,
        "data/themes.yml",
        (
            f"- id: more-{n}\n  title: {words.name(5)}{n}\n  description: |\n    {words.about(40)}\n"
            for n in range(count)
        ),
    )


def _upper_duty(folder: Path, count: int, words: Words) -> None:
    """Let so many lists carry out one duty of the first."""
    for n in range(count):
        own = folder / "data" / "regulations" / f"below-{n}"
        name = words.name(6)
        _put(
            own,
            "regulation.yml",
            [
                f"id: below-{n}\ntitle: {name}清单{n}\nshort_title: {name[:4]}单{n}\ncompiled_on: 2026-01-05\n"
                f"level: unit\nimplements: [unit-0]\n"
            ],
        )
        duty = f"  - id: below-{n}-1\n    title: {words.name(8)}\n    text: |\n      {words.about(90)}\n"
        _put(own, "duties/post-1.yml", ["role: post-1\nduties:\n", duty, "    implements: [unit-0/post-0-1]\n"])
        _put(own, "duties/post-1.yml", ["    sources: [unit-0]\n"])
        told = f"  - duty: below-{n}-1\n    plain: |\n      {words.about(100)}\n"
        _put(own, "commentary/post-1.yml", ["role: post-1\nexplanations:\n", told])


THINGS = (
    Thing("articles of a text", 300, _articles),
    Thing("duties of a post", 200, _duties),
    Thing("questions on a duty", 300, _questions("shown")),
    Thing("questions of a bank that keeps its answers", 300, _questions("withheld")),
    Thing("questions on an article", 300, _asked_of_an_article),
    Thing("terms", 3000, _terms),
    Thing("sources", 1000, _sources),
    Thing("developments", 500, _developments),
    Thing("key points of a list", 300, _key_points),
    Thing("cases", 300, _cases),
    Thing("steps of a text's history", 100, _milestones),
    Thing("themes", 100, _themes),
    Thing("lists that carry out a duty", 60, _upper_duty),
)


def grown(thing: Thing, folder: Path) -> Path:
    """Build the site with many of one thing; returns its folder. Raises ``BuildFailed``."""
    root = folder / "root"
    root.mkdir()
    write_site(root, POSTS)
    thing.write(root, thing.count, Words(thing.count))
    return build_site(root, root / "site").site


def largest(site: Path) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return pages, and scripts and files of data, from the largest on: bytes and path."""
    pages: list[tuple[int, str]] = []
    files: list[tuple[int, str]] = []
    for file in site.rglob("*"):
        if file.suffix in (".html", ".js", ".json", ".css"):
            (pages if file.suffix == ".html" else files).append(
                (file.stat().st_size, file.relative_to(site).as_posix())
            )
    return sorted(pages, reverse=True), sorted(files, reverse=True)


def _told(found: Sequence[tuple[int, str]], limit: int) -> str:
    """Say the largest, and all that are over the limit, so many as are shown."""
    over = [one for one in found if one[0] > limit]
    said = ", ".join(f"{path} {size / 1000:.0f}" for size, path in (over or found[:1])[:SHOWN])
    return f"{said} ({len(over)} over)" if over else said


def main(names: Sequence[str]) -> int:
    kept = True
    for thing in THINGS:
        if names and not any(name in thing.name for name in names):
            continue
        with tempfile.TemporaryDirectory(prefix="mingze-growth-") as folder:
            pages, files = largest(grown(thing, Path(folder)))
        kept = kept and pages[0][0] <= PAGE and files[0][0] <= FILE
        print(f"{thing.count:>5} {thing.name}: pages, kB: {_told(pages, PAGE)}", flush=True)
        print(f"{'':6}scripts and data, kB: {_told(files, FILE)}", flush=True)
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
