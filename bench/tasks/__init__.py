"""One module per task of the evaluation data, each with a `predict`."""
