"""The wheel and the sdist: built, compared, and tested where there is no source tree.

``python .ci/wheel.py day VENV`` installs the wheel into an environment that has what the library needs and
nothing else but what builds it, does the README's main job there, looks whether the types of all its names
are known, and runs a selection of the tests.
``python .ci/wheel.py lowest VENV`` and ``... newest VENV`` make an environment of the lowest or the newest
versions that pyproject.toml allows, and run all tests and examples.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: By day: what is needed besides (basedpyright is pyright with its own node), and the tests that are run.
TOOLS = ("basedpyright", "hypothesis", "openpyxl", "pytest", "pytest-timeout")
SELECTION = ("tests/test_door.py", "tests/test_tables.py", "tests/cli/test_new_workbooks.py")
#: By night.
EVERYTHING = ("-n", "auto", "--dist", "worksteal", "--timeout", "1800", "--pyargs", "tests/", "sakipcalc")
#: What versions are chosen. Dependencies of dependencies are the newest always; of these the lowest may warn.
RESOLUTIONS = {"lowest": "lowest-direct", "newest": "highest"}
WARNINGS = {"lowest": ("-o", "filterwarnings=")}


def main(which: str, place: str) -> None:
    """Build, compare, install and test."""
    python = Path(place).absolute() / "bin" / "python"
    if which == "day":
        call(python, "-m", "pip", "install", "-q", "hatchling")
    else:
        resolve(python, RESOLUTIONS[which])
    with tempfile.TemporaryDirectory() as folder:
        wheel, unpacked = built(python, Path(folder))
        hold_to_repository(wheel)
        call(python, "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", wheel)
        call(python, "-m", "pip", "check")
        do_main_job(python, unpacked)
        if which == "day":
            call(python, "-m", "pip", "install", "-q", *TOOLS)
            know_types(python, unpacked)
        tests = SELECTION if which == "day" else EVERYTHING
        call(python, "-m", "pytest", "-q", *WARNINGS.get(which, ()), *tests, cwd=unpacked)


def call(*command: object, cwd: Path = ROOT) -> None:
    """Run a command to which nobody shows the source tree; stop where it fails."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if subprocess.run(list(map(str, command)), cwd=cwd, env=clean, check=False).returncode:
        sys.exit(f"failed: {' '.join(map(str, command))}")


def resolve(python: Path, resolution: str) -> None:
    """Make an environment of everything that pyproject.toml names."""
    environment = python.parent.parent
    venv.create(environment, with_pip=True, clear=True)
    call(python, "-m", "pip", "install", "-q", "uv", "hatchling")
    uv, versions = (python, "-m", "uv", "-q", "pip"), environment / "versions.txt"
    choices = ("--resolution", resolution, "--all-extras", "--python", python, "-o", versions)
    call(*uv, "compile", *choices, "--no-header", "--no-annotate", "pyproject.toml")
    call(*uv, "install", "--python", python, "-r", versions)


def built(python: Path, folder: Path) -> tuple[Path, Path]:
    """Return the wheel, and the folder of the sdist, which gives the same wheel and then has no sources."""
    call(python, "-m", "hatchling", "build", "-d", folder)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    shutil.unpack_archive(sdist, folder)
    unpacked = folder / sdist.name.removesuffix(".tar.gz")
    call(python, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "again", cwd=unpacked)
    if (folder / "again" / wheel.name).read_bytes() != wheel.read_bytes():
        sys.exit("the sdist does not give the wheel that the tree gives")
    (unpacked / "src").rename(folder / "gone")
    return wheel, unpacked


def hold_to_repository(wheel: Path) -> None:
    """Stop where the wheel lacks a file of the package, tables and words too, or has another one."""
    command = ["git", "ls-files", "-z", "sakipcalc"]
    listed = subprocess.run(command, cwd=ROOT / "src", check=True, capture_output=True, text=True).stdout
    kept = {name: (ROOT / "src" / name).read_bytes() for name in listed.split("\0") if name}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    differ = sorted(name for name in packed.keys() | kept.keys() if packed.get(name) != kept.get(name))
    if differ:
        sys.exit(f"the wheel is not what the repository has: {differ}")


def do_main_job(python: Path, desk: Path) -> None:
    """Fill a workbook by the command line of the wheel, which has to be the one that is imported."""
    where = f"import sakipcalc; assert sakipcalc.__file__.startswith({str(python.parent.parent)!r})"
    call(python, "-c", where, cwd=desk)
    source = Path("workbooks", "bogorejo-2024-kosong.xlsx")
    call(python.with_name("sakipcalc"), "fill", "--quiet", source, "-o", "hasil/", cwd=desk)
    if not (desk / "hasil" / source.name).is_file():
        sys.exit("the installed command line filled nothing")


def know_types(python: Path, desk: Path) -> None:
    """Stop where a type of a public name is not written down; the first Python on the way is looked at."""
    way = os.pathsep.join((str(python.parent), os.environ["PATH"]))
    checker = python.with_name("basedpyright")
    call("env", f"PATH={way}", checker, "--verifytypes", "sakipcalc", "--ignoreexternal", cwd=desk)


if __name__ == "__main__":
    main(*sys.argv[1:])
