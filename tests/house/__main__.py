"""Print the counts of the house: ``python -m tests.house``; with ``--all`` what they count."""

import sys

from tests.house import counts

print(counts.report())
if "--all" in sys.argv:
    for name in (
        "fields_of_several_types",
        "type_names_twice",
        "file_names_too_often",
        "circles",
        "foreign_names",
    ):
        print(f"\n{name}")
        found = getattr(counts, name)()
        for one in found.items() if isinstance(found, dict) else found:
            print("  ", *(one if isinstance(one, tuple) else (one,)))
