"""Faults in the middle of a fill: the input is untouched, the output is whole or absent, and the error says which file.

Faults are real where the system can make them: a limit on the size of files ends a write in the middle, a
kill ends the process there. Where a call on the file system is to fail, Python's own audit of these calls
raises the fault, at each of them in turn.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sakipcalc as sc

from .base import workbook

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and limits on processes")
EXISTING = b"berharga"


@pytest.fixture
def source(tmp_path) -> Path:
    path = tmp_path / "masukan.xlsx"
    path.write_bytes(workbook())
    return path


@pytest.fixture(scope="module")
def whole() -> bytes:
    """What a fill without a fault gives."""
    import io

    output = io.BytesIO()
    sc.fill(workbook(), output)
    return output.getvalue()


def in_child(work: Callable[[], object]) -> tuple[int, str]:
    """Do something in a process of its own; return its status (negative: the signal that ended it) and what it told."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover -- the child's life is not measured
        os.close(reader)
        try:
            told, status = json.dumps(work()), 0
        except sc.SakipError as error:
            told, status = f"{error.code}: {error.message('en')}", 1
        except BaseException as error:  # noqa: BLE001 -- it is reported
            told, status = repr(error), 99
        os.write(writer, told.encode())
        os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told


def calls_on(folder: Path, act: Callable[[int, str], None]) -> None:
    """Do something before each call that opens, makes, links, renames, changes or removes something in the folder."""
    events = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.truncate"}
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in events and any(str(folder) in str(one) for one in arguments):
            count += 1
            act(count, event)

    sys.addaudithook(hook)  # for the rest of the process's life: it is a child's


def held(source: Path, output: Path, whole: bytes, *, existing: bool) -> bool:
    """Hold the input to what it was and the output to all or nothing; return whether it was written."""
    assert source.read_bytes() == workbook()
    if not output.exists():
        assert not existing
        return False
    content = output.read_bytes()
    assert content in ({EXISTING, whole} if existing else {whole})
    return content == whole


def clean(folder: Path) -> bool:
    """Return whether no temporary file is left."""
    return not folder.exists() or not [path for path in folder.rglob("*") if path.suffix == ".tmp"]


def prepared(tmp_path: Path, name: str, *, existing: bool) -> Path:
    output = tmp_path / name / "terisi.xlsx"
    if existing:
        output.parent.mkdir()
        output.write_bytes(EXISTING)
    return output


@pytest.mark.parametrize(("existing", "number"), [(False, errno.ENOSPC), (True, errno.EACCES)])
def test_each_call_on_the_file_system_fails_in_turn(source, tmp_path, whole, number, existing):
    reached = 0
    for fault in range(1, 30):
        output = prepared(tmp_path, f"hasil{fault}", existing=existing)

        def filled(fault: int = fault, output: Path = output) -> int:
            seen = 0

            def act(count: int, event: str) -> None:
                nonlocal seen
                seen = count
                if count == fault:
                    (output.parent.parent / "gagal").write_text(event)
                    raise OSError(number, os.strerror(number), str(output))

            calls_on(output.parent, act)
            sc.fill(source, output, overwrite=existing)
            return seen

        status, told = in_child(filled)
        assert status in {0, 1}, told
        written = held(source, output, whole, existing=existing)
        assert written == (status == 0), (fault, told)
        removing = (tmp_path / "gagal").read_text() == "os.remove"  # then nobody can leave nothing
        assert clean(output.parent) or removing, fault
        if status == 1:
            assert told.split(":")[0] in {"not-written", "folder-not-writable", "output-in-use"}, told
            assert "terisi.xlsx" in told or output.parent.name in told
        elif int(told) < fault:
            break
        reached = fault
    assert 4 <= reached < 29


