"""The checklist of `/bot status`: what is well, and what to do about what is not."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.cards import counted
from bot.checks import guild_of, missing_for_threads, missing_in
from bot.render.text import fit, moment
from digests.followed import FeedHealth
from digests.guilds import Backlog, ChannelState, Guild, Mode, Schedule
from digests.newsroom import Newsroom

_EXTRACTIVE = "– Extractive mode: digests and answers are made without a model"
_WORDS = 200
_MOST_RUNS = 5


async def status_lines(
    interaction: discord.Interaction[Any], newsroom: Newsroom, guild: Guild
) -> list[str]:
    """Return the checklist of a guild, a line or two for each thing."""
    followed = await newsroom.subscriptions.list_(guild.id)
    feeds = {each.feed_id for each in followed}
    health = [each for each in await newsroom.feeds.health() if each.id in feeds]
    schedules = await newsroom.schedules.list_(guild.id)
    states = {each.id: each for each in await newsroom.guilds.channels(guild.id)}
    used = [each.channel for each in schedules] + [each.channel for each in followed]
    channels = dict.fromkeys([*used, guild.log_channel])
    here = guild_of(interaction)
    return [
        *(_channel(here, key, states.get(key)) for key in channels if key),
        _feeds(health),
        _EXTRACTIVE,
        *_runs(schedules),
        _waiting(await newsroom.outbox.backlog(guild.id)),
        _trouble(health),
        *_settings(guild),
    ]


def _channel(guild: discord.Guild, key: str, state: ChannelState | None) -> str:
    channel = guild.get_channel_or_thread(int(key))
    if channel is None:
        return f"✗ <#{key}> is gone, or archived\n-# Choose another: `/feed edit`"
    if missing := missing_in(channel):
        do = "Allow me that in the channel's settings, under Permissions"
        return f"✗ <#{key}>: I need {', '.join(missing)}\n-# {do}"
    if state and state.paused:
        do = "Use `/digest resume` once that is settled"
        return f"✗ <#{key}> is paused: {fit(state.paused, _WORDS)}\n-# {do}"
    if missing := missing_for_threads(channel):
        do = f"Answers stay in place: for threads I need {', '.join(missing)}"
        return f"✓ <#{key}>: I may post there\n-# {do}"
    return f"✓ <#{key}>: I may post there"


def _feeds(health: Sequence[FeedHealth]) -> str:
    failing = [each for each in health if each.error]
    if not health:
        return "✗ No feed is followed\n-# Add one with `/feed add`"
    if failing:
        told = f"{len(failing)} of {counted(len(health), 'feed', 'feeds')} failing"
        return f"✗ {told}\n-# `/feed health` says why"
    return f"✓ {counted(len(health), 'feed', 'feeds')}, all well"


def _runs(schedules: Sequence[Schedule]) -> Iterator[str]:
    coming = sorted(
        (each.next_run, each.channel)
        for each in schedules
        if each.next_run and each.order.mode is Mode.SCHEDULED
    )
    live = {each.channel for each in schedules if each.order.mode is Mode.LIVE}
    for at, channel in coming[:_MOST_RUNS]:
        yield f"✓ Next digest in <#{channel}>: {moment(at)}"
    for channel in sorted(live):
        yield f"✓ In <#{channel}> each story is posted as it is read"
    if not coming and not live:
        yield "✗ No digest is coming\n-# Set a time with `/digest schedule`"


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
