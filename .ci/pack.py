"""Pack the TOML of the library into one file that Python reads fast: `python .ci/pack.py` after a change.

A line for each file: its package and name with the checksum of its bytes, a tab, its content as JSON.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from zlib import crc32

SOURCES = Path(__file__).parents[1] / "src"
PACKED = SOURCES / "sakipcalc" / "base" / "packed.json"


def packed() -> str:
    """Return all TOML files of the library, packed."""
    return "".join(map(line, sorted(SOURCES.rglob("*.toml"))))


def line(path: Path) -> str:
    """Return one file as its line."""
    toml = path.read_bytes()
    room = ".".join(path.parent.relative_to(SOURCES).parts)
    said = json.dumps(tomllib.loads(toml.decode()), ensure_ascii=False, separators=(",", ":"))
    return f"{room}/{path.name} {crc32(toml)}\t{said}\n"


if __name__ == "__main__":
    PACKED.write_text(packed(), encoding="utf-8", newline="\n")
