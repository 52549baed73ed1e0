"""A batch of N articles, killed by SIGKILL at random moments and resumed: are its records the same?

usage: python tests/benchmarks/batch_kills.py [N] [--kills K] [--longest SECONDS]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "batch"))

from killing import command, kill_and_resume, leftovers, result
from make_folder import write


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--longest", type=float, default=12.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, calm, stormy = (Path(place) / name for name in ("in", "calm", "stormy"))
        write(folder, options.count)
        subprocess.run(command(folder, calm, 2), check=False, capture_output=True)
        hits = kill_and_resume(folder, stormy, options.kills, options.longest)
        same = result(stormy) == result(calm)
        print(f"{options.count:,} articles, killed {hits} times of {options.kills} tries")
        print(f"leftovers: {leftovers(stormy) or 'none'}; records {'are the same' if same else 'DIFFER'}")
    return 0 if same and hits else 1


if __name__ == "__main__":
    sys.exit(main())
