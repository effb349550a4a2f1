"""Instruments for other programs: Akoma Ntoso, schema.org, Markdown, Word, text. The words are never touched."""
