"""Every body against Discord's own OpenAPI document, where that is at hand.

Its known errors are relaxed here and nowhere else: MessageReferenceType lacks
FORWARD (1), and snowflakes may be numbers, as discord.py sends them. That it lacks
`nsfw` and embed `flags`, and says 4000 for content, only makes it laxer than Discord;
`rules` and `commands` are exact about those.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

from tests.conftest import SHARED
from tests.fakes.discord.refused import bad

DOCUMENT = SHARED / "discord-openapi.json"


def check_body(method: str, route: str, body: Any) -> None:
    """Refuse a body that the document does not allow, where it is at hand."""
    if not DOCUMENT.exists():
        return
    validator = _validator(method.lower(), route)
    error = best_match(validator.iter_errors(body)) if validator else None
    if error is not None:
        raise bad(f"OpenAPI: {error.message[:300]}", *error.absolute_path or ("body",))


@cache
def document() -> dict[str, Any]:
    """The document, every reference replaced by what it refers to."""
    whole: dict[str, Any] = json.loads(DOCUMENT.read_text("utf8"))
    schemas = whole["components"]["schemas"]
    schemas["MessageReferenceType"]["oneOf"].append({"title": "FORWARD", "const": 1})
    schemas["SnowflakeType"]["type"] = ["string", "integer"]
    _resolve(whole, schemas)
    return whole


def _resolve(part: Any, schemas: dict[str, Any]) -> None:
    # In place, and shared: resolving anew at every step takes most of the time.
    if not isinstance(part, dict | list):
        return
    for key, each in list(part.items() if isinstance(part, dict) else enumerate(part)):
        reference = each.get("$ref") if isinstance(each, dict) else None
        if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
            part[key] = schemas[reference.rsplit("/", 1)[-1]]
        else:
            _resolve(each, schemas)


@cache
def _validator(method: str, route: str) -> Any:
    operation = document()["paths"].get(route, {}).get(method)
    assert operation, f"the document knows no {method} {route}"
    kinds = (operation.get("requestBody") or {}).get("content") or {}
    found = kinds.get("application/json")
    return _Quick(found["schema"]) if found else None


def _quick(keyword: str) -> Any:
    """One of several schemas, leaving out at once those that cannot fit."""
    usual = Draft202012Validator.VALIDATORS[keyword]

    def check(
        validator: Any, choices: list[Any], instance: Any, schema: Any
    ) -> Iterator[ValidationError]:
        fitting = [each for each in choices if _may_fit(each, instance)]
        found: Iterator[ValidationError] = usual(
            validator, fitting or choices, instance, schema
        )
        return found

    return check


def _may_fit(schema: dict[str, Any], instance: Any) -> bool:
    if "const" in schema:
        return bool(schema["const"] == instance)
    if schema.get("type") == "null":
        return instance is None
    if instance is None or not isinstance(instance, dict) or "type" not in instance:
        return True
    kinds = schema.get("properties", {}).get("type", {}).get("enum")
    return not kinds or instance["type"] in kinds


_Quick = extend(
    Draft202012Validator, {name: _quick(name) for name in ("oneOf", "anyOf")}
)
