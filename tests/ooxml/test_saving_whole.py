"""A file is written whole or not at all, and never over the one that was read."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from sakipcalc.excel import Editor, Package, PackageError
from sakipcalc.excel import save as save_module


@pytest.fixture
def source(make, tmp_path) -> Path:
    path = tmp_path / "sumber.xlsx"
    path.write_bytes(make.book('<row r="1"><c r="A1"><v>1</v></c></row>'))
    return path


@pytest.fixture
def editor(source):
    editor = Editor(Package.open(source))
    editor.set_number("Data", "A1", 2)
    return editor


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_saved_as_it_is_in_memory(editor, source, tmp_path):
    before = source.read_bytes()
    editor.save(tmp_path / "hasil.xlsx")
    editor.save(str(tmp_path / "lain.xlsx"), overwrite=True)
    assert (
        (tmp_path / "hasil.xlsx").read_bytes() == (tmp_path / "lain.xlsx").read_bytes() == editor.to_bytes()
    )
    assert source.read_bytes() == before
    assert names(tmp_path) == {"sumber.xlsx", "hasil.xlsx", "lain.xlsx"}


def test_an_output_that_exists(editor, tmp_path):
    output = tmp_path / "hasil.xlsx"
    output.write_bytes(b"berharga")
    output.chmod(0o640)
    with pytest.raises(PackageError) as caught:
        editor.save(output)
    assert (caught.value.code, caught.value.part) == ("output-exists", "hasil.xlsx")
    assert output.read_bytes() == b"berharga"
    editor.save(output, overwrite=True)
    assert output.read_bytes() == editor.to_bytes()
    assert output.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("overwrite", [False, True])
def test_never_onto_the_source(editor, source, tmp_path, overwrite):
    before = source.read_bytes()
    (tmp_path / "tautan.xlsx").symlink_to(source)
    os.link(source, tmp_path / "kembar.xlsx")
    (tmp_path / "sub").mkdir()
    for name in ("sumber.xlsx", "tautan.xlsx", "kembar.xlsx", "sub/../sumber.xlsx"):
        with pytest.raises(PackageError) as caught:
            editor.save(tmp_path / name, overwrite=overwrite)
        assert (caught.value.code, caught.value.part) == ("output-is-source", Path(name).name)
    assert source.read_bytes() == before


def test_a_source_given_as_an_open_file(source):
    with source.open("rb") as file:
        editor = Editor(Package.open(file))
    editor.set_number("Data", "A1", 2)
    with pytest.raises(PackageError) as caught:
        editor.save(source, overwrite=True)
    assert caught.value.code == "output-is-source"


def test_a_source_that_is_gone_is_still_not_written(editor, source):
    source.unlink()
    with pytest.raises(PackageError) as caught:
        editor.save(source)
    assert caught.value.code == "output-is-source"


class _Full:
    """A file on a disk that is full after some bytes."""

    def __init__(self, file, room: int) -> None:
        self._file, self._room = file, room

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def write(self, data: bytes) -> int:
        self._file.write(data[: self._room])
        raise OSError(errno.ENOSPC, "no space")

    def __getattr__(self, name):
        return getattr(self._file, name)


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("fault", ["write", "fsync", "rename", "interrupt"])
def test_faults_leave_nothing(editor, tmp_path, monkeypatch, fault, overwrite):
    output = tmp_path / "hasil.xlsx"
    if overwrite:
        output.write_bytes(b"berharga")
    before = names(tmp_path)

    def fail(*_, **__):
        raise KeyboardInterrupt if fault == "interrupt" else OSError(errno.EIO, "fault")

    if fault == "write":
        real = Path.open
        monkeypatch.setattr(Path, "open", lambda path, *a, **k: _Full(real(path, *a, **k), 100))
    elif fault in {"fsync", "interrupt"}:
        monkeypatch.setattr(save_module.os, "fsync", fail)
    else:
        monkeypatch.setattr(save_module.os, "link", fail)
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyboardInterrupt if fault == "interrupt" else OSError):
        editor.save(output, overwrite=overwrite)
    monkeypatch.undo()
    assert names(tmp_path) == before
    assert not overwrite or output.read_bytes() == b"berharga"
    editor.save(output, overwrite=overwrite)
    assert output.read_bytes() == editor.to_bytes()


def test_a_folder_that_is_not_there(editor, tmp_path):
    with pytest.raises(OSError, match="hasil") as caught:
        editor.save(tmp_path / "tidak" / "hasil.xlsx")
    assert caught.value.errno == errno.ENOENT
    assert names(tmp_path) == {"sumber.xlsx"}


def test_file_systems_without_links(editor, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(save_module.os, "link", refuse)
    editor.save(tmp_path / "hasil.xlsx")
    assert (tmp_path / "hasil.xlsx").read_bytes() == editor.to_bytes()
    with pytest.raises(PackageError):
        editor.save(tmp_path / "hasil.xlsx")
    assert names(tmp_path) == {"sumber.xlsx", "hasil.xlsx"}


@pytest.mark.parametrize("links", [True, False])
def test_another_writer_between_looking_and_naming(editor, tmp_path, monkeypatch, links):
    output = tmp_path / "hasil.xlsx"
    real = os.link

    def late(source, target):
        output.write_bytes(b"orang lain")
        if not links:
            raise OSError(errno.EPERM, "no links here")
        real(source, target)

    monkeypatch.setattr(save_module.os, "link", late)
    with pytest.raises(PackageError) as caught:
        editor.save(output)
    assert (caught.value.code, caught.value.part) == ("output-exists", "hasil.xlsx")
    assert output.read_bytes() == b"orang lain"
    assert names(tmp_path) == {"sumber.xlsx", "hasil.xlsx"}


def test_of_many_writers_one_wins(source, tmp_path):
    outcomes, gate = [], threading.Barrier(8)

    def run(value: int) -> None:
        editor = Editor(Package.open(source))
        editor.set_number("Data", "A1", value)
        gate.wait()
        try:
            editor.save(tmp_path / "hasil.xlsx")
        except PackageError as error:
            outcomes.append(error.code)
        else:
            outcomes.append(value)

    threads = [threading.Thread(target=run, args=(value,)) for value in range(10, 18)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [each for each in outcomes if each != "output-exists"]
    assert len(outcomes) == 8
    assert Package.open(tmp_path / "hasil.xlsx").sheet("Data").cells[1, 1].value == winner
    assert names(tmp_path) == {"sumber.xlsx", "hasil.xlsx"}
