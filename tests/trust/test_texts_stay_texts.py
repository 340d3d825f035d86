"""Text of a workbook stays text on every way out: workbook, CSV, HTML, terminal, message."""

from __future__ import annotations

import csv
import io
import os
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import openpyxl
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc import messages
from sakipcalc.base.places import Place
from sakipcalc.cli import main
from sakipcalc.cli.views import _csv_cell
from sakipcalc.core.html import folded, table
from sakipcalc.writing.findings import write_findings

from .base import parts_of, zipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NIGHTLY = 300 if os.environ.get("SAKIPCALC_NIGHTLY") else 0
#: What opens a formula, a link, a tag, markup of rich, an escape of a terminal, or turns a line round.
EVIL = (
    "=cmd|'/c calc'!A0", "@SUM(A1:A9)", "+1+1", "-1+1", "\t=1+1", "\n=1+1", '=HYPERLINK("http://192.0.2.1","x")', '"&WEBSERVICE("http://192.0.2.1")&"', "＝1+1",
    "a;=1+1", "a\t=1+1", "external:x.xlsx", "internal:Sheet!A1", "http://192.0.2.1/", "mailto:a@b", "{=1}", "'=1",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></table><iframe>", "[bold red]x[/]", "[link=http://192.0.2.1]x[/link]",
    "\u202egnp.exe", "\u2066x\u2069", "a\u200bb", "\ue000", "_x001B_[31m", "x\x7fy", "\x85", "{file}", "{0.__class__}", "%s",
)  # fmt: skip
_PIECES = st.sampled_from(
    [*EVIL, "Indeks", "Nilai SAKIP", " ", "=", "+", "-", "@", ";", "\t", "\n", '"', "'", "<", "&", "["]
)
#: Anything that XML can hold, with what is evil in it more often.
TEXTS = st.lists(
    _PIECES | st.text(st.characters(min_codepoint=32, exclude_categories=("Cs",)), max_size=5),
    min_size=1,
    max_size=4,
).map("".join)


HEADS = {
    "Skala": ("Tabel 3.1 Skala", "Rentang", "Kategori"),
    "Target": ("Tabel 2.3 Target Kinerja Tahun 2024", "No", "Sasaran", "Indikator Kinerja", "Satuan", "Target"),
    "Nama": ("Tabel 3.2 Hasil Pengukuran Kinerja", "No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"),
    "Anggaran": ("Tabel 3.9 Realisasi Anggaran", "Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"),
}  # fmt: skip


def annex(texts: Sequence[str]) -> bytes:
    """Return a workbook in which each text stands as indicator, sasaran, satuan, kategori and programme."""
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in HEADS}
    rows["Skala"] = [("> 85 - 100", f"Baik {texts[0]}"), ("≤ 85", f"Kurang {texts[-1]}")]
    for at, text in enumerate(texts, 1):
        rows["Target"].append((at, f"s{at} {text}", text, text, f"rusak,,{text}" if at % 3 else 84))
        rows["Nama"].append((at, text, text, "x9" if at % 3 else 84, 87.36, 99, text))
        rows["Anggaran"] += [
            (text, f"Program {text}", 900, None, 7),
            (None, f"1. {text}", None, None, None),
            (None, f"a) {text}", 400, 500, text),
        ]
    rows["Anggaran"].append(("JUMLAH", None, 9, None, None))
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, (title, *head) in HEADS.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(((title,), head, *rows[name])):
                for col, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(at, col, value)
                    elif value is not None:
                        page.write_number(at, col, value)
    return buffer.getvalue()


def texts_of(data: bytes) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (page.title, cell.coordinate): cell
        for page in book
        for row in page
        for cell in row
        if cell.value is not None
    }


class _Seen(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def harmless(markup: str) -> None:
    seen = _Seen(markup)
    assert seen.tags <= {
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "details",
        "summary",
        "div",
        "p",
        "b",
        "span",
        "style",
        "h3",
        "h4",
        "ul",
        "li",
        "code",
        "small",
        "strong",
        "em",
    }
    assert seen.attributes <= {"style", "class", "border", "scope", "open", "colspan", "title"}


def plain(text: str) -> None:
    """Hold what goes to a terminal to printable characters and ends of lines."""
    assert all(c.isprintable() or c == "\n" for c in text), repr(text)


def no_formula(written: str) -> None:
    """Read CSV as Excel does, with either separator, and as LibreOffice with tabs."""
    for mark in ",;\t":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=mark):
            for cell in row:
                number = cell.replace(",", "").replace(".", "").lstrip("-").isdigit()
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), (
                    mark,
                    cell,
                )


