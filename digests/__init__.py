"""The newsroom: feeds and pages in, digests and answers out; knows nothing of Discord."""
