"""Who may do what where, as Discord computes it from roles and overwrites."""

from tests.fakes.discord.refused import no_access, no_permission
from tests.fakes.discord.things import ALL, BOT, Can, Channel, Guild, Kind, Member

_SENDING = Can.MENTION_EVERYONE | Can.EMBED | Can.ATTACH
_IN_DM = int(
    Can.VIEW | Can.SEND | Can.EMBED | Can.ATTACH | Can.HISTORY | Can.USE_COMMANDS
)


def in_guild(guild: Guild, member: Member) -> int:
    """What a member may do in a guild at large."""
    if member.user.id == guild.owner:
        return ALL
    granted = guild.roles[guild.id].permissions | member.extra
    for role in member.roles:
        granted |= guild.roles[role].permissions
    return ALL if granted & Can.ADMINISTRATOR else granted


def in_channel(guild: Guild | None, member: Member, place: Channel) -> int:
    """What a member may do in a channel; for a thread give its parent."""
    if guild is None or place.kind is Kind.DM:
        return _IN_DM
    granted = in_guild(guild, member)
    if granted == ALL:
        return ALL
    for holders in ({guild.id}, member.roles, {member.user.id}):
        pairs = [place.overwrites[key] for key in holders if key in place.overwrites]
        for _, denied in pairs:
            granted &= ~denied
        for allowed, _ in pairs:
            granted |= allowed
    if not granted & Can.VIEW:
        return 0
    return granted if granted & Can.SEND else granted & ~_SENDING


def require(granted: int, *needed: Can) -> None:
    """Refuse as Discord does: unseen before forbidden."""
    if not granted & Can.VIEW:
        raise no_access()
    if any(not granted & each for each in needed):
        raise no_permission()


def only(allowed: int) -> dict[int, tuple[int, int]]:
    """The overwrite that leaves the bot exactly these permissions in a channel."""
    return {BOT: (allowed, ALL & ~allowed)}
