"""What every output says, asked of the catalog once: names, badges, order, wording, prose as runs. Knows no HTML."""
