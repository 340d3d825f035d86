"""The verbs of the bridge: what each does with workbooks as bytes, and what it answers."""

from __future__ import annotations

import io
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path, PureWindowsPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import sakipcalc as sc
from sakipcalc import messages
from sakipcalc.contract import answers as contract
from sakipcalc.contract import fingerprint
from sakipcalc.embedding.choices import Choices
from sakipcalc.embedding.looking import shown

if TYPE_CHECKING:
    from sakipcalc import FillReport, Laporan
    from sakipcalc.batch.outcome import Record

__all__ = ["VERBS", "WITHOUT_FILES", "Reply", "perform", "texts"]

#: Workbooks as they were given: name and content.
Files = Sequence[tuple[str, bytes]]


class Reply(NamedTuple):
    """The reply of a verb: an answer and, for most, a workbook.

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
    """Describe one workbook: its reading, its results, its findings, its questions."""
    (name, data), *_ = files
    laporan = _read(name, data, chosen)
    hasil = sc.compute(laporan, chosen.method)
    temuan = sc.audit(laporan, hasil)
    computed = contract.computed(hasil, temuan, data, chosen.lang)
    answer = {"compute": _about(computed, name, data), **shown(laporan, hasil, temuan, chosen.lang)}
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
    from sakipcalc.writing.recap.recap import recap_bytes

    with tempfile.TemporaryDirectory(prefix="sakipcalc-") as folder:
        paths = []
        for name, data in files:
            paths.append(_free(Path(folder, name)))
            paths[-1].write_bytes(data)
        batch = sc.audit_many(
            paths, jobs=1, progress=False, timeout=None, metode=chosen.method, lang=chosen.lang
        )
        named = sc.BatchReport([_without_folder(record) for record in batch.records], lang=chosen.lang)
    answer = contract.summed_up(named, _RECAP, chosen.lang)
    return Reply(_json(answer), recap_bytes(named, chosen.lang), _RECAP)


#: What a recap is called; its links lead to what lies beside it.
_RECAP = "rekap.xlsx"


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
    """Return a record without the folder of its workbook, which nobody is to look for."""
    return replace(record, outcome=replace(record.outcome, source=Path(record.outcome.source).name))


def _called(name: str, what: str, ending: str = "") -> str:
    path = Path(name)
    return f"{path.stem}-{what}{ending or path.suffix}"


def _read(name: str, data: bytes, chosen: Choices) -> Laporan:
    return sc.read(_NamedBytes(data, name), password=chosen.password, jawab=chosen.answers)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
