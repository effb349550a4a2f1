"""Last steps on the finished site."""

from mingze.host import note_command, publish


def on_startup(command, dirty):
    """Tell a preview from a build."""
    note_command(command)


def on_post_build(config):
    """Write what servers and browsers need beside the pages."""
    publish(config)
