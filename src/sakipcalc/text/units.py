"""Names of units that report, as covers, captions and rows have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.core.memo import remembered
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["government_named", "is_part", "region_named", "reporting_unit", "same_unit", "unit_named"]

#: "Dinas Pendidikan", "Kecamatan Bogorejo", up to what follows the name.
_UNIT = re.compile(
    r"\b((?:Kecamatan|Kelurahan|Distrik|Kapanewon|Kemantren|Dinas|Badan|Kantor|Inspektorat|Sekretariat"
    r"|Satuan Polisi|Puskesmas|Bagian|UPTD?|RSUD?|Rumah Sakit)\b[^\d,;:()\n]*)",
    re.IGNORECASE,
)
#: A government reports for itself where no unit of it does.
_GOVERNMENT = re.compile(
    r"\b(Pemerintah\s+(?:Kabupaten|Kota|Provinsi|Daerah)\s+[^\d,;:()\n]+)", re.IGNORECASE
)
#: A unit known by its acronym alone: BPKAD, BAPPEDA.
_ACRONYM = re.compile(r"^\s*((?:BP|BK|DP|DIS|BAP|BAK)[A-Z0-9]{2,12}|BAPPEDA\w*|SATPOL PP)\s*$")
#: "Kabupaten Blora".
_REGION = re.compile(r"\b((?:Kabupaten|Kota|Provinsi)\s+[^\d,;:()\n]+)", re.IGNORECASE)
#: Words after which the name of a unit or region is over.
_END = re.compile(
    r"\s*\b(?:pemerintah|kabupaten|kota|provinsi|tahun|ta|t\.a\.?|dengan|tentang|untuk)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
#: Units whose name may be over after its first word; of the others there are many.
_WHOLE = frozenset({"inspektorat"})
#: A word of capitals that stay so in a name, and one that is small inside a name.
_CAPITALS = re.compile(
    r"\b(?:dprd|rsud|rsu|uptd|upt|bpkad|kb|umkm|pp|ptsp|korpri|pupr|tik|ri)\b", re.IGNORECASE
)
_SMALL = frozenset({"dan", "di", "pada", "untuk", "serta", "dengan"})
#: Parts of a unit, which make no report of their own (two secretariats do), and those who head them.
_PART = re.compile(
    r"\s*(?:(?:sekretariat(?!\s+(?:dprd|daerah|dewan))|puskesmas|kelurahan|bagian|uptd?|bidang|seksi)\b|sekretaris|sub|kasi|kabid)",
    re.IGNORECASE,
)
#: What may stand before the name of a unit that a line is about.
_BEFORE = re.compile(
    r"\s*(?:(?:\d{1,2}|[A-Z]|[IVX]{1,5})[.)]\s*)?(?:(?:nama\s+)?(?:opd|skpd|perangkat\s+daerah|unit\s+kerja|instansi)\s*:\s*)?",
    re.IGNORECASE,
)


def unit_named(texts: Iterable[str]) -> str:
    """Return the first unit that some texts name, also one named by its acronym alone; empty for none.

    Examples
    --------
    >>> unit_named(["RENCANA AKSI", "DINAS KESEHATAN DAN KB KABUPATEN BLORA TAHUN 2024"])
    'Dinas Kesehatan dan KB'
    """
    known = [*texts]
    return _first(_UNIT, known) or next(
        (found.group(1) for one in known if (found := _ACRONYM.match(one))), ""
    )


def government_named(texts: Iterable[str]) -> str:
    """Return the first government that some texts name; empty for none."""
    return _first(_GOVERNMENT, texts)


def region_named(texts: Iterable[str]) -> str:
    """Return the first region that some texts name; empty for none."""
    return _first(_REGION, texts)


@remembered(1024)
def reporting_unit(text: str, *, anywhere: bool = False) -> str:
    """Return the unit with a report of its own that a line is about; empty where it is about something else.

    Parameters
    ----------
    text : str
        The line.
    anywhere : bool
        Whether the name may stand behind other words, as in a title.

    Examples
    --------
    >>> [reporting_unit(line) for line in ("1. DINAS KESEHATAN", "Dinas yang dilayani", "Bagian Umum")]
    ['Dinas Kesehatan', '', '']
    >>> reporting_unit("Pengukuran Kinerja Dinas Kesehatan", anywhere=True)
    'Dinas Kesehatan'
    >>> reporting_unit("b) Rehabilitasi gedung kantor dan bangunan lainnya", anywhere=True)
    ''
    """
    line = _BEFORE.sub("", " ".join(text.split()), count=1)
    found = _UNIT.search(line) if anywhere else _UNIT.match(line)
    if found is None:
        return unit_named((line,)) if _ACRONYM.match(line) else ""
    told = line[found.start() :]
    if is_part(told) or not (_is_written_as_name(line, found.start()) if anywhere else _is_name(told)):
        return ""
    return _first(_UNIT, (told,))


def _is_written_as_name(line: str, at: int) -> bool:
    """Return whether a word begins with a capital, if any of its line does: "gedung kantor" is no unit."""
    return not line[at].islower() or line.islower()


def is_part(text: str) -> bool:
    """Return whether a text begins with the name of a part of a unit, or of who heads it.

    Examples
    --------
    >>> is_part("Sub Bagian Umum"), is_part("Sekretariat"), is_part("Sekretariat DPRD")
    (True, True, False)
    """
    return _PART.match(text) is not None


def same_unit(one: str, other: str) -> bool:
    """Return whether two names are of one unit: equal, or one leaves out what the other adds by "dan".

    Examples
    --------
    >>> same_unit("DINAS KESEHATAN", "Dinas Kesehatan dan KB")
    True
    >>> same_unit("Distrik Kairatu", "Distrik Kairatu Barat")
    False
    """
    first, second = sorted((plain(one), plain(other)), key=len)
    return bool(first) and (second == first or second.startswith(f"{first} dan "))


def _is_name(text: str) -> bool:
    """Return whether each word of a text is written as one of a name: begun by a capital, or a small one."""
    return all(word[:1].isupper() or word in _SMALL or not word[:1].isalpha() for word in text.split())


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    """Return the first name that a pattern finds, without what follows it in the line; empty for none."""
    for text in texts:
        match = pattern.search(text)
        if match:
            head, _, rest = " ".join(match.group(1).split()).partition(" ")
            government = head.lower() == "pemerintah"
            name = " ".join(rest.split()) if government else " ".join(_END.sub("", f" {rest}").split())
            if government:
                kind, _, own = name.partition(" ")
                name = f"{kind} {' '.join(_END.sub('', f' {own}').split())}"
            if name or head.lower() in _WHOLE:
                return _title(f"{head} {name}".strip())
    return ""


def _title(name: str) -> str:
    """Return a name in capitals as one writes it, its acronyms in capitals."""
    if not name.isupper():
        return name
    words = [word.lower() if word.lower() in _SMALL else word.title() for word in name.split()]
    return _CAPITALS.sub(lambda found: found.group().upper(), " ".join(words))
