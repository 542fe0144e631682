"""Poll with Pullquote, with the settings that it ships; run as a whole process.

`python -m bench.polling.ours DB PORT FEEDS [add [tls] [large]]`. Prints one line of
JSON: entries held, the process's peak memory, and how late the event loop woke a
sleeper: while idle, and while polling.
"""

if __name__ == "__main__":
    # Workers import this module too, and are to load what they need only.
    from bench.polling.once import main

    main()
