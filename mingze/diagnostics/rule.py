"""Rules: generators of findings whose docstring is the text that users read (``/faults/``, ``mingze explain``)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec

from msgspec import Struct

from mingze.diagnostics.diagnostic import Diagnostic, Finding, Severity

P = ParamSpec("P")


class Rule(Struct, frozen=True):
    """A documented rule: stable code, severity, and its text in Chinese (first line: the rule itself)."""

    code: str
    severity: Severity
    text: str

    @property
    def headline(self) -> str:
        """The rule in one sentence."""
        return self.text.split("\n", 1)[0]

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs after the first line: why the rule stands and how to mend a breach."""
        rest = self.text.partition("\n")[2]
        return tuple(part.strip().replace("\n", "") for part in rest.split("\n\n") if part.strip())


RULES: dict[str, Rule] = {}
"""Every rule by its code, in the order of definition."""


def rule(
    severity: Severity = Severity.ERROR,
) -> Callable[[Callable[P, Iterator[Finding]]], Callable[P, Iterator[Diagnostic]]]:
    """Register the decorated generator as a rule named after itself.

    ``duty_without_explanation`` becomes the code ``duty-without-explanation``; its docstring becomes the rule's
    text. Calling it yields diagnostics instead of findings. Raises ``ValueError`` for a code defined twice or a
    generator without a docstring.
    """

    def register(function: Callable[P, Iterator[Finding]]) -> Callable[P, Iterator[Diagnostic]]:
        code = function.__name__.replace("_", "-")
        if code in RULES:
            raise ValueError(f"rule {code} is defined twice")
        text = inspect.getdoc(function)
        if not text:
            raise ValueError(f"rule {code} has no docstring")
        RULES[code] = Rule(code, severity, text)

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> Iterator[Diagnostic]:
            for found in function(*args, **kwargs):
                yield Diagnostic(code, severity, found.span, found.message, found.help, found.note, found.mended)

        return run

    return register
