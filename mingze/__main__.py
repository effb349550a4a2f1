"""The command line as a process of its own: ``python -m mingze``, and what the installed command calls."""

import gc
import os
import sys

from mingze.cli import main


def run() -> int:
    """Run a command and return its exit code; what it leaves in memory is given back by the system at once.

    At its end Python looks for cycles in all that was read and made: measured, a tenth of a build of 300 posts.
    """
    # pydantic would look through all that is installed for plug-ins; none has a say in what data mean
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(run())
