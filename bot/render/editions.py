"""An edition as what is sent of it: the one layout of digests. Pure."""

import json

from bot.posts import Post
from bot.render.components import component_posts
from bot.render.embeds import embed_posts, forum_posts
from digests.guilds import Action, ChannelKind, Edition, Parcel


def digest_posts(edition: Edition, *, components: bool = True) -> tuple[Post, ...]:
    """Return the posts that show an edition, in order.

    With `components` they are of Components V2, which need no permission to embed;
    without, cards are embeds.
    """
    return component_posts(edition) if components else embed_posts(edition)


def lay_out(edition: Edition) -> tuple[Parcel, ...]:
    """Return what is to be sent for an edition, whatever its channel is.

    A forum gets a thread a story, an announcement channel each post and its
    publication where that is wanted, and any other channel posts; one post has
    embeds instead for where Discord refuses its components.
    """
    if edition.kind is ChannelKind.FORUM:
        return tuple(
            Parcel(Action.THREAD, _json(post.starter), post.name, post.topics)
            for post in forum_posts(edition)
        )
    publish = edition.publish and edition.kind is ChannelKind.ANNOUNCEMENT
    parcels: list[Parcel] = []
    posts, plain = digest_posts(edition), digest_posts(edition, components=False)
    # Several posts part the stories otherwise, so that none stands for another.
    instead = _json(plain[0]) if len(posts) == len(plain) == 1 else ""
    for post in posts:
        parcels.append(Parcel(Action.POST, _json(post), instead=instead))
        if publish:
            parcels.append(Parcel(Action.PUBLISH))
    return tuple(parcels)


def _json(post: Post) -> str:
    return json.dumps(post.body(), ensure_ascii=False)
