"""Answer sheets: where everything stands on them, what is drawn there, which letters were marked."""
