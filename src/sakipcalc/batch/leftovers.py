"""What killed workers left in an output folder: temporary files that nobody gives a name any more."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sakipcalc.batch import storage
from sakipcalc.batch.journal import JOURNAL
from sakipcalc.ooxml.save import leftovers

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["remove_leftovers"]

#: So long [s] nobody has written to a file that counts as left: another batch may be at work in the folder.
_DAY = 86_400.0


def remove_leftovers(results: str, names: Iterable[str]) -> None:
    """Remove the temporary files of earlier batches; at a URL they stay.

    Parameters
    ----------
    results : path or URL
        The output folder, with the journal of this batch in it.
    names : iterable of str
        What this batch writes below it, parts parted by ``/``; temporary files of others are left alone.
    """
    if storage.is_url(results):
        return
    inside: dict[Path, list[str]] = defaultdict(list)
    for name in map(PurePosixPath, names):
        inside[Path(results, *name.parent.parts)].append(name.name)
    journal = Path(results, JOURNAL)
    with contextlib.suppress(OSError):  # whoever may not look for them can still fill
        journal.touch()  # the clock of a shared folder is not that of this machine
        before = journal.stat().st_mtime - _DAY
        for folder in filter(Path.is_dir, inside):
            for path in leftovers(folder, inside[folder], before):
                with contextlib.suppress(OSError):  # one that somebody else holds keeps none of the others
                    path.unlink()
