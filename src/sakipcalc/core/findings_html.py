"""Findings in a notebook: by kind, the gravest first and open, all others folded away."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.core import html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.core.findings import DaftarTemuan, Severity, Temuan

__all__ = ["shown", "shown_alone"]

#: Ground and ink of the chip of a level.
_COLOURS: Mapping[Severity, tuple[str, str]] = MappingProxyType({
    "galat": ("C00000", "FFFFFF"), "peringatan": ("FFC000", "000000"), "info": ("5B9BD5", "000000"),
})  # fmt: skip
#: So many findings of a kind are shown before the others are folded away.
_SHOWN = 25


def shown(findings: DaftarTemuan) -> str:
    """Return the findings by kind: level, title and number, then places, sentences and the advice once."""
    counts = (f"{n} {messages.text(f'words.{level}').lower()}" for level, n in findings.counts.items() if n)
    head = f"{messages.text('words.findings')}: {', '.join(counts) or '0'}"
    by_kind: dict[tuple[Severity, str], list[Temuan]] = {}
    for one in findings:
        by_kind.setdefault((one.severity, one.code), []).append(one)
    return html.strong(head) + "".join(_kind(level, some) for (level, _), some in by_kind.items())


def shown_alone(temuan: Temuan) -> str:
    """Return one finding with its advice and its source."""
    words = [messages.text(f"words.{w}") for w in ("level", "place", "finding", "what-to-do")]
    row = (_chip(temuan.severity), _places(temuan), temuan.message(), temuan.hint())
    return html.table(words, [row]) + (html.note(temuan.citation) if temuan.citation else "")


def _kind(level: Severity, some: Sequence[Temuan]) -> str:
    title = html.Markup(f"{_chip(level)} {html.plain(some[0].title())} ({len(some)})")
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
        parts.append(html.table(words, [(_places(one), one.message()) for one in alike]))
        parts.append(html.note(f"→ {advice}"))
    return "".join(parts)


def _advice(temuan: Temuan) -> str:
    if temuan.reason:
        return messages.text("words.let-stand", alasan=temuan.reason)
    return temuan.hint()


def _places(temuan: Temuan) -> str:
    """Return the place to look at first; the sentence names the others."""
    return str(temuan.places[0]) if temuan.places else ""


def _chip(level: Severity) -> html.Markup:
    return html.chip(messages.text(f"words.{level}"), *_COLOURS[level])
