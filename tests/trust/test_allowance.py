"""One allowance for all the work of a verb: no loop of any room goes on when it is spent."""

from __future__ import annotations

import contextlib
import io
import itertools
import math
import sys
from functools import partial

import openpyxl
import pytest
from benchmarks.inputs import long_sheet

import sakipcalc as sc
from sakipcalc.base import allowance
from sakipcalc.base.allowance import Allowance, SpentError, granted, metered, spend
from sakipcalc.computing.links import Indicator
from sakipcalc.writing.report.sentences import sentences

#: The allowance of the test [s], by a clock on which each look takes a second.
SECONDS = 1
ROWS = 600


@pytest.fixture(scope="module")
def sheet():
    return long_sheet(ROWS, computed=True)


@pytest.fixture(scope="module")
def results(sheet):
    return sc.compute(sc.read(sheet))


@pytest.fixture
def looks(monkeypatch):
    """Let the clock go on by a second with each look at it, and return what counts the looks."""
    count = itertools.count()
    monkeypatch.setattr(allowance, "now", lambda: float(next(count)))
    return count


VERBS = {
    "read": lambda sheet, _: sc.read(sheet, limits=sc.Limits(seconds=SECONDS)),
    "fill": lambda sheet, _: sc.fill(sheet, io.BytesIO(), limits=sc.Limits(seconds=SECONDS)),
    "roll_forward": lambda sheet, _: sc.roll_forward(sheet, io.BytesIO(), limits=sc.Limits(seconds=SECONDS)),
    "anonymise": lambda sheet, _: sc.anonymise(sheet, io.BytesIO(), limits=sc.Limits(seconds=SECONDS)),
    "compute": lambda _, results: sc.compute(results.laporan),
    "audit": lambda _, results: sc.audit(results.laporan, sc.compute(results.laporan)),
    "derived": lambda _, results: sc.compute(results.laporan).derived("berlaku"),
    "own formulas": lambda _, results: sc.compute(results.laporan).own_formulas,
    "report": lambda _, results: sc.write_report(results, io.BytesIO()),
    "template": lambda _, results: sc.write_template(io.BytesIO(), tahun=2025, data=results.laporan),
    "narrative": lambda _, results: sc.audit(
        results.laporan, results, narasi="Serapan 12,5 dan 13,5. " * 4000
    ),
}
#: Those that have no limits to be told.
WITHOUT_LIMITS = VERBS.keys() - {"read", "fill", "roll_forward", "anonymise"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_ends_when_its_time_is_spent(verb, sheet, results, looks, monkeypatch):
    if verb in WITHOUT_LIMITS:
        monkeypatch.setattr("sakipcalc.core.bounded.granted", lambda *_: granted(SECONDS))
    with pytest.raises(sc.WorkbookError) as caught:
        VERBS[verb](sheet, results)
    detail = caught.value.values["detail"].values
    assert (caught.value.code, detail["limit"], detail["allowed"]) == (
        "package-too-large",
        "seconds",
        SECONDS,
    )
    assert next(looks) <= SECONDS + 6  # it ended with the first look that was too late, grants look too


def test_results_that_are_asked_for_later_have_the_time_of_the_limits(sheet, monkeypatch):
    report = sc.fill(sheet, io.BytesIO(), limits=sc.Limits(seconds=SECONDS * 100))
    count = itertools.count(step=100 * SECONDS)
    monkeypatch.setattr(allowance, "now", lambda: float(next(count)))
    with pytest.raises(sc.WorkbookError) as caught:
        report.temuan.counts  # noqa: B018 -- asked for
    assert caught.value.values["detail"].values["allowed"] == SECONDS * 100


def test_rolling_forward_is_one_piece_of_work(sheet, monkeypatch):
    """Filling the new year's workbook spends from what is left, and has no time of its own."""
    granted_to = []
    monkeypatch.setattr("sakipcalc.api.fill_with", lambda *_: granted_to.append(allowance._CURRENT.get()))
    sc.roll_forward(sheet, io.BytesIO(), limits=sc.Limits(seconds=2000))
    assert [one.seconds for one in granted_to] == [2000]


def test_steps_are_counted_where_no_clock_says_anything(sheet):
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(sheet, limits=sc.Limits(steps=ROWS))
    assert caught.value.values["detail"].values["limit"] == "steps"
    assert "langkah" in caught.value.message("id")


def steps_of(rows):
    data = long_sheet(rows, computed=True)
    with granted() as allowed:
        laporan = sc.read(data)
        sc.audit(laporan, sc.compute(laporan))
        sc.fill(data, io.BytesIO())
    return allowed.taken


def test_the_work_grows_with_the_sheet_and_no_faster():
    steps_of(100)  # words that are remembered between workbooks
    once, twice = steps_of(400), steps_of(800)
    assert once > 1000
    assert twice < 2.3 * once


def steps_of_columns(count):
    made = openpyxl.Workbook()
    made.active.append([f"Target {2000 + at % 100}" for at in range(count)])
    made.active.append([1] * count)
    made.save(data := io.BytesIO())
    with granted() as allowed, contextlib.suppress(sc.SakipError):  # no annex has such a table
        sc.read(data.getvalue())
    return allowed.taken


def test_the_work_grows_with_the_width_of_a_table_and_hardly_faster():
    """Roles are given to columns as one assignment, which tried every column with every other."""
    steps_of_columns(50)
    once, twice = steps_of_columns(200), steps_of_columns(400)
    assert once > 200
    assert twice < 3 * once


def test_a_verb_within_a_verb_spends_from_the_one_that_ends_first():
    with granted(60, steps=100) as outer:
        with granted(120) as longer, granted() as same:
            assert longer is same is outer
        with granted(30) as shorter:
            assert shorter is not outer
        with pytest.raises(SpentError, match="steps"):
            for _ in metered(range(1000)):
                pass
    spend(10**12)  # nothing is granted here, and nothing is counted


def test_a_collection_that_is_metered_is_the_same_collection():
    assert list(Allowance().items(range(1001))) == list(range(1001))
    assert list(metered("abc")) == ["a", "b", "c"]
    with granted():
        assert list(metered(dict.fromkeys("abc"))) == ["a", "b", "c"]
        assert list(metered(())) == []


def test_who_lifts_the_limit_on_time_lifts_it_for_all_that_is_done(sheet, monkeypatch):
    count = itertools.count(step=10 * allowance.SECONDS)
    monkeypatch.setattr(allowance, "now", lambda: float(next(count)))
    assert sc.fill(sheet, io.BytesIO(), limits=sc.Limits(seconds=math.inf)).temuan is not None


#: Calls of functions between two looks at the clock: so many for each row come to less than a second on 20,000.
CALLS, MEASURED = 180, 300
STRETCHES = {
    **VERBS,
    "narrative": lambda _, results: sc.audit(results.laporan, results, narasi="Serapan 12,5 dan 13,5. " * 40),
    "fill with findings": lambda sheet, _: sc.fill(sheet, io.BytesIO(), temuan=True),
    "as_dict": lambda _, results: sc.compute(results.laporan).as_dict(),
}


@pytest.fixture(scope="module")
def measured():
    """A sheet and its results, after all words that are remembered between workbooks have been met."""
    for rows in (20, MEASURED):
        data = long_sheet(rows, computed=True)
        known = sc.compute(sc.read(data))
        if rows != MEASURED:
            for work in STRETCHES.values():
                longest_stretch(partial(work, data, known))  # by a clock that stands still
    return data, known


def longest_stretch(work):
    """Return the most calls, of Python and of C, that some work makes from one look at the clock to the next."""
    calls = itertools.count()
    stretches = []

    def profile(_frame, event, _argument):
        if event in {"call", "c_call"}:
            next(calls)

    def now():
        nonlocal calls
        stretches.append(next(calls))
        calls = itertools.count()
        return 0.0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allowance, "now", now)
        sys.setprofile(profile)
        try:
            work()
        finally:
            sys.setprofile(None)
    return max([*stretches, next(calls)])


