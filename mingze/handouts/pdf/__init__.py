"""PDF by typst."""

from mingze.handouts.pdf.press import Faces, Press, PressFailed

__all__ = ["Faces", "Press", "PressFailed"]
