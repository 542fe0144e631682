"""Take out of a parsed page what stands around the article and within it.

Promotion, related links, author boxes, forms to sign up, captions: told by the
field's common names for them, by their headings and by being nothing but a link.
Nothing here knows an outlet. An element that holds much of the page's text stays,
whatever it is called.
"""

import re

from lxml.html import HtmlElement

from digests.articles.clean import one_line

# Words of class names and ids, whole between separators or changes of case.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:"
    r"promos?|promotions?|recirc(?:ulation)?|recommend(?:ed|ations?)|trending"
    r"|popular|most-?(?:read|viewed|popular)|read-?(?:more|next|also)|also-?read"
    r"|see-?also|more-?(?:from|stories|on)|related(?:-?\w+)?|up-?next|you-?may"
    r"|about-?(?:the-?)?author|author-?(?:bio|info|box|card|content|data|details)"
    r"|bio|biography|newsletters?|sign-?up|subscribe|donat(?:e|ions?)|membership"
    r"|support-?us|comments?|show-?comments|commenting|share|sharing|social"
    r"|captions?|credits?|advert(?:isement)?s?|sponsor(?:ed)?|cookies?|consent"
    r"|gdpr|breadcrumbs?|bylines?|timestamps?|datelines?|pub-?date"
    r"|sr-only|visually-?hidden|screen-?reader(?:-text)?"
    r")(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = re.compile(
    r"(?:more (?:from|on|stories|news|in)|related|recommended|popular|trending"
    r"|most (?:read|popular|viewed)|read (?:more|next|also)|also read|up next"
    r"|you (?:may|might) (?:also )?like|what to read|don.t miss|top stories"
    r"|editors?['’]?s?['’]? (?:picks?|choice)|latest (?:news|stories)|in (?:pictures|video)"
    r"|sign up|subscribe|newsletter|get (?:our|the) |join (?:our|the|the conversation)"
    r"|comments?\b|about the author|follow us|share this|support (?:us|our)|donate"
    r"|mehr (?:zum thema|von|aus)|lesen sie auch|das könnte sie|kommentare|newsletter"
    r"|(?:à )?lire aussi|à lire|sur le même (?:sujet|thème)|les plus lus|commentaires"
    r"|te puede interesar|lea? también|más (?:información|sobre|leídas)|comentarios"
    r"|читайте (?:также|також)|по теме|коментар|комментарии)",
    re.IGNORECASE,
)
# Other people's posts, whose words are not the reporter's, by the class names that
# the platforms ask for; and the list in which AMP pages show whatever came last.
_EMBEDDED = (
    "//blockquote[contains(@class, 'twitter-tweet') or contains(@class, '-media')"
    " or contains(@class, 'tiktok-embed') or contains(@class, 'bluesky-embed')]"
    " | //div[contains(@class, 'fb-post')] | //amp-live-list"
)
_BLOCKS = frozenset(
    {"div", "section", "aside", "ul", "ol", "p", "header", "footer", "figure"}
)
_KEPT = frozenset({"html", "body", "main", "article"})
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]*$")
_LABEL = re.compile(r"^\W*(?:\w+\W+){1,4}$")
# Of all the text in paragraphs: an element with more is the article, not a box.
_MOST_OF_TEXT = 0.3


def remove_furniture(tree: HtmlElement) -> None:
    """Drop the furniture from the tree, in place, keeping what follows it."""
    room = _MOST_OF_TEXT * sum(len(p.text_content()) for p in tree.iter("p"))
    for element in tree.xpath(_EMBEDDED):
        element.drop_tree()
    for element in tree.xpath("//*[@class or @id]"):
        if _is_named_so(element) and len(element.text_content()) <= room:
            element.drop_tree()
    for heading in list(tree.iter("h2", "h3", "h4", "h5", "h6")):
        if _HEADINGS.match(one_line(heading.text_content())):
            _section(heading, room).drop_tree()
    for paragraph in list(tree.iter("p")):
        if _is_only_a_link(paragraph):
            paragraph.drop_tree()


def _is_named_so(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _KEPT or (tag not in _BLOCKS and "-" not in tag and tag != "span"):
        return False
    return bool(
        _NAMES.search(element.get("class") or "")
        or _NAMES.search(element.get("id") or "")
    )


def _section(heading: HtmlElement, room: float) -> HtmlElement:
    """Return the largest small element that begins with the heading."""
    section = heading
    parent = heading.getparent()
    while (
        parent is not None
        and parent.tag not in _KEPT
        and _is_first(section, parent)
        and len(parent.text_content()) <= room
    ):
        section, parent = parent, parent.getparent()
    return section


def _is_first(child: HtmlElement, parent: HtmlElement) -> bool:
    if (parent.text or "").strip():
        return False
    for sibling in parent:
        if sibling is child:
            return True
        if sibling.text_content().strip() or (sibling.tail or "").strip():
            return False
    return False


def _is_only_a_link(paragraph: HtmlElement) -> bool:
    """Tell a pointer to elsewhere: "See also: <a>…</a>", or a headline as a link."""
    links = [link for link in paragraph.iter("a") if link.get("href")]
    if not links:
        return False
    text = one_line(paragraph.text_content())
    linked = one_line(" ".join(link.text_content() for link in links))
    if not linked or len(linked) < len(text) * 0.5:
        return False
    before, found, after = text.partition(linked)
    if not found or any(c.isalnum() for c in after):
        return False
    if any(c.isalnum() for c in before):
        return before.rstrip().endswith((":", "|")) and bool(_LABEL.match(before))
    return not _SENTENCE_END.search(text)
