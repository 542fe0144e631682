"""What a server says of a page besides the page."""

from email.message import Message


def charset_named(content_type: str) -> str | None:
    """Return the charset that a content-type header names, None for none."""
    message = Message()
    message["content-type"] = content_type
    return message.get_content_charset()
