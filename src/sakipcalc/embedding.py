"""The bridge to programs that embed the library: workbooks as bytes, choices and answers as JSON.

A page in a browser, its web worker and ``sakipcalc serve`` know this module and nothing else. Each verb takes
the workbooks as pairs of name and content, and the choices of the user as a JSON object; it opens no file
of its own, and a choice that would make it open one is refused.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import count
from pathlib import Path, PureWindowsPath
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import sakipcalc as sc
from sakipcalc import messages
from sakipcalc.contract import answers as contract
from sakipcalc.contract import fingerprint

if TYPE_CHECKING:
    from sakipcalc import DaftarTemuan, FillReport, Hasil, Laporan, Metode
    from sakipcalc.batch.outcome import Record
    from sakipcalc.messages import Lang

__all__ = ["VERBS", "WITHOUT_FILES", "Reply", "perform", "texts"]

#: Workbooks as they were given: name and content.
Files = Sequence[tuple[str, bytes]]
ConflictChoice = Literal["keep", "replace", "error"]
PaperSize = Literal["A4", "F4"]


class Reply(NamedTuple):
    """What a verb gives back.

    Parameters
    ----------
    json : str
        The answer as the contract has it (:mod:`sakipcalc.contract`), of a failure too.
    data : bytes
        The workbook that was made; empty where none was.
    name : str
        What to call it.
    """

    json: str
    data: bytes = b""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The choices of the user.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the sentences.
    metode : mapping of str to object
        Choices of method by their names; without any those of the workbook hold.
    on_conflict : {"keep", "replace", "error"}
        What happens to a typed value that differs from the derived one.
    formulas, temuan : bool
        Live formulas or plain values; whether a sheet with the findings is added.
    answers : mapping of str to str
        Answers to what the reader asks about the workbook, by their keys.
    password : str, optional
        Opens a workbook that is encrypted.
    tahun : int
        Year of a template.
    nama, kabupaten : str, optional
        Unit and region of a template.
    ukuran : {"A4", "F4"}
        Its paper.
    """

    lang: Lang = "id"
    metode: Mapping[str, Any] = field(default_factory=dict)
    on_conflict: ConflictChoice = "keep"
    formulas: bool = True
    temuan: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    password: str | None = None
    tahun: int = 2025
    nama: str | None = None
    kabupaten: str | None = None
    ukuran: PaperSize = "A4"

    def __post_init__(self) -> None:
        known = (
            ("lang", messages.LANGUAGES), ("on_conflict", get_args(ConflictChoice)),
            ("ukuran", get_args(PaperSize)), ("formulas", (True, False)), ("temuan", (True, False)),
        )  # fmt: skip
        for name, allowed in known:
            if getattr(self, name) not in allowed:
                raise sc.RuleError("choice-unknown", value=str(getattr(self, name)), known=allowed)
        for name, kinds in _KINDS.items():
            if not isinstance(getattr(self, name), kinds):
                raise sc.RuleError("choice-of-wrong-kind", name=name, value=str(getattr(self, name)))

    @classmethod
    def from_json(cls, text: str) -> Choices:
        """Read a JSON object; names that are not known are passed over, for pages older than the library.

        Raises
        ------
        RuleError
            ``choices-no-object`` for a text that holds none, ``choice-unknown`` and ``choice-of-wrong-kind``.
        """
        try:
            given = json.loads(text or "{}")
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise sc.RuleError("choices-no-object")
        names = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in names and value is not None})

    @property
    def method(self) -> Metode | None:
        """The choices of method; None leaves them to the workbook."""
        chosen = {name: value for name, value in self.metode.items() if value not in (None, "")}
        return sc.Metode.from_mapping(chosen, trusted=False) if chosen else None


#: What the other choices are.
_KINDS: Mapping[str, type | UnionType] = MappingProxyType({
    "metode": Mapping, "answers": Mapping, "password": str | None, "tahun": int, "nama": str | None,
    "kabupaten": str | None,
})  # fmt: skip


def perform(verb: str, files: Files, choices: str = "{}") -> Reply:
    """Do what a verb says with workbooks; what goes wrong is an answer too.

    Parameters
    ----------
    verb : str
        One of :data:`VERBS`.
    files : sequence of str and bytes
        Name and content of each workbook.
    choices : str
        A JSON object of :class:`Choices`.

    Raises
    ------
    KeyError
        For a verb that there is not: a fault of the program, never of the user.

    Examples
    --------
    >>> blank = Path("workbooks/bogorejo-2024-kosong.xlsx")
    >>> reply = perform("fill", [(blank.name, blank.read_bytes())])
    >>> reply.name, json.loads(reply.json)["daftar"][0]["sel"]
    ('bogorejo-2024-kosong-terisi.xlsx', 183)
    >>> json.loads(perform("look", [("surat.docx", b"no workbook")]).json)["galat"]["kode"]
    'package-not-a-zip'
    """
    do, lang = VERBS[verb], messages.LANGUAGES[0]
    try:
        chosen = Choices.from_json(choices)
        lang = chosen.lang
        return do([(_base(name), data) for name, data in files], chosen)
    except sc.SakipError as error:
        return Reply(_json(contract.failed(error, lang)))


