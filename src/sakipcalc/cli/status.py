"""Exit status of the command line, by which scripts tell how it went."""

__all__ = ["FAILED", "FOUND", "OK", "STOPPED", "USAGE"]

#: All well.
OK = 0
#: Findings at or above ``--fail-on``.
FOUND = 1
#: Wrong usage, or no input could be read.
USAGE = 2
#: Some workbook failed; the others are done.
FAILED = 3
#: Interrupted, as a shell says it.
STOPPED = 130
