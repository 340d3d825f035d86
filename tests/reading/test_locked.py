"""Workbooks that are encrypted: with the password that Excel tries by itself, with one that is given, with none."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.reading.kinds import apart, kind_of, locked

from .locked import UNASKED, locked_package, locked_xls
from .xlsb_writer import as_xlsb

HERE = Path(__file__).parent / "kinds"
SECRET = "Rahasia – 2024"  # noqa: S105 -- of workbooks made here


@pytest.fixture(scope="module")
def original() -> Path:
    return HERE / "lampiran.xlsx"


@pytest.fixture(scope="module", params=["xls", "xlsx", "xlsb"])
def lock(request, original):
    """Return a function that gives the workbook locked with a password."""
    if request.param == "xls":
        data = original.with_suffix(".xls").read_bytes()
        return lambda password: locked_xls(data, password)
    data = original.read_bytes() if request.param == "xlsx" else as_xlsb(original)
    return lambda password: locked_package(data, password)


def told(laporan):
    return laporan.tables, laporan.entitas, list(laporan.temuan)


def test_one_that_excel_opens_unasked_is_read(lock, original):
    assert told(sc.read(lock(UNASKED))) == told(sc.read(original.read_bytes()))


def test_one_with_a_password_is_read_with_it(lock, original):
    data = lock(SECRET)
    assert told(sc.read(data, password=SECRET)) == told(sc.read(original.read_bytes()))
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(data)
    assert caught.value.code == "package-encrypted"
    for wrong in ("", "rahasia", UNASKED, "x" * 300):
        with pytest.raises(sc.WorkbookError) as caught:
            sc.read(data, password=wrong)
        assert caught.value.code == "wrong-password"


def test_a_password_that_is_not_needed_does_no_harm(original):
    assert told(sc.read(original.read_bytes(), password=SECRET)) == told(sc.read(original.read_bytes()))


@pytest.mark.parametrize("password", [UNASKED, SECRET])
def test_none_is_filled_or_rolled_forward(lock, password, tmp_path):
    data = lock(password)
    for work in (sc.fill, sc.roll_forward):
        with pytest.raises(sc.WorkbookError) as caught:
            work(io.BytesIO(data), tmp_path / "isi.xlsx")
        assert caught.value.code in {"encrypted-not-filled", "only-readable"}
        assert caught.value.hint()
    assert list(tmp_path.iterdir()) == []


def test_its_facts_fill_another(lock, tmp_path):
    template = Path(__file__).parents[2] / "workbooks" / "bogorejo-2024-kosong.xlsx"
    assert sc.fill(template, tmp_path / "isi.xlsx", data=io.BytesIO(lock(UNASKED))).written


def test_the_command_line_takes_the_password(lock, tmp_path, capsys, monkeypatch):
    data = lock(SECRET)
    path = tmp_path / f"x{kind_of(data) if data[:2] == b'PK' else '.xls'}"
    path.write_bytes(data)
    for verb in (["compute"], ["audit", "--fail-on", "never"], ["report", "-o", str(tmp_path / "lap.xlsx")]):
        assert main([*verb, str(path), "--sandi", SECRET]) == 0
        assert main([*verb, str(path)]) == 2 if verb[0] != "report" else True
    capsys.readouterr()
    for piped, status in ((f"{SECRET}\n", 0), (f"{SECRET}\r\n", 0), (SECRET, 0), ("", 2), ("lain\n", 2)):
        monkeypatch.setattr("sys.stdin", io.StringIO(piped))
        assert main(["compute", str(path), "--sandi", "-"]) == status
        assert "Kata sandi:" not in "".join(capsys.readouterr())
    monkeypatch.setattr("sys.stdin", terminal := io.StringIO())
    terminal.isatty = lambda: True
    monkeypatch.setattr("getpass.getpass", lambda *_: SECRET)
    assert main(["compute", str(path), "--sandi", "-"]) == 0
    assert main(["compute", str(path), "--sandi", "salah"]) == 2
    assert "Kata sandi itu tidak membuka" in capsys.readouterr().err


def test_without_the_package_that_unlocks_the_sentence_says_how(lock, monkeypatch):
    monkeypatch.setattr(locked, "find_spec", lambda _: None)
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(lock(UNASKED))
    assert caught.value.code == "needs-msoffcrypto"
    for lang in ("id", "en"):
        assert "sakipcalc[encrypted]" in caught.value.hint(lang)
        assert "struktur" in caught.value.hint("id")


def test_a_key_that_is_to_be_hashed_without_end_is_given_up(original, monkeypatch):
    monkeypatch.setattr(locked, "_SCRIPT", apart.Script(locked._SCRIPT.path, processor=3, statuses=(3,)))
    data = locked_package(original.read_bytes())
    at = data.index(b'spinCount="')
    endless = data[:at] + b'spinCount="999999"' + data[at + len(b'spinCount="100000"') :]
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(endless.replace(b'spinCount="999999"', b'spinCount="9e5"   '))
    assert caught.value.code in {"package-encrypted", "workbook-broken"}
    with pytest.raises(sc.WorkbookError):
        sc.read(endless, limits=sc.Limits(seconds=0.5))


@pytest.mark.parametrize("cut", range(600, 9000, 1500))
def test_a_damaged_lock(original, cut):
    data = locked_package(original.read_bytes())
    with pytest.raises(sc.WorkbookError):
        sc.read(data[:cut])
    with contextlib.suppress(sc.WorkbookError):  # what nobody looks at may have been hit
        assert sc.read(data[:cut] + bytes(64) + data[cut + 64 :]).tables
