"""`python -m bot` is `pullquote`."""

from bot.cli import main

# Worker processes import this module too.
if __name__ == "__main__":
    main(prog_name="pullquote")
