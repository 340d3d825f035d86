"""Explanation of a figure: its inputs, their cells and the rule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, assert_never

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
from sakipcalc.core.errors import TableError
from sakipcalc.rulebook import rule
from sakipcalc.rulebook.formulas import Status
from sakipcalc.text.names import indicator_name, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.links import Indicator
    from sakipcalc.computing.values import Value
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook import Rule

__all__ = ["Account", "account", "explain_value", "find_indicator", "state", "tell"]


class Account(NamedTuple):
    """Account of a figure, part by part; a part that does not apply is empty.

    Parameters
    ----------
    computation : str
        The sum with the cells of its inputs, and the kategori with the row of its scale.
    parts : str
        The cells that a sum or a mean is made of.
    rule, source, evidence : str
        The rule by name and id, its sources, and how well it is founded.
    rounding : str
        Whether the kategori was decided on the unrounded figure.
    printed : str
        Whether the figure that the workbook prints agrees.
    """

    computation: str
    parts: str = ""
    rule: str = ""
    source: str = ""
    evidence: str = ""
    rounding: str = ""
    printed: str = ""


def tell(figure: Value, label: Value | None = None, lang: Lang | None = None) -> str:
    """Explain a figure in sentences: the sum, the rule with its source, the rounding.

    Parameters
    ----------
    figure : Value
        The figure.
    label : Value, optional
        Its kategori.
    lang : {"id", "en"}
        Language.
    """
    lang = messages.spoken(lang)
    told = account(figure, label, lang)
    rule_line = _rule_line(told, lang)
    return "\n".join(line for line in (told.computation, rule_line, told.rounding, told.printed) if line)


def account(figure: Value, label: Value | None = None, lang: Lang | None = None) -> Account:
    """Return the parts of the explanation that :func:`tell` puts into sentences."""
    lang = messages.spoken(lang)
    told = explain_value(figure, lang)
    return Account(
        computation=told if label is None else _labelled(told, label, lang),
        parts=_parts(figure),
        **_rule_parts(figure, lang),
        rounding=_rounding_line(label, lang),
        printed=_print_line(figure, lang),
    )


def _parts(figure: Value) -> str:
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
        at = part.place
        if at is not None:
            cells[at.sheet].append(at.cell)
    return "; ".join(f"{sheet}!{', '.join(known)}" for sheet, known in cells.items())


def explain_value(value: Value, lang: Lang | None = None) -> str:
    """Explain a value in one line: ``83,75 [Tabel 3.2!E7] / 70 [Tabel 3.2!D7] × 100 = 119,642857``."""
    lang = messages.spoken(lang)
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


def _of_several(how: Sum[Value] | Mean[Value] | WeightedMean[Value] | LastOf[Value], lang: Lang) -> str:
    return messages.text(f"words.{word(how)}-dari", lang, n=len(how.parts))


def _chosen(raw: Value, choices: Mapping[str, Fraction | int | None], lang: Lang) -> str:
    """Describe the effect of choices of the Metode on a value."""
    told = (messages.text(f"words.{name}", lang, n=one) for name, one in choices.items() if one is not None)
    return f"{explain_value(raw, lang)}; {', '.join(told)}"


def _applied(name: str, named: Mapping[str, Value], lang: Lang) -> str:
    """Describe the application of a rule, in the steps of its own description."""
    absent = messages.text("words.belum-diisi", lang)
    return rule(name).langkah.format_map(defaultdict(lambda: absent, _inputs(named, lang)))


def _inputs(named: Mapping[str, Value], lang: Lang) -> dict[str, str]:
    return {name: _input(one, lang) for name, one in named.items()}


def _result(value: Value, lang: Lang) -> str:
    if value.number is not None:
        return messages.number(value.number, lang)
    return value.text or state(value, lang)


def state(value: Value, lang: Lang | None = None) -> str:
    """Return the words for a missing number: ``menunggu arah``, ``belum lengkap (1 dari 2 baris)``."""
    if value.question:
        return messages.text(f"words.menunggu-{value.question}", lang)
    known, every = value.filled
    least = value.at_least if value.status is Status.BELUM_LENGKAP else None
    code = value.status.slug if least is None else "paling-sedikit"
    return messages.text(f"words.{code}", lang, k=known, n=every, angka=least)


def _input(value: Value, lang: Lang) -> str:
    shown = _result(value, lang)
    if value.place:
        return f"{shown} [{value.place}]"
    if isinstance(value.how, Mean | WeightedMean):
        return f"{shown} ({_of_several(value.how, lang)})"
    return shown


def _labelled(told: str, label: Value, lang: Lang) -> str:
    """Add to the sum of a figure its kategori, with the row of the scale that it comes from."""
    return f"{told} → {label.text} ({_source_of_label(label, lang)})" if label.text else told


def _source_of_label(label: Value, lang: Lang) -> str:
    used = label.used_scale
    if used is None or not used.labels:
        return used.skala.id if used else ""
    at = next(i for i, band in enumerate(used.skala.pita) if band.label == label.text)
    return messages.text("words.baris-skala", lang, tempat=used.labels[at].place, n=at + 1)


def _rule_parts(figure: Value, lang: Lang) -> dict[str, str]:
    """Return the rule that made a figure, its source and how well it is founded."""
    known = _rule_of(figure)
    if known is None:
        return {}
    return {
        "rule": f"{known.label[lang]} ({known.id})",
        "source": "; ".join(map(str, known.rujukan)),
        "evidence": messages.text(f"words.{known.bukti}", lang),
    }


def _rule_of(figure: Value) -> Rule | None:
    match figure.how:
        case ByRule(rule=name):
            return rule(name)
        case Copied(source=made) | Limited(raw=made):
            return _rule_of(made)
        case Typed() | Sum() | Mean() | WeightedMean() | LastOf() | Rounded() | MetZero() | Label():
            return None
        case never:
            assert_never(never)


def _rule_line(told: Account, lang: Lang) -> str:
    if not told.rule:
        return ""
    return messages.text("words.aturan", lang, rumus=told.rule, rujukan=told.source, bukti=told.evidence)


def _rounding_line(label: Value | None, lang: Lang) -> str:
    """Say whether the kategori was decided on the unrounded or on the displayed figure."""
    if label is None or label.used_scale is None or not label.text:
        return ""
    decimals = label.used_scale.skala.desimal
    return messages.text("words.utuh" if decimals is None else "words.tampil", lang, n=decimals)


def _print_line(figure: Value, lang: Lang) -> str:
    """Say whether the figure that the workbook prints agrees."""
    cell = figure.cell
    if cell is None or cell.value is None or figure.number is None:
        return ""
    verdict = verify(cell, figure.number)
    shown = messages.number(cell.value, lang) if cell.is_number else cell.text
    return messages.text(f"words.tercetak-{verdict}", lang, teks=shown, tempat=cell.place)


def find_indicator(known: Sequence[Indicator], name: str) -> Indicator:
    """Return the one indicator of a name, or of enough of it; TableError for none or several."""
    wanted = indicator_name(name)
    exact = [i for i in known if plain(i.nama) == plain(name) or indicator_name(i.nama) == wanted]
    found = exact or [i for i in known if plain(name) in plain(i.nama)]
    if len(found) != 1:
        names = tuple(i.nama for i in known)
        code = "several-indicators" if found else "no-such-indicator"
        raise TableError(code, name=name, found=len(found), known=names)
    return found[0]
