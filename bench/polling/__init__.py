"""Polling beside lemon24/reader: one loopback server, whole processes in turn."""
