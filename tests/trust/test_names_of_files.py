"""Names of files that are no UTF-8, or that steer a terminal: every verb works, and every exit shows them as text."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.batch.auditing import audit_many
from sakipcalc.batch.run import fill_many
from sakipcalc.cli import main
from sakipcalc.messages import encodable

from .base import workbook

#: Latin-1, a cut character, a GBK name, an escape code, a text that is turned round, and one that is fine.
NAMES = [
    b"Kinerja\xe9.xlsx",
    b"\xc3.xlsx",
    b"\xd6\xd0\xce\xc4 2024.xlsx",
    b"a\x1b[31mb.xlsx",
    "a\u202eb.xlsx".encode(),
    "é.xlsx".encode(),
]
WITH_FINDINGS = Path(__file__).parents[2] / "workbooks" / "bogorejo-2024-kosong.xlsx"
BROKEN = b"rusak\xff.xlsx"
#: Runs commands that end with a semicolon each, and stops where one fails.
ONE_AFTER_ANOTHER = """
import sys
from sakipcalc.cli import main
command = []
for word in sys.argv[1:]:
    if word != ";":
        command.append(word)
        continue
    assert main(command) == 0, ascii(command)
    command = []
"""
SHOWN = ["Kinerja\\xe9.xlsx", "\\xc3.xlsx", "\\xd6\\xd0\\xce\\xc4 2024.xlsx", "rusak\\xff.xlsx"]


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "masuk"
    made.mkdir()
    try:
        for name in NAMES:
            (made / os.fsdecode(name)).write_bytes(workbook())
        (made / os.fsdecode(BROKEN)).write_bytes(b"PK\x03\x04 rusak")
    except (OSError, ValueError):
        pytest.skip("this file system takes only names that are text")
    return made


def texts_of(path: Path) -> str:
    """Return all XML of a workbook, which has to be UTF-8."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))
        )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_is_filled_recapped_and_resumed(folder, tmp_path, jobs, capsys):
    made, recap, tables = tmp_path / "hasil", tmp_path / "rekap.xlsx", tmp_path / "tabel"
    command = [
        "fill",
        str(folder),
        "-o",
        str(made),
        "--jobs",
        jobs,
        "--recap",
        str(recap),
        "--tables",
        str(tables),
    ]
    assert main(command) == 3
    shown = capsys.readouterr()
    assert f"{len(NAMES) + 1} berkas" in shown.out
    assert "rusak\\xff.xlsx" in shown.err
    assert {os.fsencode(path.name) for path in made.glob("*.xlsx")} == set(NAMES)
    for name in SHOWN:
        assert name in texts_of(recap)
    with (tables / "unit.csv").open(encoding="utf-8-sig", newline="") as file:
        sources = [row["sumber"] for row in csv.DictReader(file)]
    assert all(any(source.endswith(name) for source in sources) for name in SHOWN)
    before = {path.name: path.stat().st_mtime_ns for path in made.glob("*.xlsx")}
    assert main([*command, "--resume"]) == 3
    assert {path.name: path.stat().st_mtime_ns for path in made.glob("*.xlsx")} == before


def test_every_answer_of_a_batch_is_text(folder, tmp_path):
    for batch in (
        fill_many(folder, tmp_path / "hasil", progress=False, jobs=1),
        audit_many(folder, progress=False, jobs=1),
    ):
        assert {os.fsencode(Path(one.source).name) for one in batch.outcomes} == {*NAMES, BROKEN}
        for table in (batch.frame, batch.units, batch._repr_html_()):
            str(table if isinstance(table, str) else table.to_csv()).encode()
        for one in batch.failed:
            assert "rusak\\xff.xlsx" in one.message()


def test_findings_and_report_name_the_file(folder, tmp_path, capsys):
    shutil.copy(WITH_FINDINGS, folder / os.fsdecode(NAMES[0]))
    for form in ("json", "csv", "table"):
        assert main(["audit", str(folder), "--format", form, "--fail-on", "never"]) == 3
        told = capsys.readouterr().out
        told.encode()
        if form == "json":
            names = {row["file"] for row in json.loads(told)["temuan"]}
            assert str(folder / "Kinerja\\xe9.xlsx") in names
        if form == "csv":
            assert list(csv.DictReader(io.StringIO(told)))
    findings, report = tmp_path / "temuan.xlsx", tmp_path / "laporan.xlsx"
    assert main(["audit", str(folder), "--format", "xlsx", "-o", str(findings), "--fail-on", "never"]) == 3
    assert "Kinerja\\xe9.xlsx" in texts_of(findings)
    assert "Kinerja%E9.xlsx" in texts_of(findings)
    assert main(["report", os.fsdecode(os.fsencode(folder) + b"/Kinerja\xe9.xlsx"), "-o", str(report)]) == 0
    assert "Kinerja%E9.xlsx" in texts_of(report)


def test_one_such_file_by_every_verb(folder, tmp_path):
    """In a process of its own, whose terminal has no more than ASCII."""
    source = os.fsencode(folder) + b"/Kinerja\xe9.xlsx"
    out = os.fsencode(tmp_path)
    commands = [
        [b"fill", source, b"-o", out + b"/isi\xe9.xlsx"], [b"compute", source], [b"audit", source, b"--fail-on", b"never"],
        [b"report", source, b"-o", out + b"/lap\xe9.xlsx"], [b"roll-forward", source, out + b"/depan\xe9.xlsx"],
        [b"template", out + b"/baru\xe9.xlsx", b"--tahun", b"2025", b"--from", source],
        [b"recap", source, b"-o", out + b"/rekap\xe9.xlsx"],
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, *(word for command in commands for word in (*command, b";"))],
        capture_output=True, check=False, timeout=240,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    done.stdout.decode()


def test_data_and_errors_name_the_file(folder, tmp_path):
    source = folder / os.fsdecode(NAMES[0])
    made = sc.fill(source, tmp_path / "isi.xlsx", data=source)
    json.dumps(made.temuan.records("id"), ensure_ascii=False).encode()
    assert made.source == "Kinerja\\xe9.xlsx"
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(folder / os.fsdecode(BROKEN))
    assert "rusak\\xff.xlsx" in caught.value.message()


def test_what_is_text_stays():
    assert encodable("Ja'far é 中.xlsx\n") == "Ja'far é 中.xlsx\n"
    assert encodable("\ud83d x \udc41") == "\\ud83d x \\udc41"
