"""A batch that is stopped: what is done is kept and whole, and nothing goes on by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.batch import BatchInterrupt
from sakipcalc.batch.journal import JOURNAL
from sakipcalc.batch.stream import Streams
from sakipcalc.excel.save import save

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and process groups of POSIX")
MANY = [
    f"unit-{n:02}.xlsx" for n in range(30)
]  # more than are done before a busy machine comes back to the test


def until(true, seconds=60.0):
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def hearing():
    """Let what is started hear Ctrl-C: what a shell runs in the background does not, nor does what that starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def begun(units, tmp_path, hearing):
    """Start the command line on a folder, and return it when the first workbooks are done."""
    folder, output = units(MANY[0]), tmp_path / "hasil"
    for name in MANY[1:]:
        (folder / name).write_bytes((folder / MANY[0]).read_bytes())
    command = [sys.executable, "-m", "sakipcalc", "fill", folder, "-o", output, "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        until(lambda: (output / JOURNAL).exists() and (output / JOURNAL).read_bytes().count(b"\n") > 2)
        yield process, folder, output
        if alive(process.pid):
            os.killpg(process.pid, signal.SIGKILL)


def alive(group) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_keeps_what_is_done_and_the_rest_is_done_later(begun):
    process, folder, output = begun
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers as well
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Terputus setelah" in said
    assert "--resume" in said
    assert "Traceback" not in said
    until(lambda: not alive(process.pid))
    done = sorted(output.glob("*.xlsx"))
    assert 2 < len(done) < len(MANY)
    assert all(zipfile.ZipFile(path).testzip() is None for path in done)
    assert [path.name for path in output.iterdir() if path.suffix == ".tmp"] == []
    batch = sc.fill_many(folder, output, jobs=1, resume=True)
    assert batch.counts == {"terisi": len(MANY) - len(done), "dilewati": len(done), "gagal": 0}


def test_workers_end_with_the_one_they_work_for(begun):
    process, folder, output = begun
    process.kill()
    process.wait()
    until(lambda: not alive(process.pid))
    batch = sc.fill_many(folder, output, jobs=1, resume=True)
    assert batch.counts["gagal"] == 0
    assert batch.counts["dilewati"] > 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_interruption_carries_the_report_of_what_is_done(do, tmp_path, jobs):
    def stop(_status, done, _total):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(BatchInterrupt) as stopped:
        do([f"baik-{n}" for n in range(9)], jobs=jobs, step=stop)
    batch = stopped.value.batch
    assert 3 <= len(batch) < 9
    assert [one.source for one in batch] == sorted(one.source for one in batch)
    assert stopped.value.total == 9
    assert isinstance(stopped.value, KeyboardInterrupt)


def test_a_hanging_worker_does_not_hold_up_an_interruption(do):
    def stop(*_):
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(BatchInterrupt) as stopped:
        do(["tidur-0", "baik-1"], jobs=2, step=stop)
    assert [one.nama for one in stopped.value.batch] == ["baik-1"]
    assert time.monotonic() - begun < 60


def test_tables_are_whole_after_an_interruption(do, tmp_path):
    def stop(_status, done, _total):
        if done == 3:
            raise KeyboardInterrupt

    streams = partial(Streams, tmp_path / "tabel", "csv", "id", overwrite=False)
    with pytest.raises(BatchInterrupt):
        do([f"baik-{n}" for n in range(9)], jobs=1, step=stop, streams=streams)
    assert (tmp_path / "tabel" / "unit.csv").read_text().count("terisi") == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is one of Linux")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_whose_results_cannot_be_kept_ends_with_the_reason(do, tmp_path, jobs):
    (tmp_path / "hasil").mkdir()
    (tmp_path / "hasil" / JOURNAL).symlink_to("/dev/full")
    with pytest.raises(sc.OutputError) as ended:
        do([f"baik-{n}" for n in range(9)], jobs=jobs)
    assert ended.value.code == "not-written"


def killed_while_saving(path: Path) -> Path:
    """Kill a process that has written a workbook and not given it its name yet; return what it leaves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = {*path.parent.iterdir()}
    child = os.fork()
    if child == 0:  # pragma: no cover -- the child's life is not measured
        os.link = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        save(b"separuh", path, overwrite=False)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    (left,) = {*path.parent.iterdir()} - before
    return left


def test_what_a_killed_worker_left_is_gone_after_a_day_and_nothing_else(units, tmp_path):
    folder, output = units("a.xlsx", "kec/b.xlsx"), tmp_path / "hasil"
    left = [killed_while_saving(output / name) for name in ("a.xlsx", "kec/b.xlsx")]
    other = killed_while_saving(output / "lain.xlsx")  # of another batch to the same folder
    own = output / ".a.xlsx.cadangan.tmp"
    own.write_text("milik orang")
    two_days_ago = time.time() - 2 * 86_400
    for path in (*left, other, own):
        os.utime(path, (two_days_ago, two_days_ago))
    fresh = killed_while_saving(output / "a.xlsx")  # a batch beside this one may still be writing it
    batch = sc.fill_many(folder, output, jobs=1, progress=False, resume=True)
    assert [one.status for one in batch] == ["terisi"] * 2
    assert [path.exists() for path in (*left, other, own, fresh)] == [False, False, True, True, True]
