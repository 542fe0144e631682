"""A Discord of ours on loopback: REST and gateway, as strict as the original.

    async with FakeDiscord() as discord:            # .settings is a `[discord]` section
        ... start a bot with TOKEN, in this process or another ...
        await discord.connected()
        asked = await discord.invoke("/digest now", at=600, by=200, since="3h")
        message = await asked.answered()        # .text .buttons .body .private .files
    assert discord.faults == []                     # what no bot may do
    assert discord.malformed == []                  # bodies that Discord refuses

The world, all by plain ids: guild 500 "Readers" of user 100 "ada", text channel 600
"news", bot 900. More of it, before the bot connects:
`world.add_channel(601, "read-only", permissions=Can.VIEW)` (`permissions`: the bot's
there; `kind=Kind.FORUM, tags=(Tag(1, "World"),), require_tag=True`; `guild=501`;
`only_for={200}` hides it from all but these roles and users and the bot),
`add_thread(602, "name", parent=600)`, `add_guild(501, "Other")`
(`present=False`: the bot is not in it, so commands there are user installs),
`add_role(700, "desk", mentionable=True)`, `add_member(200, "bea", 700,
permissions=Can.MANAGE_GUILD, guild=500, locale="de")`, `dm(200).id`.
Figures to change: `nonce_lives_s`, `token_lives_s`, `ack_within_s` (three
seconds, more on a busy machine), `pingable_roles`, `message_content`,
`users[200].dms_open`. To ask: `may(user, channel)`,
`readable_by(user)`, `pings`, `missed`, `syncs`, `creates`; `forget_nonces()`.
`discord.shown_in(600)` are a channel's messages (forum posts stand in their threads).

While it is connected, `await discord.admin.…`: `invite`, `kick`, `outage`, `recovery`
of a guild; `create_channel`, `change_channel(600, permissions=…)`, `delete_channel`,
`archive(thread, locked=True)`; `create_role(700, "desk")`; `grant(bits)` to the bot's
role, `restrict(bits)` everyone's; `say("words", 600, by=200, to=message, ping=False)`
(`to` is what it replies to; `type=7`, `webhook=77` are of no member),
`hear_again(message)`, `delete_message(message)`.

What members do, `at=` a channel and `by=` a user, gives an `Interaction`: `await
.acknowledged()`, `.answered()`, `.form()`; then `.reply .followups .private .choices
.modal .kind .took_s .missed`. There are `invoke`, `autocomplete("/feed remove",
feed="ga")` (gives choices), `use_menu("Digest this link", message)`,
`press(message, "label or custom_id")`, `choose(message, "custom_id", *values)`,
`submit(opened, name="…")`, `forge(message, "any custom_id")`,
`redeliver(interaction)`. All other names are options of the command, typed as
registered: `channel=601`, `role=700`, `file=Upload("feeds.opml", b"…")`. What
Discord's own client would stop (no permission, wrong place, missing or bad option) is
`NotOffered`; `anyway=True` sends it all the same, as a forging user or an admin's
override may.

Troubles: `discord.fail(fault, "POST /channels/*/messages", nth=2, times=None)` with
`Status(503)`, `Refuse(10003, "Unknown Channel", 404)`, `TooMany(0.2)`, `Cloudflare()`,
`Drop()`, `Slow(1.0)`, `Do(bot.kill)`; each takes `after=True`: the effect happens, its
answer is lost. It returns a plan with `.hits` and `.cancel()`.
`discord.requests(pattern)` are those that came (`.method .path .body .at .status`);
`await discord.until(lambda: …)` waits, and asks again after every request; after a
kill `await discord.disconnected()`, before another bot is waited for.
`discord.gateway`: `close(4000)`, `cut()`, `invalidate()`, `ask_to_reconnect()`,
`losing`, `redeliver` (events repeated on resume), `heartbeat_ms`, `late_beats`,
`identifies`, `resumes`, `resumed`, `closed_with`. `discord.rates.limits[route]` are
real limits (five messages in five seconds per channel); `discord.rates.relaxed = True`
lifts them all.

It knows what the bot uses and no more; an unknown path is a 404 and a fault.
"""

from tests.fakes.discord.faults import (
    Cloudflare,
    Do,
    Drop,
    Refuse,
    Slow,
    Status,
    TooMany,
)
from tests.fakes.discord.interaction import Choice, Interaction, Modal
from tests.fakes.discord.options import NotOffered, Upload
from tests.fakes.discord.server import TOKEN, FakeDiscord
from tests.fakes.discord.things import (
    BOT,
    CHANNEL,
    EVERYBODY,
    GUILD,
    INVITED,
    OWNER,
    Can,
    Kind,
    Message,
    Tag,
)

__all__ = [
    "BOT",
    "CHANNEL",
    "EVERYBODY",
    "GUILD",
    "INVITED",
    "OWNER",
    "TOKEN",
    "Can",
    "Choice",
    "Cloudflare",
    "Do",
    "Drop",
    "FakeDiscord",
    "Interaction",
    "Kind",
    "Message",
    "Modal",
    "NotOffered",
    "Refuse",
    "Slow",
    "Status",
    "Tag",
    "TooMany",
    "Upload",
]
