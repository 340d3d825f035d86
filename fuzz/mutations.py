"""Changes that leave the form of an input in place, so that they get beyond the parser.

Of an XML part, bytes changed at random nearly always give what is not well-formed and refused at once; of a
sheet written as lines they nearly never give a row too many or the figure of another cell.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import atheris

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[random.Random, list[bytes]], None]

#: How often bytes are changed after all, and how many changes an input gets at most otherwise.
BYTES, CHANGES = 0.3, 4
#: An input of fewer pieces has no form to keep.
FEWEST = 2
#: Bytes before the body of nearly every record.
HEAD = 2
#: How often an attribute takes the value of another one, and how often it is left out.
OTHERS, NONE = 0.5, 0.1
_TOKEN = re.compile(rb"<[^<>]*>|[^<]+|<")
_ATTRIBUTE = re.compile(rb'(\s[\w:.-]+=")([^"]*)(")')
_VALUES = (
    b"", b"0", b"1", b"-1", b"2", b"6", b"1048576", b"1048577", b"4294967296", b"1e400", b"NaN", b"true",
    b"A1", b"B6", b"A1:B9", b"$A$1:$B$2", b"XFD1048576", b"A1:XFD1048576", b"B6 C6:D9", b"#REF!",
    b"Daftar!A1:B3", b"'Tabel 3.2'!$E$4", b"rId1", b"rId99", b"../x.xml", b"&amp;", b"\xc3\xa9", b"shared",
    b"array", b"s", b"inlineStr",
)  # fmt: skip
_CELLS = (
    "", "-", "0", "1", "100", "120", "-5", "84,5", "1.421.414.021", "97,25%", "Baik", "Sangat Baik",
    "80 - 90", "=B4*2|8", "=A1|", "=D4/E4*100|#DIV/0!", "<", "^", "!x", "2024", "2026", "Target", "Realisasi",
    "Indikator Kinerja", "Tabel 3.3 Perbandingan Realisasi Kinerja", "JUMLAH", "turun",
    "Tabel 3.9 Realisasi Anggaran Tahun 2024",
)  # fmt: skip
_WORDS = (
    "12,5", "104,0%", "2 (dua)", "1.500,- (seribu lima ratus rupiah)", "tahun 2024", "tahun 2023", "Tahun",
    "kategori", "Sangat Baik.", "Memuaskan", "predikat", "efisien", "penyerapan", "ke-4", "Renstra", "Rp",
    "(", ")", ".", ";\n", "|", "\t", "kepuasan", "masyarakat", "SAKIP", "dari", "target", "untuk", "pada",
    "dinilai", "keempat", "(tiga belas)", "triliun",
)  # fmt: skip
_CHOICES = (
    b"{", b"}", b"[", b"]", b":", b",", b"null", b"true", b"0", b"-1", b"1e400", b"2024", b"99999999999",
    b'""', b'"en"', b'"id"', b'"lang"', b'"metode"', b'"batas"', b'"110"', b'"on_conflict"', b'"replace"',
    b'"answers"', b'"Kolom Lembar 1!C2"', b'"bukan"', b'"password"', b'"tahun"', b'"nama"', b'"kabupaten"',
    b'"ukuran"', b'"F4"', b'"formulas"', b'"temuan"', b'"aturan"', b'"skala"',
)  # fmt: skip


def markup(data: bytes, longest: int, seed: int) -> bytes:
    """Change elements, attributes and texts of an XML part; the byte before it chooses the part."""
    changes = (_attribute, _attribute, _text, _drop, _double, _move)
    return _mutated(data, longest, seed, data[:1], _TOKEN.findall(data[1:]), changes)


def kinds(data: bytes, longest: int, seed: int) -> bytes:
    """Change the XML of an .ods, or the records of a part of an .xlsb."""
    if data[1:2] == b"<":
        return markup(data, longest, seed)
    changes = (_body, _body, _body, _drop_piece, _copy_piece)
    return _mutated(data, longest, seed, data[:1], _records(data[1:]), changes)


def lines(data: bytes, longest: int, seed: int) -> bytes:
    """Change cells, rows and columns of sheets written as lines and tabs."""
    rows = re.findall(rb"[^\n\f]*[\n\f]|[^\n\f]+", data)
    changes = (_cell, _cell, _cell, _copy_cell, _digit, _drop_piece, _copy_piece, _column)
    return _mutated(data, longest, seed, b"", rows, changes)


def prose(data: bytes, longest: int, seed: int) -> bytes:
    """Change words and figures of a text."""
    changes = (_word, _word, _digit, _drop_piece, _copy_piece)
    return _mutated(data, longest, seed, b"", re.findall(rb"\S*\s+|\S+", data), changes)


def asked(data: bytes, longest: int, seed: int) -> bytes:
    """Change the choices in the first line, or the sheets below it."""
    head, line, body = data.partition(b"\n")
    rng = random.Random(seed)  # noqa: S311 -- libFuzzer gives the seed
    if line and rng.random() < OTHERS:
        return head + line + lines(body, longest - len(head) - 1, seed)
    pieces = re.findall(rb'"[^"]*"|[\w.]+|.', head[1:])
    return _mutated(data, longest, seed, head[:1], pieces, (_choice, _choice, _drop_piece, _copy_piece))[
        : longest - len(body) - 1
    ] + (line + body)


def _mutated(
    data: bytes, longest: int, seed: int, head: bytes, pieces: list[bytes], changes: tuple[Change, ...]
) -> bytes:
    rng = random.Random(seed)  # noqa: S311 -- libFuzzer gives the seed
    if len(pieces) < FEWEST or rng.random() < BYTES:
        return atheris.Mutate(data, longest)
    for _ in range(rng.randint(1, CHANGES)):
        if pieces:
            rng.choice(changes)(rng, pieces)
    return (head + b"".join(pieces))[:longest]


def _drop_piece(rng: random.Random, pieces: list[bytes]) -> None:
    del pieces[rng.randrange(len(pieces))]


def _copy_piece(rng: random.Random, pieces: list[bytes]) -> None:
    pieces.insert(rng.randrange(len(pieces)), rng.choice(pieces))


# -- markup ---------------------------------------------------------------------------------


def _attribute(rng: random.Random, tokens: list[bytes]) -> None:
    """Give an attribute another value, one that may matter or that of another attribute, or drop it."""
    places = [at for at, token in enumerate(tokens) if _ATTRIBUTE.search(token)]
    if not places:
        return
    at = rng.choice(places)
    found = rng.choice(list(_ATTRIBUTE.finditer(tokens[at])))
    other = rng.choice(list(_ATTRIBUTE.finditer(tokens[rng.choice(places)])))
    value = other[2] if rng.random() < OTHERS else rng.choice(_VALUES)
    written = b"" if rng.random() < NONE else found[1] + value + found[3]
    tokens[at] = tokens[at][: found.start()] + written + tokens[at][found.end() :]


def _text(rng: random.Random, tokens: list[bytes]) -> None:
    places = [at for at, token in enumerate(tokens) if not token.startswith(b"<")]
    if places:
        at = rng.choice(places)
        tokens[at] = rng.choice([*_VALUES, tokens[rng.choice(places)], b"=" + tokens[at]])


def _opens(token: bytes) -> bool:
    return token[:1] == b"<" and token[1:2] not in {b"/", b"?", b"!", b""}


def _element(rng: random.Random, tokens: list[bytes]) -> tuple[int, int] | None:
    """Return where an element begins and ends."""
    opens = [at for at, token in enumerate(tokens) if _opens(token)]
    if not opens:
        return None
    at, depth = rng.choice(opens), 0
    for end, token in enumerate(tokens[at:], at + 1):
        depth += _opens(token) - (token.startswith(b"</") or token.endswith(b"/>"))
        if depth == 0:
            return at, end
    return None


def _drop(rng: random.Random, tokens: list[bytes]) -> None:
    if place := _element(rng, tokens):
        del tokens[slice(*place)]


def _double(rng: random.Random, tokens: list[bytes]) -> None:
    if place := _element(rng, tokens):
        tokens[place[1] : place[1]] = tokens[slice(*place)] * rng.choice((1, 1, 1, 20))


def _move(rng: random.Random, tokens: list[bytes]) -> None:
    """Put a copy of an element behind another one, wherever that is."""
    place, target = _element(rng, tokens), _element(rng, tokens)
    if place and target:
        tokens[target[1] : target[1]] = tokens[slice(*place)]


# -- records ----------------------------------------------------------------------------------


def _records(part: bytes) -> list[bytes]:
    """Return the records of a part of an .xlsb: one or two bytes say the kind, up to four the length."""
    found, at = [], 0
    while at < len(part):
        body = at + (2 if part[at] & 0x80 else 1)
        length = 0
        for step in range(4):
            byte = part[body] if body < len(part) else 0
            length |= (byte & 0x7F) << 7 * step
            body += 1
            if not byte & 0x80:
                break
        found.append(part[at : body + length])
        at = body + length
    return found


def _body(rng: random.Random, records: list[bytes]) -> None:
    """Change one, two or four bytes of a record behind its head."""
    at = rng.randrange(len(records))
    size = rng.choice((1, 1, 2, 4))
    if len(records[at]) > HEAD + size:
        place = rng.randrange(HEAD, len(records[at]) - size + 1)
        value = rng.choice((0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, rng.getrandbits(32)))
        new = (value & (1 << 8 * size) - 1).to_bytes(size, "little")
        records[at] = records[at][:place] + new + records[at][place + size :]


# -- words ----------------------------------------------------------------------------------


def _word(rng: random.Random, words: list[bytes]) -> None:
    words[rng.randrange(len(words))] = rng.choice(_WORDS).encode() + b" "


def _choice(rng: random.Random, pieces: list[bytes]) -> None:
    pieces[rng.randrange(len(pieces))] = rng.choice(_CHOICES)


# -- lines ----------------------------------------------------------------------------------


def _cell(rng: random.Random, rows: list[bytes]) -> None:
    at = rng.randrange(len(rows))
    _put(rng, rows, at, rng.choice(_CELLS).encode())


def _copy_cell(rng: random.Random, rows: list[bytes]) -> None:
    """Let a cell say what another one says, as when a clerk copies from table to table."""
    at = rng.randrange(len(rows))
    _put(rng, rows, at, rng.choice(_parts(rng.choice(rows))[0]))


def _put(rng: random.Random, rows: list[bytes], at: int, text: bytes) -> None:
    cells, end = _parts(rows[at])
    cells[rng.randrange(len(cells))] = text
    rows[at] = b"\t".join(cells) + end


def _parts(row: bytes) -> tuple[list[bytes], bytes]:
    """Return the cells of a row, and what ends it: a line, a page, or nothing as the last one."""
    return row.rstrip(b"\n\f").split(b"\t"), row[-1:] if row[-1:] in {b"\n", b"\f"} else b""


def _digit(rng: random.Random, rows: list[bytes]) -> None:
    at = rng.randrange(len(rows))
    if digits := list(re.finditer(rb"[0-9.,]", rows[at])):
        found = rng.choice(digits)
        new = rng.choice(b"0123456789.,-% ").to_bytes()
        rows[at] = rows[at][: found.start()] + new + rows[at][found.end() :]


def _column(rng: random.Random, rows: list[bytes]) -> None:
    """Drop, double or empty a column of some rows that follow each other."""
    at, col, what = rng.randrange(len(rows)), rng.randrange(8), rng.randrange(3)
    for place in range(at, min(at + rng.randint(1, 12), len(rows))):
        cells, end = _parts(rows[place])
        if col < len(cells):
            cells[col : col + 1] = ([], [cells[col]] * 2, [b""])[what]
            rows[place] = b"\t".join(cells) + end


MUTATIONS: dict[str, Callable[[bytes, int, int], bytes]] = {
    "grid": lines,
    "fill": lines,
    "package": markup,
    "kinds": kinds,
    "narrative": prose,
    "bridge": asked,
}
