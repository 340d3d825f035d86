"""What a clerk sees on a terminal of 80 by 25, and what a wrong command is answered with."""

from __future__ import annotations

import re
import shlex

import pytest

from sakipcalc import messages
from sakipcalc.cli import main
from sakipcalc.cli.arguments import ALIASES, VERBS, make_parser

#: Words that users did not understand, or that mean something else in their field, and the languages.
GONE = {
    "id": (
        "tercetak ", "menjanjikan", "dijanjikan", "kantor anda", "ingatan (ram)", "status keluar", "slip", "rumus hidup",
        "berlubang", "pk pimpinan", "tanpa keraguan", "} %", "0 %", "rp ", "bukan masukan:", "pita", "lantai ", "ketikan",
        "[tautan]", "[bukan_tautan]", "tegaskan di metode", "masih bersisa", "menurut kategorinya", "galat", "unit kerja",
        "kepala tabel", "kepala kolom", "unit terbanyak", "banyak unit", "banyak temuan", "peta kategori.", "kotak alamat",
        "peringatan / info", "ada 0 ", "oleh pelaksananya", "prosentase", "rerata ", "tercetak:", "pustaka ini meng", "banyak indikator m",
    ),
    "en": (
        "nought", "slip of the pen", "is no workbook", "of no official", "promised", " mended", "graver", " mend ", "5 error", "} %", "0 %",
        "that nobody knows", ", for the ", ", for they ", "are no json", "known are", "just the s", "to be said", "worked out again",
        "stands several", "turned over",
    ),
}  # fmt: skip


