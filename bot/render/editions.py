"""An edition as what is sent of it: the one layout of digests. Pure."""

import json

from bot.posts import Post
from bot.render.components import component_parts, component_posts
from bot.render.embeds import embed_posts, forum_posts
from digests.deliveries import Action, Parcel
from digests.guilds import ChannelKind, Edition


def digest_posts(edition: Edition, *, components: bool = True) -> tuple[Post, ...]:
    """Return the posts that show an edition, in order.

    With `components` they are of Components V2, which need no permission to embed;
    without, cards are embeds.
    """
    return component_posts(edition) if components else embed_posts(edition)


def lay_out(edition: Edition) -> tuple[Parcel, ...]:
    """Return what is to be sent for an edition, whatever its channel is.

    A forum gets a thread a story, an announcement channel each post and its
    publication where that is wanted, and any other channel posts; each post has
    embeds instead for where Discord refuses its components.
    """
    if edition.kind is ChannelKind.FORUM:
        return tuple(
            Parcel(
                *(Action.THREAD, _json(post.starter), post.name, post.topics),
                stories=frozenset([story]),
            )
            for story, post in enumerate(forum_posts(edition))
        )
    publish = edition.publish and edition.kind is ChannelKind.ANNOUNCEMENT
    parcels: list[Parcel] = []
    parts, plain = component_parts(edition), embed_posts(edition)
    alone = len(parts) == len(plain) == 1
    for part in parts:
        # Of several parts each stands for itself: embeds are packed otherwise.
        instead = _json(plain[0] if alone else part.plain)
        stories = frozenset(number - 1 for number in part.cards)
        parcels.append(
            Parcel(Action.POST, _json(part.post), instead=instead, stories=stories)
        )
        if publish:
            parcels.append(Parcel(Action.PUBLISH))
    return tuple(parcels)


def _json(post: Post) -> str:
    return json.dumps(post.body(), ensure_ascii=False)
