"""From reports to the stories of a digest."""
