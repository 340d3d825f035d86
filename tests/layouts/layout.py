"""How an office lays its tables out: frozen options, each one that is seen in public files, and how to draw them at random.

The first value of each option is the plainest; hypothesis shrinks towards it.
What a careful human could not read without doubt is not offered, or is taken back where the tables are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from hypothesis import strategies as st

#: The values of each option of a table, the plainest first.
STYLE_OPTIONS: dict[str, tuple[object, ...]] = {
    "kata": (0, 1, 2, 3, 4, 5),
    "huruf": ("asal", "atas", "bawah", "judul"),
    "satuan_judul": (False, True),
    "urutan": (0, 1, 2, 3, 4),
    "kolom_asing": (0, 1, 2),
    "ringkas": (False, True),
    "kembar": (True, False),
    "kepala": ("gabung", "lepas", "datar"),
    "tinggi": (0, 1, 2),
    "poros": ("tahun", "ukuran"),
    "nomor_kolom": ("", "angka", "kurung", "rp", "rumus"),
    "turun": (0, 1, 3),
    "kanan": (0, 1, 2),
    "label": ("gabung", "ulang", "sekali"),
    "kelompok": ("", "gabung", "sel"),
    "sela": (False, True),
    "jumlah": ("bawah", "atas"),
    "kata_jumlah": ("JUMLAH", "TOTAL", "Jumlah Total"),
    "rata": (False, True),
    "judul": ("dua baris", "satu sel", "dua sel", "bawah", "tanpa"),
    "judul_gabung": (True, False),
    "kop": (False, True),
    "catatan": (0, 1, 2),
    "tanda_tangan": (False, True),
    "baris_sembunyi": (False, True),
    "kolom_sembunyi": (False, True),
    "saringan": (False, True),
    "angka": ("bilangan", "teks", "teks titik", "campur"),
    "persen": ("bilangan", "pecahan", "teks", "teks persen"),
    "uang": ("bilangan", "teks", "rp", "rupiah"),
    "desimal": (2, 1, None),
    "ribuan": (False, True),
    "satuan_melekat": (False, True),
    "kosong": ("", "-", "–"),
    "rumus": ("", "nilai", "tanpa nilai"),
    "galat": (False, True),
    "lipat": (False, True),
    "rapi": (True, False),
    "lebar": (False, True),
    "potong": (0, 3, 8),
    "tingkat": ("nomor", "kata", "huruf", "indentasi", "spasi", "kode", "warna", "warna tema"),
    "jumlah_induk": (True, False),
    "nomor_baris": ("bilangan", "teks", "titik"),
}  # fmt: skip

BOOK_OPTIONS: dict[str, tuple[object, ...]] = {
    "tumpuk": ("sendiri", "bab", "semua"),
    "nama_sheet": ("Tabel 3.2", "3.2", "Tab 3.2 judul", "T-C.23", "Sheet1 (2)"),
    "sampul": (True, False),
    "narasi": (False, True),
    "penomoran": (0, 1),
    "sheet_sembunyi": (False, True),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one table is drawn.

    Parameters
    ----------
    kata : int
        Which synonym or misspelling of each heading: ``Relisasi``, ``Prosentase Capaian``.
    huruf : str
        Headings as in the data, in capitals, in small letters, or with capital initials.
    satuan_judul : bool
        Units in headings: ``(Rp)``, ``(%)``.
    urutan : int
        Columns in the usual order (0), or in one of some others.
    kolom_asing : int
        Columns that no standard table has, such as ``Penanggung Jawab``.
    ringkas : bool
        Optional columns left out.
    kembar : bool
        Tabel 3.4 with %Capaian beside Tingkat Kemajuan, which says the same.
    kepala : str
        Headings of groups merged, not merged, or one row of full headings.
    tinggi : int
        Rows by which merged headings are higher than need be.
    poros : str
        Tabel 3.3 grouped by year, or by target, realisasi and capaian.
    nomor_kolom : str
        A row of column numbers: ``1 2 3``, ``(1) (2)``, ``1 2 Rp 3``, ``6 = 5/4*100``.
    turun, kanan : int
        Empty rows above and empty columns left of a table.
    label : str
        A label of several rows: merged downwards, repeated, or written once.
    kelompok : str
        A heading above the rows of each label: merged over the table, in its first cell, or none.
    sela : bool
        An empty row between groups of rows, where there are groups.
    jumlah, kata_jumlah : str
        The total below the rows or above them, and its word.
    rata : bool
        A row with the mean of capaian under the measurement.
    judul : str
        Caption above in two rows, in one cell, in two cells side by side, below the table, or none.
    judul_gabung : bool
        Caption merged over the width of the table.
    kop : bool
        Letterhead on the sheet.
    catatan : int
        No note, a note after an empty row, or a note right under the table.
    tanda_tangan : bool
        Signature block below.
    baris_sembunyi, kolom_sembunyi : bool
        A hidden row of the body, a hidden column.
    saringan : bool
        Autofilter over the table.
    angka, persen, uang : str
        True numbers, or texts: ``97,25``, ``97.25``, both by turns; 0.945 under ``0%``, ``94,5%``;
        ``2.130.000.000``, ``Rp 2.130.000.000``, ``Rp. 2.130.000.000,-``.
    desimal : int, optional
        Decimals of computed figures; None writes all that a cell holds.
    ribuan : bool
        Money in thousands, with ``(x 1000 Rp)`` in the heading.
    satuan_melekat : bool
        Unit behind the number, ``12 Dokumen``, ``16%``, instead of in a column.
    kosong : str
        What stands in a cell without a fact.
    rumus : str
        Formulas in computed cells, with cached values or, as some programs save them, without.
    galat : bool
        The last computed share is ``#DIV/0!``.
    lipat : bool
        Headings broken into lines.
    rapi : bool
        Texts without the hard and trailing spaces that pasting from a text processor leaves.
    lebar : bool
        The widest column is two columns of the sheet, merged in every row.
    potong : int
        The table goes on after so many rows under its header once more.
    tingkat : str
        Lines of the budget told apart by ``1.`` and ``a)``, words, ``A.`` ``1.`` ``a.``, indentation of the
        cell, leading spaces, code, or fill.
    jumlah_induk : bool
        Lines above others carry their sums, or none.
    nomor_baris : str
        Row numbers as numbers, texts, or with a full stop.
    """

    kata: int = 0
    huruf: str = "asal"
    satuan_judul: bool = False
    urutan: int = 0
    kolom_asing: int = 0
    ringkas: bool = False
    kembar: bool = True
    kepala: str = "gabung"
    tinggi: int = 0
    poros: str = "tahun"
    nomor_kolom: str = ""
    turun: int = 0
    kanan: int = 0
    label: str = "gabung"
    kelompok: str = ""
    sela: bool = False
    jumlah: str = "bawah"
    kata_jumlah: str = "JUMLAH"
    rata: bool = False
    judul: str = "dua baris"
    judul_gabung: bool = True
    kop: bool = False
    catatan: int = 0
    tanda_tangan: bool = False
    baris_sembunyi: bool = False
    kolom_sembunyi: bool = False
    saringan: bool = False
    angka: str = "bilangan"
    persen: str = "bilangan"
    uang: str = "bilangan"
    desimal: int | None = 2
    ribuan: bool = False
    satuan_melekat: bool = False
    kosong: str = ""
    rumus: str = ""
    galat: bool = False
    lipat: bool = False
    rapi: bool = True
    lebar: bool = False
    potong: int = 0
    tingkat: str = "nomor"
    jumlah_induk: bool = True
    nomor_baris: str = "bilangan"

    def __repr__(self) -> str:
        return f"Style({_deviations(self)})"

    def _repr_pretty_(self, printer: object, _cycle: object) -> None:
        printer.text(repr(self))  # as hypothesis prints a failing example


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a workbook is laid out.

    Parameters
    ----------
    gaya : tuple of Style
        Styles of the tables, by turns.
    tumpuk : str
        One sheet for each table, one for each chapter, or all tables stacked on one.
    nama_sheet : str
        What sheets are called.
    sampul : bool
        A cover that says who reports; without it the captions do.
    narasi : bool
        Sentences between stacked tables.
    penomoran : int
        Tables of chapter 3 numbered as usual, or so many higher.
    sheet_sembunyi : bool
        One of the sheets is hidden.
    """

    gaya: tuple[Style, ...] = (Style(),)
    tumpuk: str = "sendiri"
    nama_sheet: str = "Tabel 3.2"
    sampul: bool = True
    narasi: bool = False
    penomoran: int = 0
    sheet_sembunyi: bool = False

    def __repr__(self) -> str:
        return f"Layout({_deviations(self)})"

    def _repr_pretty_(self, printer: object, _cycle: object) -> None:
        printer.text(repr(self))


PLAIN = Layout()


def _deviations(one: Style | Layout) -> str:
    """Return what differs from the plainest, so that a failing example is short."""
    values = ((f.name, getattr(one, f.name), f.default) for f in fields(one))
    return ", ".join(f"{name}={value!r}" for name, value, default in values if value != default)


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Draw a style: most options plain, up to sixteen of them not."""
    fewest = draw(st.integers(0, 12))
    chosen = draw(st.lists(st.sampled_from(sorted(STYLE_OPTIONS)), min_size=fewest, max_size=16, unique=True))
    return Style(**{name: draw(st.sampled_from(STYLE_OPTIONS[name])) for name in chosen})


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Draw a layout with one to three styles."""
    book = {name: draw(st.sampled_from(values)) for name, values in BOOK_OPTIONS.items()}
    return Layout(gaya=tuple(draw(st.lists(styles(), min_size=1, max_size=3))), **book)


@st.composite
def subsets(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[str, ...]:
    """Draw three to eight of the tables, sometimes all, in the order of a report."""
    if draw(st.integers(0, 9)) == 9:
        return names
    chosen = draw(st.sets(st.sampled_from(names), min_size=min(3, len(names)), max_size=8))
    return tuple(name for name in names if name in chosen)
