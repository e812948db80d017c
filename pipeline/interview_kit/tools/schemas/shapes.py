"""Convert pydantic's schema of a model into a schema of what the YAML reader accepts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]
Describe = Callable[[str, str], str]
"""Takes a model name and a key; returns the key's description, or ""."""

# The reader takes an unquoted number as its source text, and an empty value as an omitted key.
_TEXT = ["string", "number", "null"]
_ALSO_EMPTY = {"object", "array"}
_TIME = "^[0-9]{1,2}:[0-9]{2}$"


def loosened(schema: Schema, root: str, describe: Describe) -> Schema:
    """Return the converted schema, each key with its description; `root` is the name of the root model."""
    definitions = schema.get("$defs", {})
    whole = _loose({key: value for key, value in schema.items() if key != "$defs"}, root, describe)
    if definitions:
        whole["$defs"] = {
            name: _loose(definition, name, describe) for name, definition in definitions.items()
        }
    return _with_enums(whole)


def _with_enums(schema: Schema) -> Schema:
    """Return a schema with each enumeration where it is used, not in `$defs`.

    Editors complete a key whose `$ref` has a neighbour such as `enumDescriptions` without its colon.
    """
    enums = {f"#/$defs/{name}": each for name, each in schema.get("$defs", {}).items() if "enum" in each}

    def inlined(part: Any) -> Any:
        if isinstance(part, list):
            return [inlined(each) for each in part]
        if not isinstance(part, dict):
            return part
        part = {key: inlined(value) for key, value in part.items()}
        return part | enums[part.pop("$ref")] if part.get("$ref") in enums else part

    whole: Schema = inlined(schema)
    if enums:
        whole["$defs"] = {name: each for name, each in whole["$defs"].items() if "enum" not in each}
    return whole


def _loose(schema: Schema, owner: str, describe: Describe) -> Schema:
    """Return a schema without pydantic's titles, defaults, descriptions and discriminators."""
    out: Schema = {}
    for key, value in schema.items():
        if key in ("title", "default", "description", "discriminator"):
            continue
        if key == "properties":
            out[key] = {name: _key(name, each, owner, describe) for name, each in value.items()}
        elif isinstance(value, dict):
            out[key] = _loose(value, owner, describe)
        elif isinstance(value, list) and key in ("anyOf", "oneOf", "allOf", "prefixItems"):
            out[key] = [_loose(each, owner, describe) for each in value]
        else:
            out[key] = value
    return _as_typed(_flat(out))


def _key(name: str, schema: Schema, owner: str, describe: Describe) -> Schema:
    words = describe(owner, name)
    return ({"description": words} if words else {}) | _loose(schema, owner, describe)


def _flat(schema: Schema) -> Schema:
    """Return a schema with `null` removed from `anyOf`, and a single remaining option inlined."""
    options = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if not options:
        return schema
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return rest | (options[0] if len(options) == 1 else {"anyOf": options})


def _as_typed(schema: Schema) -> Schema:
    kind, form = schema.get("type"), schema.get("format")
    if isinstance(kind, list):  # an inlined option, converted already
        return schema
    if form == "time":
        return {key: value for key, value in schema.items() if key != "format"} | {"pattern": _TIME}
    if kind == "string" and form is None and "enum" not in schema and "const" not in schema:
        return schema | {"type": _TEXT}
    if kind in _ALSO_EMPTY:
        return schema | {"type": [kind, "null"]}
    return schema
