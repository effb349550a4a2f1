"""What makes a build of one unit a build of the whole site."""


class NotProved(Exception):
    """Something may differ beyond the unit, or is to be told: the whole site is built. The message says what."""
