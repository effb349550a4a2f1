"""Run the command line as ``python -m mingze``."""

import sys

from mingze.cli import main

sys.exit(main())
