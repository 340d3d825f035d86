"""Stream of the tables of a batch to files while it runs, in the order of its inputs."""

from __future__ import annotations

import csv
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from sakipcalc.base.places import Place
from sakipcalc.batch.outcome import TABLES, BatchTable
from sakipcalc.core.errors import OutputError
from sakipcalc.core.html import guarded
from sakipcalc.files import writing_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import TextIO

    from sakipcalc.batch.outcome import FrameKind, PlainRow, Record
    from sakipcalc.messages import Lang

__all__ = ["Form", "Streams"]

Form = Literal["csv", "parquet"]
#: Rows of a table that are gathered before they are written.
_ROWS = 5000


class _Sink(Protocol):
    """A file that takes rows."""

    def write(self, rows: list[PlainRow]) -> None:
        """Add rows."""

    def close(self) -> None:
        """Make the file whole."""


class _Csv:
    """A CSV file in UTF-8 that Excel recognises as such."""

    def __init__(self, path: Path, columns: Mapping[str, FrameKind]) -> None:
        self._columns = columns
        self._file: TextIO = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)

    def write(self, rows: list[PlainRow]) -> None:
        self._writer.writerows([guarded(row.get(name)) for name in self._columns] for row in rows)
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class _Parquet:
    """A Parquet file, one row group for each lot of rows."""

    def __init__(self, path: Path, columns: Mapping[str, FrameKind]) -> None:
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError as error:
            raise OutputError("needs-pyarrow", place=Place(str(path))) from error
        types = {"teks": pa.string(), "angka": pa.float64(), "bulat": pa.int64()}
        self._schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
        self._batch: Callable[..., Any] = pa.RecordBatch.from_pylist
        self._file = path.open("wb")  # pyarrow takes only names that are UTF-8
        self._writer = parquet.ParquetWriter(self._file, self._schema, compression="zstd")

    def write(self, rows: list[PlainRow]) -> None:
        self._writer.write_batch(self._batch(rows, schema=self._schema))

    def close(self) -> None:
        try:
            self._writer.close()
        finally:
            self._file.close()


_SINKS: Mapping[str, Callable[[Path, Mapping[str, FrameKind]], _Sink]] = MappingProxyType({
    "csv": _Csv, "parquet": _Parquet,
})  # fmt: skip


class Streams:
    """One file for each table in a folder: ``unit``, ``capaian``, ``tren`` and ``temuan``.

    While the batch runs they are called ``unit.csv.sementara`` and so on; they get their names when they are
    whole, also when the batch is interrupted.

    Parameters
    ----------
    folder : path
        Where they go; it is made if need be.
    form : {"csv", "parquet"}
        What they are.
    lang : {"id", "en"}
        Language of the reasons.
    overwrite : bool
        Whether files that are there may be replaced.

    Raises
    ------
    OutputError
        When one is there already, cannot be written, or pyarrow is missing.
    """

    def __init__(self, folder: Path, form: Form, lang: Lang, *, overwrite: bool) -> None:
        if form not in get_args(Form):
            raise OutputError("stream-form-unknown", value=form, known=get_args(Form))
        self._lang: Lang = lang
        self._paths: dict[BatchTable, Path] = {table: folder / f"{table}.{form}" for table in TABLES}
        self._waiting: dict[BatchTable, list[PlainRow]] = {table: [] for table in TABLES}
        self._sinks: dict[BatchTable, _Sink] = {}
        with writing_to(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for path in self._paths.values():
                if path.exists() and not overwrite:
                    raise OutputError("output-exists", place=Place(str(path)))
        for table, path in self._paths.items():
            with writing_to(path):
                self._sinks[table] = _SINKS[form](_unfinished(path), TABLES[table])

    def add(self, records: Iterable[Record]) -> None:
        """Add the records of workbooks."""
        for record in records:
            for table, waiting in self._waiting.items():
                waiting.extend(record.rows(table, self._lang))
                if len(waiting) >= _ROWS:
                    self._pour(table)

    def _pour(self, table: BatchTable) -> None:
        with writing_to(self._paths[table]):
            self._sinks[table].write(self._waiting[table])
        self._waiting[table].clear()

    def close(self) -> None:
        """Write the rest, and give the files their names."""
        for table, path in self._paths.items():
            self._pour(table)
            with writing_to(path):
                self._sinks[table].close()
                _unfinished(path).replace(path)

    def drop(self) -> None:
        """Remove the files that did not become whole."""
        for table, sink in self._sinks.items():
            with suppress(OSError):
                sink.close()
            _unfinished(self._paths[table]).unlink(missing_ok=True)


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.sementara")
