"""The faces, as people and programs see them."""
