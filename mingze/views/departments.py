"""Departments as a tree, from what each post says of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingze.model import Catalog, Role

_SLASHES = str.maketrans("／", "/")


@dataclass(frozen=True, slots=True)
class Department:
    """A department: its own posts, and the departments below it, in the order in which posts name them."""

    name: str
    path: tuple[str, ...]
    """The names from the top down to this one."""
    roles: tuple[Role, ...]
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


def departments(catalog: Catalog) -> Department | None:
    """Return all posts by their departments: those without one at the top; None where no post names one."""
    if not any(role.department for role in catalog.roles.values()):
        return None
    return _department((), [(_path(role), role) for role in catalog.roles.values()])


def _path(role: Role) -> tuple[str, ...]:
    names = (role.department or "").translate(_SLASHES).split("/")
    return tuple(name for part in names if (name := part.strip()))


def _department(path: tuple[str, ...], posts: Iterable[tuple[tuple[str, ...], Role]]) -> Department:
    posts = list(posts)
    depth = len(path)
    below: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for names, role in posts:
        if len(names) > depth:
            below.setdefault(names[depth], []).append((names, role))
    return Department(
        path[-1] if path else "",
        path,
        tuple(role for names, role in posts if len(names) == depth),
        tuple(_department((*path, name), found) for name, found in below.items()),
    )
