"""Send a post to Discord: the only place where a post becomes a request.

Nothing that is sent may ping anybody, whatever it says.
"""

import discord

from bot.render import Embed, Post

NOBODY = discord.AllowedMentions.none()


def embeds_of(post: Post) -> list[discord.Embed]:
    """Return the post's embeds as discord.py takes them."""
    return [_embed(each) for each in post.embeds]


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


async def reply(interaction: discord.Interaction, post: Post) -> None:
    """Fill a deferred reply."""
    await interaction.edit_original_response(
        content=post.content or None, embeds=embeds_of(post), allowed_mentions=NOBODY
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


def _embed(embed: Embed) -> discord.Embed:
    made = discord.Embed(
        title=embed.title or None,
        description=embed.description or None,
        url=embed.url or None,
        timestamp=embed.timestamp,
    )
    if embed.footer:
        made.set_footer(text=embed.footer)
    return made
