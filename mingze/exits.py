"""Exit codes of the command, the same for every subcommand; the README tells them to users."""

OK = 0
"""Done, perhaps with warnings."""

FAULTS = 1
"""The data has faults, or an answer sheet could not be scored."""

USAGE = 2
"""The command cannot be carried out: mistyped, no site, nowhere to write, MkDocs failed."""
