"""Check the data before MkDocs touches the old site."""

from mingze.host import check_data


def on_config(config):
    """Stop the build with every fault of the data."""
    return check_data(config)
