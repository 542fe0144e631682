"""Does what a model wrote stand in its sources? Pure, and the model's only way out."""
