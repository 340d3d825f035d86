"""The bill of materials of what is shipped: ``python .ci/sbom.py > sbom.cdx.json``.

CycloneDX 1.5, made from pyproject.toml and the versions and hashes of requirements.txt beside this script:
the library, what it needs at run time, and what its extras `encrypted` and `legacy` need.
The same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
#: Extras of readers; those of tests and documents are not shipped.
EXTRAS = ("encrypted", "legacy")
_VERSION = re.compile(r'^__version__\b[^"\n]*"([^"]+)"', re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PINNED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<rest>(?:.*\\\n)*.*\n)(?:\s+# via (?P<via>.*))?",
    re.MULTILINE,
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(project: dict[str, Any], lock: str) -> dict[str, Any]:
    """Return the bill of a project and a file of pinned versions."""
    shipped = [
        *project["dependencies"],
        *(one for name in EXTRAS for one in project["optional-dependencies"][name]),
    ]
    pinned = {_folded(found["name"]): found for found in _PINNED.finditer(lock)}
    wanted = _closure({_folded(found[0]) for one in shipped if (found := _NAME.match(one))}, pinned)
    if missing := wanted - pinned.keys():
        sys.exit(f"not in requirements.txt: {sorted(missing)}")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component(project["name"], project["version"], "library")},
        "components": [
            _component(name, pinned[name]["version"], "library", _HASH.findall(pinned[name]["rest"]))
            for name in sorted(wanted)
        ],
    }


def _closure(wanted: set[str], pinned: dict[str, re.Match[str]]) -> set[str]:
    """Return packages with all that they need: each pinned one says which others brought it."""
    while (
        more := {
            name
            for name, found in pinned.items()
            if wanted & {_folded(one) for one in (found["via"] or "").split(", ")}
        }
        - wanted
    ):
        wanted = wanted | more
    return wanted


def _component(name: str, version: str, kind: str, hashes: list[str] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": kind,
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
    }
    if hashes:  # one for each file of the release: any of them may be installed
        files = [{"type": "distribution", "url": f"https://pypi.org/project/{name}/{version}/#files"}]
        files[0] |= {"hashes": [{"alg": "SHA-256", "content": one} for one in sorted(hashes)]}
        found["externalReferences"] = files
    return found


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    settings = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    stated = (HERE.parent / settings["tool"]["hatch"]["version"]["path"]).read_text("utf-8")
    about = {**settings["project"], "version": _VERSION.findall(stated)[0]}
    made = bill(about, (HERE / "requirements.txt").read_text("utf-8"))
    sys.stdout.write(json.dumps(made, indent=2) + "\n")
