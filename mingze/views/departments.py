"""Departments as a tree, from what each post says of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from mingze.views.role import RoleView

_SLASHES = str.maketrans("／", "/")


class Department(Struct, frozen=True):
    """A department: its own posts, and the departments below it, in the order in which posts name them."""

    name: str
    path: tuple[str, ...]
    """The names from the top down to this one."""
    roles: tuple[RoleView, ...]
    below: tuple[Department, ...]

    @property
    def count(self) -> int:
        """How many posts it has, those of the departments below too."""
        return len(self.roles) + sum(part.count for part in self.below)

    @property
    def flat(self) -> Iterator[Department]:
        """Itself and all below it, from the top down; those without posts of their own are left out."""
        if self.roles:
            yield self
        for part in self.below:
            yield from part.flat


def departments(roles: Iterable[RoleView]) -> Department | None:
    """Return all posts by their departments: those without one at the top; None where no post names one."""
    posts = [(_path(role), role) for role in roles]
    return _department((), posts) if any(role.department for _, role in posts) else None


def _path(role: RoleView) -> tuple[str, ...]:
    names = role.department.translate(_SLASHES).split("/")
    return tuple(name for part in names if (name := part.strip()))


def _department(path: tuple[str, ...], posts: Iterable[tuple[tuple[str, ...], RoleView]]) -> Department:
    posts = list(posts)
    depth = len(path)
    below: dict[str, list[tuple[tuple[str, ...], RoleView]]] = {}
    for names, role in posts:
        if len(names) > depth:
            below.setdefault(names[depth], []).append((names, role))
    return Department(
        path[-1] if path else "",
        path,
        tuple(role for names, role in posts if len(names) == depth),
        tuple(_department((*path, name), found) for name, found in below.items()),
    )
