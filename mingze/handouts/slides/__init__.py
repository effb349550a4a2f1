"""What stands on the slides: the neutral outline of decks, and how long texts are dealt out."""

from mingze.handouts.slides.decks import role_deck, whole_deck

__all__ = ["role_deck", "whole_deck"]