@pytest.mark.parametrize("existing", [False, True])
@pytest.mark.parametrize("killed", [False, True], ids=["full", "killed"])
def test_the_disk_is_full_or_the_process_killed_in_the_middle_of_writing(
    source, tmp_path, whole, existing, killed
):
    """The system ends the write after so many bytes; by default it ends the process with it."""
    import resource

    for size in (4096, len(whole) - 1, len(whole)):
        output = prepared(tmp_path, f"hasil{size}", existing=existing)

        def filled(size: int = size, output: Path = output) -> None:
            if killed:
                signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            sc.fill(source, output, overwrite=existing)

        status, told = in_child(filled)
        written = held(source, output, whole, existing=existing)
        if size == len(whole):
            assert (status, written) == (0, True), told
            continue
        assert not written
        assert status == (-signal.SIGXFSZ if killed else 1), told
        if not killed:
            assert told.startswith("not-written"), told
            assert clean(output.parent)
    sc.fill(source, output, overwrite=True)  # what was left does not stand in the way
    assert output.read_bytes() == whole


@pytest.mark.parametrize("existing", [False, True])
def test_the_process_is_killed_at_each_call(source, tmp_path, whole, existing):
    for at in range(1, 30):
        output = prepared(tmp_path, f"hasil{at}", existing=existing)

        def filled(at: int = at, output: Path = output) -> int:
            seen = 0

            def act(count: int, _event: str) -> None:
                nonlocal seen
                seen = count
                if count == at:
                    os.kill(os.getpid(), signal.SIGKILL)

            calls_on(output.parent, act)
            sc.fill(source, output, overwrite=existing)
            return seen

        status, told = in_child(filled)
        assert status in {0, -signal.SIGKILL}, told
        held(source, output, whole, existing=existing)
        if status == 0:
            assert at > 4
            break


def test_the_folder_vanishes_at_each_call(source, tmp_path):
    for at in range(1, 30):
        output = tmp_path / f"hasil{at}" / "terisi.xlsx"

        def filled(at: int = at, output: Path = output) -> int:
            seen = 0

            def act(count: int, _event: str) -> None:
                nonlocal seen
                seen = count
                if count == at and output.parent.exists():
                    output.parent.rename(output.parent.with_name(f"pindah{at}"))

            calls_on(output.parent, act)
            sc.fill(source, output)
            return seen

        status, told = in_child(filled)
        assert status in {0, 1}, told
        assert status == 0 or told.split(":")[0] in {"not-written", "output-in-use"}, told
        assert source.read_bytes() == workbook()
        if status == 0 and int(told) < at:
            break


def test_an_output_that_another_program_holds(source, tmp_path, monkeypatch):
    """As Windows says it when the result is open in Excel."""
    output = tmp_path / "terisi.xlsx"
    output.write_bytes(EXISTING)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(sc.OutputError) as caught:
        sc.fill(source, output, overwrite=True)
    assert caught.value.code == "output-in-use"
    assert output.read_bytes() == EXISTING
    assert clean(tmp_path)


@pytest.mark.parametrize("broken", ["missing", "folder", "denied", "loop"])
def test_an_input_that_cannot_be_opened(tmp_path, broken, monkeypatch):
    path = tmp_path / "masukan.xlsx"
    if broken == "folder":
        path.mkdir()
    elif broken == "loop":
        path.symlink_to(path)
    elif broken == "denied":
        path.write_bytes(workbook())

        def denied(*_: object) -> int:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "open", denied)
    for work in (sc.read, lambda one: sc.fill(one, tmp_path / "terisi.xlsx")):
        with pytest.raises(sc.WorkbookError) as caught:
            work(path)
        assert caught.value.code in {"no-such-file", "not-readable", "package-not-a-file"}
        assert "masukan.xlsx" in caught.value.message()
    assert not (tmp_path / "terisi.xlsx").exists()


def test_the_input_is_opened_once(source, tmp_path, monkeypatch):
    """What another program writes meanwhile is not mixed with what has been read."""
    opened, real = [], os.open

    def noted(path: str, *how: int, **more: object) -> int:
        opened.append(os.fspath(path))
        return real(path, *how, **more)

    monkeypatch.setattr(os, "open", noted)
    sc.fill(source, tmp_path / "terisi.xlsx")
    assert [path for path in opened if Path(path).name == "masukan.xlsx"] == [str(source)]
