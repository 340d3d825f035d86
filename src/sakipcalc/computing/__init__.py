"""Computation: a Laporan and a Metode give a Hasil; every value keeps its inputs.

``links`` says which rows are about the same thing, ``linking`` finds out, ``scales`` which scale judges,
``engine`` follows the derivations of the tables, ``result`` gathers what people
ask for, ``explain`` tells how a figure came about, ``export`` makes plain data of it.
"""

from sakipcalc.computing.result import Hasil, compute
from sakipcalc.computing.values import Value

__all__ = ["Hasil", "Value", "compute"]
