"""From a Laporan and a Metode to a Hasil; every value remembers what it was made from.

``links`` says which rows are about the same thing, ``linking`` finds out, ``scales`` which scale judges,
``engine`` follows the derivations of the tables, ``result`` gathers what people
ask for, ``explain`` tells how a figure came about, ``export`` makes plain data of it.
"""

from sakipcalc.computing.result import Hasil, compute
from sakipcalc.computing.values import Nilai

__all__ = ["Hasil", "Nilai", "compute"]
