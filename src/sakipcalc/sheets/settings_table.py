"""The sheet Pengaturan, on which a unit states its choices, in a blank workbook and in a filled one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args, get_type_hints

from sakipcalc import messages
from sakipcalc.rulebook.methods import Metode
from sakipcalc.sheets.outsheet import OutSheet, PageSetup, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.messages import Lang

__all__ = ["SETTINGS_SHEET", "SettingsLook", "settings_sheet"]

#: Name of the sheet, by which the reader knows it.
SETTINGS_SHEET = "Pengaturan"
#: Choices that are made elsewhere: by name, in a file, or cell by cell.
_NOT_HERE = frozenset({"arah", "tautan", "bukan_tautan", "abaikan", "aturan", "jawab"})
#: Choices about one name each, which the unit writes down when a finding asks for it.
_BY_NAME = ("arah", "tautan", "bukan-tautan")
_WIDTHS = (30, 18, 70, 46)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsLook:
    """Looks of the sheet: those of its headings, its cells and its notes."""

    head_style: Style
    cell_style: Style
    note_style: Style

    @property
    def title(self) -> Style:
        """Look of its title."""
        return replace(self.note_style, italic=False, bold=True, size=self.note_style.size + 2)


def settings_sheet(
    metode: Metode,
    look: SettingsLook,
    lang: Lang,
    *,
    page: PageSetup | None = None,
    note: str = "settings-note",
) -> OutSheet:
    """Return the choices, one in each row, as the reader understands them.

    Parameters
    ----------
    metode : Metode
        The choices.
    look : SettingsLook
        Looks of the sheet.
    lang : {"id", "en"}
        Language of what is explained.
    page : PageSetup, optional
        How it is printed.
    note : str
        Code of the sentence below the title.
    """
    out = OutSheet(name=SETTINGS_SHEET, widths=_WIDTHS, page=page or PageSetup(), printed=len(_WIDTHS) - 1)
    out.put(0, 0, messages.text("template.settings-title", lang), look.title)
    out.put(1, 0, messages.text(f"template.{note}", lang), look.note_style)
    heads = ("settings-name", "settings-value", "settings-meaning", "settings-offered")
    for column, code in enumerate(heads):
        out.put(3, column, messages.text(f"template.{code}", lang), look.head_style)
    for row, contents in enumerate(_rows(metode, lang), start=4):
        for column, content in enumerate(contents):
            out.put(row, column, content, look.cell_style)
    out.repeat = (3, 3)
    return out


def _rows(metode: Metode, lang: Lang) -> list[tuple[str | float | None, ...]]:
    rows: list[tuple[str | float | None, ...]] = [
        (name, value, messages.text(f"template.setting-{name}", lang), " / ".join(_offered(name)))
        for name, value in metode.as_dict().items()
        if name not in _NOT_HERE
    ]
    rows += [(f"Arah {name}", arah, "", "") for name, arah in metode.arah.items()]
    rows += [(key, answer, "", "") for key, answer in metode.jawab.items()]
    for one in _BY_NAME:
        name, note = (messages.text(f"template.by-name-{code}", lang) for code in (one, f"{one}-note"))
        rows.append((name, None, note, ""))
    return rows


def _offered(name: str) -> Sequence[str]:
    """Return the words that a choice offers."""
    return [str(one) for one in get_args(get_type_hints(Metode)[name]) if isinstance(one, str)]
