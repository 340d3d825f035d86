"""How a figure came about, told with its inputs, their cells and the rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from sakipcalc import messages
from sakipcalc.computing.how import (
    ByRule,
    Copied,
    Label,
    LastOf,
    Limited,
    Mean,
    MetZero,
    Rounded,
    Sum,
    Typed,
    WeightedMean,
    word,
)
from sakipcalc.computing.verify import verify
from sakipcalc.errors import TableError
from sakipcalc.formulas import Status
from sakipcalc.names import indicator_name, plain
from sakipcalc.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.links import Indikator
    from sakipcalc.computing.values import Nilai
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook import Aturan

__all__ = ["Uraian", "account", "explain_value", "find_indicator", "state", "tell"]


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
    return Uraian(
        hitungan=told if label is None else _labelled(told, label, lang),
        bagian=_parts(figure),
        **_rule_parts(figure, lang),
        pembulatan=_rounding_line(label, lang),
        tercetak=_print_line(figure, lang),
    )


def _parts(figure: Nilai) -> str:
    """Return the cells that a sum or a mean is made of, sheet by sheet: ``Tabel 3.9!C7, C9``."""
    match figure.how:
        case Sum(parts=parts) | Mean(parts=parts) | WeightedMean(parts=parts) | LastOf(parts=parts):
            pass
        case Typed() | Copied() | ByRule() | Limited() | Rounded() | MetZero() | Label():
            return ""
        case never:
            assert_never(never)
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts:
        at = part.tempat
        if at is not None:
            cells[at.sheet].append(at.cell)
    return "; ".join(f"{sheet}!{', '.join(known)}" for sheet, known in cells.items())


def explain_value(value: Nilai, lang: Lang = "id") -> str:
    """Tell how a value came about: ``83,75 [Tabel 3.2!E7] / 70 [Tabel 3.2!D7] × 100 = 119,642857``."""
    match value.how:
        case Typed():
            return _input(value, lang)
        case Copied(source=source):
            return _input(source, lang)
        case Sum() | Mean() | WeightedMean() | LastOf() as several:
            made_from = _of_several(several, lang)
        case Limited(raw=raw, floor=floor, cap=cap):
            made_from = _chosen(raw, {"lantai": floor, "batas": cap}, lang)
        case Rounded(raw=raw, decimals=decimals):
            made_from = _chosen(raw, {"desimal": decimals}, lang)
        case MetZero(inputs=named):
            made_from = messages.text("words.target-nol", lang, **_inputs(named, lang))
        case ByRule(rule=name, inputs=named):
            made_from = _applied(name, named, lang)
        case Label(figure=figure):
            return _labelled(explain_value(figure, lang), value, lang)
        case never:
            assert_never(never)
    return f"{made_from} = {_result(value, lang)}"


def _of_several(how: Sum[Nilai] | Mean[Nilai] | WeightedMean[Nilai] | LastOf[Nilai], lang: Lang) -> str:
    return messages.text(f"words.{word(how)}-dari", lang, n=len(how.parts))


def _chosen(raw: Nilai, choices: Mapping[str, Fraction | int | None], lang: Lang) -> str:
    """Tell what choices of the Metode made of a value."""
    told = (messages.text(f"words.{name}", lang, n=one) for name, one in choices.items() if one is not None)
    return f"{explain_value(raw, lang)}; {', '.join(told)}"


def _applied(name: str, named: Mapping[str, Nilai], lang: Lang) -> str:
    """Tell how a rule was applied, in the steps that it is described with."""
    absent = messages.text("words.belum-diisi", lang)
    return rule(name).langkah.format_map(defaultdict(lambda: absent, _inputs(named, lang)))


def _inputs(named: Mapping[str, Nilai], lang: Lang) -> dict[str, str]:
    return {name: _input(one, lang) for name, one in named.items()}


def _result(value: Nilai, lang: Lang) -> str:
    if value.angka is not None:
        return messages.number(value.angka, lang)
    return value.teks or state(value, lang)


def state(value: Nilai, lang: Lang = "id") -> str:
    """Return what stands in the place of a number: ``belum lengkap (1 dari 2 baris)``."""
    known, every = value.terisi
    least = value.paling_sedikit if value.status is Status.BELUM_LENGKAP else None
    code = value.status.slug if least is None else "paling-sedikit"
    return messages.text(f"words.{code}", lang, k=known, n=every, angka=least)


def _input(value: Nilai, lang: Lang) -> str:
    shown = _result(value, lang)
    if value.tempat:
        return f"{shown} [{value.tempat}]"
    if isinstance(value.how, Mean | WeightedMean):
        return f"{shown} ({_of_several(value.how, lang)})"
    return shown


def _labelled(told: str, label: Nilai, lang: Lang) -> str:
    """Add to the sum of a figure its kategori, with the row of the scale that it comes from."""
    return f"{told} → {label.teks} ({_source_of_label(label, lang)})" if label.teks else told


def _source_of_label(label: Nilai, lang: Lang) -> str:
    used = label.skala
    if used is None or not used.label:
        return used.skala.id if used else ""
    at = next(i for i, band in enumerate(used.skala.pita) if band.label == label.teks)
    return messages.text("words.baris-skala", lang, tempat=used.label[at].tempat, n=at + 1)


def _rule_parts(figure: Nilai, lang: Lang) -> dict[str, str]:
    """Return the rule that made a figure, its source and how well it is founded."""
    known = _rule_of(figure)
    if known is None:
        return {}
    return {
        "rumus": f"{known.label[lang]} ({known.id})",
        "rujukan": "; ".join(map(str, known.rujukan)),
        "bukti": messages.text(f"words.{known.bukti}", lang),
    }


def _rule_of(figure: Nilai) -> Aturan | None:
    match figure.how:
        case ByRule(rule=name):
            return rule(name)
        case Copied(source=made) | Limited(raw=made):
            return _rule_of(made)
        case Typed() | Sum() | Mean() | WeightedMean() | LastOf() | Rounded() | MetZero() | Label():
            return None
        case never:
            assert_never(never)


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