def texts() -> str:
    """Return the words of the page in each language: ``{"id": {code: sentence}, "en": ...}``.

    Examples
    --------
    >>> json.loads(texts())["en"]["save-filled"]
    'Save the result'
    """
    entries = messages.catalogue("page")
    return _json(
        {lang: {code: entry[lang] for code, entry in entries.items()} for lang in messages.LANGUAGES}
    )


def _look(files: Files, chosen: Choices) -> Reply:
    """Tell of one workbook what was understood, what it comes to, what is wrong and what is asked."""
    (name, data), *_ = files
    laporan = _read(name, data, chosen)
    hasil = sc.compute(laporan, chosen.method)
    temuan = sc.audit(laporan, hasil)
    computed = contract.computed(hasil, temuan, data, chosen.lang)
    answer = {
        "compute": _about(computed, name, data),
        "titles": {one.code: one.title(chosen.lang) for one in temuan},
        "questions": _questions(laporan, temuan, chosen.lang),
        "tables": _tables(laporan, chosen.lang),
        "pictures": _pictures(laporan, chosen.lang),
        "colours": _colours(hasil),
    }
    return Reply(_json(answer))


def _preview(files: Files, chosen: Choices) -> Reply:
    """Count by sheet the cells that filling would write, and tell the typed values that differ."""
    report, _ = _filled(files, chosen)
    answer = {
        "cells": Counter(one.cell.place.sheet for one in report.written),
        "conflicts": [
            messages.text(
                "page.conflict",
                chosen.lang,
                cell=one.cell.place,
                typed=one.cell.text,
                derived=one.value.text if one.value.number is None else one.value.number,
                sources=tuple(str(source.place) for source in one.value.sources() if source.place),
            )
            for one in report.conflicts
        ],
    }
    return Reply(_json(answer))


def _fill(files: Files, chosen: Choices) -> Reply:
    """Fill one workbook; a second one gives the facts."""
    (name, data), *_ = files
    report, output = _filled(files, chosen)
    filled = contract.filled(report, data, chosen.lang)
    return Reply(_json(_about(filled, name, data)), output.getvalue(), output.name)


def _filled(files: Files, chosen: Choices) -> tuple[FillReport, _NamedBytes]:
    (name, data), *others = files
    output = _NamedBytes(b"", _called(name, "terisi"))
    report = sc.fill(
        _NamedBytes(data, name),
        output,
        data=_read(*others[0], chosen) if others else None,
        metode=chosen.method,
        on_conflict=chosen.on_conflict,
        formulas=chosen.formulas,
        temuan=chosen.temuan,
        jawab=chosen.answers,
        lang=chosen.lang,
    )
    return report, output


def _findings(files: Files, chosen: Choices) -> Reply:
    """Write the findings in the workbooks to one."""
    found = {}
    for name, data in files:
        laporan = _read(name, data, chosen)
        found[name] = sc.audit(laporan, sc.compute(laporan, chosen.method))
    first = files[0][0] if len(files) == 1 else "semua"
    output = _NamedBytes(b"", _called(first, "temuan", ".xlsx"))
    sc.write_findings(found, output, lang=chosen.lang)
    return Reply(_json(contract.written("findings", output.name)), output.getvalue(), output.name)


def _report(files: Files, chosen: Choices) -> Reply:
    """Write the report of one workbook."""
    (name, data), *_ = files
    hasil = sc.compute(_read(name, data, chosen), chosen.method)
    output = _NamedBytes(b"", _called(name, "laporan", ".xlsx"))
    sc.write_report(hasil, output, source=name, lang=chosen.lang)
    answer = contract.written("report", output.name, data, hasil.laporan.entitas.tahun)
    return Reply(_json(_about(answer, name, data)), output.getvalue(), output.name)


