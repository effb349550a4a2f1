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
    upon_base,
)
from mingze.checks.subject import CHECKS, Subject
from mingze.diagnostics import Diagnostic
from mingze.loading import Loaded, load_catalog
from mingze.loading.collector import collector_paused
from mingze.loading.read_before import ReadBefore
from mingze.telling import Tally

__all__ = [
    "CHECKS", "allowances", "amendments", "assigned", "bank_lint", "check_catalog", "check_site", "currency",
    "distinct_names", "draft_questions", "explanations", "groups", "one_question", "papers", "printable", "references",
    "statute", "typed_along", "upon_base",
]  # fmt: skip


@collector_paused()
def check_catalog(loaded: Loaded) -> list[Diagnostic]:
    """Run every rule on a loaded catalog; faults met while loading are not repeated."""
    subject = Subject(loaded.catalog, loaded.origins, loaded.gaps)
    tally = Tally("检查", len(CHECKS))
    found: list[Diagnostic] = []
    for check in CHECKS:
        found += check(subject)
        tally.one()
    return [*found, *allowances.unused_allow(subject)]  # last: it asks what the others have heeded


def check_site(
    root: Path, home: Path | None = None, before: ReadBefore | None = None
) -> tuple[Loaded, list[Diagnostic]]:
    """Load the site below ``root`` and return it with all its faults, in the order of files and lines.

    Of sites it stands on only errors are told: nobody here can mend what could be better there. ``home`` is where the
    site lies whose copy ``root`` is; ``before`` what this process has read of its files.
    """
    loaded = load_catalog(root, home, before)
    found = dict.fromkeys(map(loaded.folders.as_written, [*loaded.diagnostics, *check_catalog(loaded)]))
    told = [one for one in found if one.is_error or one.span.file not in loaded.origins.brought]
    return loaded, sorted(told, key=Diagnostic.sort_key)
