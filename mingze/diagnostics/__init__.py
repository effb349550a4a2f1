"""Faults found in the sources: what they are, which rules find them, how they are shown."""

from mingze.diagnostics.diagnostic import Diagnostic, Finding, Mended, Severity, Span
from mingze.diagnostics.rule import RULES, Rule, rule

__all__ = ["RULES", "Diagnostic", "Finding", "Mended", "Rule", "Severity", "Span", "rule"]
