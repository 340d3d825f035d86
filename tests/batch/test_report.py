"""What a batch report holds: outcomes that survive a journey, tables with the same columns whatever happened."""

from __future__ import annotations

import json
import pickle

import pytest

from sakipcalc.base.places import Place
from sakipcalc.batch import BatchReport, Outcome, Skipped
from sakipcalc.batch.outcome import TABLES, Reason, Record
from sakipcalc.core.errors import WorkbookError

FAILED = Outcome(
    source="b.xlsx",
    output="hasil/b.xlsx",
    status="gagal",
    failure=Reason.from_error(WorkbookError("package-encrypted", place=Place("<b>.xlsx"))),
)
FILLED = Outcome(
    source="a.xlsx", output="hasil/a.xlsx", status="terisi", nama="Kecamatan A", kabupaten="Kabupaten Blora",
    tahun=2024, cell_count=12, conflict_count=1, galat=2, info=3,
)  # fmt: skip
ROW = dict.fromkeys(TABLES["capaian"]) | {"sumber": "a.xlsx", "target": 92.0, "realisasi_teks": "WBK"}
BATCH = BatchReport(
    [Record(outcome=FILLED, figures={"pagu": 1000.0}, capaian=(ROW,)), Record(outcome=FAILED)],
    skipped=[Skipped(source="~$a.xlsx", reason="kunci")],
)


@pytest.mark.parametrize("outcome", [FILLED, FAILED])
def test_an_outcome_survives_json_and_pickle(outcome):
    assert Outcome.from_dict(json.loads(json.dumps(outcome.as_dict()))) == outcome
    assert pickle.loads(pickle.dumps(outcome)) == outcome  # noqa: S301 -- pickled in this line


def test_a_failure_tells_itself_in_both_languages():
    assert "kata sandi" in FAILED.message()
    assert "password" in FAILED.message("en")
    assert FAILED.hint("en").startswith("Give the password")
    assert (FILLED.message(), FILLED.hint(), FILLED.code) == ("", "", "")


def test_outcomes_are_counted_and_stay_in_order():
    assert BATCH.counts == {"terisi": 1, "dilewati": 0, "gagal": 1}
    assert list(BATCH) == [FILLED, FAILED]
    assert BATCH.failed == (FAILED,)
    assert repr(BATCH) == "<BatchReport: 1 terisi, 1 gagal>"


def test_a_failed_workbook_is_a_unit_with_its_reason_and_without_figures():
    units = BATCH.units
    assert list(units["status"]) == ["terisi", "gagal"]
    assert units.loc[0, ["pagu", "galat", "sel"]].tolist() == [1000.0, 2, 12]
    assert units.loc[1, "kode"] == "package-encrypted"
    assert "kata sandi" in units.loc[1, "alasan"]
    assert units[["pagu", "tahun", "rasio", "galat", "sel"]].loc[1].isna().all()


@pytest.mark.parametrize("records", [[], [Record(outcome=FAILED)], [Record(outcome=FILLED, capaian=(ROW,))]])
def test_tables_have_the_same_columns_and_types_whatever_they_hold(records):
    batch = BatchReport(records)
    for name, made in zip(TABLES, (batch.units, batch.frame, batch.tren, batch.temuan), strict=True):
        kinds = {"teks": "object", "angka": "float64", "bulat": "Int64"}
        assert {c: str(t) for c, t in made.dtypes.items()} == {c: kinds[k] for c, k in TABLES[name].items()}


def test_words_do_not_turn_a_column_of_numbers_into_texts():
    assert BATCH.frame["target"].sum() == 92
    assert BATCH.frame.loc[0, "realisasi_teks"] == "WBK"
    assert BATCH.frame["realisasi"].isna().all()


def test_a_notebook_shows_counts_failures_and_what_was_passed_over_escaped():
    shown = BATCH._repr_html_()
    assert "&lt;b&gt;.xlsx" in shown
    assert "<b>.xlsx" not in shown
    assert "~$a.xlsx" in shown
    assert "Sebutkan kata sandinya" in shown
