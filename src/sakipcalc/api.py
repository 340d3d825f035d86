"""The four verbs: read, compute, audit, fill."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sakipcalc import auditing, computing, reading
from sakipcalc.base.logs import LOGGER, timed
from sakipcalc.base.places import Place
from sakipcalc.core.errors import ConflictError, OutputError, TableError, WorkbookError
from sakipcalc.excel import Limits
from sakipcalc.files import (
    GivenTables,
    Output,
    Source,
    Synonyms,
    name_of,
    package_from,
    path_of,
    reading_from,
    refuse_other_kind,
    vocabulary_of,
    working_on,
    write_whole,
)
from sakipcalc.filling import FillOptions, FillReport, Lazy, fill_package
from sakipcalc.filling.keptanswers import keep_answers
from sakipcalc.messages import Phrase, spoken
from sakipcalc.model import Laporan
from sakipcalc.model.workbook import ReadFrom
from sakipcalc.reading import kinds
from sakipcalc.reading.kinds import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from openpyxl import Workbook

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.filling import Filled, OnConflict
    from sakipcalc.filling.draft import Draft
    from sakipcalc.messages import Lang
    from sakipcalc.reading.grid import Grid
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.tables import Vocabulary

    #: A workbook to be read, also one that openpyxl holds open.
    Readable: TypeAlias = Source | Workbook
    #: Facts that fill a template: a workbook, or frames by table.
    Facts: TypeAlias = Laporan | Readable | Mapping[str, pd.DataFrame]

__all__ = [
    "GivenTables",
    "Output",
    "Source",
    "Synonyms",
    "audit",
    "compute",
    "fill",
    "fill_with",
    "read",
    "read_from",
]


def read(
    source: Readable,
    *,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    jawab: Mapping[str, object] | None = None,
    limits: Limits | None = None,
    password: str | None = None,
) -> Laporan:
    """Read the annex tables of a workbook.

    Parameters
    ----------
    source : path, bytes, binary file or openpyxl.Workbook
        A workbook of Excel (.xlsx, .xlsm, .xlsb, .xls) or OpenDocument (.ods); its content tells
        which, not its name. It is never written to. One that openpyxl holds open is read as openpyxl has it:
        loaded with ``data_only=True`` with the results of its formulas, else without.
    sinonim : path or mapping, optional
        Headings of the unit's own that are to be understood too: a TOML file, or what it holds;
        see :meth:`sakipcalc.tables.Vocabulary.from_toml`.
    tabel : path, mapping or sequence of mapping, optional
        Tables of the unit's own: a TOML file, a folder of them, or what they hold; docs/tabel.md explains
        the keys. They are computed, filled and audited as the standard ones are.
    jawab : mapping of str to object, optional
        Answers to what the reader asks, by the key that its finding names:
        ``{"Kolom Lembar1!C5": "realisasi", "Tabel Lembar1!A5": "3.2"}``; the sheet Pengaturan takes the same.
    limits : Limits, optional
        How much the workbook may hold and how long reading may take; the defaults suit files of
        unknown senders.
    password : str, optional
        Opens a workbook of Excel that is encrypted; this needs ``sakipcalc[encrypted]``. One that Excel opens
        unasked, because only its structure is protected, is read without.

    Returns
    -------
    Laporan
        Tables, cells with their places, and findings about what could not be read.

    Raises
    ------
    RuleError
        When the synonyms name a table or a column that does not exist, or a table of the unit's own is
        described wrongly: all faults at once.
    WorkbookError
        When it is no workbook, or one that is encrypted, broken or unsafe.
    TableError
        When it holds no annex table.

    Examples
    --------
    >>> laporan = read("workbooks/bogorejo-2024.xlsx")
    >>> laporan.entitas.nama, laporan.entitas.tahun
    ('Kecamatan Bogorejo', 2024)
    >>> float(laporan.tabel["3.2"].loc[6, "realisasi"])
    97.25
    """
    name = "" if opened.is_open(source) else name_of(cast("Source", source))
    vocabulary = vocabulary_of(sinonim, tabel)
    with timed("read", name) as told, working_on(name, limits), reading_from(name):
        sheets = _grids(source, name, limits, password)
        laporan = reading.read_grids(sheets, name, vocabulary, jawab)
        skipped = [one.place for one in laporan.readings if not one.read_as]
        told.update(sheets=len(sheets), tables=len(laporan.tables), headers_not_read=len(skipped))
        for place in skipped:
            LOGGER.debug("header not read: %s", place)
        _refuse_without_tables(laporan, [grid.sheet for grid in sheets])
        return replace(laporan, read_from=_read_from(source, sinonim=sinonim, tabel=tabel, jawab=jawab))


def _read_from(source: Readable, **arguments: Any) -> ReadFrom | None:
    """Return where a workbook can be read again, if at all: an open file has been read to its end."""
    if isinstance(source, str | os.PathLike):
        return ReadFrom(Path(source).absolute(), arguments)
    return ReadFrom(bytes(source), arguments) if isinstance(source, bytes | bytearray) else None


def _grids(source: Readable, name: str, limits: Limits | None, password: str | None) -> Sequence[Grid]:
    if opened.is_open(source):
        return opened.grids(cast("Workbook", source), limits or Limits())
    return kinds.open_grids(kinds.content(cast("Source", source), limits), name, limits, password)


def compute(laporan: Laporan | Readable, metode: Metode | None = None) -> Hasil:
    """Compute capaian, kategori, progress and efficiency from the facts of a workbook.

    Parameters
    ----------
    laporan : Laporan, path, bytes, binary file or openpyxl.Workbook
        The workbook, as read or to be read with the defaults of :func:`read`.
    metode : Metode, optional
        The choices of the unit; without it those of the workbook's sheet Pengaturan, else the defaults.

    Returns
    -------
    Hasil
        Results in per cent and rupiah; each knows what it was made from. Printed
        results of the workbook do not enter: they are computed again.

    Raises
    ------
    WorkbookError, TableError
        As :func:`read`, for a workbook that is still to be read.

    Examples
    --------
    >>> compute("workbooks/bogorejo-2024.xlsx").capaian["kategori"].tolist()
    ['Sangat Baik', 'Sangat Baik']
    """
    read_already = _as_read(laporan, metode)
    with timed("compute", read_already.file) as told:
        hasil = computing.compute(read_already, metode)
        told["indicators"] = len(hasil.capaian_rows)
        return hasil


def audit(
    laporan: Laporan | Readable,
    hasil: Hasil | None = None,
    *,
    sebelumnya: Laporan | Readable | None = None,
    narasi: str = "",
) -> DaftarTemuan:
    """Find what is wrong in the tables of a workbook and where they disagree.

    Parameters
    ----------
    laporan : Laporan, path, bytes, binary file or openpyxl.Workbook
        The workbook, as read or to be read with the defaults of :func:`read`.
    hasil : Hasil, optional
        Its results; computed with the default Metode without it.
    sebelumnya : Laporan, path, bytes, binary file or openpyxl.Workbook, optional
        Last year's workbook of the same unit, to hold the earlier years against.
    narasi : str
        The text of the report, plain or as Markdown: its figures and words are held against the tables.

    Returns
    -------
    DaftarTemuan
        The gravest first, then in the order of the workbook; empty for a consistent workbook.
        Findings that the Metode lets stand are among them, as info with the reason.

    Raises
    ------
    WorkbookError, TableError
        As :func:`read`, for a workbook that is still to be read.

    Examples
    --------
    >>> audit("workbooks/bogorejo-2024.xlsx").counts["galat"]
    3
    """
    before = None if sebelumnya is None else _as_read(sebelumnya)
    read_already = _as_read(laporan)
    with timed("audit", read_already.file) as told:
        found = auditing.audit(read_already, hasil, sebelumnya=before, narasi=narasi)
        told.update({str(level): n for level, n in found.counts.items()})
        return found


def _as_read(laporan: Laporan | Readable, metode: Metode | None = None) -> Laporan:
    return laporan if isinstance(laporan, Laporan) else read(laporan, jawab=metode.jawab if metode else None)


def fill(  # noqa: PLR0913 -- every choice of a user by its name
    template: Laporan | Source,
    output: Output,
    *,
    data: Facts | None = None,
    metode: Metode | None = None,
    on_conflict: OnConflict = "keep",
    formulas: bool = True,
    temuan: bool = False,
    pengaturan: bool = False,
    overwrite: bool = False,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    jawab: Mapping[str, object] | None = None,
    limits: Limits | None = None,
    lang: Lang | None = None,
) -> FillReport:
    """Fill the computed and carried-over cells of a workbook and write the result.

    A table whose body is still empty gets its rows from the table that they follow from: Tabel 3.2
    those of Tabel 2.3, the tables after it those of Tabel 3.2. A table that the template lacks is not made.

    Parameters
    ----------
    template : path, bytes, binary file or Laporan
        The unit's own workbook (.xlsx, .xlsm); it stays as it is. A Laporan stands for the path or the bytes
        that it was read from, with the headings, tables and answers that it was read with.
    output : path or binary file
        Where the filled workbook goes; the folder of a path is made if need be. To a file that is open for
        writing (``io.BytesIO()``) it is written in one go, when all else is done.
    data : Laporan, path, bytes, binary file, openpyxl.Workbook or mapping of DataFrame, optional
        Another workbook whose facts fill the template; or frames by the name of their table, with the
        columns of :attr:`Laporan.tabel`, from a database for instance: ``{"3.2": frame}``. Rows that the
        template lacks go to its empty lines; where these do not suffice, rows are inserted and everything
        below moves.
    metode : Metode, optional
        The choices of the unit.
    on_conflict : {"keep", "replace", "error"}
        What happens to a typed value, a label or a row that differs from the derived one, or from the data.
    formulas : bool
        Live formulas with their values (default), or plain values.
    temuan : bool
        Whether a sheet ``Temuan`` with the findings is added; one that is there already is left as it is.
    pengaturan : bool
        Whether a sheet ``Pengaturan`` with the choices that hold is added, where the unit may change them;
        one that is there already is left as it is.
    overwrite : bool
        Whether a file that exists at that path may be replaced.
    sinonim : path or mapping, optional
        More headings, as in :func:`read`.
    tabel : path, mapping or sequence of mapping, optional
        More tables, as in :func:`read`.
    jawab : mapping of str to object, optional
        Answers to what the reader asks about the template, as in :func:`read`.
    limits : Limits, optional
        How much each of the workbooks may hold, as in :func:`read`.
    lang : {"id", "en"}
        Language of the sheet ``Temuan``.

    Returns
    -------
    FillReport
        Each cell written, each row added, each conflict; results and findings of the filled workbook are
        worked out when they are asked for.

    Raises
    ------
    WorkbookError, TableError
        As :func:`read`; also when a cell cannot be written, or a row inserted, safely, and for a
        workbook of a kind that can be read but not filled without loss.
    ConflictError
        When values or rows differ under ``on_conflict="error"``.
    OutputError
        When the output exists, or cannot be written. At a path nothing is half-written.

    Examples
    --------
    >>> import io
    >>> output = io.BytesIO()
    >>> len(fill("workbooks/bogorejo-2024-kosong.xlsx", output).written), output.getvalue()[:2]
    (183, b'PK')
    """
    lang = spoken(lang)
    options = FillOptions(
        metode=metode,
        on_conflict=on_conflict,
        formulas=formulas,
        temuan=temuan,
        pengaturan=pengaturan,
        overwrite=overwrite,
        sinonim=sinonim,
        tabel=tabel,
        jawab=jawab,
        limits=limits,
        lang=lang,
    )
    return fill_with(options, template, output, data)


def fill_with(
    options: FillOptions,
    template: Laporan | Source,
    output: Output,
    data: Facts | None = None,
) -> FillReport:
    """Fill a workbook as :func:`fill` does, with all choices in one value."""
    if isinstance(template, Laporan):
        template, options = _as_it_was_read(template, options)
    name = name_of(template)
    vocabulary = vocabulary_of(options.sinonim, options.tabel)
    if output is template:
        raise OutputError("output-is-source", place=Place(path_of(output)))
    facts = None if data is None else _facts(data, options, vocabulary)
    with (
        timed("fill", name) as told,
        working_on(name, options.limits),
        reading_from(name),
        package_from(template, options.limits or Limits()) as package,
    ):
        refuse_other_kind(package, output, template)
        reader = reading.Reader.of(package, name, vocabulary, options.answers)
        filled = fill_package(package, reader, options, facts)
        _refuse_without_tables(filled.laporan, [info.name for info in filled.draft.package.sheets])
        if options.on_conflict == "error":
            _refuse_conflicts(filled)
        after = _after(filled, reader, name_of(output), options)
        notes = _add_sheets(filled.draft, after, options)
        made = filled.draft.editor.to_bytes()
        told.update(filled.counts)
    write_whole(made, output, overwrite=options.overwrite, source=package.path)
    return FillReport.of(
        filled,
        source=name,
        output=path_of(output),
        on_conflict=options.on_conflict,
        lazy=after,
        notes=notes,
        workbook_bytes=made,
    )


def _as_it_was_read(laporan: Laporan, options: FillOptions) -> tuple[Source, FillOptions]:
    """Return the source of a Laporan, and the choices with those of its reading where there are none."""
    source, known = read_from(laporan)
    options = replace(
        options,
        sinonim=options.sinonim or known["sinonim"],
        tabel=options.tabel or known["tabel"],
        jawab=options.jawab or known["jawab"],
    )
    return cast("Source", source), options


def _after(filled: Filled, reader: reading.Reader, target: str, options: FillOptions) -> Lazy:
    """Return the results and findings of the filled workbook, to be worked out when they are asked for."""
    if options.answers:
        keep_answers(filled.draft, options.answers)
    grids = filled.draft.grids
    again = reader if target == reader.file else reader.named(target)
    writes = filled.derived.writes
    return judged(
        lambda: again.read(grids),
        options.metode,
        options.limits,
        lambda: {one.cell.place[1:]: one.formula for one in writes if one.formula},
    )


def _add_sheets(draft: Draft, after: Lazy, options: FillOptions) -> tuple[str, ...]:
    """Add the sheets that are asked for, and return what is to be known of them and of the formats."""
    notes: tuple[str, ...] = ()
    if options.temuan:
        from sakipcalc.filling.added_sheets import add_findings

        notes += add_findings(draft.package, draft.editor, after.temuan, options.lang)
    if options.pengaturan:
        from sakipcalc.filling.added_sheets import add_settings

        metode = after.hasil.metode
        answered = metode.replace(jawab={key: str(value) for key, value in options.answers.items()})
        notes += add_settings(draft.package, draft.editor, answered, options.lang)
    return (*notes, "formats-left-out") if draft.editor.formats_left_out else notes


def read_from(laporan: Laporan) -> ReadFrom:
    """Return the source of a Laporan, and the arguments that it was read with.

    Raises
    ------
    WorkbookError
        ``no-workbook-kept`` where it is not known: an open file, a workbook of openpyxl, frames.
    """
    if laporan.read_from is None:
        raise WorkbookError("no-workbook-kept", place=Place(laporan.file))
    return laporan.read_from


def _facts(data: Facts, options: FillOptions, vocabulary: Vocabulary) -> Laporan:
    if isinstance(data, Laporan):
        return data
    if isinstance(data, Mapping):
        return reading.read_frames(data, vocabulary)
    return read(data, sinonim=options.sinonim, tabel=options.tabel, limits=options.limits)


def judged(
    give: Callable[[], Laporan],
    metode: Metode | None,
    limits: Limits | None = None,
    written: Callable[[], Mapping[tuple[str, str], str]] = dict,
) -> Lazy:
    """Defer compute and audit of what `give` gives until `hasil` or `temuan` is first read.

    The formulas that were `written` are our own.
    """

    def computed() -> Hasil:
        with working_on("", limits):
            return computing.compute(give(), metode, written=written())

    def audited(hasil: Hasil) -> DaftarTemuan:
        with working_on(hasil.laporan.file, limits):
            return audit(hasil.laporan, hasil)

    return Lazy(computed, audited)


def _refuse_without_tables(laporan: Laporan, sheets: Sequence[str]) -> None:
    if not laporan.tables:
        place, named = Place(laporan.file), tuple(sheets) or Phrase("words.no-sheet")
        raise TableError("no-annex-table", place=place, sheets=named, bacaan=laporan.readings)


def _refuse_conflicts(filled: Filled) -> None:
    if filled.conflicts:
        first = filled.conflicts[0]
        raise ConflictError(
            "values-differ",
            place=first.cell.place,
            typed=first.cell.text,
            derived=first.value.number if first.value.number is not None else first.value.text,
            others=_and_others("words.more-cells-differ", len(filled.conflicts) - 1),
        )
    if filled.row_plan.others:
        row = filled.row_plan.others[0]
        others = _and_others("words.more-rows-differ", len(filled.row_plan.others) - 1)
        raise ConflictError("rows-differ", place=row.place, typed=row.text, others=others)


def _and_others(code: str, count: int) -> Phrase | str:
    return Phrase(code, {"n": count}) if count else ""
