"""What a sitter does with a question, for other programs: each of their formats knows these few ways and no types.

Texts are as the author typed them: options are prose, everything else plain.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class Choosing(Struct, frozen=True):
    """Alternatives to choose from, those of the question."""

    right: tuple[int, ...]
    """Positions of the right ones among `BaseQuestion.alternatives`."""
    several: bool = False
    """Whether more than one may be chosen."""
    pinned: bool = False
    """Whether the alternatives must stand in their order."""


class Judging(Struct, frozen=True):
    """A statement that is right or wrong."""

    right: bool


class Filling(Struct, frozen=True):
    """Words to write, into the gaps of the stem where it has any."""

    accepted: tuple[tuple[str, ...], ...]
    """The accepted words of each gap, the one that is printed first."""


class Pairing(Struct, frozen=True):
    """Sides to pair."""

    pairs: tuple[tuple[str, str], ...]


class Sequencing(Struct, frozen=True):
    """Steps to be put in their order, all or nothing."""

    steps: tuple[str, ...]
    """In the right order."""


class Writing(Struct, frozen=True):
    """A text that somebody rates by `BaseQuestion.model_answer`."""


Interaction: TypeAlias = Choosing | Judging | Filling | Pairing | Sequencing | Writing
