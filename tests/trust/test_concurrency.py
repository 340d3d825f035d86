"""Several at once: threads and processes do not get in each other's way, and nobody's data is changed."""

from __future__ import annotations

import importlib
import io
import multiprocessing
import pkgutil
import sys
from collections.abc import MutableMapping, MutableSequence, MutableSet
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from threading import Barrier
from types import MappingProxyType
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
import pytest

import sakipcalc as sc
from sakipcalc.excel import Package

from .base import by_openpyxl, replaced, workbook


def filled(data: bytes) -> bytes:
    output = io.BytesIO()
    sc.fill(data, output, temuan=True)
    return output.getvalue()


def fill_to(path: str) -> str:
    try:
        sc.fill(workbook(), path)
    except sc.SakipError as error:
        return error.code
    return "filled"


def test_threads_give_what_one_after_the_other_gives():
    sources = [workbook(), by_openpyxl()] * 4
    alone = {data: filled(data) for data in set(sources)}
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(filled, sources)) == [alone[data] for data in sources]


def as_much_as_it_has(data: bytes) -> sc.Limits:
    """Return limits that the cells of a workbook, its rows counted with them, just reach."""
    package = Package.open(data)
    scans = [package.sheet(info.name).scan for info in package.sheets]
    return sc.Limits(cells=sum(scan.held for scan in scans))


@pytest.fixture
def hasty():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_threads_that_fill_one_workbook_do_not_add_up_to_its_limits():
    data, together = by_openpyxl(), Barrier(6)
    limits = as_much_as_it_has(data)

    def fill(_: int) -> str:
        together.wait()
        try:
            sc.fill(data, io.BytesIO(), limits=limits)
        except sc.SakipError as error:
            return f"{error.code}: {error.message('en')}"
        return "filled"

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(fill, range(6))) == ["filled"] * 6


def test_a_broken_workbook_is_refused_for_the_same_reason_each_time():
    """What was counted before it was found broken does not count again when the same bytes come again."""
    data = replaced("xl/tables/table1.xml", "</table>", "</tafel>")
    limits = as_much_as_it_has(workbook())
    told = set()
    for _ in range(3):
        with pytest.raises(sc.WorkbookError) as caught:
            sc.fill(data, io.BytesIO(), limits=limits)
        told.add(caught.value.message("en"))
    assert len(told) == 1


def test_of_two_processes_that_fill_to_one_name_one_wins(tmp_path):
    outputs = [str(tmp_path / "hasil" / f"{at}.xlsx") for at in range(4)]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        told = list(pool.map(fill_to, [path for path in outputs for _ in range(2)]))
    assert sorted(told) == ["filled"] * 4 + ["output-exists"] * 4
    assert sorted(path.name for path in (tmp_path / "hasil").iterdir()) == [f"{at}.xlsx" for at in range(4)]


def test_the_data_of_the_caller_stay_as_they_were():
    data = bytearray(workbook())
    laporan = sc.read(bytes(data))
    hasil = sc.compute(laporan)
    frame, tables = hasil.capaian.copy(), {name: table.copy() for name, table in laporan.tabel.items()}
    metode, sinonim = sc.Metode(batas=120), {"tabel": {"3.2": {"capaian": ["Prestasi"]}}}
    before = (repr(laporan), laporan.tables, metode, {"tabel": {"3.2": {"capaian": ["Prestasi"]}}})
    report = sc.fill(data, io.BytesIO(), data=laporan, metode=metode, sinonim=sinonim)
    sc.audit(laporan, hasil)
    for own, column in ((report.frame, "nilai"), (hasil.capaian, "target")):
        own[column] = 0  # a frame is the caller's own
    assert bytes(data) == workbook()
    assert (repr(laporan), laporan.tables, metode, sinonim) == before
    pd.testing.assert_frame_equal(hasil.capaian, frame)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(laporan.tabel[name], table)
    values = [83.75, None, 97.25]
    array, series = np.array([83.75, np.nan]), pd.Series([83.75, 97.25], index=["a", "b"])
    sc.capaian(values, [70, 70, 70])
    sc.capaian(array, 70)
    sc.kategori(series)
    assert values == [83.75, None, 97.25]
    assert array[0] == 83.75
    assert list(series.index) == ["a", "b"]


def module_state() -> dict[str, str]:
    """Return what every module of the library holds in something that could be changed."""
    found = {}
    for info in pkgutil.walk_packages(sc.__path__, "sakipcalc."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            # What is kept by a weak key goes with its package, and is the same whoever asks.
            if name.startswith("__") or isinstance(value, MappingProxyType | WeakKeyDictionary):
                continue
            if isinstance(value, MutableMapping | MutableSequence | MutableSet):
                found[f"{info.name}.{name}"] = repr(
                    sorted(map(repr, value.items() if isinstance(value, MutableMapping) else value))
                )
    return found


def test_no_module_remembers_anything():
    before = module_state()
    filled(workbook())
    assert module_state() == before
