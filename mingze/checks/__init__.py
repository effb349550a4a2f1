"""Rules on the whole catalog, one generator a rule; `check_site` runs them all."""

from pathlib import Path

from mingze.checks import (
    allowances,
    amendments,
    assigned,
    bank_lint,
    currency,
    distinct_names,
    draft_questions,
    explanations,
    groups,
    one_question,
    papers,
    printable,
    references,
    statute,
    typed_along,
)
from mingze.checks.subject import CHECKS, Subject
from mingze.diagnostics import Diagnostic
from mingze.loading import Loaded, load_catalog
from mingze.loading.collector import collector_paused

__all__ = [
    "CHECKS", "allowances", "amendments", "assigned", "bank_lint", "check_catalog", "check_site", "currency",
    "distinct_names", "draft_questions", "explanations", "groups", "one_question", "papers", "printable", "references",
    "statute", "typed_along",
]  # fmt: skip


@collector_paused()
def check_catalog(loaded: Loaded) -> list[Diagnostic]:
    """Run every rule on a loaded catalog; faults met while loading are not repeated."""
    subject = Subject(loaded.catalog, loaded.origins, loaded.gaps)
    found = [diagnostic for check in CHECKS for diagnostic in check(subject)]
    return [*found, *allowances.unused_allow(subject)]  # last: it asks what the others have heeded


def check_site(root: Path) -> tuple[Loaded, list[Diagnostic]]:
    """Load the site below ``root`` and return it with all its faults, in the order of files and lines."""
    loaded = load_catalog(root)
    found = dict.fromkeys(map(loaded.folders.as_written, [*loaded.diagnostics, *check_catalog(loaded)]))
    return loaded, sorted(found, key=Diagnostic.sort_key)
