"""A model in this process: what a script says, or a fault, and nothing over a wire."""

from collections.abc import Callable

from digests.errors import EndpointError
from digests.ports import Again, Completion, Prompt, freely
from tests.fakes import overheard
from tests.fakes.scripts import Messages, honest


class ScriptedModel:
    """Says what a script says; `prompts` are what it was asked, call after call.

    While there is a `fault`, every call is that.
    """

    def __init__(
        self, script: Callable[[Messages], str] = honest, name: str = "scripted"
    ) -> None:
        """Take what writes its replies."""
        self.script = script
        self.prompts: list[Prompt] = []
        self.fault: EndpointError | None = None
        self._name = name

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    async def complete(self, prompt: Prompt, again: Again = freely) -> Completion:
        """Return what the script says; a token is taken for four characters."""
        del again  # It refuses nothing.
        self.prompts.append(prompt)
        overheard.hear(f"{prompt.rules}\n{prompt.data}")
        if self.fault is not None:
            raise self.fault
        text = self.script(
            [
                {"role": "system", "content": prompt.rules},
                {"role": "user", "content": prompt.data},
            ]
        )
        tokens_in = (len(prompt.rules) + len(prompt.data)) // 4
        return Completion(text, "stop", "", tokens_in, len(text) // 4, self._name)
