"""Workbooks at URLs: read from there, and written there whole or not at all."""

from __future__ import annotations

import pytest

import sakipcalc as sc
from sakipcalc.batch import storage
from sakipcalc.batch.inputs import find
from sakipcalc.batch.journal import JOURNAL

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory():
    """An empty file system in memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


@pytest.fixture
def there(memory, units):
    """Two small workbooks in memory, and their local folder."""
    folder = units("a.xlsx", "kec/b.xlsx")
    for name in ("a.xlsx", "kec/b.xlsx"):
        memory.pipe_file(f"/masuk/{name}", (folder / name).read_bytes())
    memory.pipe_file("/masuk/~$a.xlsx", b"")
    memory.pipe_file("/masuk/hasil/lama.xlsx", b"")
    return folder


def test_a_folder_at_a_url_is_filled_as_one_of_this_machine(memory, there, tmp_path):
    batch = sc.fill_many("memory://masuk", "memory://masuk/hasil", jobs=1)
    local = sc.fill_many(there, tmp_path / "hasil", jobs=1)
    assert [one.status for one in batch] == ["terisi", "terisi"]
    assert [one.source for one in batch] == ["memory://masuk/a.xlsx", "memory://masuk/kec/b.xlsx"]
    assert {one.reason for one in batch.skipped} == {"kunci", "hasil"}
    for name in ("a.xlsx", "kec/b.xlsx"):
        assert memory.cat_file(f"/masuk/hasil/{name}") == (tmp_path / "hasil" / name).read_bytes()
    figures = batch.frame.drop(columns="sumber")
    assert figures.equals(local.frame.drop(columns="sumber"))


def test_a_batch_at_a_url_goes_on_too(memory, there):
    first = sc.fill_many("memory://masuk", "memory://hasil", jobs=1)
    memory.rm("/hasil/a.xlsx")
    memory.rm("/masuk/hasil/lama.xlsx")
    again = sc.fill_many("memory://masuk", "memory://hasil", jobs=1, resume=True, overwrite=True)
    assert memory.exists(f"/hasil/{JOURNAL}")
    assert [one.status for one in again] == ["terisi", "dilewati"]
    assert again.frame["sumber"].nunique() == 2
    assert again.frame.equals(first.frame)


def test_an_output_that_is_there_is_not_replaced_unasked(memory, there):
    memory.pipe_file("/hasil/a.xlsx", b"milik orang")
    batch = sc.fill_many("memory://masuk/a.xlsx", "memory://hasil", jobs=1)
    assert [one.code for one in batch] == ["output-exists"]
    assert memory.cat_file("/hasil/a.xlsx") == b"milik orang"


@pytest.mark.parametrize("step", ["pipe_file", "mv"])
def test_a_fault_at_writing_leaves_nothing_behind(memory, there, monkeypatch, step):
    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(memory), step, fail)
    with pytest.raises(sc.OutputError) as error:
        storage.write(b"x", "memory://hasil/a.xlsx", overwrite=False)
    assert error.value.code == "not-written"
    assert memory.find("/hasil") == []


def test_local_urls_are_filled_by_worker_processes(units, tmp_path):
    folder = units("a.xlsx", "b.xlsx")
    batch = sc.fill_many(f"file://{folder}", f"file://{tmp_path}/hasil", jobs=2)
    assert [one.status for one in batch] == ["terisi", "terisi"]
    assert sorted(path.name for path in (tmp_path / "hasil").iterdir()) == [JOURNAL, "a.xlsx", "b.xlsx"]


def test_a_url_that_nothing_can_serve_says_what_is_missing():
    with pytest.raises(sc.WorkbookError) as error:
        find("gibtesnicht://ember/masuk", "hasil")
    assert error.value.code == "needs-fsspec"
    assert "sakipcalc[remote]" in error.value.hint()


def test_a_file_missing_at_a_url_is_an_outcome(memory):
    batch = sc.fill_many("memory://masuk/tidak-ada.xlsx", "memory://hasil", jobs=1)
    assert [one.code for one in batch] == ["no-such-file"]
