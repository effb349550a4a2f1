"""Rosters: who is expected, read from tables as offices have them. They are never kept with a site."""
