"""The words that offices use, as data; ``README.md`` lists the files."""
