"""Wordings of an instrument side by side: which passage became which, what changed, since when each stands."""
