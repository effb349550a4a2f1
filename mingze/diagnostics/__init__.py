"""Faults found in the sources: what they are, which rules find them, how they are shown."""

from mingze.diagnostics.diagnostic import Diagnostic, Finding, Severity, Span
from mingze.diagnostics.rule import RULES, Rule, rule

__all__ = ["RULES", "Diagnostic", "Finding", "Rule", "Severity", "Span", "rule"]
