"""Where commands may write: never among what a site is made from, and never over somebody else's files."""

from __future__ import annotations

from pathlib import Path

_SOURCES = ("data", "quizzes", "docs", "hooks")
_SITE = "site"
_OURS = "那里放着站点的源文件或生成的站点"
_MARK = Path("assets") / "mingze.js"
"""A file that every built site has and nothing else."""


class OutputRefused(Exception):
    """Nothing may be written at this place; the message, in Chinese, says why and what to do."""

    def __init__(self, place: Path, reason: str) -> None:
        super().__init__(f"不能写到 {place}：{reason}；用 --out 指明别的地方")


def check_output(root: Path, place: Path) -> Path:
    """Return the resolved place of files to be written; raises `OutputRefused` among sources and in the built site.

    ``root`` is the site's folder. What lies in the built site would be published, and gone with the next build.
    """
    root, place = root.resolve(), place.resolve()
    if any(root / name in (place, *place.parents) for name in (*_SOURCES, _SITE)):
        raise OutputRefused(place, _OURS)
    return place


def check_site_output(root: Path, place: Path) -> Path:
    """Return the resolved place of a site to be built, whose files will all be replaced.

    ``site`` below the root is made for that. Elsewhere it raises `OutputRefused` where `check_output` does, where the
    sources lie below the place, and where something stands that is no built site.
    """
    root, place = root.resolve(), place.resolve()
    if place == root / _SITE:
        return place
    check_output(root, place)
    if place in (root, *root.parents):
        raise OutputRefused(place, _OURS)
    if place.exists() and not (place / _MARK).is_file() and (not place.is_dir() or any(place.iterdir())):
        raise OutputRefused(place, "那里有别的文件，生成站点会把它们全部换掉")
    return place
