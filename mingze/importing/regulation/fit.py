"""Whether a draft fits the model: it is read as a site reads it, and written back from what was read."""

from __future__ import annotations

from msgspec import Struct

from mingze.diagnostics import Diagnostic
from mingze.importing.regulation.regulation_draft import RegulationDraft
from mingze.importing.regulation.write_back import written
from mingze.loading.files import KINDS
from mingze.loading.parse import parse_file
from mingze.model import Regulation
from mingze.source import read_source
from mingze.values.named import Named

_KIND = next(kind for kind in KINDS if kind.name == "regulation")


class Fit(Struct, frozen=True):
    """What a site makes of a draft."""

    regulation: Regulation | None
    """None where it does not fit the model."""
    faults: tuple[Diagnostic, ...]
    round_trip: bool
    """Whether the text written from it is that of the lines."""


def fit(draft: RegulationDraft, yaml: str) -> Fit:
    """Read a draft's YAML and write its text back."""
    source, faults = read_source(f"data/regulations/{draft.id}/regulation.yml", yaml.encode("utf-8"))
    if source is None:
        return Fit(None, tuple(faults), False)
    parsed = parse_file(_KIND, source, draft.id, Named())
    told = tuple(d for d in (*faults, *parsed.faults) if d.is_error)
    regulation = parsed.content if isinstance(parsed.content, Regulation) and not parsed.dropped else None
    if regulation is None or told:
        return Fit(None, told, False)
    return Fit(regulation, (), written(regulation) == draft.expected)
