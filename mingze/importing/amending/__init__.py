"""A new text of a regulation put in the place of the old one: a map is proposed, confirmed, and followed."""
