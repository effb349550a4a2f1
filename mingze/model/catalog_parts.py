"""What a catalog puts together of several files."""

from __future__ import annotations

from msgspec import Struct

from mingze.model.duty import Addition, Duty, DutyFile, Explanation, KeyPoint, RoleCommentary


class Assignment(Struct, frozen=True):
    """The duties that one regulation lays on one role, with the commentary on them."""

    regulation: str
    role: str
    duties: tuple[Duty, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    duty_file: DutyFile | None = None
    commentary_file: RoleCommentary | None = None

    @property
    def summary(self) -> str | None:
        """What the post carries, in the author's words."""
        return self.commentary_file.summary if self.commentary_file else None


class ArticleNotes(Struct, frozen=True):
    """Commentary on a regulation's articles that belongs to no role."""

    regulation: str
    key_points: tuple[KeyPoint, ...] = ()
    explanations: tuple[Explanation, ...] = ()


class LocalAdditions(Struct, frozen=True):
    """What a site adds to the explanations of one regulation's duties of one role."""

    regulation: str
    role: str
    explanations: tuple[Addition, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    """None: so that it stands among the other commentary."""


class Upper(Struct, frozen=True):
    """The sites that a site stands on, and which part of the catalog is its own."""

    named: tuple[tuple[str, str], ...]
    """Titles and editions, the lowest first."""
    own_files: frozenset[str]
    """The files of the site itself, as POSIX paths below its root."""
    own: frozenset[tuple[str, str]]
    """Kind and id of what the site itself adds: ``duty``, ``key_point``, ``question``, ``case``, ``regulation`` …"""
    hidden: frozenset[tuple[str, str]]
    """The same of what it leaves out."""
