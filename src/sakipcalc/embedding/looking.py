"""Views of a workbook for a page: titles, questions, tables, pictures, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sakipcalc.rulebook.scales import colours, ink

if TYPE_CHECKING:
    from sakipcalc import DaftarTemuan, Hasil, Laporan
    from sakipcalc.messages import Lang

__all__ = ["shown"]


def shown(laporan: Laporan, hasil: Hasil, temuan: DaftarTemuan, lang: Lang) -> dict[str, object]:
    """Return titles of findings, questions, tables, pictures and colours, as JSON has them.

    Parameters
    ----------
    laporan : Laporan
        The workbook.
    hasil : Hasil
        Its results.
    temuan : DaftarTemuan
        Its findings.
    lang : {"id", "en"}
        Language of the sentences.
    """
    return {
        "titles": {one.code: one.title(lang) for one in temuan},
        "questions": _questions(laporan, temuan, lang),
        "tables": _tables(laporan, lang),
        "pictures": _pictures(laporan, lang),
        "colours": _colours(hasil),
    }


#: Findings that are questions of the reader, and the word with which the key of an answer begins.
_QUESTIONS = {
    "kolom-ditebak": "Kolom",
    "kolom-mungkin": "Kolom",
    "tabel-ditebak": "Tabel",
    "tabel-tak-dibaca": "Tabel",
    "beberapa-unit": "Unit",
}
#: The answer that a heading or a table is none of those that are known.
_NONE = "bukan"


def _questions(laporan: Laporan, temuan: DaftarTemuan, lang: Lang) -> list[dict[str, object]]:
    """Return the reader's questions, each with the keys of its answers and the possible answers."""
    tables = {table.name: table for table in laporan.tables}
    asked: list[dict[str, object]] = []
    for finding, record in zip(temuan, temuan.records(lang), strict=True):
        word = _QUESTIONS.get(finding.code)
        if word is None:
            continue
        if word == "Unit":
            units = cast("tuple[str, ...]", finding.data["unit"])
            asked.append({**record, "answers": [{"key": word, "known": units}]})
            continue
        about = tables.get(str(finding.actual)) if word == "Kolom" else None
        known = list(about.spec.kolom) if about else list(laporan.specs)
        answers = [{"key": f"{word} {place}", "known": [*known, _NONE]} for place in finding.places]
        asked.append({**record, "answers": answers})
    return asked


def _tables(laporan: Laporan, lang: Lang) -> list[dict[str, object]]:
    """Return the tables that were read, each with the words that tell how its header was understood."""
    readings = {one.read_as: one.tell(lang) for one in laporan.readings if one.read_as}
    return [
        {
            "name": table.name,
            "caption": table.caption,
            "sheet": table.sheet,
            "rows": len(table.rows),
            "reading": readings.get(table.name, ""),
        }
        for table in laporan.tables
    ]


def _pictures(laporan: Laporan, lang: Lang) -> dict[str, str]:
    """Return the picture of how each sheet was read, as SVG."""
    sheets = dict.fromkeys(table.sheet for table in laporan.tables)
    return {sheet: str(laporan.gambar_bacaan(sheet, lang)) for sheet in sheets}


def _colours(hasil: Hasil) -> dict[str, dict[str, str]]:
    """Return the colour of each kategori, and that of a text that can be read on it."""
    shades = {label: shade for used in hasil.skala.values() for label, shade in colours(used.skala).items()}
    return {label: {"fill": f"#{shade}", "ink": f"#{ink(shade)}"} for label, shade in shades.items()}
