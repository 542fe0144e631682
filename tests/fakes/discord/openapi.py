"""Every body against Discord's own OpenAPI document, where that is at hand.

Its known errors are relaxed here and nowhere else: MessageReferenceType lacks
FORWARD (1). That it lacks `nsfw` and embed `flags` and says 4000 for content only
makes it laxer than Discord; `rules` and `commands` are exact about those.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.conftest import SHARED
from tests.fakes.discord.refused import bad

DOCUMENT = SHARED / "discord-openapi.json"
_NAME = "urn:discord"
_METHODS = {"get", "post", "put", "patch", "delete"}


def check_body(method: str, route: str, body: Any) -> None:
    """Refuse a body that the document does not allow; unknown paths are the test's."""
    if not DOCUMENT.exists():
        return
    validator = _validator(method.lower(), route)
    error = best_match(validator.iter_errors(body)) if validator else None
    if error is not None:
        raise bad(f"OpenAPI: {error.message[:300]}", *error.absolute_path or ("body",))


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text("utf8"))
    kinds = document["components"]["schemas"]["MessageReferenceType"]
    kinds["oneOf"].append({"title": "FORWARD", "const": 1})
    return document


@cache
def _registry() -> Registry[Any]:
    found = Resource.from_contents(_document(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry()
    return registry.with_resources([(_NAME, found)])


@cache
def _validator(method: str, route: str) -> Any:
    operation = _document()["paths"].get(route, {}).get(method)
    assert operation, f"the document knows no {method} {route}"
    kinds = (operation.get("requestBody") or {}).get("content") or {}
    if "application/json" not in kinds:
        return None
    steps = ("paths", route, method, "requestBody", "content", "application/json")
    pointer = "/".join(each.replace("~", "~0").replace("/", "~1") for each in steps)
    schema = {"$ref": f"{_NAME}#/{pointer}/schema"}
    return _Quick(schema, registry=_registry())


@cache
def _kinds(reference: str) -> frozenset[int] | None:
    """The values that `type` may have in a schema that must have one."""
    schema = _document()["components"]["schemas"][reference.rsplit("/", 1)[-1]]
    kinds = schema.get("properties", {}).get("type", {}).get("enum")
    must = "type" in schema.get("required", ())
    return frozenset(kinds) if kinds and must else None


def _by_type(
    keyword: str,
) -> Any:
    """One of several schemas, leaving out at once those of another `type`."""
    usual = Draft202012Validator.VALIDATORS[keyword]

    def check(
        validator: Any, choices: list[Any], instance: Any, schema: Any
    ) -> Iterator[ValidationError]:
        if isinstance(instance, dict) and "type" in instance:
            fitting = [each for each in choices if _may_fit(each, instance["type"])]
            choices = fitting or choices
        found: Iterator[ValidationError] = usual(validator, choices, instance, schema)
        return found

    return check


def _may_fit(schema: Any, kind: Any) -> bool:
    kinds = _kinds(schema["$ref"]) if "$ref" in schema else None
    return kinds is None or kind in kinds


_Quick = extend(
    Draft202012Validator, {name: _by_type(name) for name in ("oneOf", "anyOf")}
)
