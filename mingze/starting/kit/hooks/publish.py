"""Last steps on the finished site."""

from mingze.host import note_command, publish, watch_our_files


def on_startup(command, dirty):
    """Tell a preview from a build."""
    note_command(command)


def on_serve(server, config, builder):
    """Let the preview follow the data, and the styles, wherever they are installed."""
    watch_our_files(server, config)


def on_post_build(config):
    """Write what servers and browsers need beside the pages."""
    publish(config)
