"""What filling reports without opening its output is what opening it gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sakipcalc as sc


def same(one, other):
    """Return whether two readings say the same; lists of findings are compared by what they hold."""
    return list(one.temuan) == list(other.temuan) and replace(one, temuan=other.temuan) == other


def told(findings):
    return [(one.kode, one.tempat, one.nilai, one.seharusnya, one.pesan()) for one in findings]


@pytest.mark.parametrize("template", ["bogorejo-2024.xlsx", "bogorejo-2024-kosong.xlsx"])
@pytest.mark.parametrize("output", ["sama", "lain.xlsx"])
@pytest.mark.parametrize("way", [{}, {"formulas": False}, {"on_conflict": "replace"}])
def test_the_workbook_of_the_report_is_the_one_that_is_written(workbooks, tmp_path, template, output, way):
    target = tmp_path / (template if output == "sama" else output)
    report = sc.fill(workbooks / template, target, **way)
    written = sc.read(target)
    assert same(report.hasil.laporan, written)
    assert told(report.temuan) == told(sc.audit(written, sc.compute(written)))


def test_it_is_with_the_facts_of_another_workbook_too(workbooks, tmp_path):
    target = tmp_path / "isi.xlsx"
    report = sc.fill(workbooks / "bogorejo-2024-tercetak.xlsx", target, data=workbooks / "bogorejo-2024.xlsx")
    assert same(report.hasil.laporan, sc.read(target))


def test_a_template_that_is_filled_twice_gives_the_same_twice(workbooks, tmp_path):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    first, second = (tmp_path / name / "isi.xlsx" for name in ("satu", "dua"))
    reports = [sc.fill(template, target) for target in (first, second)]
    assert first.read_bytes() == second.read_bytes()
    assert same(*(report.hasil.laporan for report in reports))
