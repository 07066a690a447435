"""The `papers` console script. It starts light: what a command needs is imported when it runs."""

from adapters.cli.start import main

__all__ = ["main"]
