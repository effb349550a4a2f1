"""What a site's own settings bring in: whether all that pages are made from can be known."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

_HOOKS = Path(__file__).parent.parent / "starting" / "kit" / "hooks"
_OURS = tuple(sorted(path.name for path in _HOOKS.glob("*.py")))
_EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html"),
    *("meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
)
"""Python-Markdown's own extensions: they read no file."""
_FROM_ELSEWHERE = ("!ENV", "INHERIT")


def known_sources(config: MkDocsConfig) -> tuple[Path, ...] | None:
    """Return the places a site takes from beside its data, ``docs/`` and the program; None where that may be anywhere.

    Plug-ins, hooks of the site's own, further extensions and settings taken from elsewhere may read what they like.
    """
    settings = Path(config.config_file_path)
    if any(word in settings.read_text("utf-8", "replace") for word in _FROM_ELSEWHERE):
        return None
    hooks = [settings.parent / name for name in config.hooks]
    if set(config.plugins) != set(config.hooks) or not all(_is_ours(hook) for hook in hooks):
        return None
    if any(name.removeprefix("markdown.extensions.") not in _EXTENSIONS for name in config.markdown_extensions):
        return None
    pages = Path(config.docs_dir)
    folders = [] if pages == settings.parent / "docs" else [pages]
    return (*folders, *([Path(config.theme.custom_dir)] if config.theme.custom_dir else []))


def _is_ours(hook: Path) -> bool:
    return hook.name in _OURS and hook.read_bytes() == (_HOOKS / hook.name).read_bytes()
