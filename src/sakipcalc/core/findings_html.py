"""Findings in a notebook: by kind, the gravest first and open, all others folded away."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.core import html
from sakipcalc.core.temuan import first_place, level_chip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.core.temuan import Severity, Temuan

__all__ = ["shown"]

#: So many findings of a kind are shown before the others are folded away.
_SHOWN = 25


def shown(findings: Sequence[Temuan], counts: Mapping[Severity, int]) -> str:
    """Return the findings by kind: level, title and number, then places, sentences and the advice once."""
    told = (f"{n} {messages.text(f'words.{level}').lower()}" for level, n in counts.items() if n)
    head = f"{messages.text('words.findings')}: {', '.join(told) or '0'}"
    by_kind: dict[tuple[Severity, str], list[Temuan]] = {}
    for one in findings:
        by_kind.setdefault((one.severity, one.code), []).append(one)
    return html.strong(head) + "".join(_kind(level, some) for (level, _), some in by_kind.items())


def _kind(level: Severity, some: Sequence[Temuan]) -> str:
    title = html.Markup(f"{level_chip(level)} {html.plain(some[0].title())} ({len(some)})")
    parts = [_rows(some[:_SHOWN])]
    if len(some) > _SHOWN:
        more = messages.text("words.further", n=len(some) - _SHOWN)
        parts.append(html.folded(more, _rows(some[_SHOWN:])))
    return html.folded(title, "".join(parts), opened=level == "galat")


def _rows(some: Sequence[Temuan]) -> str:
    """Return findings of one kind as rows; advice that several share stands once, below them."""
    words = [messages.text(f"words.{w}") for w in ("place", "finding")]
    parts = []
    for advice, alike in groupby(some, key=_advice):
        of_this = list(alike)
        parts.append(html.table(words, [(first_place(one), one.message()) for one in of_this]))
        parts.append(html.note(f"→ {advice}"))
        if gathered := [part for one in of_this for part in one.rincian]:
            rows = html.table(words, [(first_place(part), part.message()) for part in gathered])
            parts.append(html.folded(messages.text("words.gathered", n=len(gathered)), rows))
    return "".join(parts)


def _advice(temuan: Temuan) -> str:
    if temuan.reason:
        return messages.text("words.let-stand", alasan=temuan.reason)
    return temuan.hint()
