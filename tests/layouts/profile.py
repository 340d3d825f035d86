"""How many layouts the tests draw: by day the same few each time, by night (``SAKIPCALC_NIGHTLY=1``) many, at random.

By day a layout that fails is told as it was drawn; making it smaller takes minutes, and is for the night.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

__all__ = ["drawn"]

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def drawn(by_day: int, by_night: int) -> settings:
    """Return the settings of a test that draws so many layouts."""
    if os.environ.get("SAKIPCALC_NIGHTLY"):
        return settings(max_examples=by_night, deadline=None, suppress_health_check=_SLOW)
    return settings(
        max_examples=by_day,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=_SLOW,
    )
