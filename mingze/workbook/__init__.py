"""The workbook: what a site holds as sheets to fill in, and the filled-in sheets back as edits of its YAML.

Nothing here changes a file before all of a workbook was read, compared and checked; see `mingze.workbook.intake`.
"""
