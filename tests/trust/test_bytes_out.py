"""A filled workbook given to an open file: the way of a web server, without a folder."""

from __future__ import annotations

import errno
import io
import zipfile

import pytest

import sakipcalc as sc
from sakipcalc.writing.findings import write_findings

from .base import workbook


@pytest.fixture(scope="module")
def blank() -> bytes:
    return workbook()


def test_the_same_bytes_as_in_a_file(blank, tmp_path):
    output = io.BytesIO()
    report = sc.fill(blank, output)
    sc.fill(blank, tmp_path / "terisi.xlsx")
    assert output.getvalue() == (tmp_path / "terisi.xlsx").read_bytes()
    assert (report.source, report.output, len(report.written)) == ("", "", 15)
    assert "15 sel" in repr(report)


def test_an_open_file_is_written_where_it_stands_and_stays_open(blank, tmp_path):
    path = tmp_path / "terisi.xlsx"
    with path.open("w+b") as file:
        file.write(b"kepala")
        report = sc.fill(blank, file)
        assert not file.closed
    assert report.output == str(path)
    assert path.read_bytes()[:8] == b"kepalaPK"


class _Pieces(io.RawIOBase):
    """An unbuffered file, which takes no more than some bytes at a time."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.taken += data[:10_000]
        return len(data[:10_000])


class _Silent:
    """What some frameworks hand out: a `write` that answers nothing."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def write(self, data) -> None:
        self.taken += data


@pytest.mark.parametrize("kind", [_Pieces, _Silent])
def test_files_of_other_makes(blank, kind):
    output = kind()
    sc.fill(blank, output)
    assert zipfile.ZipFile(io.BytesIO(bytes(output.taken))).testzip() is None


def test_nothing_is_written_when_the_input_is_refused(blank):
    output = io.BytesIO()
    for bad in (b"", blank[:5000]):
        with pytest.raises(sc.WorkbookError) as caught:
            sc.fill(bad, output)
        assert "berkas ini" in caught.value.message().lower()
        assert "this file" in caught.value.message("en").lower()
    assert output.getvalue() == b""


def test_a_file_that_takes_nothing_is_an_error_of_the_output(blank):
    class Full(io.BytesIO):
        def write(self, _data) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(sc.OutputError) as caught:
        sc.fill(blank, Full())
    assert caught.value.code == "not-written"
    assert "ruang disk habis" in caught.value.message()
    assert "no space left" in caught.value.message("en")


def test_never_onto_the_file_that_was_read(blank, tmp_path):
    buffer, path = io.BytesIO(blank), tmp_path / "masukan.xlsx"
    path.write_bytes(blank)
    with path.open("r+b") as file:
        for template, output in ((buffer, buffer), (path, file), (file, file)):
            with pytest.raises(sc.OutputError) as caught:
                sc.fill(template, output, overwrite=True)
            assert caught.value.code == "output-is-source"
    assert buffer.getvalue() == path.read_bytes() == blank


def test_a_name_that_contradicts_the_content(blank, tmp_path):
    with (tmp_path / "x.xlsm").open("wb") as file, pytest.raises(sc.OutputError) as caught:
        sc.fill(blank, file)
    assert caught.value.code == "other-kind"


def test_findings_as_bytes(workbooks):
    output, path = io.BytesIO(), workbooks / "bogorejo-2024-tercetak.xlsx"
    write_findings({str(path): sc.audit(sc.read(path))}, output)
    assert zipfile.ZipFile(output).testzip() is None
