"""Measuring instruments: they build the real site and say how it fares. Never timed tests (DESIGN 14)."""
