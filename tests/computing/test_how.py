"""How values say what they were made of: every operation in each of its readers, and in the words of a clerk."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import get_args

import pytest

import sakipcalc as sc
from sakipcalc.base.places import Place
from sakipcalc.computing import Value, apply
from sakipcalc.computing.explain import account, explain_value
from sakipcalc.computing.expressions import formula
from sakipcalc.computing.how import How, Limited, Typed, UsedScale, inputs, mapped, word
from sakipcalc.computing.links import Indicator
from sakipcalc.model import Cell
from sakipcalc.rulebook import scale
from sakipcalc.rulebook.formulas import Status

EVERY_MEMBER = {getattr(member, "__origin__", member) for member in get_args(How)}
SCALE = UsedScale(skala=scale("lkjip"))


def typed(row: int, number: int) -> Value:
    cell = Cell(place=Place(sheet="Tabel", cell=f"B{row}"), row=row, col=2, text=str(number), is_number=True)
    return Value(number=Fraction(number), text=str(number), status=Status.DIISI, cell=cell)


FOUR, FIVE, ZERO = typed(1, 4), typed(2, 5), typed(3, 0)
HERE = Cell(place=Place(sheet="Tabel", cell="B9"), row=9, col=2)
RATIO = {"realisasi": FOUR, "target": FIVE}
CAPPED, ROUNDED = sc.Metode(batas=70), sc.Metode(bulatkan_rerata=1)
UPWARDS = Indicator(subject=("indikator", 0), nama="Arsip", tujuan_sasaran="")
KINDER = sc.Metode(target_nol="seratus")

#: What was done -> the value, the word for it, how it is told, and the formula in its cell.
MADE = {
    "typed": (FOUR, "", "4 [Tabel!B1]", None),
    "copied": (apply.copy(FOUR, HERE), "salin", "4 [Tabel!B1]", 'IF(B1="","",B1)'),
    "sum": (apply.total([FOUR, FIVE], HERE), "jumlah", "jumlah 2 baris = 9", 'IF(COUNT(B1:B2)=0,"",SUM(B1:B2))'),
    "sum of all": (
        apply.year(sc.Metode(), [FOUR, FIVE], "jumlah", HERE), "jumlah_utuh", "jumlah 2 triwulan = 9",
        'IF(COUNT(B1:B2)<2,"",SUM(B1:B2))',
    ),
    "last": (
        apply.year(sc.Metode(), [FOUR, FIVE], "posisi", HERE), "terakhir", "yang terakhir terisi dari 2 triwulan = 5",
        'IF(COUNT(B1,B2)=0,"",IF(COUNT(B2)=1,B2,B1))',
    ),
    "mean": (
        apply.year(sc.Metode(), [FOUR, FIVE], "rata", HERE), "rerata", "rata-rata 2 indikator = 4,5",
        'IF(COUNT(B1:B2)<2,"",AVERAGE(B1:B2))',
    ),
    "rule": (
        apply.achievement(sc.Metode(), UPWARDS, RATIO, HERE), "rasio", "4 [Tabel!B1] / 5 [Tabel!B2] × 100 = 80",
        'IF(OR(COUNT(B1,B2)<2,B2=0),"",B1/B2*100)',
    ),
    "limited": (
        apply.achievement(CAPPED, UPWARDS, RATIO, HERE), "batas",
        "4 [Tabel!B1] / 5 [Tabel!B2] × 100 = 80; dibatasi paling tinggi 70 = 70",
        'IF(OR(COUNT(B1,B2)<2,B2=0),"",MIN(B1/B2*100,70))',
    ),
    "met zero": (
        apply.achievement(KINDER, UPWARDS, {"realisasi": FOUR, "target": ZERO}, HERE), "target_nol", None, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("value", "said", "told", "written"), MADE.values(), ids=MADE)
def test_every_operation_is_told_and_written(value, said, told, written):
    assert word(value.how) == said
    assert told is None or explain_value(value, "id") == told
    assert formula(value, lambda _: True) == written
    assert value.derived == (said != "")


def test_a_label_tells_its_figure_and_the_row_of_its_scale():
    figure = apply.achievement(sc.Metode(), UPWARDS, RATIO)
    label = apply.label(figure, SCALE, HERE)
    told = "4 [Tabel!B1] / 5 [Tabel!B2] × 100 = 80 → Cukup (lkjip)"
    assert explain_value(label) == account(figure, label).computation == told
    assert word(label.how) == "kategori"
    assert apply.copy(label).used_scale is label.used_scale is SCALE


def test_means_by_weights_and_of_rounded_members():
    weighted = apply.weighted_mean([FOUR, FIVE], [FIVE, FOUR])
    assert (word(weighted.how), weighted.number) == ("rerata_berbobot", Fraction(40, 9))
    (member, _) = inputs(apply.mean(ROUNDED, [FOUR, FIVE]).how)
    assert (word(member.how), explain_value(member)) == (
        "bulat", "4 [Tabel!B1]; dibulatkan ke 1 desimal = 4",
    )  # fmt: skip


def test_every_member_of_the_union_is_made_by_some_operation():
    label = apply.label(FOUR, SCALE)
    means = (apply.weighted_mean([FOUR], [FIVE]), *inputs(apply.mean(ROUNDED, [FOUR]).how), label)
    made = {type(value.how) for value in (*(one for one, *_ in MADE.values()), *means)}
    assert made == EVERY_MEMBER


@pytest.mark.parametrize("value", [one for one, *_ in MADE.values()], ids=MADE)
def test_an_operation_keeps_its_kind_and_its_inputs_when_they_are_exchanged(value):
    same = mapped(value.how, lambda one: one)
    assert same == value.how
    named = mapped(value.how, lambda one: str(one.number))
    assert type(named) is type(value.how)
    assert inputs(named) == tuple(str(one.number) for one in value.sources())


def test_only_a_limited_capaian_has_another_one_before_its_cap():
    for value, *_ in MADE.values():
        before = value.how.raw if isinstance(value.how, Limited) else value
        assert value.uncapped is before
    assert not fields(Typed)
