"""What the bot may do in a channel, and what it lacks there."""

import discord
import pytest

from bot.permissions import granted, missing, needed

GUILD, ROLE, ME = "500", "501", "300"
INVITED = 309237730304
TEXT, NEWS, THREAD, FORUM = 0, 5, 11, 15


def a_guild(everyone: int = 0, role: int = INVITED, owner: str = "100"):
    return {
        "id": GUILD,
        "owner_id": owner,
        "roles": [
            {"id": GUILD, "permissions": str(everyone)},
            {"id": ROLE, "permissions": str(role)},
            {"id": "999", "permissions": str(1 << 3)},
        ],
    }


def a_channel(*overwrites: tuple[str, int, int]):
    return {
        "permission_overwrites": [
            {"id": key, "allow": str(allow), "deny": str(deny)}
            for key, allow, deny in overwrites
        ]
    }


MEMBER = {"user": {"id": ME}, "roles": [ROLE]}


@pytest.mark.parametrize("kind", [TEXT, NEWS, THREAD, FORUM])
def test_the_invitation_gives_all_that_is_needed(kind):
    assert missing(granted(a_guild(), MEMBER, a_channel()), needed(kind)) == ()


def test_the_invitation_is_what_the_documents_say():
    names = (
        *("view_channel", "send_messages", "embed_links", "read_message_history"),
        *("create_public_threads", "send_messages_in_threads"),
    )
    assert discord.Permissions(**dict.fromkeys(names, True)).value == INVITED
    assert missing(INVITED, needed(TEXT)) == ()
    assert len(missing(0, needed(TEXT))) == 6


def test_what_is_missing_is_named_as_discord_names_it():
    no_embeds = a_channel((GUILD, 0, 1 << 14))
    lacking = missing(granted(a_guild(), MEMBER, no_embeds), needed(TEXT))
    assert lacking == ("Embed Links",)


def test_a_thread_and_a_forum_need_what_they_need():
    assert "Send Messages" not in needed(THREAD)
    assert "Create Public Threads" not in needed(FORUM)
    assert "Send Messages in Threads" in needed(FORUM)


def test_a_log_takes_words_alone():
    assert needed(TEXT, only_log=True) == ("View Channel", "Send Messages")
    assert needed(THREAD, only_log=True) == (
        "View Channel",
        "Send Messages in Threads",
    )


def test_an_overwrite_of_the_role_outweighs_that_of_everyone():
    channel = a_channel((GUILD, 0, 1 << 11), (ROLE, 1 << 11, 0))
    assert missing(granted(a_guild(), MEMBER, channel), ["Send Messages"]) == ()


def test_an_overwrite_of_the_bot_itself_has_the_last_word():
    channel = a_channel((ROLE, 1 << 11, 0), (ME, 0, 1 << 11))
    lacking = missing(granted(a_guild(), MEMBER, channel), needed(TEXT))
    assert lacking == ("Send Messages",)


def test_administrators_and_owners_may_do_everything():
    closed = a_channel((GUILD, 0, INVITED))
    for guild in (a_guild(role=1 << 3), a_guild(owner=ME)):
        assert missing(granted(guild, MEMBER, closed), needed(TEXT)) == ()


def test_a_role_that_the_bot_does_not_have_gives_nothing():
    lacking = missing(granted(a_guild(role=0), MEMBER, a_channel()), needed(TEXT))
    assert len(lacking) == 6


def test_our_reckoning_is_discord_pys():
    """Over every pair of overwrites, compared with the library's own."""
    for deny in (0, 1 << 10, 1 << 11, 1 << 38):
        for allow in (0, 1 << 10, 1 << 11):
            channel = a_channel((GUILD, 0, deny), (ROLE, allow, 0))
            theirs = discord.Permissions(INVITED)
            theirs.handle_overwrite(0, deny)
            theirs.handle_overwrite(allow, 0)
            assert granted(a_guild(), MEMBER, channel) == theirs.value
