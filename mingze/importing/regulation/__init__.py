"""A statute or rule in any file to a draft of ``regulation.yml``."""

from mingze.importing.regulation.draft import Draft
from mingze.importing.regulation.make import make_draft

__all__ = ["Draft", "make_draft"]