@pytest.mark.parametrize("verb", STRETCHES)
def test_no_loop_goes_on_for_long_without_a_look_at_the_clock(verb, measured):
    assert longest_stretch(partial(STRETCHES[verb], *measured)) < CALLS * MEASURED


@pytest.fixture(scope="module")
def indicators():
    """A sheet that measures so many indicators that comparing each with each is seen."""
    count, made = 200, openpyxl.Workbook()
    made.active.append(["Tabel 3.2 Hasil Pengukuran Indikator Kinerja Tahun 2024"])
    made.active.append(["No", "Sasaran", "Indikator Kinerja", "Arah", "Target", "Realisasi", "Capaian %"])
    for at in range(1, count + 1):
        made.active.append([at, f"Sasaran {at}", f"Indikator nomor {at}", "naik", 80, 75])
    made.save(data := io.BytesIO())
    hasil = sc.compute(sc.read(data.getvalue()))
    assert len(hasil.capaian_rows) == len(hasil.tren_rows) == count
    return hasil


@pytest.fixture
def compared(monkeypatch):
    """Count how often two indicators are compared; the clock stands still, since that takes long where lines are counted."""
    count, equal = itertools.count(), Indicator.__eq__
    monkeypatch.setattr(allowance, "now", lambda: 0.0)
    monkeypatch.setattr(Indicator, "__eq__", lambda one, other: bool(next(count) + 1) and equal(one, other))
    return count


def test_sentences_look_for_the_years_of_an_indicator_once(indicators, compared):
    """Comparing each indicator with each year of every other grows by the square, and no step is told of it."""
    count = len(indicators.capaian_rows)
    assert len(sentences(indicators)) > count
    assert next(compared) < 20 * count


def test_a_template_looks_for_the_place_of_an_indicator_once(indicators, compared):
    sc.write_template(io.BytesIO(), tahun=2025, data=indicators.laporan)
    assert next(compared) < 200 * len(indicators.capaian_rows)
