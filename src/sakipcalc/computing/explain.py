"""How a figure came about, told with its inputs, their cells and the rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.computing.verify import verify
from sakipcalc.errors import TableError
from sakipcalc.formulas import KERNELS
from sakipcalc.names import indicator_name, plain
from sakipcalc.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.computing.links import Indikator
    from sakipcalc.computing.values import Nilai
    from sakipcalc.messages import Lang

__all__ = ["Uraian", "account", "explain_value", "find_indicator", "tell"]

#: Means are told by how many figures they are made of.
_MEANS = frozenset({"rerata", "rerata_berbobot"})
#: What is made of several figures without a rule.
_OF_SEVERAL = frozenset({"jumlah", "jumlah_utuh", "terakhir", *_MEANS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Uraian:
    """How a figure came about, part by part; a part that does not apply is empty.

    Parameters
    ----------
    hitungan : str
        The sum with the cells of its inputs, and the kategori with the row of its scale.
    bagian : str
        The cells that a sum or a mean is made of.
    rumus, rujukan, bukti : str
        The rule by name and id, its sources, and how well it is founded.
    pembulatan : str
        Whether the kategori was decided on the unrounded figure.
    tercetak : str
        Whether the figure that the workbook prints agrees.
    """

    hitungan: str
    bagian: str = ""
    rumus: str = ""
    rujukan: str = ""
    bukti: str = ""
    pembulatan: str = ""
    tercetak: str = ""


def tell(figure: Nilai, label: Nilai | None = None, lang: Lang = "id") -> str:
    """Tell how a figure came about: the sum, the rule with its source, the rounding.

    Parameters
    ----------
    figure : Nilai
        The figure.
    label : Nilai, optional
        Its kategori.
    lang : {"id", "en"}
        Language.
    """
    told = account(figure, label, lang)
    rule_line = _rule_line(told, lang)
    return "\n".join(line for line in (told.hitungan, rule_line, told.pembulatan, told.tercetak) if line)


def account(figure: Nilai, label: Nilai | None = None, lang: Lang = "id") -> Uraian:
    """Return what :func:`tell` tells, part by part."""
    told = explain_value(figure, lang)
    if label is not None and label.teks:
        told = f"{told} → {label.teks} ({_source_of_label(label, lang)})"
    return Uraian(
        hitungan=told,
        bagian=_parts(figure),
        **_rule_parts(figure, lang),
        pembulatan=_rounding_line(label, lang),
        tercetak=_print_line(figure, lang),
    )


def _parts(figure: Nilai) -> str:
    """Return the cells that a sum or a mean is made of, sheet by sheet: ``Tabel 3.9!C7, C9``."""
    if figure.rumus not in _OF_SEVERAL:
        return ""
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for part in figure.semua("bagian"):
        at = part.tempat
        if at is not None:
            cells[at.sheet].append(at.cell)
    return "; ".join(f"{sheet}!{', '.join(known)}" for sheet, known in cells.items())


def explain_value(value: Nilai, lang: Lang = "id") -> str:
    """Tell how a value came about: ``83,75 [Tabel 3.2!E7] / 70 [Tabel 3.2!D7] × 100 = 119,642857``."""
    if not value.rumus:
        return _input(value, lang)
    if value.rumus in _OF_SEVERAL:
        made_from = messages.text(f"words.{value.rumus}-dari", lang, n=len(value.masukan[0][1]))
    elif value.rumus in {"batas", "bulat", "target_nol"}:
        made_from = _policy(value, lang)
    elif value.rumus == "salin":
        return _input(value.satu("nilai"), lang)
    else:
        given = {name: _input(values[0], lang) for name, values in value.masukan}
        absent = messages.text("words.belum-diisi", lang)
        made_from = rule(value.rumus).langkah.format_map(defaultdict(lambda: absent, given))
    return f"{made_from} = {_result(value, lang)}"


def _policy(value: Nilai, lang: Lang) -> str:
    """Tell what a choice of the Metode made of a value."""
    if value.rumus == "target_nol":
        inputs = {name: _input(values[0], lang) for name, values in value.masukan}
        return messages.text("words.target-nol", lang, **inputs)
    limits = {name: values[0].angka for name, values in value.masukan if name != "nilai"}
    raw = explain_value(value.satu("nilai"), lang)
    told = ", ".join(messages.text(f"words.{name}", lang, n=limit) for name, limit in limits.items())
    return f"{raw}; {told}"


def _result(value: Nilai, lang: Lang) -> str:
    if value.angka is not None:
        return messages.number(value.angka, lang)
    return value.teks or messages.text(f"words.{value.status.replace(' ', '-')}", lang)


def _input(value: Nilai, lang: Lang) -> str:
    shown = _result(value, lang)
    if value.tempat:
        return f"{shown} [{value.tempat}]"
    if value.rumus in _MEANS:
        return f"{shown} ({messages.text(f'words.{value.rumus}-dari', lang, n=len(value.semua('bagian')))})"
    return shown


def _source_of_label(label: Nilai, lang: Lang) -> str:
    used = label.skala
    if used is None or not used.label:
        return used.skala.id if used else ""
    at = next(i for i, band in enumerate(used.skala.pita) if band.label == label.teks)
    return messages.text("words.baris-skala", lang, tempat=used.label[at].tempat, n=at + 1)


def _rule_parts(figure: Nilai, lang: Lang) -> dict[str, str]:
    """Return the rule that made a figure, its source and how well it is founded."""
    made = figure
    while made.rumus in {"batas", "salin"}:
        made = made.satu("nilai")
    if made.rumus not in KERNELS:
        return {}
    known = rule(made.rumus)
    return {
        "rumus": f"{known.label[lang]} ({known.id})",
        "rujukan": "; ".join(map(str, known.rujukan)),
        "bukti": messages.text(f"words.{known.bukti}", lang),
    }


def _rule_line(told: Uraian, lang: Lang) -> str:
    if not told.rumus:
        return ""
    return messages.text("words.aturan", lang, rumus=told.rumus, rujukan=told.rujukan, bukti=told.bukti)


def _rounding_line(label: Nilai | None, lang: Lang) -> str:
    """Say whether the kategori was decided on the unrounded or on the displayed figure."""
    if label is None or label.skala is None or not label.teks:
        return ""
    decimals = label.skala.skala.desimal
    return messages.text("words.utuh" if decimals is None else "words.tampil", lang, n=decimals)


def _print_line(figure: Nilai, lang: Lang) -> str:
    """Say whether the figure that the workbook prints agrees."""
    sel = figure.sel
    if sel is None or sel.nilai is None or figure.angka is None:
        return ""
    verdict = verify(sel, figure.angka)
    shown = messages.number(sel.nilai, lang) if sel.asli else sel.teks
    return messages.text(f"words.tercetak-{verdict}", lang, teks=shown, tempat=sel.tempat)


def find_indicator(known: Sequence[Indikator], name: str) -> Indikator:
    """Return the one indicator of a name, or of enough of it; TableError for none or several."""
    wanted = indicator_name(name)
    exact = [i for i in known if plain(i.nama) == plain(name) or indicator_name(i.nama) == wanted]
    found = exact or [i for i in known if plain(name) in plain(i.nama)]
    if len(found) != 1:
        names = tuple(i.nama for i in known)
        raise TableError("no-such-indicator", name=name, found=len(found), known=names)
    return found[0]
