"""Report sheets around the tables: summary, sentences, scales, findings, origins."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.base.places import Place
from sakipcalc.computing import Value
from sakipcalc.computing.explain import account
from sakipcalc.excel import refs
from sakipcalc.rulebook.formulas import Status
from sakipcalc.rulebook.scales import colours, ink, ranges
from sakipcalc.sheets.findings_table import FINDINGS_PAGE, LAST_PRINTED, WIDTHS, Audited, put_findings
from sakipcalc.sheets.outsheet import (
    BODY,
    HEAD,
    MIDDLE,
    PLAIN,
    STRONG,
    TITLE,
    OutArea,
    OutHeading,
    OutLink,
    OutSheet,
    put_heads,
)
from sakipcalc.tables.standard import EFFICIENCY_SCALE, SCALE
from sakipcalc.writing.report.context import PERCENT, ReportContext, put_caption
from sakipcalc.writing.report.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.computing.values import UsedScale
    from sakipcalc.sheets.outsheet import OutCell

__all__ = ["explained", "findings", "scale_sheet", "sentence_sheet", "summary"]

_LINK = replace(BODY, link=True)


def summary(of: ReportContext, sheets: Sequence[OutSheet]) -> OutSheet:
    """Return the first sheet: who and when, the main figures, the kategori, and links to the others."""
    who = of.hasil.laporan.entitas
    sheet = OutSheet(name=of.phrase("lembar-ringkasan"), widths=[38, 60, 24], printed=2, one_page=True)
    sheet.put(0, 0, f"LKjIP {of.entity}".strip(), TITLE)
    counts = " / ".join(str(n) for n in of.temuan.counts.values())
    mean, label = of.hasil.rerata
    total = of.hasil.total_anggaran
    left = replace(PERCENT, align="left")
    facts: list[tuple[str, object, object]] = [
        ("unit", " – ".join(filter(None, (who.nama, who.kabupaten))), BODY),
        ("tahun-laporan", str(who.tahun or ""), BODY),
        ("renstra", "-".join(map(str, who.renstra)) if who.renstra else "", BODY),
        ("buku-kerja", of.hasil.laporan.file, BODY),
        ("rerata-capaian", mean, left),
        ("kepala-kategori", label, replace(of.label_style(label, SCALE), align="left")),
        ("serapan", total.serapan, left),
        ("banyak-temuan", counts, BODY),
    ]
    for row, (code, value, look) in enumerate(facts, 2):
        sheet.put(row, 0, of.phrase(code), STRONG)
        sheet.put(row, 1, value, look)  # type: ignore[arg-type]  # a value and its Style
    at = _put_labels(of, sheet, 2 + len(facts) + 1)
    sheet.put(at, 0, of.phrase("isi-buku"), HEAD, cols=2)
    for row, other in enumerate(sheets, at + 1):
        title = next((cell.value for cell in other.cells if isinstance(cell.value, str)), "")
        sheet.put(row, 0, other.name, _LINK, link=OutLink(Place(sheet=other.name)))
        sheet.put(row, 1, title)
    sheet.put(at + len(sheets) + 2, 0, of.phrase("catatan-rumus"), replace(PLAIN, italic=True), cols=3)
    return sheet


def _put_labels(of: ReportContext, sheet: OutSheet, row: int) -> int:
    """Put how many indicators each kategori has, with its colour; return the row below a gap."""
    counts = Counter(one.kategori.text for one in of.hasil.capaian_rows if one.kategori.text)
    sheet.put(row, 0, of.phrase("kepala-kategori"), HEAD)
    sheet.put(row, 1, of.phrase("kepala-banyak"), HEAD)
    for label, colour in colours(of.hasil.skala[SCALE].skala).items():
        row += 1
        sheet.put(row, 0, label, replace(MIDDLE, fill=colour, colour=ink(colour)))
        sheet.put(row, 1, counts.get(label, 0), MIDDLE)
    without = [one.capaian.status for one in of.hasil.capaian_rows if not one.kategori.text]
    unmeasured = without.count(Status.TIDAK_DIUKUR)
    for word, count in (("missing-value", len(without) - unmeasured), ("tidak-diukur", unmeasured)):
        if count:
            row += 1
            sheet.put(row, 0, messages.text(f"words.{word}", of.lang), MIDDLE)
            sheet.put(row, 1, count, MIDDLE)
    return row + 2


def sentence_sheet(of: ReportContext) -> OutSheet:
    """Return the sentences of the report's text, those of a section as one paragraph to be pasted."""
    sheet = OutSheet(name=of.phrase("lembar-kalimat"), widths=[30, 110], printed=1)
    at = put_caption(sheet, (of.phrase("judul-kalimat"), of.entity), 2)
    if of.temuan.counts["galat"]:
        sheet.put(at - 1, 0, of.phrase("catatan-temuan"), replace(STRONG, fill="F8CBAD"), cols=2)
        at += 1
    first = put_heads(sheet, at, [OutHeading(of.phrase(f"kepala-{name}")) for name in ("bagian", "kalimat")])
    for row, (part, several) in enumerate(groupby(sentences(of.hasil), key=lambda one: one.part), first):
        sheet.put(row, 0, messages.text(f"kalimat.bagian-{part}", of.lang), STRONG)
        sheet.put(row, 1, " ".join(one.text(of.lang) for one in several))
    sheet.frozen, sheet.repeat = first, (first - 1, first - 1)
    return sheet


