"""How far each rule looks, for a check of one unit of a large site alone (`mingze.renewal`).

A rule that looks *within* finds the same in a unit's file whether or not other units' files are read: it looks at one
text, at the unit, and at what all units share. What it finds in a file that all share depends on nothing that a unit
has for itself alone. A rule that looks *across* may find something else because of what another unit says: but for
`duplicate-stem`, of which units leave fingerprints, only because of ids, names, numbers and references, which others
can see.
"""

from __future__ import annotations

from mingze.checks.allowances import unused_allow
from mingze.checks.subject import CHECKS, Check, Subject
from mingze.diagnostics import Diagnostic
from mingze.loading import Loaded
from mingze.loading.collector import collector_paused

ACROSS = frozenset({
    "base-not-locked", "cited-text-changed", "clause-claimed-twice", "clause-without-duty", "duplicate-explanation",
    "duplicate-stem", "duty-without-questions", "explanation-on-changed-clause", "hidden-but-cited",
    "implements-missing-in-base", "reviewed-question-gone", "role-without-duties", "same-short-title",
    "same-term-name", "same-theme-title", "unresolved-reference", "unused-source", "unused-theme",
    "upper-text-changed",
})  # fmt: skip
WITHIN = frozenset({
    "all-of-the-above", "ambiguous-asterisk", "amendment-map-broken", "amendment-map-unconfirmed",
    "apart-from-own-group", "article-missing", "article-number-typed-along", "articles-out-of-order",
    "character-without-font", "checked-against-nothing", "cites-deleted-clause", "compilation-not-checked",
    "confused-with-itself", "dossier-lines-out-of-order", "dossier-table-uneven", "duplicate-option",
    "duty-outside-its-articles", "duty-without-explanation", "duty-without-text", "explanation-names-letter",
    "explanation-without-target", "gaps-and-answers-differ", "group-gives-itself-away", "history-out-of-order",
    "judge-without-statement", "key-names-no-option", "key-position-bias", "keyword-not-in-clause",
    "longest-option-is-key", "misplaced-explanation", "multiple-needs-two-keys", "number-typed-along",
    "paper-group-size", "paper-short-of-questions", "paper-with-giveaways", "question-without-citation",
    "rests-on-unverified-text", "single-needs-one-key", "stem-without-gap", "text-cut-off",
    "uncertain-phrase-not-in-text", "uncertain-text-called-checked", "unverified-text-in-quotation-marks",
    "version-without-amendment", "withheld-paper-from-shown-bank", "wrong-article-count",
})  # fmt: skip
_IN_A_UNIT_TOO = ("duplicate-stem",)
"""Of those that look across: what they find in one unit is found there alone as well."""


def code_of(check: Check) -> str:
    """Return the code of a rule."""
    return check.__name__.replace("_", "-")


@collector_paused()
def check_unit(loaded: Loaded) -> list[Diagnostic]:
    """Run the rules that look within on a catalog that lacks the files of other units; what loading met comes first.

    What is found in files of the unit is what a whole check finds there; anything else is to be left aside.
    """
    subject = Subject(loaded.catalog, loaded.origins, loaded.gaps)
    asked = (check for check in CHECKS if (code := code_of(check)) in WITHIN or code in _IN_A_UNIT_TOO)
    found = [diagnostic for check in asked for diagnostic in check(subject)]
    return [*loaded.diagnostics, *found, *unused_allow(subject)]
