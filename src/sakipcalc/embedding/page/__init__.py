"""The page of the browser, as `sakipcalc serve` and `web/build.py` hand it out."""
