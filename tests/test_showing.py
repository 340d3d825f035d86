"""What a process shows: the language that it chooses once, views that fold, and a log for who listens."""

from __future__ import annotations

import io
import logging
from html import escape
from html.parser import HTMLParser

import pytest

import sakipcalc as sc


@pytest.fixture
def english():
    sc.options.lang = "en"
    yield
    sc.options.lang = "id"


@pytest.fixture(scope="module")
def laporan(workbooks):
    return sc.read(workbooks / "bogorejo-2024-tercetak.xlsx")


def test_views_and_sentences_speak_the_language_that_is_chosen_once(laporan, english):
    hasil, temuan = sc.compute(laporan), sc.audit(laporan)
    assert "Indicator" in hasil._repr_html_()
    assert "105.71" in hasil._repr_html_()
    assert "Sheet" in laporan._repr_html_()
    assert temuan[0].message() == temuan[0].message("en") != temuan[0].message("id")
    assert temuan.frame["pesan"][0] == temuan[0].message("en")
    assert hasil.explain("IKM") == hasil.explain("IKM", "en")
    with pytest.raises(sc.WorkbookError, match="not found"):
        sc.read("tidak-ada.xlsx")


def test_a_language_that_is_given_counts_before_the_chosen_one(laporan, english):
    told = sc.compute(laporan).explain("IKM", "id")
    assert "Tertulis 105,7 di Tabel 3.2!F6: cocok." in told


def test_only_a_language_that_is_known_can_be_chosen():
    with pytest.raises(ValueError, match="jw"):
        sc.options.lang = "jw"
    assert sc.options.lang == "id"


class Outline(HTMLParser):
    """Collects what stands in a view: titles of what is folded, and whether it is open."""

    def __init__(self):
        super().__init__()
        self.folds: list[tuple[str, bool]] = []
        self._open = self._summary = False

    def handle_starttag(self, tag, attrs):
        if tag == "details":
            self._open = "open" in dict(attrs)
        elif tag == "summary":
            self._summary = True
            self.folds.append(("", self._open))

    def handle_endtag(self, tag):
        self._summary = self._summary and tag != "summary"

    def handle_data(self, data):
        if self._summary:
            self.folds[-1] = (self.folds[-1][0] + data, self.folds[-1][1])


def test_findings_are_shown_by_kind_and_only_what_must_be_corrected_is_open(laporan):
    temuan = sc.audit(laporan)
    view = Outline()
    view.feed(temuan._repr_html_())
    kinds = {(one.severity, one.code) for one in temuan}
    gathered = [part.message() for one in temuan for part in one.rincian]
    parts = [title for title, _ in view.folds if title.startswith("Rincian (")]
    assert len(view.folds) - len(parts) == len(kinds) < len(temuan)
    assert sum(int(title[9:-1]) for title in parts) == len(gathered) > 0
    assert escape(gathered[0], quote=False) in temuan._repr_html_()
    assert [title for title, is_open in view.folds if is_open] == [
        title for title, _ in view.folds if title.startswith("SALAH")
    ]
    assert any(title.endswith("(2)") for title, _ in view.folds)
    shared = next(one.hint() for one in temuan if one.code == "target-berbeda")
    assert temuan._repr_html_().count(shared) == 1


def test_a_report_from_bytes_names_no_file_and_no_empty_name(workbooks):
    report = sc.fill((workbooks / "bogorejo-2024-kosong.xlsx").read_bytes(), io.BytesIO())
    assert repr(report).startswith("<FillReport: 183 sel")


def test_nothing_is_said_until_somebody_listens_and_then_what_was_done(workbooks, caplog, capsys):
    sc.read(workbooks / "bogorejo-2024.xlsx")
    assert capsys.readouterr().err == ""
    with caplog.at_level(logging.INFO, logger="sakipcalc"):
        sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", io.BytesIO())
        with pytest.raises(sc.WorkbookError):
            sc.read(b"PK bukan apa-apa")
    told = [(one.levelname, one.getMessage()) for one in caplog.records]
    assert any(
        level == "INFO" and "fill bogorejo-2024-kosong.xlsx: cells 183" in said for level, said in told
    )
    assert told[-1][0] == "ERROR"
    filled = next(one.sakipcalc for one in caplog.records if one.getMessage().startswith("fill"))
    assert filled["seconds"] > 0
