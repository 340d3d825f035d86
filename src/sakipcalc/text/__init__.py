"""Human spellings: numbers, names, periods, polarity."""
