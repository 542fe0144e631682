"""The newsroom: feeds and pages in, digests out; knows nothing of Discord."""
