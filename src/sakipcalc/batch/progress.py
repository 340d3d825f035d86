"""Progress of a batch: a bar on a terminal, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sakipcalc import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.messages import Lang

__all__ = ["Step", "bar", "silent"]

#: Fewer files a second than these are told with a decimal.
_SLOW = 10
#: Is told after each workbook: its status, how many are done, and how many there are.
Step = Callable[[str, int, int], None]


@contextmanager
def bar(total: int, lang: Lang, code: str = "progress") -> Iterator[Step]:
    """Give a function that moves a bar on standard error; without a terminal there it shows nothing."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return

    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn(messages.text("batch.elapsed", lang)),
        TimeElapsedColumn(),
        TextColumn(messages.text("batch.remaining", lang)),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[failed]}", style="red"),
    )
    shown = Progress(*columns, console=console, transient=True)
    with shown:
        told = messages.text(f"batch.{code}", lang)
        task = shown.add_task(told, total=total, rate="", failed="")
        failed = 0

        def step(status: str, done: int, _: int) -> None:
            nonlocal failed
            failed += status == "gagal"
            speed = shown.tasks[0].finished_speed or shown.tasks[0].speed or 0.0
            speed = round(speed, 1 if speed < _SLOW else None)
            rate = messages.text("batch.rate", lang, n=speed) if speed else ""
            words = messages.text("batch.progress-failed", lang, n=failed) if failed else ""
            shown.update(task, completed=done, rate=rate, failed=words)

        yield step


def silent(_status: str, _done: int, _total: int) -> None:
    """Show nothing."""
