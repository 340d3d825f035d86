"""Writes metode.md: every formula, scale, weight and choice, from the rule files.

python docs/metode.py            write docs/metode.md
python docs/metode.py --check    only say (by the exit status) whether it is up to date
"""

from __future__ import annotations

import dataclasses
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_type_hints

from sakipcalc.messages.shape import number
from sakipcalc.rulebook import methods, rules
from sakipcalc.rulebook.formulas import AGGREGATES, KERNELS
from sakipcalc.rulebook.methods import Metode

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sakipcalc.rulebook import Rule
    from sakipcalc.rulebook.scales import Skala

TARGET = Path(__file__).with_name("metode.md")
_FORMULA_HEADS = (
    "id",
    "nama / name",
    "rumus / formula",
    "contoh / example",
    "satuan / unit",
    "dasar / source",
    "bukti / evidence",
)
_CHOICE_HEADS = ("pilihan / choice", "bawaan / default", "kemungkinan / options")
_WEIGHT_HEADS = ("id", "nama / name", "nilai / values", "dasar / source", "bukti / evidence")

HEAD = """\
# Metode: rumus, skala, bobot dan pilihan

<!-- Made by docs/metode.py from src/sakipcalc/rulebook/*.toml. Do not edit by hand. -->

What each figure is computed with, and what it rests on. The labels are those of the rules,
Indonesian first. `sakipcalc.rules()` lists the same rules; a unit adds its own in a TOML file of the
same form (`Metode(aturan="aturan.toml")`).

Bukti (evidence): **verified**: its text or its figures were seen in the source named. **reported**:
public software or another report works so; the legal text was not checked. **convention**: a declared
choice of this library. "Terlihat" says where a rule was seen at work: that is evidence for it, and not what
another report cites.

A missing realisasi gives no capaian (`belum diisi`), a target of 0 none either (`tidak dapat
dihitung`); neither is ever 0 or 100. Values are kept unrounded, and what is shown is rounded half-up
as in a spreadsheet.
"""


def render() -> str:
    """Return the whole document."""
    known = rules()
    order = [*KERNELS, *AGGREGATES]
    formulas = sorted((a for a in known if a.jenis == "rumus"), key=lambda a: order.index(a.rumus))
    weights = [a for a in known if a.jenis == "bobot"]
    parts = [
        HEAD,
        _section("Rumus / formulas", _FORMULA_HEADS, map(_formula, formulas)),
        "## Skala / scales",
        *(_scale(a) for a in known if a.jenis == "skala"),
        _section("Bobot dan skor / weights and scores", _WEIGHT_HEADS, map(_weights, weights)),
        _section("Pilihan / choices (Metode)", _CHOICE_HEADS, _choices()),
    ]  # fmt: skip
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return f"## {title}\n\n{_table(heads, rows)}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _formula(rule: Rule) -> tuple[str, ...]:
    equation = rule.langkah.format_map({name: name for name in rule.masukan})
    return (
        f"`{rule.id}`",
        _named(rule),
        equation,
        _example(rule),
        rule.satuan,
        _source(rule),
        rule.bukti,
    )


def _example(rule: Rule) -> str:
    """Put the figures of the example into the formula; several figures of one name stand in brackets."""
    told = rule.langkah.format_map({name: _figures(rule.contoh[name]) for name in rule.masukan})
    return f"{told} = {number(Fraction(rule.contoh['hasil']))}"


def _figures(text: str) -> str:
    figures = [_share(Fraction(part.strip())) for part in text.split(";")]
    return figures[0] if len(figures) == 1 else f"({'; '.join(figures)})"


def _scale(rule: Rule) -> str:
    based = _source(rule)
    notes = [f"Bukti: {rule.bukti}.", f"Dasar: {based}." if based else ""]
    return "\n\n".join((
        f"### `{rule.id}`: {_named(rule, remark=False)}",
        _table(("label", f"nilai / value ({rule.satuan})"), _bands(rule.skala)),
        " ".join(filter(None, [*notes, rule.catatan.get("id", "")])),
    ))  # fmt: skip


def _bands(skala: Skala) -> Iterable[tuple[str, str]]:
    """Spell each band out: it ends where the one above it begins."""
    high = "" if skala.maksimum is None else f"≤ {number(skala.maksimum)}"
    for band in skala.pita:
        bound, closed = (skala.minimum, True) if band.lower is None else (band.lower, band.closed)
        low = "" if bound is None else f"{'≥' if closed else '>'} {number(bound)}"
        point = low[1:] == high[1:] and low
        yield band.label, f"= {number(bound)}" if point else " dan ".join(filter(None, (low, high)))
        high = "" if bound is None else f"{'<' if closed else '≤'} {number(bound)}"


def _weights(rule: Rule) -> tuple[str, ...]:
    values = ", ".join(f"{name} {_share(share)}" for name, share in rule.bobot.items())
    return f"`{rule.id}`", _named(rule), values, _source(rule), rule.bukti


def _share(value: Fraction) -> str:
    """Write a number with its decimals, or as a fraction where they would not end."""
    shown = number(value, "en").replace(",", "")
    return number(value) if Fraction(shown) == value else str(value)


def _choices() -> Iterable[tuple[str, ...]]:
    hints = get_type_hints(Metode, vars(methods))
    plain = Metode().as_dict()
    for field in dataclasses.fields(Metode):
        options = ", ".join(f"`{one}`" for one in get_args(hints[field.name]) if isinstance(one, str))
        default = plain[field.name]
        shown = f"`{default}`" if default not in (None, "", {}, []) else "tidak ada / none"
        yield f"`{field.name}`", shown, options or _KINDS[field.name]


#: What the choices without fixed words hold.
_KINDS = {
    "lantai": "angka, atau tidak ada",
    "batas": "angka, atau tidak ada",
    "bulatkan_rerata": "banyaknya desimal, atau tidak ada",
    "desimal": "banyaknya desimal",
    "skala": "id skala",
    "skala_efisiensi": "id skala",
    "skala_sakip": "id skala",
    "ambang": "0 s.d. 1",
    "arah": "nama indikator = arah (`" + "`, `".join(methods.ARAH) + "`)",
    "tautan": "nama = nama lain dari hal yang sama",
    "bukan_tautan": "nama = nama yang tidak boleh disamakan",
    "jawab": "kunci pertanyaan = jawaban",
    "abaikan": "`kode`, `tempat`, `alasan` dari temuan yang dibiarkan",
    "aturan": "berkas TOML",
}


def _named(rule: Rule, *, remark: bool = True) -> str:
    name = f"{rule.label['id']} / *{rule.label['en']}*"
    return f"{name}. {rule.catatan['id']}" if remark and rule.catatan else name


def _source(rule: Rule) -> str:
    since = [f"berlaku sejak {_day(rule.mulai)}"] if rule.mulai else []
    until = [f"sampai {_day(rule.sampai)}"] if rule.sampai else []
    after = [f"diganti {rule.diganti}"] if rule.diganti else []
    seen = [f"terlihat pada {'; '.join(map(str, rule.terlihat))}"] if rule.terlihat else []
    return "; ".join([*map(str, rule.rujukan), *since, *until, *after, *seen])


def _day(day: dt.date) -> str:
    """Name a year by itself where the rule names no day in it."""
    whole_year = (day.month, day.day) in {(1, 1), (12, 31)}
    return str(day.year if whole_year else day)


def main(arguments: Sequence[str]) -> int:
    """Write the document, or check it."""
    made = render()
    if "--check" in arguments:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != made)
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
