"""The same role pages as the theme makes them by default: Markdown, its search, its bundle, its navigation."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mingze.model import LETTERS, BaseQuestion, Catalog, Duty, Explanation, KeyPoint, Role
from mingze.views.prose import plain

_SETTINGS = """\
site_name: {title}
use_directory_urls: false
theme:
  name: material
  language: zh
  font: false
{features}plugins:
  - search
"""
_PRUNED = """\
  features:
    - navigation.prune
"""


def role_texts(catalog: Catalog) -> Iterator[tuple[Role, str]]:
    """Yield each role with its page in Markdown."""
    return ((role, "\n".join(_role(catalog, role))) for role in catalog.roles.values())


def write_plain_material(catalog: Catalog, folder: Path, *, pruned: bool = False) -> None:
    """Write a site of the catalog's role pages in Markdown; ``pruned`` keeps their navigation off the other pages."""
    docs = folder / "docs"
    for role, text in role_texts(catalog):
        page = docs / "roles" / role.id / "index.md"
        page.parent.mkdir(parents=True)
        page.write_text(text, "utf-8")
    (docs / "index.md").write_text(f"# {catalog.site.title}\n", "utf-8")
    features = _PRUNED if pruned else ""
    (folder / "mkdocs.yml").write_text(_SETTINGS.format(title=catalog.site.title, features=features), "utf-8")


def build_plain_material(catalog: Catalog, folder: Path) -> Path:
    """Build a site of the catalog's role pages in a folder; returns where its pages are."""
    write_plain_material(catalog, folder)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return folder / "site"


def _role(catalog: Catalog, role: Role) -> Iterator[str]:
    yield f"# {role.name}\n"
    for assignment in catalog.assignments_of(role.id):
        yield _text(catalog, assignment.summary)
        for number, duty in enumerate(assignment.duties, 1):
            yield from _duty(catalog, duty, number)
        yield "## 要点提示\n"
        for point in assignment.key_points:
            yield from _key_point(catalog, point)


def _duty(catalog: Catalog, duty: Duty, number: int) -> Iterator[str]:
    yield f"## {number} {duty.title}\n"
    if duty.cites:
        clause = catalog.clause(duty.cites)
        text = clause.text if clause else ""
        yield f"> **{duty.cites.label()}**\n>\n> {_emphasised(text, duty.keywords)}\n"
    explanation = catalog.explanations.get(duty.id)
    if explanation:
        yield from _explanation(catalog, explanation)
    for question in catalog.questions_on_duty(duty.id, 3):
        yield from _question(catalog, question)


def _emphasised(text: str, keywords: tuple[str, ...]) -> str:
    for keyword in keywords:
        text = text.replace(keyword, f"**{keyword}**", 1)
    return text


def _explanation(catalog: Catalog, explanation: Explanation) -> Iterator[str]:
    yield _text(catalog, explanation.plain)
    yield from _listed(catalog, "怎么做", explanation.actions)
    yield from _listed(catalog, "留痕", explanation.evidence)
    if explanation.caution:
        yield f"### 易混提醒\n\n{_text(catalog, explanation.caution)}"
    yield f"来源：{'；'.join(catalog.sources[key].title for key in explanation.sources if key in catalog.sources)}\n"


def _listed(catalog: Catalog, heading: str, entries: tuple[str, ...]) -> Iterator[str]:
    if entries:
        yield f"### {heading}\n"
        yield from (f"- {plain(entry, catalog.terms)}" for entry in entries)
        yield ""


def _question(catalog: Catalog, question: BaseQuestion) -> Iterator[str]:
    yield f"**{question.type.label}** {plain(question.stem, catalog.terms)}\n"
    for letter, option in zip(LETTERS, getattr(question, "options", ()), strict=False):
        feedback = f"（{plain(option.feedback, catalog.terms)}）" if option.feedback else ""
        yield f"- {letter}. {plain(option.text, catalog.terms)}{feedback}"
    yield f"\n答案：{question.key_text()}　{plain(question.explanation, catalog.terms)}\n"


def _key_point(catalog: Catalog, point: KeyPoint) -> Iterator[str]:
    yield f"### {point.title}\n"
    yield _text(catalog, point.text)
    yield from (f"1. {plain(entry.text, catalog.terms)}" for entry in point.points)
    yield ""
    yield _text(catalog, point.correction)


def _text(catalog: Catalog, prose: str | None) -> str:
    """Return prose as paragraphs of plain text."""
    return "".join(f"{plain(part, catalog.terms)}\n\n" for part in (prose or "").split("\n\n"))
