"""The notebooks with what they show: run and stored anew, or with --check held against what is stored.

python docs/notebooks.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
#: A picture has other bytes wherever another version draws it: that there is one is all that is held.
PICTURES = ("image/png", "image/svg+xml")


def executed(path: Path) -> Any:
    """Return a notebook as it is after all its cells have run, without anything that the machine adds."""
    notebook = nbformat.read(path, as_version=4)
    before = dict(notebook.metadata)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, resources=resources, record_timing=False, timeout=300).execute()
    notebook.metadata = nbformat.from_dict(before)
    return notebook


def shown(notebook: Any) -> Iterator[dict[str, Any]]:
    """Yield what each output of a notebook shows."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = dict(output.get("data") or {output.get("name", "error"): output.get("text", "")})
            yield {kind: "" if kind in PICTURES else text for kind, text in data.items()}


def main(arguments: list[str]) -> int:
    """Run all notebooks; return 1 if one of them shows something else than is stored."""
    differ = []
    for path in NOTEBOOKS:
        made = executed(path)
        if "--check" not in arguments:
            nbformat.write(made, path)
        elif [*shown(made)] != [*shown(nbformat.read(path, as_version=4))]:
            differ.append(path.name)
    if differ:
        print(f"These show something else now: {', '.join(differ)}. Run python docs/notebooks.py and look.")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
