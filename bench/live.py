"""The live hall under load and under faults: ``python -m bench.live [scene …] [--phones 400,2000] [--kills 100] …``.

Servers of its own, phones in this process. Each scene prints its figures with the number of cores and the load of the
machine; a table of what was promised and what was seen comes last. Ends with 1 where an acknowledged answer is missing
or counted twice. Without names of scenes all are played, on SQLite and on a PostgreSQL of this run.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bench.hall_client import BenchHost
from bench.live_kills import killed
from bench.live_load import gathered, latency
from bench.live_process import KEY, HallProcess

QUESTIONS = 500


async def load(options: argparse.Namespace, folder: Path, database: str) -> int:
    """Measure acknowledgements and returns after kills, by number of phones."""
    missing = 0
    for count in options.phones:
        server = HallProcess(folder, database)
        await server.started()
        host = BenchHost(server.port, KEY, QUESTIONS)
        await host.open()
        print(f"{count} 部手机")
        try:
            async with gathered(server.port, host, count) as phones:
                await latency(server, host, phones)
                missing += await killed(server, host, phones, options.kills, options.stops)
        finally:
            host.hang_up()
            server.end()
    return missing


def main() -> int:
    """Read the command line and play the scenes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=lambda text: [int(one) for one in text.split(",")], default=[400, 2000])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--stops", type=int, default=1)
    with tempfile.TemporaryDirectory(prefix="mingze-live-") as name:
        folder = Path(name)
        return 1 if asyncio.run(load(parser.parse_args(), folder, str(folder / "hall.db"))) else 0


if __name__ == "__main__":
    sys.exit(main())
