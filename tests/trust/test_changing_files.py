"""A file that changes, grows or goes away while it is worked on: one sentence, or the work as on one of its states."""

from __future__ import annotations

import io
import os
import sys

import pytest

import sakipcalc as sc
from sakipcalc.excel import Package

from .base import workbook

GOOD = workbook()
CHANGES = {
    "goes away": lambda path: path.unlink(missing_ok=True),
    "becomes empty": lambda path: path.write_bytes(b""),
    "is cut off": lambda path: path.write_bytes(GOOD[:5000]),
    "grows": lambda path: path.write_bytes(GOOD + bytes(4000)),
    "is written anew": lambda path: path.write_bytes(GOOD),
    "becomes a folder": lambda path: (path.unlink(missing_ok=True), path.mkdir()),
    "becomes a link to itself": lambda path: (path.unlink(missing_ok=True), path.symlink_to(path)),
    "is another kind of file": lambda path: path.write_text("Indikator;Target\nA;1\n", encoding="utf-8"),
}
VERBS = {
    "read": lambda path, _: sc.read(path),
    "compute": lambda path, _: sc.compute(sc.read(path)),
    "fill": lambda path, out: sc.fill(path, out, temuan=True),
    "roll_forward": sc.roll_forward,
    "anonymise": sc.anonymise,
}
#: What is called with each file that is opened or looked at; a hook of Python can be added, never taken away.
SEEN = []


def hook(event, arguments):
    if SEEN and event in {"open", "os.stat", "os.scandir"} and isinstance(arguments[0], str | os.PathLike):
        SEEN[0](os.fspath(arguments[0]))


@pytest.fixture(scope="module", autouse=True)
def hooked():
    sys.addaudithook(hook)


def opened(work, path, at, change):
    """Do some work, the change made when the file is opened for that time; return how often it was."""
    times = 0

    def see(name):
        nonlocal times
        if name == str(path):
            times += 1
            if times == at:
                SEEN.clear()
                change(path)
                SEEN.append(see)

    SEEN.append(see)
    try:
        work()
    finally:
        SEEN.clear()
    return times


@pytest.mark.parametrize("verb", VERBS)
def test_a_file_is_opened_once_or_ends_in_a_sentence(verb, tmp_path):
    path, out = tmp_path / "unit.xlsx", tmp_path / "hasil.xlsx"
    path.write_bytes(GOOD)
    times = opened(lambda: VERBS[verb](path, out), path, 0, None)
    assert times >= 1
    for at in range(1, times + 1):
        for what, change in CHANGES.items():
            fresh(path, out)
            told = ""
            try:
                opened(lambda: VERBS[verb](path, out), path, at, change)
            except sc.SakipError as error:
                told = error.message("id")
            assert told.isprintable(), what
            assert not (told and out.exists()), what
            if out.exists():
                assert Package.open(out).tabs, what
            assert [one.name for one in tmp_path.iterdir() if ".tmp" in one.name] == []


def fresh(path, out):
    out.unlink(missing_ok=True)
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_bytes(GOOD)


def test_a_batch_goes_on_without_one_that_went_away(tmp_path):
    folder, out = tmp_path / "masuk", tmp_path / "hasil"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.xlsx").write_bytes(GOOD)

    def step(*_):
        (folder / "b.xlsx").unlink(missing_ok=True)

    batch = sc.fill_many(folder, out, jobs=1, progress=step)
    assert [one.status for one in batch] == ["terisi", "gagal", "terisi"]
    assert sorted(path.name for path in out.glob("*.xlsx")) == ["a.xlsx", "c.xlsx"]


def test_a_stream_that_ends_early_or_fails_is_told():
    class Failing(io.BytesIO):
        def read(self, *_):
            raise OSError(5, "Input/output error")

    for stream in (io.BytesIO(GOOD[:5000]), io.BytesIO(b""), Failing(GOOD)):
        with pytest.raises(sc.SakipError) as caught:
            sc.fill(stream, io.BytesIO())
        assert caught.value.message()
