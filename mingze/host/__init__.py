"""The MkDocs side: the only place that imports it. Hooks call these functions, one an event."""

from mingze.host.check import check_data
from mingze.host.given import Given
from mingze.host.on_demand import OtherPages, SiteOnDemand, can_be_made_on_demand
from mingze.host.pages import add_data_pages, escape_our_templates
from mingze.host.publish import note_command, publish, watch_our_files
from mingze.host.run import MkDocsFailed, run_mkdocs

__all__ = [
    "Given", "MkDocsFailed", "OtherPages", "SiteOnDemand", "add_data_pages", "can_be_made_on_demand", "check_data",
    "escape_our_templates", "note_command", "publish", "run_mkdocs", "watch_our_files",
]  # fmt: skip
