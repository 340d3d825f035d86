"""What happens to one workbook is no concern of the others, whoever does the work."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import pytest

from sakipcalc import fill_many
from sakipcalc.batch.options import Options
from sakipcalc.excel import Limits

FINE = [f"baik-{n}.xlsx" for n in range(4)]


def codes(batch):
    return {one.nama or one.source.removeprefix("masuk/"): one.code for one in batch}


def test_processes_survive_whatever_one_workbook_does(do):
    names = [
        "baik-0",
        "galat-1",
        "berputar-2",
        "baik-3",
        "mati-4",
        "baik-5",
        "tidur-6",
        "kehabisan-7",
        "baik-8",
    ]
    batch = do(names, jobs=2, timeout=1.0)
    assert [one.source for one in batch] == [f"masuk/{name}" for name in names]
    assert list(codes(batch).values()) == [
        "", "unexpected", "time-limit", "", "worker-died", "", "time-limit", "out-of-memory", "",
    ]  # fmt: skip
    assert "ZeroDivisionError: galat-1" in batch.outcomes[1].message()
    assert "1 detik" in batch.outcomes[2].message()
    assert "“mati-4”" in batch.outcomes[4].message()


def test_a_job_that_kills_its_worker_does_so_first_or_last_too(do):
    assert codes(do(["mati-0"], jobs=2)) == {"mati-0": "worker-died"}
    assert list(codes(do([*FINE, "mati-4"], jobs=2)).values()) == ["", "", "", "", "worker-died"]


@pytest.mark.parametrize("threads", [None, 2])
def test_a_loop_without_end_is_interrupted_in_this_process_and_in_threads_too(do, threads):
    names = ["baik-0", "berputar-1", "galat-2", "baik-3"]
    if threads is None:
        batch = do(names, jobs=1, timeout=0.3)
    else:
        with ThreadPoolExecutor(threads) as executor:
            batch = do(names, executor=executor, timeout=0.3)
    assert list(codes(batch).values()) == ["", "time-limit", "unexpected", ""]


#: Under a tracer, as debuggers and coverage are one, in a process of its own: it would never come back.
TRACED = """
import sys
from sakipcalc.batch.options import TimeLimitError, within

def look(*_):
    return look

def endless():
    while True:
        pass

sys.settrace(look)
for call in (endless, list, endless):
    try:
        print(within(0.2, call))
    except TimeLimitError:
        print("time is up")
print(within(60, dict))
"""


def test_an_interruption_is_over_where_a_debugger_looks_on():
    done = subprocess.run(
        [sys.executable, "-c", TRACED], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split("\n") == ["time is up", "[]", "time is up", "{}", ""]


def test_a_pool_of_the_user_that_breaks_is_replaced(do, misbehaving):
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        batch = do([*FINE[:2], "mati-2", *FINE[2:]], executor=executor, work=misbehaving.without_limit)
    assert list(codes(batch).values()) == ["", "", "worker-died", "", ""]


def test_a_workbook_that_was_written_before_its_process_died_is_no_failure(do, units, misbehaving):
    """It is done twice: the first time its process dies when the result is there already."""
    source = str(units("a.xlsx") / "a.xlsx")
    batch = do([source], jobs=2, work=partial(misbehaving.dies_after_writing, Options()))
    assert [(one.status, one.nama) for one in batch] == [("terisi", "Dinas Contoh A")]


class _Refusing(Executor):
    """An executor that loses a job, as a cluster may."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        if "hilang" in args[0].name:
            future.set_exception(ConnectionError("node 7 is gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_what_an_executor_says_of_a_job_is_the_reason_of_its_outcome(do):
    batch = do(["baik-0", "hilang-1", "baik-2"], executor=_Refusing())
    assert list(codes(batch).values()) == ["", "worker-failed", ""]
    assert "node 7 is gone" in batch.outcomes[1].message()


def test_results_are_in_the_order_of_the_inputs_and_steps_are_told_as_they_end(do):
    names = ["lambat-0", *[f"baik-{n}" for n in range(1, 6)], "galat-6"]
    steps = []
    with ThreadPoolExecutor(2) as executor:
        batch = do(names, executor=executor, step=lambda *told: steps.append(told))
    assert [one.source.removeprefix("masuk/") for one in batch] == names
    assert [done for _, done, _ in steps] == list(range(1, 8))
    assert {total for _, _, total in steps} == {7}
    assert sorted(status for status, _, _ in steps) == ["gagal", *["terisi"] * 6]


def test_an_executor_of_the_user_is_left_open_and_gets_a_little_at_a_time(do):
    with ThreadPoolExecutor(1) as executor:
        do(FINE, executor=executor, jobs=1)
        assert executor.submit(len, "abc").result() == 3


def test_hostile_files_in_the_middle_are_outcomes_with_their_reasons(units, workbooks, tmp_path):
    folder = units("a.xlsx", "z.xlsx")
    whole = (workbooks / "bogorejo-2024.xlsx").read_bytes()
    (folder / "m1-potong.xlsx").write_bytes(whole[:20_000])
    (folder / "m2-kosong.xlsx").write_bytes(b"")
    (folder / "m3-bukan.xlsx").write_text("<html>", encoding="utf-8")
    (folder / "m4-kunci.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    batch = fill_many(folder, tmp_path / "hasil", jobs=2)
    assert [one.status for one in batch] == ["terisi", "gagal", "gagal", "gagal", "gagal", "terisi"]
    assert all(one.code and one.message() and one.hint("en") for one in batch.failed)
    assert sorted(path.name for path in (tmp_path / "hasil").glob("*.xlsx")) == ["a.xlsx", "z.xlsx"]


def test_limits_hold_for_each_workbook(units, tmp_path):
    batch = fill_many(units("a.xlsx"), tmp_path / "hasil", jobs=1, limits=Limits(cells=10))
    assert [one.code for one in batch] == ["package-too-large"]


def test_what_cannot_be_read_back_is_not_written(units, tmp_path, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("sakipcalc.api.audit", broken)
    batch = fill_many(units("a.xlsx"), tmp_path / "hasil", jobs=1)
    assert [one.code for one in batch] == ["unexpected"]
    assert not list((tmp_path / "hasil").rglob("*.xlsx"))
