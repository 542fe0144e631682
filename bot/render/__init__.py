"""What the bot has to say, as posts that Discord takes: the one layout. Pure."""
