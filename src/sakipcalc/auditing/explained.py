"""What Tabel 2.2 says of the measuring of an indicator, against how it is measured and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.base.data import office_words
from sakipcalc.calc.words import read_accumulation
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import MEASUREMENT
from sakipcalc.text.names import indicator_name, plain, same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Indicator
    from sakipcalc.model import Explanation, Row

#: Shorter words say nothing of a source.
_SHORTEST = 3


@check
def check_accumulation(hasil: Hasil) -> Iterator[Temuan]:
    """Yield, as one finding, what is to be added up over the year and cannot be: indices, scores."""
    words = office_words("pemeriksaan")["tak_dijumlah"]["kata"]
    wrong = [
        text
        for text in hasil.laporan.penjelasan
        if read_accumulation(text.blocks.get("tipe", "")) == "jumlah"
        and not set(words).isdisjoint(plain(f"{text.nama_indikator} {_unit(hasil, text)}").split())
    ]
    if wrong:
        yield Temuan(
            code="tipe-kumulatif",
            places=tuple(dict.fromkeys(text.place for text in wrong)),
            actual=wrong[0].blocks["tipe"],
            data={"indikator": tuple(f"“{text.nama_indikator}”" for text in wrong)},
        )


@check
def check_sources(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose source in Tabel 3.2 has no word in common with that in Tabel 2.2."""
    for text in hasil.laporan.penjelasan:
        stated, row = text.blocks.get("sumber_data", ""), _measured(hasil, text)
        cell = row.cells.get("sumber_data") if row else None
        if cell is None or not _telling(stated) or not _telling(cell.text):
            continue
        if _telling(stated).isdisjoint(_telling(cell.text)):
            yield Temuan(
                code="sumber-data-berbeda",
                places=(cell.place, text.place),
                actual=cell.text,
                in_other_table=" ".join(stated.split()),
                data={"indikator": text.nama_indikator},
            )


@check
def check_year_of_score(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose value is of the year before the report, by their own name."""
    signs = office_words("pemeriksaan")["tahun_sebelumnya"]["tanda"]
    for indicator in hasil.links.measured():
        for table in hasil.links.tables:
            row = hasil.links.row(table, indicator.subject)
            cell = row.cells.get("indikator") if row else None
            if cell is not None and any(sign in " ".join(cell.text.lower().split()) for sign in signs):
                measured = hasil.facts_engine.value(MEASUREMENT, indicator.subject, "realisasi")
                if not measured.known:
                    break
                yield Temuan(
                    code="nilai-tahun-lalu",
                    places=tuple(filter(None, (measured.place, cell.place))),
                    actual=cell.text,
                    data={"indikator": indicator.nama, "tahun": str(hasil.laporan.entitas.tahun or "")},
                )
                break


def _measured(hasil: Hasil, text: Explanation) -> Row | None:
    """Return the row of Tabel 3.2 of the indicator that is explained."""
    found = _indicator(hasil, text)
    return hasil.links.row(MEASUREMENT, found.subject) if found else None


def _indicator(hasil: Hasil, text: Explanation) -> Indicator | None:
    own = indicator_name(text.nama_indikator)
    scored = [(same_name(indicator_name(one.nama), own), one) for one in hasil.links.measured()]
    best, found = max(scored, key=lambda pair: pair[0], default=(0, None))
    return found if best >= hasil.metode.ambang else None


def _unit(hasil: Hasil, text: Explanation) -> str:
    found = _indicator(hasil, text)
    return found.satuan if found else ""


def _telling(text: str) -> set[str]:
    """Return the words of a source that tell it from others."""
    common = office_words("pemeriksaan")["sumber"]["umum"]
    return {word for word in plain(text).split() if len(word) >= _SHORTEST and word not in common}
