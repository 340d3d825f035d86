"""The ground floor: version, packaged data, allowances of work, formulas as text."""
