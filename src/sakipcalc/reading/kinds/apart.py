"""A script run in a process of its own, with limits, on content that is not to be trusted."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.errors import WorkbookError
from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

__all__ = ["Script", "broken"]

#: What every system can wait for [s].
_LONGEST_WAIT = 86_400


@dataclass(slots=True)
class Script:
    """A script beside this module that answers content on standard output; its status may say why not.

    Parameters
    ----------
    path : Path
        The script. Its arguments are the memory [bytes] and the time of a processor [s] that it may take.
    memory, processor : int
        These, where the system can limit them.
    statuses : collection of int
        Statuses with which it may end besides 0.
    """

    path: Path
    memory: int = 1536 * 2**20
    processor: int = 40
    statuses: Collection[int] = field(default=())

    def run(self, data: bytes, file: str, seconds: float) -> tuple[int, bytes]:
        """Return the status with which the script ends, and its answer.

        Parameters
        ----------
        data : bytes
            What it gets on standard input.
        file : str
            Name of the workbook, for errors.
        seconds : float
            How long to wait for it.

        Raises
        ------
        WorkbookError
            ``workbook-broken`` when it does not end as it should.
        """
        import subprocess  # as few files as need it

        paths = os.pathsep.join(path for path in sys.path if path)
        limits = (str(self.memory), str(self.processor))
        try:
            done = subprocess.run(  # noqa: S603 -- our own interpreter on our own file
                [sys.executable, "-P", str(self.path), *limits],
                input=data,
                capture_output=True,
                timeout=min(seconds, _LONGEST_WAIT),
                check=False,
                env={**os.environ, "PYTHONPATH": paths},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except subprocess.TimeoutExpired as error:
            raise broken(file, "apart-too-slow", str(error), seconds=seconds) from error
        except OSError as error:  # no interpreter can be started, as in a browser
            raise broken(file, "apart-not-started", f"{sys.executable}: {error.strerror}") from error
        if done.returncode and done.returncode not in self.statuses:
            raise broken(file, "apart-died", f"status {done.returncode}")
        return done.returncode, done.stdout


def broken(file: str, word: str, reason: str = "", **values: object) -> WorkbookError:
    """Return the error for a workbook that cannot be read.

    Parameters
    ----------
    file : str
        Its name.
    word : str
        Why, a key of ``messages/words.toml``.
    reason : str
        What exactly was met, for who looks into it; no sentence shows it.
    **values
        What the words name.
    """
    return WorkbookError(
        "workbook-broken", place=Place(file), detail=Phrase(f"words.{word}", values), reason=reason
    )
