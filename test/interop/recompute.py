#!/usr/bin/env python3
"""The shared vectors and the example bytes, computed again from the pages in docs/spec and from nothing else.

    python3 test/interop/recompute.py [vectors.json ...]

Python 3.11, standard library only. Each module is named for the pages that it follows.
"""
import json
import sys

sys.dont_write_bytecode = True

from pathlib import Path

import attach
import pages
import vectors
from amf import AmfFile
from comparison import total
from hecate import HecateFile
from messenger import MessengerFile
from mimi import MimiFile
from shared import SharedFile
from stamped import SUITES, StampedFile
from traceback_path import TracebackPathFile
from whatsapp import WhatsappFile

SCHEMES = Path(__file__).resolve().parents[2] / "packages/franking/src/schemes"

# Whose class has the roles of a scheme.
FILES = {
    **{name: StampedFile for name in SUITES},
    "amf-v1": AmfFile,
    "hecate-v1": HecateFile,
    "messenger-2016": MessengerFile,
    "mimi-06": MimiFile,
    "shared-v1": SharedFile,
    "traceback-path": TracebackPathFile,
    "whatsapp-token-v2": WhatsappFile,
}


def main():
    files = [Path(a) for a in sys.argv[1:]]
    if not files:
        pages.recompute()
    for path in files or sorted(SCHEMES.glob("*/vectors.json"), reverse=True):
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["scheme"] == attach.SCHEME:
            attach.recompute(said)
        else:
            vectors.recompute(FILES[said["scheme"]](said))
    return total()


if __name__ == "__main__":
    sys.exit(main())
