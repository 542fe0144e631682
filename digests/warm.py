"""Load what every first job would otherwise wait for.

Imported where workers are forked from, and nowhere else: the forks share it.
"""

from digests.articles.language import detect

# Unpacking the model of languages takes longer than reading forty articles.
detect("Any text will do that is long enough to be asked about.")
