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
# Pydantic's own, which say nothing of what is accepted.
_DROPPED = ("title", "default", "description", "discriminator")
_OPTIONS = ("anyOf", "oneOf", "allOf", "prefixItems")
_TIME = "^[0-9]{1,2}:[0-9]{2}$"


def loosened(schema: Schema, root: str, describe: Describe) -> Schema:
    """Return the converted schema, each key with its description; `root` is the name of the root model.

    Each enumeration is where it is used, not in `$defs`: editors complete a key whose `$ref` has a neighbour
    such as `enumDescriptions` without its colon.
    """
    definitions = schema.pop("$defs", {})
    enums = {f"#/$defs/{name}": each for name, each in definitions.items() if "enum" in each}
    whole = _loose(schema, root, describe, enums)
    models = {name: each for name, each in definitions.items() if "enum" not in each}
    if models:
        whole["$defs"] = {name: _loose(each, name, describe, enums) for name, each in models.items()}
    return whole


def _loose(schema: Schema, owner: str, describe: Describe, enums: Schema) -> Schema:
    """Return a schema without `_DROPPED` and without `null` in `anyOf`; a single remaining option is inlined.

    `enums` are the enumerations by their `$ref`.
    """
    out: Schema = {}
    for key, value in schema.items():
        if key in _DROPPED:
            continue
        if key == "$ref" and value in enums:
            out |= _loose(enums[value], owner, describe, enums)
        elif key == "properties":
            words = {name: describe(owner, name) for name in value}
            out[key] = {
                name: ({"description": words[name]} if words[name] else {})
                | _loose(each, owner, describe, enums)
                for name, each in value.items()
            }
        elif isinstance(value, dict):
            out[key] = _loose(value, owner, describe, enums)
        elif isinstance(value, list) and key in _OPTIONS:
            out[key] = [_loose(each, owner, describe, enums) for each in value]
        else:
            out[key] = value
    options = [each for each in out.get("anyOf", ()) if each != {"type": "null"}]
    if options:
        del out["anyOf"]
        out |= options[0] if len(options) == 1 else {"anyOf": options}
    return _as_typed(out)


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
