"""One run in a process of its own: what it took, and what the process held at most.

python -m …running HOME YYYY-MM-DD REPEAT: monitors January to that month; prints seconds, CPU seconds and peak bytes as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.watch.monitoring.passes import found_in_passes
from nuanxin.web.terminal.benchmarks.wages.sizes import AS_OF, FIRST


def run_alone(home: Path, last: date) -> dict[str, float]:
    """seconds, cpu (of the run alone, imports left out), peak (bytes of the whole process)."""
    command = [sys.executable, "-m", __name__, str(home), last.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  (our own command)
    said: dict[str, float] = json.loads(done.stdout)
    return said


def _run(home: Path, last: date) -> dict[str, float]:
    kept = what_holds(home)
    start, busy = time.perf_counter(), time.process_time()
    found_in_passes(home, kept, FIRST, last, AS_OF)
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - busy, "peak": _peak()}


def _peak() -> float:
    """Linux counts it a process image; getrusage would tell what the parent held before."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) * 1024


if __name__ == "__main__":
    print(json.dumps(_run(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))))
