"""Answers over many layouts follow their schemas; ids and codes are those of the thing and not of its place.

``SAKIPCALC_NIGHTLY=1`` draws fifty layouts and asks every verb of the command line about each; by default it
is one layout for each unit, and every verb about one of them.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.layouts.draw import draw
from tests.layouts.facts import UNITS, unit
from tests.layouts.layout import PLAIN, layouts
from tests.layouts.profile import drawn

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.cli.arguments import USAGE
from sakipcalc.contract import SCHEMAS, audited, computed, failed, filled

#: What the command line is asked about a workbook; the rest of the time one unit will do.
COMMANDS = (
    "compute {file} --lengkap", "compute {folder} --jobs 1", "audit {file}", "audit {file} {other} --jobs 1",
    "fill {file} --coba --temuan --pengaturan", "fill {file} -o {out}/isi.xlsx --overwrite",
    "fill {folder} -o {out}/banyak --jobs 1", "report {file} -o {out}/laporan.xlsx",
    "template {out}/templat.xlsx --tahun {tahun} --from {file}", "roll-forward {file} {out}/lanjut.xlsx",
    "recap {folder} -o {out}/rekap.xlsx --jobs 1", "compute {out}/tiada.xlsx", "fill {other} -o {out}",
)  # fmt: skip
ASKED = UNITS if os.environ.get("SAKIPCALC_NIGHTLY") else UNITS[:1]


def check(answer):
    """Hold an answer, as it goes over the wire, against the schema that it names."""
    jsonschema.validate(json.loads(json.dumps(answer, allow_nan=False)), sc.schema(answer["schema"]))


@pytest.mark.parametrize("name", UNITS)
@drawn(1, 50 // len(UNITS) + 1)
@given(data=st.data())
def test_answers_follow_their_schemas_in_any_layout(name, data):
    book = draw(unit(name), data.draw(layouts(), label="layout")).data
    try:
        laporan = sc.read(book)
    except sc.SakipError as error:
        check(failed(error))
        return
    hasil = sc.compute(laporan)
    temuan = sc.audit(laporan, hasil)
    check(computed(hasil, temuan, book, lengkap=True))
    check(audited({"a.xlsx": temuan}, {}, {"a.xlsx": laporan.entitas.tahun}))
    check(filled(sc.fill(book, io.BytesIO()), book, "en"))


def answer_of(command):
    """Return the exit status and the answer of a command."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
        status = main([*command, "--format", "json"])
    return status, json.loads(out.getvalue())


@pytest.mark.parametrize("name", ASKED)
@drawn(1, 50 // len(UNITS) + 1)
@given(data=st.data())
def test_every_verb_answers_by_its_schema_in_any_layout(name, data):
    book = draw(unit(name), data.draw(layouts(), label="layout")).data
    with TemporaryDirectory() as folder:
        inside = Path(folder, "masuk")
        inside.mkdir()
        file, other, out = inside / "lampiran.xlsx", inside / "rusak.xlsx", Path(folder, "hasil")
        file.write_bytes(book)
        other.write_bytes(b"bukan buku kerja")
        told = set()
        for command in COMMANDS:
            named = {"file": file, "other": other, "folder": inside, "out": out, "tahun": unit(name).tahun}
            parts = [one.format(**named) for one in command.split()]
            status, answer = answer_of(parts)
            check(answer)
            told.add(answer["schema"])
            assert status != USAGE or "galat" in json.dumps(answer), command
        assert told == {*SCHEMAS} - {"findings"}  # which only the page in a browser asks for


@pytest.mark.parametrize("name", UNITS)
def test_ids_of_indicators_are_distinct_and_the_same_in_every_answer(name):
    book = draw(unit(name), PLAIN).data
    results = sc.compute(book).as_dict()
    ids = [row["id"] for row in results["capaian"]]
    assert len(set(ids)) == len(ids) > 0
    assert {row["id"] for row in results["tren"]} <= set(ids) | {row["id"] for row in results["renstra"]}


def test_an_id_does_not_hang_on_capitals_or_on_the_order_of_rows(as_file, consistent):
    first = {row["indikator"]: row["id"] for row in sc.compute(as_file(consistent)).as_dict()["capaian"]}
    for sheet in ("Tabel 2.1", "Tabel 2.3", "Tabel 3.2"):
        head, rows = consistent[sheet][:2], consistent[sheet][2:]
        consistent[sheet] = [
            *head,
            *([one.upper() if isinstance(one, str) else one for one in row] for row in rows[::-1]),
        ]
    again = {
        row["indikator"]: row["id"] for row in sc.compute(as_file(consistent, "b.xlsx")).as_dict()["capaian"]
    }
    assert sorted(first.values()) == sorted(again.values())
    assert list(first.values()) == list(again.values())[::-1]


def test_codes_of_the_budget_are_those_of_the_workbook(as_file, consistent):
    programme, activity = "7.01.02", "7.01.02.2.01"
    codes = [
        "Kode",
        programme,
        activity,
        f"{activity}.01",
        f"{activity}.02",
        "7.01.03",
        "7.01.03.2.01",
        None,
        None,
    ]
    lines = consistent["Tabel 3.9"]
    consistent["Tabel 3.9"] = [
        lines[0],
        *([code, *line] for code, line in zip(codes, lines[1:], strict=False)),
    ]
    told = sc.compute(as_file(consistent)).as_dict()["anggaran"]["rincian"]
    assert [row["kode"] for row in told][:4] == codes[1:5]
    assert told[-1]["kode"] is None
