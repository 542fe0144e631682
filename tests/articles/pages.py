"""Web pages as a few words say them, for tests."""

REPORT = (
    (
        "The council voted on Monday to close the old bridge for a year, after "
        "engineers found cracks in two of its piers."
    ),
    (
        "“We will not gamble with people’s lives,” said Mayor Ines Calder. Buses will "
        "take the ring road until the repairs are done."
    ),
    (
        "Traders in the lower town fear for their summer. They have asked for a lower "
        "rent and for a footbridge that could stand within weeks."
    ),
    (
        "The repairs will cost £12m, half of which the government has promised to pay, "
        "and the council hopes to open the bridge again next spring."
    ),
)


def a_page(
    *paragraphs: str,
    head: str = "",
    above: str = "",
    inside: str = "",
    below: str = "",
    title: str = "Old bridge closes for a year",
) -> bytes:
    """A page with these paragraphs of markup, or the report, in its article.

    `above` and `below` stand within the article, `inside` at the end of its body.
    """
    body = "\n".join(f"<p>{text}</p>" for text in paragraphs or REPORT)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>{title}</title>{head}</head><body><main><article>"
        f"<h1>{title}</h1>{above}<div class='article-body'>{body}{inside}</div>"
        f"{below}</article></main></body></html>"
    ).encode()
