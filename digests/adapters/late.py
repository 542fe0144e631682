"""An embedder that is loaded with the first text, off the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from digests.ports import Embedder


class Connected(Embedder, Protocol):
    """An embedder that hangs up in the end."""

    async def close(self) -> None:
        """Hang up."""
        ...


class LateEmbedder:
    """Connects when it is first asked; who never asks loads nothing."""

    def __init__(self, model: str, connect: Callable[[], Connected]) -> None:
        """Take the model's name, and what loads and returns the embedder."""
        self._model = model
        self._connect = connect
        self._connecting = asyncio.Lock()
        self._connected: Connected | None = None

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model

    async def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return a vector for each text; see `digests.ports.Embedder`."""
        async with self._connecting:
            if self._connected is None:
                self._connected = await asyncio.to_thread(self._connect)
        return await self._connected.embed(texts)

    async def close(self) -> None:
        """Hang up, where anybody was called."""
        if self._connected is not None:
            await self._connected.close()
