"""The checklist of `/bot status`: what is well, and what to do about what is not."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.checks import (
    channel_of,
    guild_of,
    is_silent,
    missing_for_threads,
    missing_in,
)
from bot.commands import money_words
from bot.commands.bot_money import standing_of
from bot.commands.status_words import Used, channel_line, run_lines, silent_line
from bot.counting import counted
from bot.render.text import fit, moment
from digests.deliveries import Backlog
from digests.followed import FeedHealth
from digests.guilds import Guild, Schedule
from digests.newsroom import Newsroom

_WORDS = 200


async def status_lines(
    interaction: discord.Interaction[Any], newsroom: Newsroom, guild: Guild
) -> list[str]:
    """Return the checklist of a guild, a line or two for each thing."""
    health = await newsroom.feeds.health(guild.id)
    schedules = await newsroom.schedules.list_(guild.id)
    used = await _used(guild_of(interaction), newsroom, guild, schedules)
    rung = [each for each in await newsroom.topics.list_(guild.id) if each.role]
    here = guild_of(interaction)
    bill = await newsroom.accountant.bill(guild.id)
    return [
        *map(channel_line, used),
        _feeds(health),
        *money_words.status_lines(bill, await standing_of(newsroom), newsroom.now()),
        *run_lines(schedules, {each.channel for each in used if each.is_well}),
        *(silent_line(each) for each in rung if is_silent(here, each.role)),
        _waiting(await newsroom.outbox.backlog(guild.id)),
        _trouble(health),
        *_settings(guild),
    ]


async def _used(
    here: discord.Guild,
    newsroom: Newsroom,
    guild: Guild,
    schedules: Sequence[Schedule],
) -> list[Used]:
    """Return the channels that are used for something, those with digests first."""
    followed = await newsroom.subscriptions.list_(guild.id)
    paused = {x.id: x.paused for x in await newsroom.guilds.channels(guild.id)}
    digests = {each.channel for each in schedules}
    feeds = {each.channel for each in followed}
    keys = dict.fromkeys([*sorted(digests), *sorted(feeds), guild.log_channel])
    found = []
    for key in filter(None, keys):
        channel = await channel_of(here, key)
        found.append(
            Used(
                key,
                seen=channel is not None,
                feeds=key in feeds,
                digests=key in digests,
                log=key == guild.log_channel,
                missing=tuple(missing_in(channel)) if channel else (),
                no_threads=tuple(missing_for_threads(channel)) if channel else (),
                paused=paused.get(key, ""),
            )
        )
    return found


def _feeds(health: Sequence[FeedHealth]) -> str:
    failing = [each for each in health if each.error]
    if not health:
        return "✗ No feed is followed\n-# Add one with `/feed add`"
    if failing:
        told = f"{len(failing)} of {counted(len(health), 'feed', 'feeds')} failing"
        return f"✗ {told}\n-# `/feed health` says why"
    return f"✓ {counted(len(health), 'feed', 'feeds')}, all well"


def _waiting(backlog: Backlog) -> str:
    if not backlog.waiting or backlog.oldest is None:
        return "✓ Nothing waits to be sent"
    told = counted(backlog.waiting, "post waits", "posts wait")
    return f"– {told} to be sent, the first since {moment(backlog.oldest)}"


def _trouble(health: Sequence[FeedHealth]) -> str:
    failing = [each for each in health if each.error and each.failing_since]
    if not failing:
        return "✓ No error of late"
    last = max(failing, key=lambda each: each.polled or each.added)
    told = fit(f"{last.title or last.url}: {last.error}", 2 * _WORDS)
    return f"– Last error: {told}"


def _settings(guild: Guild) -> Iterator[str]:
    also = f" or the role <@&{guild.manager_role}>" if guild.manager_role else ""
    yield f"– Managed by members with Manage Server{also}"
    log = f"in <#{guild.log_channel}>" if guild.log_channel else "nowhere: `/bot log`"
    yield f"– Troubles are told {log}"
    yield f"– Time zone: {fit(guild.zone, _WORDS)}"
