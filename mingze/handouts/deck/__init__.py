"""PowerPoint files of decks."""

from mingze.handouts.deck.presentation import pptx

__all__ = ["pptx"]
