"""The OpenAPI document as a page shows it: operations by group, and the shapes of the answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

METHODS = ("get", "post", "put", "patch", "delete")
Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation, or one member of a schema (then without a place)."""

    name: str
    place: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address, its parameters and answers (status and words)."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All operations under one tag; ``anchor`` names its place on the page."""

    name: str
    anchor: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """The members of one kind of answer."""

    name: str
    description: str
    parts: tuple[Parameter, ...]


def groups(document: Mapping[str, object]) -> tuple[Group, ...]:
    """Return the operations of an OpenAPI document by tag, in the document's order."""
    found: dict[str, list[Operation]] = {}
    for path, item in _members(document, "paths"):
        for method in METHODS:
            if method in item:
                operation = _node(item[method])
                tags = _items(operation, "tags") or ["api"]
                found.setdefault(str(tags[0]), []).append(_operation(method, path, operation))
    return tuple(Group(name, _anchor(name), tuple(each)) for name, each in found.items())


def schemas(document: Mapping[str, object]) -> tuple[Schema, ...]:
    """Return the schemas of an OpenAPI document, sorted by name."""
    components = _node(document.get("components"))
    return tuple(
        Schema(name, _text(found, "description"), tuple(_parts(found)))
        for name, found in sorted(_members(components, "schemas"))
    )


def _operation(method: str, path: str, found: Node) -> Operation:
    answers = tuple(
        (status, _text(answer, "description")) for status, answer in _members(found, "responses")
    )
    return Operation(
        method=method.upper(),
        path=path,
        summary=_text(found, "summary"),
        description=_text(found, "description"),
        parameters=tuple(_parameter(_node(each)) for each in _items(found, "parameters")),
        answers=answers,
    )


def _parameter(found: Node) -> Parameter:
    schema = _node(found.get("schema"))
    return Parameter(
        name=_text(found, "name"),
        place=_text(found, "in"),
        type=_type(schema),
        required=bool(found.get("required")),
        description=_text(found, "description") or _text(schema, "description"),
    )


def _parts(schema: Node) -> Iterator[Parameter]:
    required = _items(schema, "required")
    for name, part in _members(schema, "properties"):
        yield Parameter(name, "", _type(part), name in required, _text(part, "description"))


def _type(schema: Node) -> str:
    """Return a schema in one phrase: ``string``, ``list of Finding``, ``a | b``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if choices := _items(schema, "enum"):
        return " | ".join(map(str, choices))
    if options := _items(schema, "anyOf"):
        kinds = [_type(_node(option)) for option in options]
        return " | ".join(kind for kind in kinds if kind != "null")
    if schema.get("type") == "array":
        return f"list of {_type(_node(schema.get('items')))}"
    return str(schema.get("const", schema.get("type", "any")))


def _anchor(name: str) -> str:
    return "group-" + (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "api")


def _node(found: object) -> Node:
    return cast("Node", found) if isinstance(found, Mapping) else {}


def _members(found: Node, name: str) -> list[tuple[str, Node]]:
    return [(str(key), _node(value)) for key, value in _node(found.get(name)).items()]


def _items(found: Node, name: str) -> Sequence[object]:
    value = found.get(name)
    return value if isinstance(value, list) else []


def _text(found: Node, name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
