"""An instrument as Markdown."""

from __future__ import annotations

from mingze.exchange.law.law_format import LawFormat
from mingze.exchange.law.plain_law import write_markdown

FORMAT = LawFormat(".md", write_markdown)
