"""Checks of a table's TOML: one for each key, so that a fault is named where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from sakipcalc.core.errors import nearest
from sakipcalc.rulebook import formulas
from sakipcalc.tables.grammar import MEASURES, OBJECTS
from sakipcalc.tables.levels import Level
from sakipcalc.tables.selector import Selector
from sakipcalc.tables.spec import BuiltinScale, CaptionYears, ColumnKind, Operation, Role, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.core.errors import FaultList

__all__ = ["check_table"]

#: Takes a value, its path in the file and the list of faults.
_Check = Callable[[Any, str, "FaultList"], None]
#: Numbers as captions have them, or a name; both stand in selectors.
_ID = re.compile(r"\d\.\d{1,2}|[A-Z]\w*")
_COLUMN = re.compile(r"[a-z]+(?:_[a-z]+)*")
_COLOUR = re.compile(r"[0-9A-F]{6}")
_SHEET = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
#: Letters that Excel takes in a list of words.
_LIST = 255


def _kind(expected: str, *kinds: type) -> _Check:
    def check(value: Any, path: str, faults: FaultList) -> None:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            faults.add("value-wrong-kind", path, expected=expected)

    return check


def _word(known: Iterable[object]) -> _Check:
    words = tuple(word for word in map(str, known) if word)

    def check(value: Any, path: str, faults: FaultList) -> None:
        if value not in words:
            faults.add("word-unknown", path, value=str(value), known=words, nearest=nearest(value, words))

    return check


def _shaped(pattern: re.Pattern[str], expected: str) -> _Check:
    def check(value: Any, path: str, faults: FaultList) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            faults.add("value-wrong-kind", path, expected=expected)

    return check


def _texts(value: Any, path: str, faults: FaultList) -> None:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        faults.add("value-wrong-kind", path, expected='["satu", "dua"]')


def _within(value: Any, path: str, faults: FaultList, known: Mapping[str, _Check]) -> bool:
    """Check the keys of a group, and each value; return whether it is a group at all."""
    if not isinstance(value, Mapping):
        faults.add("value-wrong-kind", path, expected="kunci = nilai")
        return False
    faults.unknown_keys(value, known, path)
    for key, check in known.items():
        if key in value:
            check(value[key], f"{path}.{key}".lstrip("."), faults)
    return True


def _number(low: float, high: float, *kinds: type) -> _Check:
    of_kind = _kind(f"{low:g} - {high:g}", *kinds)

    def check(value: Any, path: str, faults: FaultList) -> None:
        of_kind(value, path, faults)
        if isinstance(value, int | float) and not low <= value <= high:
            faults.add("number-out-of-range", path, value=value, low=low, high=high)

    return check


def _choices(value: Any, path: str, faults: FaultList) -> None:
    """Check words of a list: Excel takes them as one text with commas between them."""
    _texts(value, path, faults)
    words = list(map(str, value)) if isinstance(value, list) else []
    if len(",".join(words)) > _LIST or any("," in word for word in words):
        faults.add("choices-too-long", path, allowed=_LIST)


_TEXT, _FLAG = _kind('"teks"', str), _kind("true / false", bool)
#: Sizes that Excel knows [points, characters], and the most rows of a blank workbook.
_HEIGHT, _WIDTH = _number(1, 409, int, float), _number(1, 255, int, float)
_SHARE = _number(0, 1, int, float)
_RANK, _ROWS = _number(1, 999, int), _number(1, 2000, int)

#: What captions and headings of a blank workbook are completed with: names without a format or a conversion.
_OF_CAPTIONS = (("tahun", "", None), ("akhir", "", None), ("banding", "", None))


def _caption(value: Any, path: str, faults: FaultList) -> None:
    _TEXT(value, path, faults)
    try:
        fields = [part[1:] for part in Formatter().parse(str(value)) if part[1] is not None]
    except ValueError:
        fields = [("", "", "")]
    if any(field not in _OF_CAPTIONS for field in fields):
        faults.add("caption-wrong", path, known=tuple(f"{{{name}}}" for name, _, _ in _OF_CAPTIONS))


_LAYOUT: Mapping[str, _Check] = MappingProxyType({
    "sesudah": _TEXT, "lembar": _shaped(_SHEET, '"Tabel 4.2"'), "judul": _caption,
    "tinggi": _HEIGHT, "baris": _ROWS,
    "tab": _shaped(_COLOUR, '"C9A6E4"'),
})  # fmt: skip


def _layout(value: Any, path: str, faults: FaultList) -> None:
    if value is not False:
        _within(value, path, faults, _LAYOUT)


def _selectors(value: Any, path: str, faults: FaultList) -> None:
    for text in [value] if isinstance(value, str) else value if isinstance(value, list) else [""]:
        try:
            Selector.parse(str(text))
        except ValueError:
            faults.add("selector-wrong", path, value=str(text))


def _inputs(value: Any, path: str, faults: FaultList) -> None:
    if not isinstance(value, Mapping):
        faults.add("value-wrong-kind", path, expected='{ nilai = "3.2.capaian" }')
        return
    for name, selectors in value.items():
        _selectors(selectors, f"{path}.{name}", faults)


#: What each way of deriving needs, and what it may have besides; a formula of the rules needs its inputs.
_NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    Operation.COPY: ("nilai",), Operation.SUM: ("bagian",), Operation.MEAN: ("bagian",),
    Operation.YEAR: ("triwulan", "akumulasi"), Operation.LABEL: ("nilai",),
    Operation.CAPAIAN: ("realisasi", "target"), Operation.EFISIENSI: ("capaian", "serapan"),
    Operation.KEMAJUAN: ("realisasi", "target_akhir", "target", "kondisi_awal", "jumlah"),
})  # fmt: skip
_MAY_HAVE: Mapping[str, tuple[str, ...]] = MappingProxyType({
    Operation.CAPAIAN: ("kondisi_awal",), Operation.YEAR: ("target_tw", "target"),
})  # fmt: skip
_LEVELS = tuple(level for level in Level if level)


def _levels(value: Any, path: str, faults: FaultList) -> None:
    for level in value if isinstance(value, list) else [value]:
        _word(_LEVELS)(level, path, faults)


_DERIVATION: Mapping[str, _Check] = MappingProxyType({
    "salin": _selectors, "rumus": _word((*_NEEDS, *formulas.KERNELS)), "masukan": _inputs, "pada": _levels,
    "bila": _word(("tahun_laporan", "anggaran_bersama")), "skala": _TEXT, "usulan": _FLAG,
})  # fmt: skip


def _derivations(value: Any, path: str, faults: FaultList) -> None:
    if not isinstance(value, list):
        faults.add("value-wrong-kind", path, expected='[{ salin = ["3.2.target"] }]')
        return
    for number, rule in enumerate(value):
        at = f"{path}[{number}]"
        if _within(rule, at, faults, _DERIVATION):
            _check_inputs(rule, at, faults)


def _check_inputs(rule: Mapping[str, Any], path: str, faults: FaultList) -> None:
    """Check that a derivation says what is done and has all that this takes."""
    if "salin" in rule:
        return
    for key in ("rumus", "masukan"):
        if key not in rule:
            faults.add("key-missing", f"{path}.{key}")
    formula, given = rule.get("rumus"), rule.get("masukan")
    if not isinstance(given, Mapping) or (formula not in _NEEDS and formula not in formulas.KERNELS):
        return
    needs = _NEEDS.get(str(formula)) or formulas.inputs(str(formula))
    faults.unknown_keys(given, (*needs, *_MAY_HAVE.get(str(formula), ())), f"{path}.masukan")
    for name in needs:
        if name not in given:
            faults.add("key-missing", f"{path}.masukan.{name}")
    if formula == Operation.LABEL and "skala" not in rule:
        faults.add("key-missing", f"{path}.skala")


def _meaning(value: Any, path: str, faults: FaultList) -> None:
    """Check what a column is taken for: measures that headings name, each with how surely."""
    if not isinstance(value, Mapping) or not value:
        faults.add("value-wrong-kind", path, expected="{ target = 1, umum = 0.25 }")
        return
    faults.unknown_keys(value, MEASURES, path)
    for measure, share in value.items():
        _SHARE(share, f"{path}.{measure}", faults)


_COLUMN_KEYS: Mapping[str, _Check] = MappingProxyType({
    "jenis": _word(get_args(ColumnKind)), "judul": _texts, "induk": _texts, "peran": _word(get_args(Role)),
    "makna": _meaning, "objek": _word(OBJECTS), "tegas": _FLAG, "wajib": _FLAG,
    "tahunan": _FLAG, "triwulanan": _FLAG, "menurun": _FLAG, "per_baris": _FLAG,
    "format": _TEXT, "label_dari": _texts, "dinyatakan_di": _selectors, "setahun": _FLAG, "pilihan": _choices,
    "pilihan_bebas": _FLAG, "cetak": _caption, "lebar": _WIDTH,
    "turunan": _derivations,
})  # fmt: skip


def _columns(value: Any, path: str, faults: FaultList) -> None:
    if not isinstance(value, Mapping) or not value:
        faults.add("value-wrong-kind", path, expected="[kolom.indikator]")
        return
    for name, column in value.items():
        at = f"{path}.{name}"
        if not _COLUMN.fullmatch(str(name)):
            faults.add("value-wrong-kind", at, expected="rekomendasi, tindak_lanjut")
        if _within(column, at, faults, _COLUMN_KEYS):
            _check_role(column, at, faults)


def _check_role(column: Mapping[str, Any], path: str, faults: FaultList) -> None:
    """Check that what is derived is not typed, and the other way round."""
    role, derived = column.get("peran", "in"), bool(column.get("turunan"))
    if derived and role == "in":
        faults.add("role-typed-but-derived", f"{path}.peran")
    elif role in {"out", "ref"} and not derived:
        faults.add("key-missing", f"{path}.turunan")


_TABLE: Mapping[str, _Check] = MappingProxyType({
    "id": _shaped(_ID, '"4.2" / "TindakLanjut"'), "nama": _TEXT, "baris": _word(get_args(RowKind)),
    "identitas": _texts, "fakta": _texts, "salah_satu": _texts,
    "kata": _texts, "kata_wajib": _FLAG, "mengulang": _TEXT, "banyak": _FLAG,
    "baris_dari": _texts, "tertaut": _FLAG, "urutan": _RANK, "judul_menyebut": _word(get_args(CaptionYears)),
    "lengkap": _FLAG, "tetap": _FLAG, "riwayat": _FLAG, "skala": _word(get_args(BuiltinScale)),
    "laporan": _FLAG, "templat": _layout, "kolom": _columns,
})  # fmt: skip
#: Without these a table is none.
_REQUIRED = ("id", "nama", "baris", "kolom")


def check_table(raw: Mapping[str, Any], path: str, faults: FaultList) -> None:
    """Note what is wrong in the TOML of one table, taken alone.

    Parameters
    ----------
    raw : mapping
        What the TOML holds.
    path : str
        What its paths begin with, where there are several files.
    faults : FaultList
        Where the faults are noted.
    """
    _within(raw, path, faults, _TABLE)
    for key in _REQUIRED:
        if key not in raw:
            faults.add("key-missing", f"{path}.{key}".lstrip("."))
