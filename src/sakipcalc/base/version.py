"""The version of the library; the package is built with it too."""

__all__ = ["__version__"]

__version__ = "0.1.0"
