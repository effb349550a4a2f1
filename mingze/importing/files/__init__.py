"""Foreign files to lines with their places: .docx, .txt, .md, .html, .mht, and text from standard input."""

from mingze.importing.files.any_file import read_bytes, read_file, read_input
from mingze.importing.files.file_lines import ForeignText, Guess, ImportRefused, LeftOut, Line

__all__ = ["ForeignText", "Guess", "ImportRefused", "LeftOut", "Line", "read_bytes", "read_file", "read_input"]
