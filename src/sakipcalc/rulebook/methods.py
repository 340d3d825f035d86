"""Every choice that a unit can make, in one frozen value with defaults."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

from sakipcalc.core.errors import FaultList, RuleError, nearest, user_toml
from sakipcalc.core.findings import Accepted
from sakipcalc.rulebook import scale, scale_names
from sakipcalc.rulebook import validators as choices
from sakipcalc.rulebook.formulas import inputs
from sakipcalc.rulebook.measure import Measure, Policy, measure
from sakipcalc.rulebook.scales import BandReading
from sakipcalc.text.arah import ARAH, Arah
from sakipcalc.text.numerals.exact import plain_number

if TYPE_CHECKING:
    from decimal import Decimal

    from sakipcalc.rulebook.scales import Skala

__all__ = ["ARAH", "EFFICIENCY_RULES", "PLAIN_FORMULAS", "Arah", "Measure", "Metode", "standard"]

_FORMULA: Mapping[str, str] = MappingProxyType({
    "naik": "rasio", "rentang": "rentang", "rentang_turun": "rentang_turun",
    "stabil": "stabil", "kualitatif": "predikat", "ya_tidak": "ya_tidak",
})  # fmt: skip

TurunFormula = Literal["dua_target", "kebalikan", "baseline"]
ZeroTarget = Literal["tidak_dihitung", "seratus"]
RerataMethod = Literal["biasa", "berbobot"]
Classification = Literal["utuh", "tampil"]
EfisiensiMethod = Literal["rasio", "selisih", "selisih_band", "te", "pmk", "sisa"]
RenstraMethod = Literal["akhir", "tahun_ini", "kumulatif", "baseline", "lintasan"]
TriwulanMethod = Literal["posisi", "jumlah", "rata"]

#: Formulas of a capaian that need no more than realisasi and target, so that any may stand for another.
PLAIN_FORMULAS = tuple(
    name for name in (_FORMULA["naik"], *get_args(TurunFormula)) if inputs(name) == ("realisasi", "target")
)

#: Rule of each measure of efficiency, by its choice.
_EFFICIENCY: Mapping[str, str] = MappingProxyType(
    {choice: "rasio_efisiensi" if choice == "rasio" else choice for choice in get_args(EfisiensiMethod)}
)
#: The rules of all measures of efficiency.
EFFICIENCY_RULES = tuple(_EFFICIENCY.values())
#: Scales that belong to a measure, where the Metode names none of its own.
_SCALE_OF_MEASURE: Mapping[str, str] = MappingProxyType({"selisih_band": "efisiensi_band"})

_percent = choices.optional(choices.number(-10_000, 10_000))
#: How each choice is checked.
_CHECKS: Mapping[str, choices.Check] = MappingProxyType({
    "turun": choices.one_of(*get_args(TurunFormula)),
    "target_nol": choices.one_of(*get_args(ZeroTarget)),
    "lantai": _percent,
    "batas": _percent,
    "rerata": choices.one_of(*get_args(RerataMethod)),
    "bulatkan_rerata": choices.optional(choices.whole),
    "klasifikasi": choices.one_of(*get_args(Classification)),
    "desimal": choices.whole,
    "skala": choices.text,
    "skala_efisiensi": choices.text,
    "skala_sakip": choices.text,
    "baca_pita": choices.one_of(*get_args(BandReading)),
    "efisiensi": choices.one_of(*get_args(EfisiensiMethod)),
    "renstra": choices.one_of(*get_args(RenstraMethod)),
    "triwulan": choices.one_of(*get_args(TriwulanMethod)),
    "ambang": choices.share,
    "arah": choices.names_to(choices.polarity),
    "tautan": choices.names_to(choices.text),
    "bukan_tautan": choices.names_to(choices.names),
    "abaikan": choices.silenced,
    "jawab": choices.names_to(choices.text),
    "aturan": choices.text,
})  # fmt: skip
#: The scale of efficiency that stands for "that of the measure".
_USUAL_EFFICIENCY = "efisiensi"
#: Choices that are made name by name.
_NAMED = ("arah", "tautan", "bukan_tautan", "jawab")
_SCALES = ("skala", "skala_efisiensi", "skala_sakip")


@choices.checked
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Metode:
    """The choices of a unit; the defaults are those of the standard annexes.

    Parameters
    ----------
    turun : {"dua_target", "kebalikan", "baseline"}
        Formula where less is better.
    target_nol : {"tidak_dihitung", "seratus"}
        Against a target of 0: no capaian, or 100 where the realisasi meets it as well.
    lantai, batas : number, optional
        Floor and cap of each capaian [%], kept as exact fractions; None leaves it as it is.
    rerata : {"biasa", "berbobot"}
        Mean of capaian: unweighted, or by a column Bobot.
    bulatkan_rerata : int, optional
        Decimals to which the members of a mean are rounded first; None takes them unrounded.
    klasifikasi : {"utuh", "tampil"}
        Whether the unrounded or the displayed value is classified.
    desimal : int
        Decimals with which a capaian is displayed.
    skala, skala_efisiensi, skala_sakip : str
        Scales where the workbook states none, for capaian, efficiency and nilai SAKIP: ids of
        built-in scales or of those in the file `aturan`. The measure ``selisih_band`` brings its
        own, ``efisiensi_band``.
    baca_pita : {"batas_bawah", "bulatkan", "batas_atas"}
        Reading of whole-numbered bands such as 76-90 and 91-100.
    efisiensi : {"rasio", "selisih", "selisih_band", "te", "pmk", "sisa"}
        What a column "Tingkat Efisiensi" holds.
    renstra : {"akhir", "tahun_ini", "kumulatif", "baseline", "lintasan"}
        What progress is measured against.
    triwulan : {"posisi", "jumlah", "rata"}
        How quarters are brought together.
    ambang : float
        How alike two names must be to be linked, 0 to 1.
    arah : mapping of str to str
        Polarity by name of indicator, where it is not "naik" and the workbook does not say so;
        in any spelling of :func:`~sakipcalc.text.names.read_polarity`.
    tautan : mapping of str to str
        Two spellings of one indicator or budget line: ``{"Predikat SAKIP": "Nilai SAKIP"}``.
    bukan_tautan : mapping of str to str or list of str
        A name, and those that must not be linked with it, however alike.
    abaikan : list of mapping
        Findings that are let stand: ``kode``, ``tempat`` (the first place of the finding, or a
        whole sheet) and ``alasan``, which stays visible.
    jawab : mapping of str to str
        Answers to what the reader asks, by the key that its finding names; as of :func:`sakipcalc.read`.
    aturan : str
        Path of a rule file of the unit; empty without one.

    Raises
    ------
    RuleError
        When a name is not known or a value is none of its choices: all faults at once, with
        the nearest spelling.

    Examples
    --------
    >>> Metode(batas=120, turun="kebalikan")
    Metode(turun='kebalikan', batas=120)
    >>> Metode().capaian_formula("turun")
    'dua_target'
    """

    turun: TurunFormula = "dua_target"
    target_nol: ZeroTarget = "tidak_dihitung"
    lantai: Fraction | int | None = None
    batas: Fraction | int | None = None
    rerata: RerataMethod = "biasa"
    bulatkan_rerata: int | None = None
    klasifikasi: Classification = "utuh"
    desimal: int = 2
    skala: str = "lkjip"
    skala_efisiensi: str = _USUAL_EFFICIENCY
    skala_sakip: str = "sakip"
    baca_pita: BandReading = "batas_bawah"
    efisiensi: EfisiensiMethod = "rasio"
    renstra: RenstraMethod = "akhir"
    triwulan: TriwulanMethod = "posisi"
    ambang: float = 0.85
    arah: Mapping[str, Arah] = field(default_factory=dict, hash=False)
    tautan: Mapping[str, str] = field(default_factory=dict, hash=False)
    bukan_tautan: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    abaikan: tuple[Accepted, ...] = ()
    jawab: Mapping[str, str] = field(default_factory=dict, hash=False)
    aturan: str = ""

    def __post_init__(self) -> None:
        faults = FaultList()
        for name, check in _CHECKS.items():
            object.__setattr__(self, name, check(getattr(self, name), name, faults))
        if self.lantai is not None and self.batas is not None and self.lantai > self.batas:
            faults.add("floor-above-cap", "lantai", lantai=self.lantai, batas=self.batas)
        self._check_scales(faults)
        faults.raise_any()

    def _check_scales(self, faults: FaultList) -> None:
        try:
            known = scale_names(self.aturan or None)
        except RuleError as error:
            faults.keep(error)
            return
        for choice in _SCALES:
            name = getattr(self, choice)
            if name not in known:
                faults.add("scale-unknown", choice, name=name, known=known, nearest=nearest(name, known))

    def __repr__(self) -> str:
        defaults = (
            {one.name: one.default for one in dataclasses.fields(self)}
            | {name: {} for name in _NAMED}
            | {"abaikan": []}
        )
        chosen = {key: value for key, value in self.as_dict().items() if value != defaults[key]}
        return f"Metode({', '.join(f'{key}={value!r}' for key, value in chosen.items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        # A read-only mapping does not pickle, and a Metode travels between worker processes.
        named = {name: dict(getattr(self, name)) for name in _NAMED}
        return _rebuild, ({name: getattr(self, name) for name in _CHECKS} | named,)

    @classmethod
    def from_toml(cls, path: str | Path) -> Metode:
        """Read a Metode from a TOML file whose keys are the parameters.

        Raises
        ------
        RuleError
            When the file cannot be read, or for all its faults at once: unknown keys with
            the known ones and the nearest spelling, and values that are no choice.
        """
        path, data = Path(path), user_toml(path)
        if isinstance(data.get("aturan"), str) and data["aturan"]:
            # A rule file is looked for beside the file that names it.
            data["aturan"] = str(path.parent / data["aturan"])
        return cls.from_mapping(data, source=path.name)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], source: str = "", *, trusted: bool = True) -> Metode:
        """Make a Metode from names and values, such as a settings sheet or a TOML file holds.

        Parameters
        ----------
        mapping : mapping
            Values by parameter; case and spaces of the names do not matter, numbers may
            be text, and None or an empty text keeps the default.
        source : str
            What errors name as the file.
        trusted : bool
            Whether it may name a rule file (``aturan``), which is then opened. A workbook
            that somebody sent must not choose which files are read.

        Raises
        ------
        RuleError
            All faults at once; ``values["path"]`` of each is the name as the mapping has it.
            ``rule-file-refused`` for an `aturan` that is not trusted.

        Examples
        --------
        >>> Metode.from_mapping({"Batas": "120", "Baca pita": "bulatkan"})
        Metode(batas=120, baca_pita='bulatkan')
        """
        names = {"_".join(str(key).lower().split()): key for key in mapping}
        given = {name: mapping[key] for name, key in names.items() if mapping[key] not in (None, "")}
        faults = FaultList(source)
        if not trusted and "aturan" in given:
            faults.add("rule-file-refused", str(names["aturan"]), value=str(given.pop("aturan")))
        try:
            made = cls(**given)
        except RuleError as error:
            faults.keep_as(error, {name: str(key) for name, key in names.items()})
            faults.raise_any()
            raise
        faults.raise_any()
        return made

    def replace(self, **changes: Any) -> Metode:
        """Return a Metode with some choices changed.

        Examples
        --------
        >>> Metode().replace(lantai=0)
        Metode(lantai=0)
        """
        return Metode.from_mapping({**{one: getattr(self, one) for one in _CHECKS}, **changes})

    def as_dict(self) -> dict[str, Any]:
        """Return the choices as plain values, as a TOML file would hold them."""
        return {name: _plain(getattr(self, name)) for name in _CHECKS}

    def capaian_formula(self, arah: str) -> str:
        """Return the formula of a polarity.

        Raises
        ------
        RuleError
            ``choice-unknown`` when there is no such polarity.
        """
        if arah not in ARAH:
            raise RuleError("choice-unknown", value=arah, known=ARAH)
        return self.turun if arah == "turun" else _FORMULA[arah]

    def efisiensi_formula(self) -> str:
        """Return the formula of what "Tingkat Efisiensi" holds."""
        return _EFFICIENCY[self.efisiensi]

    def kemajuan_formula(self, arah: str = "naik") -> str:
        """Return the formula of progress; other polarities use their capaian against the last target."""
        return self.capaian_formula(arah) if self.progress_is_capaian(arah) else f"kemajuan_{self.renstra}"

    def progress_is_capaian(self, arah: str) -> bool:
        """Return whether progress is a capaian, held against a target of the Renstra."""
        return arah != "naik" and self.renstra in {"akhir", "tahun_ini"}

    def scale(self, of: Literal["capaian", "efisiensi", "sakip"] = "capaian") -> Skala:
        """Return the scale that is used where the workbook states none."""
        name = {"capaian": self.skala, "efisiensi": self.skala_efisiensi, "sakip": self.skala_sakip}[of]
        if name == _USUAL_EFFICIENCY and of == "efisiensi":
            name = _SCALE_OF_MEASURE.get(self.efisiensi, name)
        return scale(name, reading=self.baca_pita, path=self.aturan or None)

    def policy(self, arah: str) -> Policy:
        """Return the policy for the capaian of a polarity: zero targets, floor and cap."""
        floor, cap = (None if end is None else Fraction(end) for end in (self.lantai, self.batas))
        return Policy(arah=arah, zero_counts=self.target_nol == "seratus", floor=floor, cap=cap)

    def measure(self, arah: str, **values: Fraction | Decimal | float | None) -> Measure:
        """Compute one capaian exactly, with the policies for a zero target, floor and cap.

        Parameters
        ----------
        arah : str
            Polarity of the indicator.
        **values
            Inputs of its formula (:func:`sakipcalc.rulebook.formulas.inputs`).

        Examples
        --------
        >>> done = Metode(batas=110).measure("naik", realisasi=83.75, target=70)
        >>> str(done.result), round(float(done.uncapped), 2), done.rule
        ('110', 119.64, 'rasio')
        """
        return measure(self.capaian_formula(arah), self.policy(arah), values)


@cache
def standard() -> Metode:
    """Return the Metode with all its defaults."""
    return Metode()


def _rebuild(values: dict[str, Any]) -> Metode:
    return Metode(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return plain_number(value)
    if isinstance(value, Accepted):
        return dataclasses.asdict(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, Mapping) else value
