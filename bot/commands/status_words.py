"""What `/bot status` says of channels, digests and topics. Pure."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from bot.render.text import fit, moment
from digests.guilds import Mode, Schedule, Topic

_WORDS = 200
_MOST_RUNS = 5
_RESUME = "`/digest resume` lets them go on"
RING = (
    "Let anyone mention that role, in its settings, or give me the permission to "
    "mention all roles"
)


class Used(Struct, frozen=True):
    """A channel and what it is used for; `missing` is what the bot lacks there.

    `seen` tells whether the bot sees it at all, `paused` why nothing is posted, and
    `no_threads` what answers in threads would need.
    """

    channel: str
    seen: bool = True
    feeds: bool = False
    digests: bool = False
    log: bool = False
    missing: tuple[str, ...] = ()
    no_threads: tuple[str, ...] = ()
    paused: str = ""

    @property
    def is_well(self) -> bool:
        """Whether what is to be posted there arrives."""
        return self.seen and not self.missing and not self.paused


def channel_line(used: Used) -> str:
    """Return whether the bot may post in a channel, and else what would help."""
    place = f"<#{used.channel}>"
    if not used.seen:
        return f"✗ {place} is gone, or I cannot see it\n-# {_elsewhere(used)}"
    if used.missing:
        do = "Allow me that in the channel's settings, under Permissions"
        return f"✗ {place}: I need {', '.join(used.missing)}\n-# {do}"
    if used.paused:
        do = f"Use {_resuming(used)} once that is settled"
        return f"✗ {place} is paused: {fit(used.paused, _WORDS)}\n-# {do}"
    if used.no_threads:
        lacks = ", ".join(used.no_threads)
        do = f"Answers stay in place: for threads I need {lacks}"
        return f"✓ {place}: I may post there\n-# {do}"
    return f"✓ {place}: I may post there"


def run_lines(schedules: Sequence[Schedule], well: Collection[str]) -> Iterator[str]:
    """Return which digests come, and which do not; `well` are channels that take them.

    What is wrong with the others is told of the channels.
    """
    going = [each for each in schedules if each.channel in well and not each.paused]
    coming = sorted(
        (each.next_run, each.channel)
        for each in going
        if each.next_run and each.order.mode is Mode.SCHEDULED
    )
    live = {each.channel for each in going if each.order.mode is Mode.LIVE}
    for at, channel in coming[:_MOST_RUNS]:
        yield f"✓ Next digest in <#{channel}>: {moment(at)}"
    for channel in sorted(live):
        yield f"✓ In <#{channel}> each story is posted as it is read"
    paused = sorted({each.channel for each in schedules if each.paused})
    if paused:
        places = ", ".join(f"<#{each}>" for each in paused)
        yield f"– Digests are paused in {places}\n-# {_RESUME}"
    if not schedules:
        yield "✗ No digest is coming\n-# Set a time with `/digest schedule`"
    elif not coming and not live:
        yield "✗ No digest is coming, for the reasons above"


def silent_line(topic: Topic) -> str:
    """Return that a topic's role hears nothing, and what would help."""
    name = fit(topic.name, _WORDS)
    return f"✗ **{name}** cannot ring for <@&{topic.role}>\n-# {RING}"


def _elsewhere(used: Used) -> str:
    """Return how to be rid of a channel, for each thing that it is used for."""
    ways = (
        ("`/feed edit` takes its feeds elsewhere", used.feeds),
        ("`/digest remove` ends its digests", used.digests),
        ("`/bot log` chooses another for troubles", used.log),
    )
    return "; ".join(words for words, is_so in ways if is_so)


def _resuming(used: Used) -> str:
    if used.digests:
        return "`/digest resume`"
    return "`/bot log`" if used.log else "`/digest now`"
