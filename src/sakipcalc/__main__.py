"""``python -m sakipcalc``: the command line without its script."""

import sys

from sakipcalc.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
