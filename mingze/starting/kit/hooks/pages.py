"""Add the pages made from the data, and render them with our templates."""

from mingze.host import add_data_pages, escape_our_templates


def on_files(files, config):
    """Add the data pages, our styles and scripts."""
    return add_data_pages(files, config)


def on_env(env, config, files):
    """Escape what our templates print."""
    return escape_our_templates(env)
