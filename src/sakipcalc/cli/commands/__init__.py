"""Verbs of the command line, one module each; :mod:`sakipcalc.cli.views` prints."""
