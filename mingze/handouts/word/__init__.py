"""Word files that a trainer can go on editing, in Word and in WPS."""

from mingze.handouts.word.document import docx

__all__ = ["docx"]
