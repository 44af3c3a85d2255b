"""How much memory does the web process need at rest, and what has it loaded? Proportional set size, Linux only."""

import re
import time
from pathlib import Path

from bench import processes
from bench.measured import Measured


def measure() -> Measured:
    """Return the PSS of `motcua serve` with the 12 branches and nobody watching, in MiB."""
    with processes.serving() as server:
        time.sleep(2)
        family = [server.pid, *_children(server.pid)]
        each = [(pid, round(_pss_mib(pid), 1)) for pid in family]
        science = any(_has_loaded(pid, ("numpy", "scipy")) for pid in family)
    figures = {
        "server_pss_mib": round(sum(mib for _, mib in each), 1),
        "processes": len(each),
        "numpy_or_scipy_loaded": science,
    }
    return Measured(figures, ("pid", "pss_mib"), each, {"server_pss_mib": (None, 160.0)})


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _pss_mib(pid: int) -> float:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _has_loaded(pid: int, names: tuple[str, ...]) -> bool:
    """Whether a process has mapped a compiled module of one of these packages."""
    mapped = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    return any(f"/{name}/" in mapped for name in names)
