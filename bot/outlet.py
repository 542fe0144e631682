"""Send a post to Discord: the only place where a post becomes a request.

Nothing that is sent may ping anybody, whatever it says.
"""

import discord

from bot.posts import Post

NOBODY = discord.AllowedMentions.none()


def embeds_of(post: Post) -> list[discord.Embed]:
    """Return the post's embeds as discord.py takes them."""
    return [discord.Embed.from_dict(each) for each in post.body().get("embeds", [])]


async def send(
    channel: discord.abc.Messageable, post: Post, nonce: str
) -> discord.Message:
    """Post to a channel.

    The same nonce within a few minutes gives the first message again and posts
    nothing.

    Raises:
        discord.HTTPException: Discord refused it.

    """
    return await channel.send(
        post.content or None,
        embeds=embeds_of(post),
        nonce=nonce,
        allowed_mentions=NOBODY,
    )


async def reply(interaction: discord.Interaction, post: Post, *more: Post) -> None:
    """Fill a deferred reply, and go on below it."""
    await interaction.edit_original_response(
        content=post.content or None, embeds=embeds_of(post), allowed_mentions=NOBODY
    )
    for each in more:
        await interaction.followup.send(
            each.content, embeds=embeds_of(each), allowed_mentions=NOBODY
        )


async def tell(interaction: discord.Interaction, words: str) -> None:
    """Tell the one who asked, privately unless the reply was deferred in public."""
    if interaction.response.is_done():
        await interaction.edit_original_response(
            content=words, embeds=[], allowed_mentions=NOBODY
        )
    else:
        await interaction.response.send_message(
            words, ephemeral=True, allowed_mentions=NOBODY
        )
