"""Makes the two workbooks of Kecamatan Bogorejo from the tables that its report prints.

python workbooks/make.py            rewrites bogorejo-2024.xlsx and bogorejo-2024-kosong.xlsx
python workbooks/make.py --check    exits 1 where the files on disk differ from what it would write
python workbooks/make.py --emblem   draws kop.png, the picture of the letterhead, before that
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from maker.build import build
from maker.emblem import write_emblem
from maker.facts import read_facts

HERE = Path(__file__).parent
PRINTED = HERE / "bogorejo-2024-tercetak.xlsx"
EMBLEM = HERE / "kop.png"
FILES = {"bogorejo-2024.xlsx": False, "bogorejo-2024-kosong.xlsx": True}


def make_all() -> dict[str, bytes]:
    """Return the bytes of every generated workbook by its file name."""
    facts = read_facts(PRINTED)
    emblem = EMBLEM.read_bytes()
    return {name: build(facts, emblem, empty=empty) for name, empty in FILES.items()}


def differing_parts(one: bytes, other: bytes) -> list[str]:
    """Name the parts that differ between two packages; how they are compressed does not count.

    Another zlib compresses the same parts into other bytes.
    """
    first, second = _parts(one), _parts(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def check(folder: Path = HERE) -> list[str]:
    """Return a line for each workbook of the folder that is not what the script would write."""
    lines = []
    for name, fresh in make_all().items():
        path = folder / name
        differing = differing_parts(path.read_bytes(), fresh) if path.exists() else ["file not there"]
        if differing:
            lines.append(f"{name}: {', '.join(differing)}")
    return lines


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file differs")
    parser.add_argument("--emblem", action="store_true", help="draw kop.png again first")
    options = parser.parse_args(argv)
    if options.check:
        lines = check()
        print("\n".join(lines) or "both workbooks are what the script writes")
        return 1 if lines else 0
    if options.emblem:
        write_emblem(EMBLEM)
    for name, content in make_all().items():
        (HERE / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    return 0


def _parts(package: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(io.BytesIO(package)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return {}


if __name__ == "__main__":
    sys.exit(main())
