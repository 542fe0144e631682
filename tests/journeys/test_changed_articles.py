"""Articles that change after they were posted, from their pages to the posts."""

import sqlite3
from contextlib import closing

from tests.fakes.discord import Message
from tests.journeys.restarting import a_bot, a_desk, a_world
from tests.journeys.running import DESK, FORUM, NEWS, Running

GUILD = "500"
TITLE = "Bridge opens at Tarn"
SAID = "We are proud of every rivet"
PAGE = f"""
<html><head><title>{TITLE}</title></head><body><article>
<h1>{TITLE}</h1>
<p>The new bridge at Tarn opened on Monday, two years later than planned.</p>
<p>“{SAID},” said Ada Marsh, the mayor, who cut the ribbon before a crowd of some
four hundred people from both sides of the river.</p>
<p>The bridge replaces a ferry that carried goods and people since 1931, and that
will be shown in the museum of the town from next spring on.</p>
</article></body></html>
"""
RETRACTED = f"""
<html><head><title>{TITLE}</title></head><body><article>
<h1>{TITLE}</h1>
<p>An earlier version of this report was wrong, and the Gazette withdraws it.</p>
<p>No bridge was opened at Tarn on Monday. What our reporter saw was a rehearsal for
the ceremony, which the council holds in autumn, and the mayor did not speak there.</p>
<p>We have changed how such reports are checked, and we apologise to all who read it,
to the council, and to the ferrymen, who go on as they have for ninety years.</p>
</article></body></html>
"""


async def test_a_post_follows_its_page_where_that_says_no_more_what_it_shows(tmp_path):
    """SAFETY 27: not for one letter or a page that is gone; for another text, once."""
    async with a_world(tmp_path) as world:
        page(world, PAGE)
        for channel in (NEWS, DESK, FORUM):
            await read(world, channel)
        async with a_bot(world):
            for channel in (NEWS, DESK, FORUM):
                told = await world.said("/digest now", channel=channel)
                assert told == f"Posted in <#{channel}>."
            await noted(world, DESK)

            page(world, PAGE.replace("planned", "planed"))
            await read(world)
            page(world, None)
            await read(world)
            assert cards_to_be_looked_at(world) == 0

            page(world, RETRACTED)
            await read(world)
            await world.discord.until(lambda: all(x.edits for x in posts(world)))
            page(world, RETRACTED.replace("Monday", "Tuesday"))
            await read(world)
            edited = posts(world)
            await world.discord.until(lambda: edited[0].edits + edited[2].edits == 4)
            assert world.discord.world.pings == []

        # The text channel's and the forum's are set anew; the desk's has a line more.
        for post in (edited[0], edited[2]):
            assert "No bridge was opened at Tarn on Tuesday." in post.text
            assert post.text.count("Set anew <t:") == 1
            assert SAID not in post.text
        assert edited[1].edits == 1
        assert SAID in edited[1].text
        assert "Its page has changed since" in edited[1].text


def posts(world: Running) -> list[Message]:
    """What was posted in the three channels, one each."""
    channels = world.discord.world.channels.values()
    (thread,) = (each.id for each in channels if each.parent == FORUM)
    found = [world.discord.shown_in(each) for each in (NEWS, DESK, thread)]
    assert [len(each) for each in found] == [1, 1, 1]
    return [each[0] for each in found]


def page(world: Running, body: str | None) -> None:
    """Put another page behind the feed's item, or none, and change the item too."""
    url = world.site.feed("Gazette", TITLE)
    path = "/Gazette.xml"
    told = f"<description>{hash(body)}</description></item>".encode()
    world.site.pages[path] = world.site.pages[path].replace(b"</item>", told)
    world.site.pages.pop("/Gazette/0")
    if body:
        world.site.pages["/Gazette/0"] = body.encode()
    assert url.endswith(path)


async def read(world: Running, channel: int | None = None) -> None:
    """Have the feed read, and the page behind what has changed in it."""
    async with a_desk(world) as desk:
        if channel:
            url = f"{world.site.address}/Gazette.xml"
            await desk.subscriptions.follow(url, GUILD, str(channel))
        with closing(sqlite3.connect(world.folder / "news.db")) as db, db:
            # It would be read again an hour later.
            db.execute("UPDATE entries SET next_try_at = NULL WHERE state = 'read'")
        await desk.poller.poll(everything=True)
        await desk.pages.read_waiting()


async def noted(world: Running, channel: int) -> None:
    """Have a channel's posts marked, and not set anew."""
    asked = await world.discord.invoke("/digest schedule", time="8:00", channel=channel)
    await asked.answered()
    assert asked.reply
    menu = next(each for each in asked.reply.components if each["type"] == 3)
    chosen = await world.discord.choose(asked.reply, menu["custom_id"], "note")
    await chosen.answered()


def cards_to_be_looked_at(world: Running) -> int:
    with closing(sqlite3.connect(world.folder / "news.db")) as db:
        (count,) = db.execute("SELECT count(*) FROM corrections").fetchone()
    return int(count)
