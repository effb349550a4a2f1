"""Foreign files to lines with their places: .docx, .txt, .md, .html, .mht, and text from standard input."""

from mingze.importing.files.lines import ForeignText, Guess, ImportRefused, LeftOut, Line
from mingze.importing.files.read import read_bytes, read_file, read_input

__all__ = ["ForeignText", "Guess", "ImportRefused", "LeftOut", "Line", "read_bytes", "read_file", "read_input"]
