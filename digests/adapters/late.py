"""Endpoints that are loaded with the first call, off the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from digests.ports import Again, Completion, Embedder, Model, Prompt, Vectors, freely


class Connected(Protocol):
    """What hangs up in the end."""

    async def close(self) -> None:
        """Hang up."""
        ...


class ConnectedEmbedder(Connected, Embedder, Protocol):
    """An embedder that hangs up in the end."""


class ConnectedModel(Connected, Model, Protocol):
    """A model that hangs up in the end."""


T = TypeVar("T", bound=Connected)


class _Late(Generic[T]):
    """Connects when it is first asked; who never asks loads nothing."""

    def __init__(self, name: str, connect: Callable[[], T]) -> None:
        """Take the model's name, and what loads and returns the endpoint."""
        self._name = name
        self._connect = connect
        self._connecting = asyncio.Lock()
        self._connected: T | None = None

    async def close(self) -> None:
        """Hang up, where anybody was called."""
        if self._connected is not None:
            await self._connected.close()

    async def _reached(self) -> T:
        async with self._connecting:
            if self._connected is None:
                self._connected = await asyncio.to_thread(self._connect)
        return self._connected


class LateEmbedder(_Late[ConnectedEmbedder]):
    """An embedder that connects with the first text."""

    @property
    def model(self) -> str:
        """The model's name."""
        return self._name

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text; see `digests.ports.Embedder`."""
        return await (await self._reached()).embed(texts)


class LateModel(_Late[ConnectedModel]):
    """A model that connects with the first prompt."""

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    async def complete(self, prompt: Prompt, again: Again = freely) -> Completion:
        """Return the reply to a prompt; see `digests.ports.Model`."""
        return await (await self._reached()).complete(prompt, again)
