"""The faces: Discord, and the command line."""

__version__ = "0.1.0"
