"""Discord's JSON for the things of a world."""

from collections.abc import Container
from datetime import datetime
from itertools import count
from typing import Any

from tests.fakes.discord.things import (
    Channel,
    Guild,
    Kind,
    Member,
    Message,
    Role,
    Tag,
    User,
)

LONG_AGO = "2026-01-01T00:00:00+00:00"


def of_user(user: User) -> dict[str, Any]:
    """A user as everybody sees them."""
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0",
        "global_name": user.name,
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
    }


def of_member(member: Member, permissions: int | None = None) -> dict[str, Any]:
    """A member; interactions carry what they may do where they are."""
    given = {} if permissions is None else {"permissions": str(permissions)}
    return {
        "user": of_user(member.user),
        "roles": [str(role) for role in sorted(member.roles)],
        "joined_at": LONG_AGO,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "nick": None,
        "avatar": None,
        **given,
    }


def of_role(role: Role, position: int) -> dict[str, Any]:
    """A role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": position,
        "color": 0,
        "colors": {
            "primary_color": 0,
            "secondary_color": None,
            "tertiary_color": None,
        },
        "hoist": False,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "flags": 0,
    }


def of_roles(guild: Guild) -> list[dict[str, Any]]:
    """All roles of a guild."""
    return [of_role(role, place) for place, role in enumerate(guild.roles.values())]


def of_channel(channel: Channel, roles: Container[int] = ()) -> dict[str, Any]:
    """A channel, thread or direct message; `roles` are its guild's."""
    if channel.kind is Kind.DM:
        return {"id": str(channel.id), "type": 1, "last_message_id": None}
    shown: dict[str, Any] = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "name": channel.name,
        "guild_id": str(channel.guild),
        "parent_id": str(channel.parent) if channel.parent else None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "flags": 0,
    }
    if channel.kind.is_thread:
        return shown | _of_thread(channel)
    return shown | {
        "position": channel.position,
        "nsfw": False,
        "topic": channel.topic,
        "permission_overwrites": _of_overwrites(channel, roles),
        "default_auto_archive_duration": channel.auto_archive,
        **(_of_forum(channel) if channel.kind is Kind.FORUM else {}),
    }


def _of_thread(thread: Channel) -> dict[str, Any]:
    return {
        "owner_id": str(thread.owner),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "applied_tags": [str(tag) for tag in thread.applied_tags],
        "thread_metadata": {
            "archived": thread.archived,
            "locked": thread.locked,
            "auto_archive_duration": thread.auto_archive,
            "archive_timestamp": iso(thread.archived_at) or LONG_AGO,
            "create_timestamp": LONG_AGO,
        },
    }


def _of_forum(channel: Channel) -> dict[str, Any]:
    return {
        "flags": 1 << 4 if channel.require_tag else 0,
        "available_tags": [_of_tag(tag) for tag in channel.tags],
        "default_reaction_emoji": None,
        "default_sort_order": None,
        "default_forum_layout": 0,
    }


def _of_tag(tag: Tag) -> dict[str, Any]:
    return {
        "id": str(tag.id),
        "name": tag.name,
        "moderated": tag.moderated,
        "emoji_id": None,
        "emoji_name": None,
    }


def _of_overwrites(channel: Channel, roles: Container[int]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(key),
            "type": 0 if key in roles else 1,
            "allow": str(allowed),
            "deny": str(denied),
        }
        for key, (allowed, denied) in channel.overwrites.items()
    ]


def of_guild(
    guild: Guild, channels: list[Channel], me: Member | None
) -> dict[str, Any]:
    """A guild as GUILD_CREATE brings it to a bot without the members intent."""
    threads = [each for each in channels if each.kind.is_thread]
    places = [each for each in channels if not each.kind.is_thread]
    empty = (
        *("emojis", "stickers", "features", "voice_states", "presences"),
        *("stage_instances", "guild_scheduled_events", "soundboard_sounds"),
    )
    numbers = (
        *("verification_level", "explicit_content_filter", "mfa_level"),
        *("system_channel_flags", "premium_tier", "nsfw_level"),
    )
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner),
        "roles": of_roles(guild),
        "channels": [of_channel(each, guild.roles) for each in places],
        "threads": [of_channel(each) for each in threads if not each.archived],
        "members": [of_member(me)] if me else [],
        "member_count": len(guild.members),
        "joined_at": LONG_AGO,
        "large": False,
        "preferred_locale": guild.locale,
        "default_message_notifications": 1,
        "afk_timeout": 300,
        **{name: [] for name in empty},
        **dict.fromkeys(numbers, 0),
    }


def of_message(message: Message, author: User) -> dict[str, Any]:
    """A message in full."""
    body = message.body
    return {
        "id": str(message.id),
        "channel_id": str(message.channel),
        "author": of_user(author),
        "content": body.get("content") or "",
        "timestamp": iso(message.sent_at) or LONG_AGO,
        "edited_timestamp": LONG_AGO if message.edits else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [str(role) for role in sorted(message.roles_named)],
        "attachments": _of_files(message),
        "embeds": [{"type": "rich", **each} for each in body.get("embeds") or []],
        "components": numbered(body.get("components") or []),
        "pinned": False,
        "type": _type_of(message),
        "flags": message.flags,
        "nonce": body.get("nonce"),
        **({"webhook_id": str(message.webhook)} if message.webhook else {}),
    }


def _type_of(message: Message) -> int:
    if message.via:
        return 20
    return 19 if message.replied_to else message.type


def _of_files(message: Message) -> list[dict[str, Any]]:
    return [
        {
            "id": str(place),
            "filename": name,
            "size": len(content),
            "url": f"attachment://{name}",
            "proxy_url": f"attachment://{name}",
        }
        for place, (name, content) in enumerate(message.files.items())
    ]


def numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Components with the ids that Discord gives to those without."""
    numbers = count(1)

    def one(each: dict[str, Any]) -> dict[str, Any]:
        copy = {"id": next(numbers), **each}
        if each.get("components"):
            copy["components"] = [one(inner) for inner in each["components"]]
        if each.get("accessory"):
            copy["accessory"] = one(each["accessory"])
        return copy

    return [one(each) for each in components]


def iso(moment: datetime | None) -> str | None:
    """A moment as Discord writes it."""
    return moment.isoformat() if moment else None
