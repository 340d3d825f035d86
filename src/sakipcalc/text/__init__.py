"""How people write: numbers, names, periods, polarity."""