def _template(files: Files, chosen: Choices) -> Reply:
    """Write a blank workbook; one that is given lends it its goals, indicators and programmes."""
    output = _NamedBytes(b"", f"lampiran-{chosen.tahun}.xlsx")
    sc.write_template(
        output,
        tahun=chosen.tahun,
        nama=chosen.nama,
        kabupaten=chosen.kabupaten,
        data=_read(*files[0], chosen) if files else None,
        metode=chosen.method,
        ukuran=chosen.ukuran,
        lang=chosen.lang,
    )
    answer = contract.written("template", output.name, tahun=chosen.tahun)
    return Reply(_json(answer), output.getvalue(), output.name)


def _roll_forward(files: Files, chosen: Choices) -> Reply:
    """Make the workbook of the next year."""
    (name, data), *_ = files
    output = _NamedBytes(b"", _called(name, "tahun-berikutnya"))
    report = sc.roll_forward(_NamedBytes(data, name), output, metode=chosen.method, jawab=chosen.answers)
    answer = contract.rolled(report, data, chosen.lang)
    return Reply(_json(_about(answer, name, data)), output.getvalue(), output.name)


def _recap(files: Files, chosen: Choices) -> Reply:
    """Sum up many workbooks in one; they lie in a folder of the machine's memory or disk for that long."""
    with tempfile.TemporaryDirectory(prefix="sakipcalc-") as folder:
        paths = []
        for name, data in files:
            paths.append(_free(Path(folder, name)))
            paths[-1].write_bytes(data)
        batch = sc.audit_many(
            paths, jobs=1, progress=False, timeout=None, metode=chosen.method, lang=chosen.lang
        )
        named = sc.BatchReport([_without_folder(record) for record in batch.records], lang=chosen.lang)
        output = Path(folder, "rekap.xlsx")
        # There is no such file; but a browser's file system has no other way of giving a file its name.
        sc.write_recap(named, output, overwrite=True, lang=chosen.lang)
        answer = contract.summed_up(named, output.name, chosen.lang)
        return Reply(_json(answer), output.read_bytes(), output.name)


#: What can be done, by the name that a page calls it.
VERBS: Mapping[str, Callable[[Files, Choices], Reply]] = MappingProxyType({
    "look": _look, "preview": _preview, "fill": _fill, "findings": _findings, "report": _report,
    "template": _template, "roll-forward": _roll_forward, "recap": _recap,
})  # fmt: skip
#: Those that need no workbook.
WITHOUT_FILES = frozenset({"template"})


class _NamedBytes(io.BytesIO):
    """A file in memory that has a name, for the sentences about it."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def _about(answer: dict[str, Any], name: str, data: bytes) -> dict[str, Any]:
    """Return an answer that says which workbook it is about."""
    return {**answer, "berkas": name, "sidik": fingerprint(data)}


def _base(name: str) -> str:
    """Return a name without folders, whichever system wrote it: it leads nowhere on this machine."""
    base = PureWindowsPath(name).name.replace("\0", "")
    return base or "berkas.xlsx"


def _free(path: Path) -> Path:
    """Return a path that no file has: its own, or with a number."""
    numbered = (path.with_stem(f"{path.stem} ({n})") for n in count(2))
    return path if not path.exists() else next(one for one in numbered if not one.exists())


def _without_folder(record: Record) -> Record:
    """Return what became of a workbook, which lay in a folder that nobody is to look for."""
    return replace(record, outcome=replace(record.outcome, source=Path(record.outcome.source).name))


def _called(name: str, what: str, ending: str = "") -> str:
    path = Path(name)
    return f"{path.stem}-{what}{ending or path.suffix}"


def _read(name: str, data: bytes, chosen: Choices) -> Laporan:
    return sc.read(_NamedBytes(data, name), password=chosen.password, jawab=chosen.answers)


#: Findings that are questions of the reader, and the word with which the key of an answer begins.
_QUESTIONS = {"kolom-ditebak": "Kolom", "kolom-mungkin": "Kolom", "tabel-tak-dibaca": "Tabel"}
#: The answer that a heading or a table is none of those that are known.
_NONE = "bukan"


def _questions(laporan: Laporan, temuan: DaftarTemuan, lang: Lang) -> list[dict[str, object]]:
    """Return what the reader asks, each with the keys of its answers and what may be answered."""
    tables = {table.name: table for table in laporan.tables}
    asked: list[dict[str, object]] = []
    for finding, record in zip(temuan, temuan.records(lang), strict=True):
        word = _QUESTIONS.get(finding.code)
        if word is None:
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
    from sakipcalc.rulebook.scales import colours, ink

    shades = {label: shade for used in hasil.skala.values() for label, shade in colours(used.skala).items()}
    return {label: {"fill": f"#{shade}", "ink": f"#{ink(shade)}"} for label, shade in shades.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
