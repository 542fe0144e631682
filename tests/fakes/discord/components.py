"""What Discord refuses in components: rows, Components V2, and forms.

Facts: docs.discord.com, components/reference.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.discord.refused import Refused, bad
from tests.fakes.discord.things import flattened

ROWS, IN_ROW, NESTED, TEXT, BYTES = 5, 5, 40, 4000, 10170
ROW, BUTTON, SELECT, INPUT, USERS, ROLES, MENTIONABLES, CHANNELS = range(1, 9)
SECTION, DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR = range(9, 15)
CONTAINER, LABEL, UPLOAD = 17, 18, 19
SELECTS = {SELECT, USERS, ROLES, MENTIONABLES, CHANNELS}
_TOP = {ROW, SECTION, DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER}
_IN_CONTAINER = _TOP - {CONTAINER}
_LINK_STYLE, _PREMIUM = 5, 6
Component = dict[str, Any]
At = tuple[str | int, ...]


def check_components(components: list[Component], *, v2: bool) -> None:
    """Refuse the components of a message as Discord would."""
    if not v2 and len(components) > ROWS:
        raise bad(f"Must be {ROWS} or fewer in length.", "components")
    every = flattened(components)
    if v2 and len(every) > NESTED:
        raise bad(f"the total number of components exceeds {NESTED}", "components")
    allowed = _TOP if v2 else {ROW}
    _check_each(components, allowed, ("components",))
    _check_unique(every)
    if v2:
        _check_text(every)


def _check_each(components: list[Component], allowed: set[int], at: At) -> None:
    for place, each in enumerate(components):
        _check_one(each, allowed, (*at, place))


def _check_one(each: Component, allowed: set[int], at: At) -> None:
    kind = each.get("type")
    if kind not in allowed:
        raise bad(
            f"Value of field 'type' must be one of {sorted(allowed)}", *at, "type"
        )
    _CHECKS[kind](each, at)


def _check_unique(every: list[Component]) -> None:
    for name, given in (("custom_id", None), ("id", 0)):
        keys = [each[name] for each in every if each.get(name, given) != given]
        if len(set(keys)) < len(keys):
            raise bad(f"Component {name} cannot be duplicated", "components")


def _check_text(every: list[Component]) -> None:
    shown = [each["content"] for each in every if each["type"] == DISPLAY]
    if sum(len(text.encode("utf-16-le")) // 2 for text in shown) > TEXT:
        raise bad(f"the displayable text exceeds {TEXT} characters", "components")
    # Undocumented: long Cyrillic or Chinese texts within the limit break Discord.
    if sum(len(text.encode()) + 12 for text in shown) > BYTES:
        raise Refused(0, "500: Internal Server Error", 500)


def _check_row(row: Component, at: At) -> None:
    inner = row.get("components") or []
    if any(each.get("type") in SELECTS for each in inner) and len(inner) != 1:
        raise bad("a select takes a whole row", *at, "components")
    if not 1 <= len(inner) <= IN_ROW:
        raise bad(f"Must be between 1 and {IN_ROW} in length.", *at, "components")
    _check_each(inner, {BUTTON} | SELECTS, (*at, "components"))


def _check_button(button: Component, at: At) -> None:
    style = button.get("style")
    if style not in range(1, _PREMIUM):
        raise bad("Value must be one of (1, 2, 3, 4, 5)", *at, "style")
    if not button.get("label") and not button.get("emoji"):
        raise bad("BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", *at)
    _check_length(button.get("label") or "", 0, 80, *at, "label")
    if style != _LINK_STYLE:
        if "url" in button:
            raise bad("a button with a url has style 5", *at, "url")
        _check_custom_id(button, at)
        return
    if "custom_id" in button:
        raise bad("A custom id and url cannot both be specified", *at, "custom_id")
    _check_length(button.get("url") or "", 1, 512, *at, "url")
    _check_media_url(button["url"], {"http", "https", "discord"}, *at, "url")


def _check_select(select: Component, at: At) -> None:
    _check_custom_id(select, at)
    _check_length(select.get("placeholder") or "", 0, 150, *at, "placeholder")
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not (0 <= least <= 25 and 1 <= most <= 25 and least <= most):
        raise bad("min_values and max_values are 0 to 25", *at, "max_values")
    if select["type"] != SELECT:
        return
    options = select.get("options") or []
    if not 1 <= len(options) <= 25:
        raise bad("Must be between 1 and 25 in length.", *at, "options")
    if most > len(options):
        raise bad("max_values exceeds the options", *at, "max_values")
    for place, each in enumerate(options):
        where = (*at, "options", place)
        _check_length(each.get("label") or "", 1, 100, *where, "label")
        _check_length(each.get("value") or "", 1, 100, *where, "value")
        _check_length(each.get("description") or "", 0, 100, *where, "description")
    values = [each["value"] for each in options]
    if len(set(values)) < len(values):
        raise bad("The specified option value is already used", *at, "options")
    if sum(bool(each.get("default")) for each in options) > most:
        raise bad("too many defaults", *at, "options")


def _check_section(section: Component, at: At) -> None:
    inner = section.get("components") or []
    if not 1 <= len(inner) <= 3:
        raise bad("Must be between 1 and 3 in length.", *at, "components")
    _check_each(inner, {DISPLAY}, (*at, "components"))
    if not section.get("accessory"):
        raise bad("This field is required", *at, "accessory")
    _check_one(section["accessory"], {BUTTON, THUMBNAIL}, (*at, "accessory"))


def _check_display(display: Component, at: At) -> None:
    content = display.get("content") or ""
    _check_length(content if content.strip() else "", 1, TEXT, *at, "content")


def _check_thumbnail(thumbnail: Component, at: At) -> None:
    _check_media(thumbnail.get("media") or {}, *at)
    _check_length(thumbnail.get("description") or "", 0, 1024, *at, "description")


def _check_gallery(gallery: Component, at: At) -> None:
    items = gallery.get("items") or []
    if not 1 <= len(items) <= 10:
        raise bad("Must be between 1 and 10 in length.", *at, "items")
    for place, each in enumerate(items):
        _check_thumbnail(each, (*at, "items", place))


def _check_file(file: Component, at: At) -> None:
    _check_media_url((file.get("file") or {}).get("url") or "", {"attachment"}, *at)


def _check_separator(separator: Component, at: At) -> None:
    if separator.get("spacing", 1) not in {1, 2}:
        raise bad("Value must be one of (1, 2)", *at, "spacing")


def _check_container(container: Component, at: At) -> None:
    inner = container.get("components") or []
    if not inner:
        raise bad("This field is required", *at, "components")
    if not 0 <= (container.get("accent_color") or 0) <= 0xFFFFFF:
        raise bad("int value should be between 0 and 16777215", *at, "accent_color")
    _check_each(inner, _IN_CONTAINER, (*at, "components"))


def _check_media(media: Component, *at: str | int) -> None:
    schemes = {"http", "https", "attachment"}
    _check_media_url(media.get("url") or "", schemes, *at, "media", "url")


def _check_media_url(url: str, schemes: set[str], *at: str | int) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise bad("Not a well formed URL.", *at) from None
    known = parts.scheme in schemes and bool(parts.netloc)
    if not known or len(url) > 2048 or any(each.isspace() for each in url):
        raise bad(f"Scheme must be one of {sorted(schemes)}: {url}", *at)


def _check_custom_id(each: Component, at: At) -> None:
    _check_length(each.get("custom_id") or "", 1, 100, *at, "custom_id")


def _check_length(text: str, least: int, most: int, *at: str | int) -> None:
    if not least <= len(text.encode("utf-16-le")) // 2 <= most:
        raise bad(f"Must be between {least} and {most} in length.", *at)


def check_modal(modal: Component) -> None:
    """Refuse a form as Discord would."""
    _check_length(modal.get("title") or "", 1, 45, "title")
    _check_custom_id(modal, ())
    inner = modal.get("components") or []
    if not 1 <= len(inner) <= 5:
        raise bad("Must be between 1 and 5 in length.", "components")
    for place, each in enumerate(inner):
        at: At = ("components", place)
        if each.get("type") == ROW:
            _check_old_input(each, at)
        elif each.get("type") == LABEL:
            _check_label(each, at)
        else:
            _check_one(each, {DISPLAY}, at)
    _check_unique(flattened(inner))


def _check_old_input(row: Component, at: At) -> None:
    inputs = row.get("components") or []
    if len(inputs) != 1:
        raise bad("a row of a form holds one input", *at, "components")
    _check_length(inputs[0].get("label") or "", 1, 45, *at, "label")
    _check_one(inputs[0], {INPUT}, (*at, "components", 0))


def _check_label(label: Component, at: At) -> None:
    _check_length(label.get("label") or "", 1, 45, *at, "label")
    _check_length(label.get("description") or "", 0, 100, *at, "description")
    inner = label.get("component") or {}
    _check_one(inner, {INPUT, UPLOAD} | SELECTS, (*at, "component"))
    if inner.get("type") == INPUT and inner.get("label"):
        raise bad("the Label has the label", *at, "component", "label")


def _check_input(given: Component, at: At) -> None:
    _check_custom_id(given, at)
    if given.get("style") not in {1, 2}:
        raise bad("Value must be one of (1, 2)", *at, "style")
    least, most = given.get("min_length") or 0, given.get("max_length") or 4000
    if not (0 <= least <= most and 1 <= most <= 4000):
        raise bad("min_length and max_length are 0 to 4000", *at, "max_length")
    _check_length(given.get("placeholder") or "", 0, 100, *at, "placeholder")
    value = given.get("value") or ""
    _check_length(value, least if value else 0, most, *at, "value")


def _check_upload(upload: Component, at: At) -> None:
    _check_custom_id(upload, at)
    least, most = upload.get("min_values", 1), upload.get("max_values", 1)
    if not (0 <= least <= 10 and 1 <= most <= 10 and least <= most):
        raise bad("min_values are 0 to 10, max_values 1 to 10", *at, "max_values")
    if least == 0 and upload.get("required", True):
        raise bad("what is required takes at least one", *at, "min_values")


_CHECKS: dict[int, Callable[[Component, At], None]] = {
    ROW: _check_row,
    BUTTON: _check_button,
    INPUT: _check_input,
    SECTION: _check_section,
    DISPLAY: _check_display,
    THUMBNAIL: _check_thumbnail,
    GALLERY: _check_gallery,
    FILE: _check_file,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
    UPLOAD: _check_upload,
    **dict.fromkeys(SELECTS, _check_select),
}
