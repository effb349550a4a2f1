"""A statute or rule in any file to a draft of ``regulation.yml``."""

from mingze.importing.regulation.from_text import make_draft
from mingze.importing.regulation.regulation_draft import RegulationDraft

__all__ = ["RegulationDraft", "make_draft"]
