"""The faces: Discord, and the command line."""
