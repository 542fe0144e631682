"""From other programs' lists of feeds to ours. Pure."""
