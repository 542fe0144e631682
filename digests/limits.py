"""How many bytes of a body are taken, after decompression."""

FEED_BYTES = 10 * 2**20
PAGE_BYTES = 5 * 2**20
LIST_BYTES = 10 * 2**20
