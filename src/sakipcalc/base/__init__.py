"""What knows neither the annexes nor Excel: version, packaged data, limits on work, the text of formulas."""
