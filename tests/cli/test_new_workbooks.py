"""The verbs that make workbooks: template and roll-forward."""

from __future__ import annotations

import pytest

import sakipcalc as sc
from sakipcalc.cli import main

SMALL = ["--indikator", "2", "--program", "1", "--kegiatan", "1", "--sub-kegiatan", "1"]


def test_a_template_is_made_and_the_next_step_is_told(tmp_path, capsys):
    target = tmp_path / "baru" / "t.xlsx"
    named = ["--nama", "Kecamatan Bogorejo", "--pejabat", "Camat", "--pejabat", "Sekretaris"]
    assert main(["template", str(target), "--tahun", "2025", "--renstra", "2025-2029", *named, *SMALL]) == 0
    assert "sakipcalc fill" in capsys.readouterr().out
    laporan = sc.read(target)
    assert (laporan.entitas.nama, laporan.entitas.renstra) == ("Kecamatan Bogorejo", (2025, 2029))
    assert [table.pejabat for table in laporan.tables if table.id == "PK"] == ["Camat", "Sekretaris"]


def test_an_existing_file_is_replaced_only_when_asked(tmp_path, capsys):
    command = ["template", str(tmp_path / "t.xlsx"), "--tahun", "2025", "--quiet", *SMALL]
    assert main(command) == 0
    assert main(command) == 2
    assert "t.xlsx" in capsys.readouterr().err
    assert main([*command, "--overwrite"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_period_that_is_none_is_wrong_usage(lang, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["template", "t.xlsx", "--tahun", "2025", "--renstra", "2021", "--lang", lang])
    assert stopped.value.code == 2
    assert "2021-2026" in capsys.readouterr().err


def test_the_next_year_is_made_and_what_was_left_is_listed(tmp_path, capsys, workbooks):
    target = tmp_path / "2025.xlsx"
    assert main(["roll-forward", str(workbooks / "bogorejo-2024.xlsx"), str(target), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "3 texts still name 2024" in told
    assert "Tabel 3.2!F9: Blora, 3 Februari 2024" in told
    assert main(["roll-forward", str(target), str(target)]) == 2
    assert main(["roll-forward", str(tmp_path / "tidak-ada.xlsx"), str(target)]) == 2
    assert sc.read(target).entitas.tahun == 2025
