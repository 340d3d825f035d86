"""Bad input: one clear message in the chosen language, a hint, the exit status, and no file left behind."""

from __future__ import annotations

import errno
import io
import os
import pickle
import zipfile

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.cli import main

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def workbook_without_tables() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Daftar hadir"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook_without_sheets() -> bytes:
    book = openpyxl.Workbook()
    book.create_chartsheet("Grafik")
    book.remove(book["Sheet"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zip_of(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "isi")
    return stream.getvalue()


BAD = {
    "text": (b"bukan buku kerja", "package-not-a-zip"),
    "empty": (b"", "package-not-a-zip"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "package-encrypted"),
    "other-ole": (OLE, "package-not-a-workbook"),
    "broken-zip": (b"PK\x03\x04" + bytes(40), "package-broken-zip"),
    "other-zip": (zip_of("mimetype"), None),
    "no-tables": (workbook_without_tables(), "no-annex-table"),
    "no-sheets": (workbook_without_sheets(), "no-annex-table"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_one_clear_message_and_nothing_left(kind, lang, tmp_path, capsys):
    content, code = BAD[kind]
    source, target = tmp_path / "masukan.xlsx", tmp_path / "hasil"
    source.write_bytes(content)
    assert main(["fill", str(source), "-o", str(target), "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "masukan.xlsx" in err
    assert err.count("→") == 1
    assert "Traceback" not in err
    assert ": )" not in err
    assert not target.exists()
    with pytest.raises(sc.SakipError) as caught:
        sc.read(source)
    assert code is None or caught.value.code == code


def test_a_truncated_workbook(workbooks, tmp_path, capsys):
    whole = (workbooks / "bogorejo-2024-kosong.xlsx").read_bytes()
    source = tmp_path / "terpotong.xlsx"
    source.write_bytes(whole[: len(whole) // 2])
    assert main(["fill", str(source), "-o", str(tmp_path / "hasil")]) == 2
    assert "rusak" in capsys.readouterr().err


def test_an_output_that_exists_is_refused_and_kept(workbooks, tmp_path, capsys):
    target = tmp_path / "bogorejo-2024-kosong.xlsx"
    target.write_bytes(b"sudah ada")
    assert main(["fill", str(workbooks / target.name), "-o", str(tmp_path)]) == 3
    assert "--overwrite" in capsys.readouterr().err
    assert target.read_bytes() == b"sudah ada"
    assert main(["fill", str(workbooks / target.name), "-o", str(tmp_path), "--overwrite", "--quiet"]) == 0
    assert target.read_bytes()[:2] == b"PK"
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_the_input_is_never_the_output(workbooks, tmp_path):
    source = tmp_path / "x.xlsx"
    source.write_bytes((workbooks / "bogorejo-2024-kosong.xlsx").read_bytes())
    before = source.read_bytes()
    with pytest.raises(sc.OutputError) as caught:
        sc.fill(source, source, overwrite=True)
    assert caught.value.code == "output-is-source"
    assert source.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="the rights of a folder are set the POSIX way")
def test_a_folder_without_write_permission(workbooks, tmp_path):
    """Run as a user without rights: root could write anywhere."""
    folder = tmp_path / "terkunci"
    folder.mkdir(mode=0o555)
    source = (workbooks / "bogorejo-2024-kosong.xlsx").read_bytes()
    sc.fill(source, io.BytesIO())  # what is loaded late may lie where only root can read it
    child = os.fork()
    if child == 0:  # pragma: no cover -- the child's life is not measured
        status = 99
        try:
            if os.getuid() == 0:
                os.setegid(65534)
                os.seteuid(65534)
            sc.fill(source, folder / "x.xlsx")
        except sc.OutputError as error:
            status = 0 if error.code == "folder-not-writable" else 98
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_nothing(workbooks, tmp_path, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(sc.OutputError) as caught:
        sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", tmp_path / "x.xlsx")
    assert caught.value.code == "not-written"
    assert list(tmp_path.iterdir()) == []


def test_errors_travel_between_processes():
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(b"nothing")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 -- pickled a line ago
    assert (copy.code, copy.place, dict(copy.values)) == (
        caught.value.code, caught.value.place, dict(caught.value.values),
    )  # fmt: skip
