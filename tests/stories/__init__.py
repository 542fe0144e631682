"""Articles on one event, and what a card takes from them."""
