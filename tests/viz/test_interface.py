"""The reference of the interface is read from its description, whatever that leaves out."""

from viz.interface import groups, schemas

DOCUMENT = {
    "paths": {
        "/a": {
            "get": {
                "tags": ["Things & more"],
                "summary": "List",
                "parameters": [
                    {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}},
                    {
                        "name": "kind",
                        "in": "query",
                        "schema": {"anyOf": [{"enum": ["gap", "overlap"]}, {"type": "null"}]},
                    },
                ],
                "responses": {"200": {"description": "OK"}, "404": {}},
            },
            "post": {},
        }
    },
    "components": {
        "schemas": {
            "B": {
                "properties": {
                    "items": {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
                    "form": {"const": "x"},
                    "open": {},
                },
                "required": ["items"],
            },
            "A": {"description": "One thing."},
        }
    },
}


def test_operations_are_grouped_by_their_tag() -> None:
    first, second = groups(DOCUMENT)
    assert (first.name, first.anchor) == ("Things & more", "group-things-more")
    (operation,) = first.operations
    assert (operation.method, operation.path, operation.summary) == ("GET", "/a", "List")
    assert [(each.name, each.type, each.required) for each in operation.parameters] == [
        ("q", "string", True),
        ("kind", "gap | overlap", False),
    ]
    assert operation.answers == (("200", "OK"), ("404", ""))
    assert second.operations[0].method == "POST"


def test_schemas_tell_the_type_of_each_member() -> None:
    first, second = schemas(DOCUMENT)
    assert (first.name, first.description, first.parts) == ("A", "One thing.", ())
    assert [(part.name, part.type, part.required) for part in second.parts] == [
        ("items", "list of A", True),
        ("form", "x", False),
        ("open", "any", False),
    ]


def test_an_empty_description_gives_an_empty_reference() -> None:
    assert groups({}) == ()
    assert schemas({}) == ()
