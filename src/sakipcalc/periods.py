"""How long the plan of a unit is."""

__all__ = ["is_period"]

#: Years from the first to the last one of a Renstra or RPJMD: five to seven calendar years.
_BETWEEN = range(4, 7)


def is_period(first: int, last: int) -> bool:
    """Return whether a range of years is as long as a Renstra or RPJMD.

    Examples
    --------
    >>> is_period(2021, 2026), is_period(2022, 2024)
    (True, False)
    """
    return last - first in _BETWEEN