def every_way(source: Path, capsys) -> bytes:
    """Send a workbook out on every way, hold each to what it must not carry, and return it filled."""
    output, findings = io.BytesIO(), io.BytesIO()
    report = sc.fill(source, output, temuan=True, on_conflict="replace")
    laporan = sc.read(output.getvalue())
    hasil = sc.compute(laporan)
    temuan = sc.audit(laporan, hasil)
    assert temuan
    for value in (laporan, hasil, report, temuan):
        harmless(value._repr_html_())
    write_findings({str(source): temuan}, findings)
    for data in (findings.getvalue(), output.getvalue()):
        assert not [
            cell for (page, _), cell in texts_of(data).items() if page == "Temuan" and cell.data_type == "f"
        ]
    capsys.readouterr()
    for verb, form in (("audit", "csv"), ("compute", "csv"), ("audit", "table"), ("compute", "table")):
        main([verb, str(source), "--format", form])
        out, err = capsys.readouterr()
        assert out
        plain(err)
        no_formula(out) if form == "csv" else plain(out)
    for policy in ("error", "keep"):
        main(["fill", str(source), "-o", str(source.parent / "hasil"), "--on-conflict", policy])
        out, err = capsys.readouterr()
        assert out + err
        plain(out + err)
    return output.getvalue()


def test_evil_texts_on_every_way(tmp_path, capsys):
    source = tmp_path / "=unit [red].xlsx"
    source.write_bytes(annex(EVIL))
    before, after = texts_of(source.read_bytes()), texts_of(every_way(source, capsys))
    kept = [
        at
        for at, cell in before.items()
        if cell.data_type == "s" and (after[at].value, after[at].data_type) == (cell.value, "s")
    ]
    assert {cell.value for at, cell in before.items() if at in kept} >= {
        text for text in EVIL if "_x001B_" not in text
    }


def test_sheets_of_evil_names(tmp_path, capsys):
    names = dict(zip(HEADS, ("=1+1';", "-x\u202etlis", '@<b>"', "+1!A1"), strict=True))
    parts = parts_of(annex(["Indeks", "Nilai"]))
    for old, new in names.items():
        mark = f'name="{old}"'.encode()
        assert mark in parts["xl/workbook.xml"]
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(mark, f"name={quoteattr(new)}".encode())
    source = tmp_path / "unit.xlsx"
    source.write_bytes(zipped(parts))
    assert {page for page, _ in texts_of(every_way(source, capsys))} == {*names.values(), "Temuan"}


@example("")
@given(TEXTS)
@settings(max_examples=NIGHTLY or 5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_back_from_a_filled_workbook_as_it_was(text):
    data = annex([text, f"Indeks {text}"])
    output = io.BytesIO()
    try:
        sc.fill(data, output, temuan=True)
    except sc.SakipError as error:
        plain(error.message())
        return
    before, after = texts_of(data), texts_of(output.getvalue())
    for at, cell in before.items():
        if cell.data_type == "s" and cell.value:  # one without any text is as blank as a form, and is filled
            assert (after[at].value, after[at].data_type) == (cell.value, "s"), at


@given(TEXTS)
def test_any_text_in_csv(text):
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(
        [
            _csv_cell(value)
            for value in (
                text,
                {"sheet": text, "cell": "A1"},
                [{"sheet": text, "cell": "B2"}, text],
                1.5,
                None,
            )
        ]
    )
    no_formula(stream.getvalue())


@given(TEXTS, TEXTS)
def test_any_text_in_html(text, other):
    markup = folded(text, table([text, other], [[text, None], [other, 1.5]], title=text))
    harmless(markup)
    assert all(word in _Seen(markup).text for word in text.split())


@given(TEXTS)
def test_any_text_in_a_message(text):
    error = sc.WorkbookError("package-unsafe", place=Place(text, text, text), detail=text, part=text)
    for lang in messages.LANGUAGES:
        plain(error.message(lang) + error.hint(lang))
