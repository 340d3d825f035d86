"""The command line where its surroundings are odd: no output, a full one, a reader that leaves, no folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = Path(__file__).parents[2] / "workbooks" / "bogorejo-2024-tercetak.xlsx"
BLANK = GOOD.with_name("bogorejo-2024-kosong.xlsx")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")


def shell(script: str, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a script in which ``$S`` is the command line and ``$1`` the first argument."""
    head = f'set -o pipefail; S="{sys.executable} -m sakipcalc"; '
    return subprocess.run(
        ["bash", "-c", head + script, "bash", *map(str, arguments)],
        capture_output=True, text=True, check=False, cwd=cwd, timeout=300,
    )  # fmt: skip


def is_clean(done: subprocess.CompletedProcess[str]) -> bool:
    return not any(
        word in done.stderr for word in ("Traceback", "Exception ignored", "resource_tracker", "Errno")
    )


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize(
    ("where", "status"), [("> /dev/full", 2), (">&-", 0), (">&- 2>&-", 0), ("<&- >&- 2>&-", 0)]
)
def test_output_that_is_full_or_closed(form, where, status):
    done = shell(f"$S compute $1 --format {form} {where}", GOOD)
    assert done.returncode == status
    assert is_clean(done)
    assert ("ruang disk habis" in done.stderr) is (status == 2)


@pytest.mark.parametrize("where", ["> /dev/full", ">&-", "2>&-", "2> /dev/full"])
def test_what_is_to_be_written_is_written_whatever_becomes_of_the_output(where, tmp_path):
    done = shell(f"$S fill $1 -o $2 --recap $3 {where}", BLANK, tmp_path / "isi", tmp_path / "rekap.xlsx")
    assert is_clean(done)
    assert (tmp_path / "isi" / BLANK.name).stat().st_size > 10_000
    assert (tmp_path / "rekap.xlsx").exists()


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_reader_that_leaves_does_not_change_the_status(form):
    told = shell(f"$S audit $1 --format {form}", GOOD).returncode
    assert told == 1
    for reader in ("head -1", "true"):
        done = shell(f"$S audit $1 --format {form} | {reader} > /dev/null", GOOD)
        assert done.returncode == told
        assert is_clean(done)
    assert shell(f"$S compute $1 --format {form} | true", GOOD).returncode == 0


def test_a_reader_that_leaves_does_not_keep_the_recap_from_being_written(tmp_path):
    done = shell("$S fill $1 -o $2 --recap $3 | true", BLANK, tmp_path / "isi", tmp_path / "rekap.xlsx")
    assert done.returncode == 0
    assert (tmp_path / "rekap.xlsx").exists()


def test_help_to_a_reader_that_leaves():
    done = shell("$S --help | true; $S fill --help >&-; $S --version > /dev/full")
    assert is_clean(done)


@pytest.mark.parametrize("verb", ["fill", "recap", "audit", "compute"])
def test_a_working_folder_that_is_gone(verb, tmp_path):
    for name in ("hilang", "masuk"):
        (tmp_path / name).mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        shutil.copy(GOOD, tmp_path / "masuk" / name)
    output = {"fill": "-o $1/isi", "recap": "-o $1/rekap.xlsx"}.get(verb, "")
    inputs = "$1/masuk/a.xlsx" if verb == "compute" else "$1/masuk"
    done = shell(f"cd $1/hilang && rmdir $1/hilang && $S {verb} {inputs} {output}", tmp_path)
    assert is_clean(done)
    assert done.returncode in {0, 1, 2}
    assert done.returncode != 2 or "Folder tempat perintah ini dijalankan" in done.stderr


def test_a_relative_name_in_a_folder_that_is_gone(tmp_path):
    (tmp_path / "hilang").mkdir()
    done = shell("cd $1/hilang && rmdir $1/hilang && $S audit a.xlsx", tmp_path)
    assert is_clean(done)
    assert done.returncode == 2


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_batch_that_is_killed_leaves_no_noise(how, tmp_path):
    folder = tmp_path / "masuk"
    folder.mkdir()
    for number in range(40):
        shutil.copy(BLANK, folder / f"{number}.xlsx")
    command = [sys.executable, "-m", "sakipcalc", "fill", folder, "-o", tmp_path / "isi", "--jobs", "2"]
    with (tmp_path / "galat").open("w") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True)
        end = time.monotonic() + 120
        while not list((tmp_path / "isi").glob("*.xlsx")) and time.monotonic() < end:
            time.sleep(0.05)
        os.kill(process.pid, how)
        process.wait()
        while alive(process.pid) and time.monotonic() < end:
            time.sleep(0.1)
    assert "resource_tracker" not in (tmp_path / "galat").read_text()
    assert "Traceback" not in (tmp_path / "galat").read_text()


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
