"""What a sitter does with a question, for other programs: each of their formats knows these few ways and no types.

Texts are as the author typed them: options are prose, everything else plain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Choosing:
    """Alternatives to choose from, those of the question."""

    right: tuple[int, ...]
    """Positions of the right ones among `BaseQuestion.alternatives`."""
    several: bool = False
    """Whether more than one may be chosen."""
    pinned: bool = False
    """Whether the alternatives must stand in their order."""


@dataclass(frozen=True, slots=True)
class Judging:
    """A statement that is right or wrong."""

    right: bool


@dataclass(frozen=True, slots=True)
class Filling:
    """Words to write, into the gaps of the stem where it has any."""

    accepted: tuple[tuple[str, ...], ...]
    """The accepted words of each gap, the one that is printed first."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Sides to pair."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sequencing:
    """Steps to be put in their order, all or nothing."""

    steps: tuple[str, ...]
    """In the right order."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A text that somebody rates by `BaseQuestion.model_answer`."""


Interaction: TypeAlias = Choosing | Judging | Filling | Pairing | Sequencing | Writing
