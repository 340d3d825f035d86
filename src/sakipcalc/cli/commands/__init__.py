"""What each verb does, one module for each; how it looks is said in :mod:`sakipcalc.cli.views`."""
