"""Begin a site of one's own: the folder that ``mingze new`` writes (docs/decisions/025-new-site.md)."""

from mingze.starting.begin import FolderTaken, Unusable, begin
from mingze.starting.new_site import Kind, Plan

__all__ = ["FolderTaken", "Kind", "Plan", "Unusable", "begin"]
