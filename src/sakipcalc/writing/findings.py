"""Findings as a workbook: one row for each, its place linked to the cell in the workbook that was audited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.core.findings import DaftarTemuan
from sakipcalc.files import address_from, path_of, refuse_ending, write_whole
from sakipcalc.sheets.findings_table import Audited, findings_sheet
from sakipcalc.writing.book import Document, workbook

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from sakipcalc.files import Output
    from sakipcalc.messages import Lang

__all__ = ["findings_book", "write_findings"]


def write_findings(
    found: DaftarTemuan | Mapping[str, DaftarTemuan],
    output: Output,
    *,
    lang: Lang | None = None,
    overwrite: bool = False,
) -> None:
    """Write findings to a workbook: one row for each, its place linked to the cell.

    Parameters
    ----------
    found : DaftarTemuan, or mapping of str to DaftarTemuan
        Findings of one workbook; or of several, by the path of the workbook that they are about.
    output : path or binary file
        Where the workbook goes; the folder of a path is made if need be.
    lang : {"id", "en"}
        Language.
    overwrite : bool
        Whether an existing output may be replaced.

    Raises
    ------
    OutputError
        When the output exists, or cannot be written. At a path nothing is half-written.

    Examples
    --------
    >>> import io
    >>> import sakipcalc as sc
    >>> output = io.BytesIO()
    >>> write_findings(sc.audit("workbooks/bogorejo-2024.xlsx"), output)
    >>> output.getvalue()[:2]
    b'PK'
    """
    refuse_ending(output)
    if isinstance(found, DaftarTemuan):
        found = {next((place.file for one in found for place in one.places), ""): found}
    write_whole(findings_book(found, Path(path_of(output)).parent, lang), output, overwrite=overwrite)


def findings_book(
    found: Mapping[str, DaftarTemuan], folder: str | os.PathLike[str], lang: Lang | None = None
) -> bytes:
    """Return a workbook with the sheet ``Temuan``.

    Parameters
    ----------
    found : mapping of str to DaftarTemuan
        Findings by the path of the workbook that they are about.
    folder : path
        Where the workbook is going to stand, so that its links lead to the others from there.
    lang : {"id", "en"}
        Language.
    """
    lang = messages.spoken(lang)
    audited = [
        Audited(
            temuan=temuan, name=messages.encodable(Path(path).name), file=address_from(path, folder) or None
        )
        for path, temuan in found.items()
    ]
    return workbook([findings_sheet("Temuan", audited, lang)], Document(title="Temuan"))
