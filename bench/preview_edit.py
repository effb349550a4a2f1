"""What the preview of a site takes from an edit to the page of the post it is about, once it runs.

Prints as JSON: ``cpu`` seconds of this process; ``seconds`` from the save to the page, without those until the preview
looks, which the system mostly makes short (`mingze.preview.watch`); ``memory`` at its highest, in megabytes. Of some
edits one after another the quickest counts.

Run: python -m bench.preview_edit FOLDER
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from mingze.preview.editions import Editions
from mingze.views import routes

EDITS = 5


def main() -> int:
    root = Path(sys.argv[1])
    editions = Editions(root, lambda words: None)
    editions.look()
    file = next((root / "data" / "regulations").rglob("duties/*.yml"))

    def edited() -> tuple[float, float]:
        file.write_text(file.read_text("utf-8").replace("。\n", "，看。\n", 1), "utf-8")
        start, cpu = time.perf_counter(), time.process_time()
        if not editions.look() or editions.now.site is None:
            raise RuntimeError(editions.now.faults)
        body = editions.now.site.body(routes.role(file.stem))
        if not body or "，看。" not in body.decode():
            raise RuntimeError(f"no such page of {file.stem}")
        return time.process_time() - cpu, time.perf_counter() - start

    found = [edited() for _ in range(EDITS)]
    cpu, seconds = (min(one) for one in zip(*found, strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu, "seconds": seconds, "memory": memory}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
