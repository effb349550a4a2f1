"""Texts as regulations: made of lines for a test, or real ones read as an import reads them."""

from __future__ import annotations

import datetime
from pathlib import Path

from mingze.importing.files import read_file
from mingze.importing.regulation import make_draft
from mingze.importing.regulation.fit import fit
from mingze.importing.regulation.yaml import regulation_yaml
from mingze.model import Article, Regulation
from mingze.model.article import Item, Paragraph, parse_article_number
from mingze.model.verification import Verification

HERE = Path(__file__).parent


def real(name: str) -> Regulation:
    """Read one of the instruments beside this file."""
    draft = make_draft(read_file(HERE / name), "law", set())
    regulation = fit(draft, regulation_yaml(draft, datetime.date(2026, 1, 1), name)).regulation
    assert regulation is not None
    return regulation


def made(*articles: str) -> Regulation:
    """Make a regulation: an article a text, a line a 款; lines with a dash are the 项 of the 款 above."""
    out = []
    for number, text in enumerate(articles, 1):
        paragraphs: list[Paragraph] = []
        for line in text.split("\n"):
            if line.startswith("-"):
                last = paragraphs[-1]
                paragraphs[-1] = last.model_copy(update={"items": (*last.items, Item(text=line[1:]))})
            else:
                paragraphs.append(Paragraph(text=line))
        out.append(
            Article(
                number=parse_article_number(number),
                verification=Verification.VERIFIED,
                paragraphs=tuple(paragraphs),
            )
        )
    return Regulation(
        id="law", title="示例法", short_title="法", compiled_on=datetime.date(2026, 1, 1), articles=tuple(out)
    )
