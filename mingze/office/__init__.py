"""Containers of office programs: ZIP archives and spreadsheets whose bytes depend on their content alone."""
