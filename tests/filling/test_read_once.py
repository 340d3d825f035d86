"""What filling reports without opening its output is what opening it gives."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from fractions import Fraction

import pytest

import sakipcalc as sc
from sakipcalc import files
from sakipcalc.core.memo import Shelf
from sakipcalc.excel import Editor, Limits, Package


def same(one, other):
    """Return whether two readings say the same; lists of findings are compared by what they hold."""
    return list(one.temuan) == list(other.temuan) and replace(one, temuan=other.temuan) == other


def told(findings):
    return [(one.code, one.places, one.actual, one.expected, one.message()) for one in findings]


@pytest.mark.parametrize(
    ("template", "output", "way"),
    [
        ("bogorejo-2024-kosong.xlsx", "bogorejo-2024-kosong.xlsx", {}),
        ("bogorejo-2024-kosong.xlsx", "lain.xlsx", {"formulas": False}),
        ("bogorejo-2024.xlsx", "lain.xlsx", {"on_conflict": "replace"}),
    ],
)
def test_the_workbook_of_the_report_is_the_one_that_is_written(workbooks, tmp_path, template, output, way):
    target = tmp_path / output
    report = sc.fill(workbooks / template, target, **way)
    written = sc.read(target)
    assert same(report.hasil.laporan, written)
    assert told(report.temuan) == told(sc.audit(written, sc.compute(written)))


def test_it_is_with_the_facts_of_another_workbook_too(workbooks, tmp_path):
    target = tmp_path / "isi.xlsx"
    report = sc.fill(workbooks / "bogorejo-2024-tercetak.xlsx", target, data=workbooks / "bogorejo-2024.xlsx")
    assert same(report.hasil.laporan, sc.read(target))


def test_one_template_gives_each_of_many_units_its_own(workbooks, tmp_path, monkeypatch):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    others = [sc.read(workbooks / f"bogorejo-2024{which}.xlsx") for which in ("", "-tercetak", "")]
    kept = [tmp_path / f"{at}" / "isi.xlsx" for at in range(3)]
    for target, data in zip(kept, others, strict=True):
        sc.fill(template, target, data=data)
    monkeypatch.setattr(files, "_SHELF", Shelf("none", 0))
    for target, data in zip(kept, others, strict=True):
        alone = target.with_name("sendiri.xlsx")
        sc.fill(template, alone, data=data)
        assert alone.read_bytes() == target.read_bytes()
    assert kept[0].read_bytes() == kept[2].read_bytes() != kept[1].read_bytes()


def test_a_template_that_changes_on_the_disk_is_read_anew(workbooks, tmp_path):
    template, target = tmp_path / "templat.xlsx", tmp_path / "isi.xlsx"
    template.write_bytes((workbooks / "bogorejo-2024-kosong.xlsx").read_bytes())
    first = sc.fill(template, target)
    editor = Editor(Package.open(template))
    editor.set_number("Tabel 3.2", "E6", 46)
    template.write_bytes(editor.to_bytes())
    second = sc.fill(template, target, overwrite=True)
    found = [report.hasil.capaian_rows[0].capaian.number for report in (first, second)]
    assert found == [Fraction(9725, 92), Fraction(50)]


def test_a_template_that_is_filled_twice_gives_the_same_twice(workbooks, tmp_path):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    first, second = (tmp_path / name / "isi.xlsx" for name in ("satu", "dua"))
    reports = [sc.fill(template, target) for target in (first, second)]
    assert first.read_bytes() == second.read_bytes()
    assert same(*(report.hasil.laporan for report in reports))


def test_a_template_is_opened_once_for_many_units(workbooks, monkeypatch):
    opened = []

    def open_package(*args, **kwargs):
        opened.append(args)
        return Package(*args, **kwargs)

    monkeypatch.setattr(files, "_SHELF", Shelf("two", 2))
    monkeypatch.setattr(files, "Package", open_package)
    for template in ("bogorejo-2024-kosong.xlsx", "bogorejo-2024.xlsx", "bogorejo-2024-kosong.xlsx"):
        sc.fill(workbooks / template, io.BytesIO())
    assert len(opened) == 2


def test_the_time_limit_counts_from_each_filling_of_a_template_that_is_kept(workbooks, monkeypatch):
    template = (workbooks / "bogorejo-2024-kosong.xlsx").read_bytes()
    sc.fill(template, io.BytesIO())
    later = time.monotonic() + 10 * Limits().seconds
    monkeypatch.setattr(time, "monotonic", lambda: later)
    filled = io.BytesIO()
    sc.fill(template, filled, data=workbooks / "bogorejo-2024.xlsx", temuan=True)
    assert filled.getvalue()


def test_who_only_wants_the_file_pays_for_no_audit(workbooks, monkeypatch):
    asked, audit = [], sc.audit

    def audited(*known):
        asked.append(known)
        return audit(*known)

    monkeypatch.setattr("sakipcalc.api.audit", audited)
    report = sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", io.BytesIO())
    assert report.frame.shape[0] == sum(report.by_table.values()) == 183
    assert "183 sel" in repr(report)
    assert not asked
    assert report.temuan is report.temuan
    assert len(asked) == 1


def test_what_a_report_says_does_not_change_with_the_template(workbooks, tmp_path):
    template = tmp_path / "templat.xlsx"
    template.write_bytes((workbooks / "bogorejo-2024-kosong.xlsx").read_bytes())
    report = sc.fill(template, tmp_path / "isi.xlsx")
    template.unlink()
    (tmp_path / "isi.xlsx").unlink()
    assert report.hasil.capaian_rows[0].capaian.number == Fraction(9725, 92)
