"""Stand-ins for the seams, as honest as the real parts."""
