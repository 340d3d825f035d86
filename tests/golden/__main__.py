"""Makes the golden files: ``python -m tests.golden``; one that would change is left unless --overwrite is given."""

from __future__ import annotations

import sys

from .made import HERE, golden

FOLDER = HERE / "files"


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    refused = []
    for name, content in golden():
        path = FOLDER / name
        kept = path.read_text(encoding="utf-8") if path.exists() else None
        if kept is not None and kept != content and "--overwrite" not in sys.argv:
            refused.append(name)
            continue
        path.write_text(content, encoding="utf-8", newline="\n")
    for name in refused:
        sys.stderr.write(f"{name} would change; look at it and give --overwrite\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
