"""Instruments in levels: what a lower one takes over from those above it, what it adds, which passages answer which."""
