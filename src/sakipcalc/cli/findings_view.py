"""Findings on a terminal: by table, each kind with its own advice; in short, the gravest in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.base.places import Place, in_short
from sakipcalc.cli.terminal import put
from sakipcalc.core.findings import LEVELS
from sakipcalc.core.temuan import first_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.cli.terminal import Screen
    from sakipcalc.core.findings import DaftarTemuan, Severity, Temuan
    from sakipcalc.messages import Lang

__all__ = ["kinds", "list_findings", "sum_up_findings"]

_COLOURS = {"galat": "bold red", "peringatan": "yellow", "info": "cyan"}
#: A summary tells so many errors in full.
_IN_FULL = 4
#: A summary names so many kinds.
_KINDS = 4
#: Lines that kinds of a level may take; what has to be looked at has more room than what is only told.
_LINES: Mapping[Severity, int] = MappingProxyType({"peringatan": 2, "info": 1})
#: How much further in a second line is [characters]; so much of the first one a long word may leave empty.
_INDENT = 10
#: Of more errors than can be told in full, so many kinds have a line.
_ERROR_KINDS = 6
#: More places than these are counted, or told as ranges of so many characters.
_PLACES, _MOST_CHARACTERS = 2, 120


def list_findings(to: Screen, temuan: DaftarTemuan, lang: Lang, *, filtered: bool = False) -> None:
    """Show all findings table by table, how many there are, and where the errors are."""
    if not temuan:
        put(to, messages.text("cli.none-wanted" if filtered else "cli.no-findings", lang), style="green")
        return
    sheets = _sheets(temuan)
    by_sheet: dict[str, list[Temuan]] = {}
    for one in temuan:
        by_sheet.setdefault(_sheet(one), []).append(one)
    for sheet, some in by_sheet.items():
        put(to, sheet or messages.text("words.file", lang), style="bold underline")
        for _, alike in groupby(sorted(some, key=_kind), key=_kind):
            _show_alike(to, list(alike), sheets, lang)
        to.print()
    if errors := tuple(one.places[0] for one in temuan if one.severity == "galat" and one.places):
        told = messages.text("cli.errors-at", lang, places=_where(errors, lang))
        put(to, told, others="  ", style=_COLOURS["galat"], sheets=sheets)
    put(to, messages.text("cli.findings", lang, counts=", ".join(_counted(temuan, lang))), style="bold")


def sum_up_findings(to: Screen, temuan: DaftarTemuan, lang: Lang) -> None:
    """Show in a few lines what was found: notes and warnings by kind, then errors in full."""
    if not temuan:
        put(to, messages.text("cli.no-findings", lang), style="green")
        return
    sheets = _sheets(temuan)
    for level in reversed(LEVELS):
        some = [one for one in temuan if one.severity == level]
        if some and level == "galat":
            _show_in_full(to, some, sheets, lang)
        elif some:
            room = to.width * _LINES[level] - _INDENT * (_LINES[level] - 1)
            told = _by_kind(some, level, room, lang)
            put(to, told, others="  ", style=_COLOURS[level])


def _by_kind(some: Sequence[Temuan], level: Severity, room: int, lang: Lang) -> str:
    """Return how many findings of a level there are, and as many kinds of them as there is room for."""
    titles, counted = Counter(one.title(lang) for one in some), _count(level, len(some), lang)
    for most in range(_KINDS, 0, -1):
        named = ", ".join(kinds(titles, lang, most))
        told = messages.text("cli.of-kinds", lang, counted=counted, kinds=named)
        if len(told) <= room:
            break
    return told


def _show_in_full(to: Screen, errors: Sequence[Temuan], sheets: Sequence[str], lang: Lang) -> None:
    """Show errors with their places and figures; of many each kind with its places."""
    counted = _count("galat", len(errors), lang)
    put(to, messages.text("cli.in-full", lang, counted=counted), style=_COLOURS["galat"])
    by_kind: dict[str, list[Temuan]] = {}
    for at, one in enumerate(errors):
        by_kind.setdefault(one.code if len(errors) > _IN_FULL else str(at), []).append(one)
    for some in [*by_kind.values()][:_ERROR_KINDS]:
        told = _counted_kind(some, lang) if len(some) > 1 else _told_shortly(some[0], lang)
        put(to, told, "  ", "    ", sheets=sheets)
    if rest := sum(map(len, [*by_kind.values()][_ERROR_KINDS:])):
        put(to, messages.text("cli.and-more", lang, n=rest), "  ")


def _counted_kind(some: Sequence[Temuan], lang: Lang) -> str:
    """Return the kind of several errors, and where they are."""
    kind, *_ = kinds(Counter(one.title(lang) for one in some), lang)
    return f"{kind}: {_where(tuple(one.places[0] for one in some if one.places), lang)}"


def _where(places: Sequence[Place], lang: Lang) -> str:
    """Return places as ranges, of very many the first."""
    told = in_short(places)
    if len(told) <= _MOST_CHARACTERS:
        return told
    kept = told[:_MOST_CHARACTERS].rpartition(", ")[0] or told
    return f"{kept}, {messages.text('cli.and-so-on', lang)}"


def _told_shortly(temuan: Temuan, lang: Lang) -> str:
    return f"{first_place(temuan)}  {_in_brief(temuan).brief(lang)}".strip()


def _in_brief(temuan: Temuan) -> Temuan:
    """Return a finding that tells many places as their number, and nothing that is worked out from it.

    Of values that differ, the one whose place stands in front needs no other place.
    """
    first = temuan.places[:1]
    brief = {
        key: {
            name: "" if isinstance(places, tuple) and {*first} & {*places} else _counted_places(places)
            for name, places in value.items()
        }
        if isinstance(value, Mapping)
        else value
        for key, value in _on_sheet(temuan).data.items()
    }
    return replace(temuan, data={**brief, "akibat": ""})


def _on_sheet(temuan: Temuan) -> Temuan:
    """Return a finding that does not repeat the sheet under whose name it stands."""
    return replace(temuan, data={key: _on_its_sheet(value, temuan) for key, value in temuan.data.items()})


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places sheet by sheet, in the order of the cells of each; the sheets as they come."""
    sheets = {place.sheet: None for place in places}
    order = {sheet: at for at, sheet in enumerate(sheets)}
    by_column = sorted({*places}, key=lambda one: (order[one.sheet], one.coordinates[::-1]))
    return tuple(by_column)


