"""Questions for other programs: chosen, told by views, written by a module a format."""
