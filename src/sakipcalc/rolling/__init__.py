"""Next year's workbook from this year's, in the unit's own layout.

``years`` decides which years of a text move, ``titles`` and ``parts`` find the texts, ``history`` moves
Tabel 3.3, ``inputs`` says what is emptied; ``verb`` turns all of it into edits of the package.
"""

from sakipcalc.rolling.rollreport import RollReport
from sakipcalc.rolling.verb import roll_forward

__all__ = ["RollReport", "roll_forward"]