def scale_sheet(of: ReportContext) -> OutSheet:
    """Return the scales that judge: Tabel 3.1 and 3.6."""
    sheet = OutSheet(name=of.phrase("lembar-skala"), widths=[6, 34, 24, 14], printed=3)
    row = 0
    for number in (SCALE, EFFICIENCY_SCALE):
        sheet.put(row, 0, f"{of.phrase('tabel', nomor=number)} {of.phrase(f'judul-{number}')}", TITLE)
        row = _put_scale(of, sheet, row + 2, of.hasil.skala[number], number) + 2
    return sheet


def _put_scale(of: ReportContext, sheet: OutSheet, row: int, used: UsedScale, number: str) -> int:
    heads = ("no", f"rentang-{number}", f"predikat-{number}", "warna")
    row = put_heads(sheet, row, [OutHeading(of.phrase(f"kepala-{name}")) for name in heads])
    cells = [Value.from_cell(cell) for cell in used.labels]
    bands = zip(ranges(used.skala, of.lang), colours(used.skala).items(), strict=True)
    for at, (told, (label, colour)) in enumerate(bands):
        sheet.put(row + at, 0, at + 1, MIDDLE)
        sheet.put(row + at, 1, told)
        sheet.put(row + at, 2, cells[at] if cells else label)
        sheet.put(row + at, 3, None, replace(BODY, fill=colour))
    return row + len(used.skala.pita)


def findings(of: ReportContext, source: str) -> OutSheet:
    """Return the findings; the place of each leads to the cell in the workbook that was audited.

    Parameters
    ----------
    of : ReportContext
        What the report is made from.
    source : str
        Address of that workbook, as seen from the report; empty for none.
    """
    sheet = OutSheet(name=of.phrase("lembar-temuan"), widths=WIDTHS, page=FINDINGS_PAGE, printed=LAST_PRINTED)
    first = put_caption(sheet, (of.phrase("judul-temuan"), of.entity), LAST_PRINTED + 1)
    put_findings(sheet, first, [Audited(temuan=of.temuan, file=source or None)], of.lang)
    return sheet


def explained(of: ReportContext, sheets: Iterable[OutSheet]) -> OutSheet:
    """Return how each derived figure came about: its sum with the cells of the inputs, and the rule."""
    sheet = OutSheet(name=of.phrase("lembar-penjelasan"), widths=[11, 36, 15, 18, 60, 34, 36, 36], printed=7)
    heads = ("di-laporan", "angka", "kolom", "nilai", "hitungan", "rumus", "rujukan", "catatan")
    at = put_caption(sheet, (of.phrase("judul-penjelasan"), of.entity), len(heads))
    first = put_heads(sheet, at, [OutHeading(of.phrase(f"kepala-{name}")) for name in heads])
    homes: dict[int, tuple[str, OutCell]] = {}
    for other in sheets:
        for cell in other.cells:
            homes.setdefault(id(cell.value), (other.name, cell))
    for row, one in enumerate(of.mentioned.values(), first):
        told = account(one.value, one.kategori, of.lang)
        name, cell = homes[id(one.value)]
        home = Place(sheet=name, cell=refs.cell_name(cell.row + 1, cell.col + 1))
        sheet.put(row, 0, one.table_id, _LINK, link=OutLink(home))
        sheet.put(row, 1, one.row_name)
        sheet.put(row, 2, one.column)
        whole = one.value.number is not None and one.value.number.denominator == 1
        sheet.put(row, 3, one.value, replace(PERCENT, number="#,##0" if whole else "#,##0.00####"))
        notes = " ".join(filter(None, (told.rounding, told.printed)))
        basis = "; ".join(filter(None, (told.source, told.evidence)))
        made = "\n".join(filter(None, (told.computation, told.parts and f"[{told.parts}]")))
        for col, text in enumerate((made, told.rule, basis, notes), 4):
            sheet.put(row, col, text, replace(BODY, indent=1))
    last = max(first + len(of.mentioned) - 1, first)
    sheet.frozen, sheet.repeat = first, (first - 1, first - 1)
    sheet.autofilter = OutArea(first - 1, 0, last, len(heads) - 1)
    return sheet
