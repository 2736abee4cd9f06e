#!/usr/bin/env python3
"""The shared vectors and the example bytes, computed again from the pages in docs/spec and from nothing else.

    python3 test/interop/recompute.py [vectors.json ...]

Python 3.11, standard library only. Each module is named for the pages that it follows.
"""
import sys

sys.dont_write_bytecode = True

from pathlib import Path

import pages
import vectors
from comparison import total

SCHEMES = Path(__file__).resolve().parents[2] / "packages/franking/src/schemes"


def main():
    files = [Path(a) for a in sys.argv[1:]]
    if not files:
        pages.recompute()
    for path in files or sorted(SCHEMES.glob("*/vectors.json"), reverse=True):
        vectors.recompute(path)
    return total()


if __name__ == "__main__":
    sys.exit(main())
