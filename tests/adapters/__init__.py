"""The real parts, over real sockets on loopback."""
