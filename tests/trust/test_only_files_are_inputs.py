"""Pipes, devices, folders and circles of links in the place of a workbook: one refusal each, at once."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from typing import TYPE_CHECKING

import pytest

import sakipcalc as sc
from sakipcalc.batch import auditing
from sakipcalc.cli import main
from sakipcalc.excel import Package, PackageError

from .base import workbook

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
#: So long [s] a command may take that does not wait for anything.
PATIENCE = 60


def pipe(at: Path) -> None:
    os.mkfifo(at)


def linked_pipe(at: Path) -> None:
    os.mkfifo(at.with_name(".pipa"))
    at.symlink_to(at.with_name(".pipa"))


def device(at: Path) -> None:
    at.symlink_to("/dev/zero")


def terminal(at: Path) -> None:
    at.symlink_to("/dev/tty")


def unix_socket(at: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        folder = os.open(at.parent, os.O_RDONLY)
        try:
            made.bind(f"/proc/self/fd/{folder}/{at.name}")
        finally:
            os.close(folder)


def circle(at: Path) -> None:
    at.symlink_to(at)


def two_links(at: Path) -> None:
    at.symlink_to(at.with_name(".lain"))
    at.with_name(".lain").symlink_to(at)


def dangling(at: Path) -> None:
    at.symlink_to(at.with_name("tidak-ada.xlsx"))


def a_folder(at: Path) -> None:
    at.mkdir()


NO_FILES = [pipe, linked_pipe, device, terminal, unix_socket]
NOWHERE = [circle, two_links, dangling]


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "masuk"
    made.mkdir()
    (made / "a.xlsx").write_bytes(workbook())
    return made


def within(call):
    """Return what a call returns; fail where it waits for something."""
    found: list = []
    thread = threading.Thread(target=lambda: found.append(call()), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert found, "it waits"
    return found[0]


@pytest.mark.parametrize("make", NO_FILES)
@pytest.mark.parametrize("verb", ["read", "fill", "package", "data"])
def test_one_that_is_no_file_is_refused(make, verb, tmp_path):
    path = tmp_path / "x.xlsx"
    make(path)

    def refused() -> str:
        try:
            if verb == "read":
                sc.read(path)
            elif verb == "package":
                Package.open(path)
            else:
                template, data = (workbook(), path) if verb == "data" else (path, None)
                sc.fill(template, tmp_path / "y.xlsx", data=data)
        except (sc.WorkbookError, PackageError) as error:
            return error.code
        return ""

    assert within(refused) in {
        "package-not-a-file",
        "not-a-file",
        "not-readable",
    }  # a terminal may not be there
    assert not (tmp_path / "y.xlsx").exists()


@pytest.mark.parametrize("make", [*NO_FILES, *NOWHERE])
@pytest.mark.parametrize("verb", ["fill", "recap", "audit"])
def test_a_folder_with_one_is_done_but_for_that_one(make, verb, folder, tmp_path, capfd):
    make(folder / "x.xlsx")
    out = {
        "fill": ["-o", str(tmp_path / "hasil")],
        "recap": ["-o", str(tmp_path / "r.xlsx")],
        "audit": ["--fail-on", "never"],
    }
    assert within(lambda: main([verb, str(folder), *out[verb]])) == 3
    told = capfd.readouterr()
    assert "x.xlsx" in told.err
    assert "Traceback" not in told.err
    made = {"fill": tmp_path / "hasil" / "a.xlsx", "recap": tmp_path / "r.xlsx", "audit": folder}[verb]
    assert made.exists()


def test_a_folder_in_place_of_a_workbook_and_a_zero_in_a_name(tmp_path):
    a_folder(tmp_path / "x.xlsx")
    for path in (tmp_path / "x.xlsx", "nol\0.xlsx"):
        with pytest.raises(sc.WorkbookError):
            sc.read(path)


def test_a_result_is_not_put_where_a_link_goes_round(tmp_path):
    circle(tmp_path / "y.xlsx")
    with pytest.raises(sc.OutputError):
        sc.fill(workbook(), tmp_path / "y.xlsx")
    report = sc.compute(sc.read(workbook()))
    with pytest.raises(sc.OutputError):
        sc.write_report(report, tmp_path / "y.xlsx", source=tmp_path / "y.xlsx")


def test_an_audit_of_a_folder_ends_one_that_never_would(folder, monkeypatch, capfd):
    shutil.copy(folder / "a.xlsx", folder / "b.xlsx")
    read = auditing.read

    def reads(source, **options):
        while source.name.endswith("b.xlsx"):
            pass
        return read(source, **options)

    monkeypatch.setattr(auditing, "read", reads)
    assert main(["audit", str(folder), "--jobs", "1", "--timeout", "3", "--fail-on", "never"]) == 3
    told = capfd.readouterr()
    assert "b.xlsx" in told.err
    assert "3 detik" in told.err


def test_a_fault_of_the_library_on_one_file_is_one_failed_file(folder, monkeypatch, capfd):
    shutil.copy(folder / "a.xlsx", folder / "b.xlsx")
    read = auditing.read

    def reads(source, **options):
        if source.name.endswith("b.xlsx"):
            raise TypeError("len() of None")
        return read(source, **options)

    monkeypatch.setattr(auditing, "read", reads)
    assert main(["audit", str(folder), "--jobs", "1", "--fail-on", "never"]) == 3
    assert "b.xlsx" in capfd.readouterr().err
