"""Answer interactions: the only place where an answer becomes a request.

Whatever takes time is acknowledged first, which decides who sees the answer. Posts
go out as they are; nothing that is sent may ping anybody but whom the post names.
"""

import io
import json
from typing import Any

import discord
from discord import InteractionResponseType as Kind
from discord.http import Route

from bot.posts import Post
from bot.render.pages import notice

_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_EPHEMERAL = 1 << 6


async def take_on(
    interaction: discord.Interaction[Any], *, private: bool = True, fresh: bool = False
) -> int | None:
    """Acknowledge: the answer may take up to 15 minutes from here.

    A command's answer is a message of its own. What a button or menu brings takes
    the place of the message that it stands on, unless a `fresh` one is wanted: so
    for whatever stands on a message that others see.

    Returns:
        The id of the message that the answer will be.

    """
    if interaction.message is None or fresh:
        taken = await interaction.response.defer(ephemeral=private, thinking=True)
    else:
        taken = await interaction.response.defer()
    return taken.message_id if taken else None


async def reply(
    interaction: discord.Interaction[Any],
    post: Post,
    *more: Post,
    file: tuple[str, str] | None = None,
    private: bool = True,
) -> None:
    """Say it where `take_on` made room, then `more` below, seen by the same people.

    `file` is a name and a text, attached to the first; `private` is as it was there.

    Raises:
        discord.HTTPException: Discord refused it.

    """
    body = post.replacing()
    await _request(interaction, "PATCH", "/messages/@original", body, file)
    for each in more:
        await follow_up(interaction, each, private=private)


async def follow_up(
    interaction: discord.Interaction[Any], post: Post, *, private: bool = True
) -> None:
    """Say it in a message of its own, under the answer.

    Raises:
        discord.HTTPException: Discord refused it.

    """
    flags = post.flags | (_EPHEMERAL if private else 0)
    await _request(interaction, "POST", "", post.body() | {"flags": flags})


async def tell(interaction: discord.Interaction[Any], words: str) -> None:
    """Tell the one who asked, acknowledged or not; `words` are markdown of ours.

    The message that a button or menu stands on is left as it is.
    """
    said = notice(words)
    match interaction.response.type:
        case None:
            await interaction.response.send_message(
                said.content, ephemeral=True, suppress_embeds=True
            )
        case Kind.deferred_message_update | Kind.message_update:
            await follow_up(interaction, said)
        case _:
            await reply(interaction, said)


async def _request(
    interaction: discord.Interaction[Any],
    method: str,
    path: str,
    body: dict[str, Any],
    file: tuple[str, str] | None = None,
) -> None:
    route = Route(
        method,
        _HOOK + path,
        webhook_id=interaction.application_id,
        webhook_token=interaction.token,
    )
    http = interaction.client.http
    if file is None:
        await http.request(route, json=body)
        return
    name, text = file
    whole = json.dumps(body | {"attachments": [{"id": 0, "filename": name}]})
    attached = io.BytesIO(text.encode())
    form = [
        {"name": "payload_json", "value": whole},
        {"name": "files[0]", "value": attached, "filename": name},
    ]
    await http.request(route, form=form)
