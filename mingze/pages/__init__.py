"""The site's data pages: which there are, and their HTML. Knows no MkDocs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingze.pages.page import Page
    from mingze.pages.render import Renderer
    from mingze.pages.site_plan import count_pages, plan_pages

__all__ = ["Page", "Renderer", "count_pages", "plan_pages"]
_IN = {"Page": "page", "Renderer": "render", "count_pages": "site_plan", "plan_pages": "site_plan"}


def __getattr__(name: str) -> Any:
    """Load what is asked for: the live hall's server takes styles and scripts from here, and starts at once."""
    if name not in _IN:
        raise AttributeError(name)
    return getattr(import_module(f"mingze.pages.{_IN[name]}"), name)
