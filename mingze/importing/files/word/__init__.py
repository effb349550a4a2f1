"""Word files to lines: one a paragraph, numbers of automatic lists written out."""

from mingze.importing.files.word.text import word_text

__all__ = ["word_text"]
