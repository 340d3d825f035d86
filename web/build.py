"""Builds the page that needs no server: ``python web/build.py [FOLDER [PACKAGES]]``, else in ``hasil/web``.

It needs node and npm, and the library with its dependencies installed. Whatever the page needs goes into
the folder: Pyodide as the lock file pins it, the library, and the pure Python of its dependencies, compiled.
pandas, numpy and rich are left out: nothing that the page does needs them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

import sakipcalc
from sakipcalc import embedding

HERE = Path(__file__).resolve().parent
PACKAGE = Path(sakipcalc.__file__).parent
#: What the library works with in a browser, by the names of the distributions.
NEEDED = ("rapidfuzz", "xlrd", "xlsxwriter")
#: The files of Pyodide that a page loads.
PYODIDE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")
#: The files whose arrival the page counts while it loads.
FETCHED = (
    "library.zip",
    *(f"pyodide/{name}" for name in PYODIDE if Path(name).suffix not in {".js", ".mjs"}),
)
#: Rooms of the library that a page never enters.
LEFT_OUT = (
    "sakipcalc/cli/",
    "sakipcalc/embedding/page/",
    "sakipcalc/embedding/serving.py",
    "sakipcalc/plots.py",
)
#: So long [s] npm may take to fetch the packages.
PATIENCE = 240
#: The time of every member of an archive, so that the same sources give the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def build(target: Path, packages: Path) -> dict[str, int]:
    """Build the page, and return how large each of its files is when it is sent compressed.

    Parameters
    ----------
    target : path
        The folder that is made anew.
    packages : path
        The folder to which the npm packages go.
    """
    pyodide = fetched(packages) / "pyodide"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for source in (PACKAGE / "embedding/page", HERE):
        for path in source.iterdir():
            if path.suffix in {".html", ".css", ".svg", ".js"}:
                shutil.copy(path, target)  # the engine of this folder takes the place of the page's own
    (target / "pyodide").mkdir()
    for name in PYODIDE:
        shutil.copy(pyodide / name, target / "pyodide")
    shutil.copy(HERE / "LICENSES.md", target)
    (target / "texts.json").write_text(embedding.texts(), encoding="utf-8")
    write_library(target / "library.zip", pyodide)
    counted = (
        "library.zip",
        "pyodide/pyodide.asm.wasm",
        "pyodide/python_stdlib.zip",
        "pyodide/pyodide-lock.json",
    )
    sizes = {name: (target / name).stat().st_size for name in counted}
    (target / "sizes.json").write_text(json.dumps(sizes), encoding="utf-8")
    name_files(target)
    return {name: len(gzip.compress((target / name).read_bytes(), 9)) for name in files_of(target)}


def fetched(packages: Path) -> Path:
    """Return the folder of the npm packages that the lock file pins; stop where npm is missing or fails."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("web/build.py needs node and npm")
    packages.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, packages)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    # What npm is told to wait, and how often it tries, would be ten minutes and more without a network.
    hasty = {"npm_config_fetch_timeout": "60000", "npm_config_fetch_retries": "1"}
    subprocess.run(
        command, cwd=packages, check=True, stdout=sys.stderr, timeout=PATIENCE, env={**os.environ, **hasty}
    )
    return packages / "node_modules"


def write_library(target: Path, pyodide: Path) -> None:
    """Write an archive of the library and of what it needs, compiled for the Python of the browser."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.zip")
        with zipfile.ZipFile(plain, "w") as archive:
            for name, path in sorted(sources().items()):
                archive.writestr(zipfile.ZipInfo(name, EPOCH), path.read_bytes())
        node = shutil.which("node") or "node"
        subprocess.run([node, *map(str, (HERE / "compile.mjs", pyodide, plain, target))], check=True)


def sources() -> dict[str, Path]:
    """Return what goes into the archive: Python and data of the library, pure Python of what it needs."""
    own = {f"sakipcalc/{path.relative_to(PACKAGE).as_posix()}": path for path in PACKAGE.rglob("*")}
    found = {
        name: path
        for name, path in own.items()
        if path.is_file() and "__pycache__" not in name and not name.startswith(LEFT_OUT)
    }
    for name in NEEDED:
        for file in metadata.files(name) or ():
            if file.suffix == ".py" and ".." not in file.parts:
                found[file.as_posix()] = Path(str(file.locate()))
    return found


def name_files(target: Path) -> None:
    """Tell the service worker which files there are, and call its store by what they hold."""
    files = [name for name in files_of(target) if name != "offline.js"]
    digest = hashlib.sha256()
    for name in files:
        digest.update(name.encode() + b"\0" + (target / name).read_bytes())
    script = (target / "offline.js").read_text(encoding="utf-8")
    script = script.replace("@VERSION@", digest.hexdigest()[:16])
    script = script.replace("/*@FILES@*/ []", json.dumps(["./", *files]))
    (target / "offline.js").write_text(script, encoding="utf-8")


def files_of(target: Path) -> list[str]:
    """Return the files of the page in order."""
    return sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())


def main(target: str = "", packages: str = "") -> None:
    """Build, and say how large everything is."""
    folder = Path(target) if target else HERE.parent / "hasil" / "web"
    with tempfile.TemporaryDirectory() as passing:
        sizes = build(folder, Path(packages or passing))
    for name, size in sizes.items():
        print(f"{size:>10,}  {name}")
    print(f"{sum(sizes.values()):>10,}  together, as sent with gzip")


if __name__ == "__main__":
    main(*sys.argv[1:])