def _counted_places(value: object) -> object:
    if isinstance(value, tuple) and len(value) > _PLACES:
        return messages.Phrase("cli.of-places", {"n": len(value)})
    return value


def _on_its_sheet(value: object, temuan: Temuan) -> object:
    """Return places without their sheet, where it is the one whose name stands in front."""
    if not (isinstance(value, tuple) and value and all(isinstance(one, Place) for one in value)):
        return value
    sheet = _sheet(temuan)
    return (
        tuple(one._replace(sheet="") for one in value) if {one.sheet for one in value} == {sheet} else value
    )


def _show_alike(to: Screen, alike: Sequence[Temuan], sheets: Sequence[str], lang: Lang) -> None:
    """Show the findings of one kind on one sheet, each with its advice; one that they share stands once."""
    level = alike[0].severity
    told = f"{messages.text(f'words.{level}', lang)} · {alike[0].title(lang)}"
    put(to, told, "  ", "  ", style=_COLOURS[level])
    for advice, some in groupby(alike, key=lambda one: _advice(one, lang)):
        for one in some:
            cell = one.places[0].cell if one.places else ""
            put(to, f"{cell}  {_on_sheet(one).message(lang)}".strip(), "    ", "      ", sheets=sheets)
            if one.rincian:
                places = tuple(part.places[0] for part in one.rincian if part.places)
                told = messages.text("cli.parts-at", lang, places=_sorted(places))
                put(to, told, "      ", "      ", sheets=sheets)
        put(to, advice, "    ", "      ", style="dim", sheets=sheets)


def _advice(temuan: Temuan, lang: Lang) -> str:
    """Return the advice on a finding, or the reason why it was accepted."""
    if temuan.reason:
        return messages.text("words.let-stand", lang, alasan=temuan.reason)
    return f"→ {temuan.hint(lang)}"


def kinds(titles: Counter[str], lang: Lang, most: int = 4) -> Iterable[str]:
    """Yield the kinds of findings with their numbers, the most frequent first."""
    counts = titles.most_common()
    for title, n in counts[:most]:
        yield messages.text("cli.of-kind", lang, n=n, title=_within(title) if lang == "id" else title)
    if rest := sum(n for _, n in counts[most:]):
        yield messages.text("cli.of-other-kinds", lang, n=rest)


def _within(title: str) -> str:
    """Return a title as it stands within a sentence; one that begins with an abbreviation stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _counted(temuan: DaftarTemuan, lang: Lang) -> Iterable[str]:
    return (_count(level, n, lang) for level, n in temuan.counts.items() if n)


def _count(level: Severity, n: int, lang: Lang) -> str:
    return messages.text(f"cli.counted-{level}", lang, n=n)


def _sheets(temuan: Iterable[Temuan]) -> tuple[str, ...]:
    return tuple({place.sheet for one in temuan for place in one.places})


def _sheet(temuan: Temuan) -> str:
    return temuan.places[0].sheet if temuan.places else ""


def _kind(temuan: Temuan) -> tuple[int, str]:
    return LEVELS.index(temuan.severity), temuan.code