@pytest.fixture
def said(capsys, monkeypatch):
    """Run a command as on a terminal of 80 columns and return its status and what it said."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments):
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as left:
            status = left.code
        out, err = capsys.readouterr()
        return status, out, err

    return run


def judul(entry):
    """Return the titles of a finding by language; only findings have some."""
    return entry["judul"] if isinstance(entry.get("judul"), dict) else {}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("subject", messages.SUBJECTS)
def test_words_that_users_stumbled_over_do_not_come_back(subject, lang):
    entries = messages.catalogue(subject)
    told = {
        code: re.sub(
            r"{\w+}",
            "{}",
            " ".join(
                one.get(lang, "")
                for one in (entry, entry.get("hint", {}), entry.get("ringkas", {}), judul(entry))
            ),
        )
        for code, entry in entries.items()
    }
    found = [(code, word) for code, text in told.items() for word in GONE[lang] if word in text.lower()]
    assert found == []


def test_filling_is_told_on_one_screen_with_the_path_last(said, workbooks, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, out, _ = said("fill", workbooks / "bogorejo-2024-kosong.xlsx", "-o", "h.xlsx")
    lines = out.splitlines()
    assert len(lines) <= 17
    assert "h.xlsx" in "".join(lines[-3:])
    assert re.search(r"perlu diperiksa: \d+ [a-z]", out)
    assert "3 harus dibetulkan:" in out


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_help_of_a_verb_ends_with_commands_that_it_understands(said, verb, lang):
    _, out, _ = said(verb, "--help", "--lang", lang)
    assert max(map(len, out.splitlines())) <= 80
    commands = re.findall(
        r"^ {4}sakipcalc (.+)$", out[out.index("contoh:" if lang == "id" else "examples:") :], re.MULTILINE
    )
    assert commands
    for command in commands:
        options = make_parser("id").parse_args(shlex.split(command.split(" > ")[0]))
        assert options.verb == verb


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("template", "t.xlsx", "--tahun", "24"), "contohnya 20"),
        (("template", "t.xlsx", "--tahun", "dua"), "contohnya"),
        (("fill", "x.xlsx", "-o", "y", "--timeout", "-1"), "contohnya 300"),
        (("template", "t.xlsx", "--tahun", "2025", "--indikator", "0"), "nilai 0"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_an_example(said, typed, told):
    status, _, err = said(*typed)
    assert status == 2
    assert told in err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "0 byte"), (b"nama;target", "CSV"), (b"<html><table></table></html>", "halaman web"),
        (b"%PDF-1.7 \0", "PDF"), (b"\xff\xd8\xff\xe0\0\x10JFIF", "gambar"), (b"\0\0\0\x18ftypheic\0", "gambar"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_called_what_it_is(said, tmp_path, content, told):
    (tmp_path / "lampiran.xlsx").write_bytes(content)
    status, _, err = said("audit", tmp_path / "lampiran.xlsx")
    assert status == 2
    assert told in err.splitlines()[0]
    assert err.splitlines()[1].strip("→ .")


def test_loudness_goes_to_standard_error_and_ends_with_the_command(said, workbooks):
    source = workbooks / "bogorejo-2024.xlsx"
    _, out, err = said("audit", source, "-v")
    assert re.search(r"^sakipcalc: read bogorejo-2024\.xlsx: .* in [\d.]+ s$", err, re.MULTILINE)
    assert said("audit", source) == (1, out, "")


def test_one_is_not_many_in_english(said, workbooks):
    _, out, _ = said("audit", workbooks / "bogorejo-2024-tercetak.xlsx", "--lang", "en")
    assert re.fullmatch(r"Findings: 5 errors, \d+ warnings, \d+ notes\.", out.splitlines()[-1])
    assert messages.text("cli.counted-galat", "en", n=1) == "1 error"


def test_addresses_are_whole_and_lines_end_without_blanks(said, workbooks):
    _, out, _ = said("audit", workbooks / "bogorejo-2024-kosong.xlsx")
    assert "PK Kasubag Umum!C19:C21, " in out
    assert " (C30:C33) " in out  # under the name of its sheet
    assert not re.search(r" $", out, re.MULTILINE)
    assert not re.search(r"(Tabel|Kasubag|PK)\n +[\w.]+!", out)
    assert max(map(len, out.splitlines()[1:])) <= 80


def test_nothing_is_wrapped_where_nobody_looks(said, workbooks, monkeypatch):
    narrow = said("audit", workbooks / "bogorejo-2024-kosong.xlsx")[1]
    monkeypatch.delenv("COLUMNS")
    wide = said("audit", workbooks / "bogorejo-2024-kosong.xlsx")[1]
    assert len(wide.splitlines()) < len(narrow.splitlines())
    assert wide.split() == narrow.split()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("fil", "x.xlsx"), "fill"), (("FILL", "x.xlsx"), "fill"), (("audt", "x.xlsx"), "audit"),
        (("fill", "x.xlsx", "-o", "y", "--overwite"), "--overwrite"),
        (("audit", "x.xlsx", "--format", "jsn"), "json"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_was_meant(said, typed, meant):
    status, _, err = said(*typed)
    assert status == 2
    assert f"(maksud Anda: {meant}?)" in err
    assert not re.search(r"usage|argument|invalid|required|choose|unrecognized", err)


def test_an_option_of_another_command_is_not_what_was_meant(said):
    status, _, err = said("recap", "hasil", "-o", "rekap.xlsx", "--resume")
    assert (status, "--resume" in err, "maksud" in err) == (2, True, False)


def test_a_name_with_blanks_and_a_name_that_is_nearly_right(said, workbooks, tmp_path, monkeypatch):
    (tmp_path / "lampiran 2024.xlsx").write_bytes((workbooks / "bogorejo-2024.xlsx").read_bytes())
    monkeypatch.chdir(tmp_path)
    for verb in ("compute", "audit"):
        assert 'diapit tanda kutip: "lampiran 2024.xlsx"' in said(verb, "lampiran", "2024.xlsx")[2]
    assert "lampiran 2024.xlsx" in said("audit", "lampiran-2024.xlsx")[2]


def test_the_program_alone_shows_its_help(said):
    status, out, err = said()
    assert (status, err) == (2, "")
    assert out.startswith("pemakaian: ")
    assert all(f"{verb} ({name})" in out for verb, (name,) in ALIASES.items())


def test_verbs_have_indonesian_names(said, workbooks):
    source = workbooks / "bogorejo-2024.xlsx"
    assert said("periksa", source) == said("audit", source)
    assert said("hitung", source) == said("compute", source)


@pytest.mark.parametrize("ending", [".docx", ".pdf", ""])
def test_a_name_that_does_not_fit_is_refused_with_the_one_that_does(said, workbooks, tmp_path, ending):
    source, target = workbooks / "bogorejo-2024.xlsx", tmp_path / f"hasil{ending}"
    commands = (
        ("report", source, "-o", target), ("recap", source, "-o", target), ("template", target, "--tahun", 2025),
        ("roll-forward", source, target), ("audit", source, "--format", "xlsx", "-o", target),
    )  # fmt: skip
    for command in commands:
        status, _, err = said(*command)
        assert status == 2
        assert str(tmp_path / "hasil.xlsx") in err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_is_open_is_filled_with_a_word_about_it(said, workbooks, tmp_path):
    source = tmp_path / "lampiran.xlsx"
    source.write_bytes((workbooks / "bogorejo-2024-kosong.xlsx").read_bytes())
    (tmp_path / "~$lampiran.xlsx").write_bytes(b"")
    status, _, err = said("fill", source, "--coba")
    assert status == 0
    assert "“lampiran.xlsx” sedang dibuka; simpan dulu" in err
    assert len(list(tmp_path.iterdir())) == 2


def test_of_many_errors_each_kind_is_told_with_its_places(said, as_file, consistent):
    for row, wrong in zip(consistent["Tabel 3.2"][2:], (33, 44), strict=True):
        row[6] = wrong
    for row in consistent["Tabel 3.9"][4:7]:
        row[4] *= 10  # slips of the mark: figures without a cause would be a doubt about their column
    _, out, _ = said("fill", as_file(consistent), "--coba")
    found = re.search(r"^(\d+) harus dibetulkan:\n  (\d+) hasil hitungan berbeda: (.*)", out, re.MULTILINE)
    assert found
    assert int(found[1]) >= int(found[2]) >= 4
    assert found[3].startswith("Tabel 3.2!G3:G4, ")
    assert len(out.splitlines()) < 20


def test_what_a_cause_gathers_is_told_with_its_places(said, workbooks):
    _, out, _ = said("audit", workbooks / "bogorejo-2024-kosong.xlsx", "--kode", "target-pk-berbeda")
    assert "Tempatnya: PK Kasubag Umum!D8, D13:D16" in out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("audit", "{file}", "--kode", "angka-negatif"), "Tidak ada hasil pemeriksaan yang sesuai"),
        (("audit", "{file}", "--kode", "angka-negativ"), "angka-negatif?"),
        (("--tahun", "2025"), "template ... --tahun"),
        (("fill", "{file}", "-o", "laporan.docx"), "laporan.xlsx"),
        (("bantuan", "report"), "pemakaian: sakipcalc report BERKAS"),
        (("audit", "--help", "--lang", "en"), "usage: sakipcalc audit FILE|FOLDER"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(said, workbooks, typed, told):
    file = workbooks / "bogorejo-2024-kosong.xlsx"
    _, out, err = said(*(one.format(file=file) for one in typed))
    assert told in out + err
    assert "saling cocok" not in out


def test_quiet_leaves_the_figures(said, workbooks):
    file = workbooks / "bogorejo-2024-kosong.xlsx"
    assert said("audit", file, "-q") == (1, "", "")
    shown, quiet = said("compute", file)[1], said("compute", file, "-q")[1]
    assert shown.startswith(quiet)
    assert "105,7" in quiet
    assert "SALAH" not in quiet
