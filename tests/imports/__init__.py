"""From a feed's bytes to its entries."""
