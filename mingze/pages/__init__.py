"""The site's data pages: which there are, and their HTML. Knows no MkDocs."""

from mingze.pages.page import Page
from mingze.pages.render import Renderer
from mingze.pages.site_plan import count_pages, plan_pages

__all__ = ["Page", "Renderer", "count_pages", "plan_pages"]
