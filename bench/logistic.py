"""Logistic regression, as the weights here are learned."""

import numpy as np

from digests.answers.overlap import Array

_ROUNDS = 25


def logistic(x: Array, y: Array, penalty: float = 1.0) -> Array:
    """Return weights by Newton's method; `y` may lie between 0 and 1."""
    weights: Array = np.zeros(x.shape[1])
    ridge = penalty * np.eye(x.shape[1])
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty * weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights
