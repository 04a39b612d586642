"""A disk slower than the one of this machine: every flush of the server that is started with it takes longer."""

import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("slow_flush.c")


def slow_flush(folder: Path, milliseconds: float) -> dict[str, str]:
    """The environment in which each flush takes so much longer. Needs a C compiler; what it makes goes to `folder`."""
    library = folder / "slow_flush.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "SLOW_FLUSH_US": str(round(milliseconds * 1_000))}
