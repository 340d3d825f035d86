"""Results that do not live in memory: the journal, and tables written while the batch runs."""

from __future__ import annotations

import secrets
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pandas as pd
import pytest

from sakipcalc import OutputError
from sakipcalc.batch.outcome import TABLES
from sakipcalc.batch.stream import Streams


def rows(job, count):
    """Return rows of findings of a unit."""
    return tuple(
        dict.fromkeys(list(TABLES["temuan"])[4:]) | {"kode": "k", "pesan": f"={job.name} {number}"}
        for number in range(count)
    )


@pytest.fixture
def talkative(misbehaving):
    """Work that tells a lot of each workbook; the first one takes longest."""

    def work(count, job):
        if job.name.startswith("lambat"):
            misbehaving.behave(job)
        return misbehaving.told(job, temuan=rows(job, count))

    return work


NAMES = ["lambat-0", *[f"baik-{n}" for n in range(1, 9)]]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_are_written_in_order_and_equal_the_frames(do, talkative, tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet}[form]
    open_them = partial(Streams, tmp_path / "tabel", form, "id", overwrite=False)
    with ThreadPoolExecutor(3) as executor:
        batch = do(NAMES, executor=executor, work=partial(talkative, 3), streams=open_them)
    found = {table: read(tmp_path / "tabel" / f"{table}.{form}") for table in TABLES}
    assert sorted(path.name for path in (tmp_path / "tabel").iterdir()) == sorted(
        f"{t}.{form}" for t in TABLES
    )
    assert list(found["unit"]["sumber"]) == [f"masuk/{name}" for name in NAMES]
    guard = "'" if form == "csv" else ""
    assert list(found["temuan"]["pesan"]) == [f"{guard}{said}" for said in batch.temuan["pesan"]]
    assert {table: list(one.columns) for table, one in found.items()} == {
        t: list(c) for t, c in TABLES.items()
    }


def test_rows_reach_the_files_while_the_batch_runs(do, talkative, tmp_path, monkeypatch):
    monkeypatch.setattr("sakipcalc.batch.stream._ROWS", 10)
    sizes = []

    def look(*_):
        sizes.append((tmp_path / "tabel" / "temuan.csv.sementara").stat().st_size)

    open_them = partial(Streams, tmp_path / "tabel", "csv", "id", overwrite=False)
    do(NAMES[1:], jobs=1, work=partial(talkative, 20), streams=open_them, step=look)
    assert sizes[0] < sizes[3] < sizes[-1]


def test_tables_that_are_there_are_not_replaced_unasked(do, tmp_path):
    (tmp_path / "tabel").mkdir()
    (tmp_path / "tabel" / "tren.csv").write_text("milik orang")
    with pytest.raises(OutputError, match="tidak ditimpa"):
        do(["baik"], jobs=1, streams=partial(Streams, tmp_path / "tabel", "csv", "id", overwrite=False))
    assert [path.name for path in (tmp_path / "tabel").iterdir()] == ["tren.csv"]
    do(["baik"], jobs=1, streams=partial(Streams, tmp_path / "tabel", "csv", "id", overwrite=True))
    assert (tmp_path / "tabel" / "tren.csv").read_text(encoding="utf-8-sig").startswith("sumber,")


def test_an_unknown_form_is_refused(do, tmp_path):
    with pytest.raises(OutputError, match="xml"):
        do(["baik"], jobs=1, streams=partial(Streams, tmp_path, "xml", "id", overwrite=False))


def peak(call) -> int:
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_what_workbooks_say(do, misbehaving):
    """10 times as many workbooks, each with 40 kB to tell, need less than 1 kB more for each."""

    def tell(job):
        return misbehaving.told(job, temuan=({"pesan": secrets.token_hex(20_000)},))

    def run(count):
        batch = do([f"baik-{n}" for n in range(count)], jobs=1, work=tell)
        assert sum(len(row["pesan"]) for row in batch.rows("temuan")) == count * 40_000

    run(5)  # what is loaded and remembered once
    few, many = (peak(partial(run, count)) for count in (10, 100))
    assert many - few < 90 * 1000
