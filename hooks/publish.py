"""Last steps on the finished site."""

from mingze.host import tidy_site


def on_post_build(config):
    """Leave out what the theme ships and this site does not use."""
    tidy_site(config)
