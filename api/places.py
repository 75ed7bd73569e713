"""Where a thing is found: its list, and the thing behind a key that may be of any kind."""

from http import HTTPStatus

from api.knowledge import Knowledge
from api.problems import Problem, unknown
from graph.model import Reference, Thing
from ontology.tables import Table, table_of_class, tables
from ontology.terms import thing_iri
from ontology.vocabulary import superclasses


def table_for(name: str) -> Table:
    """Return the table ``name``; raises ``Problem`` with the nearest names if there is none."""
    found = {table.name: table for table in tables()}
    if name not in found:
        raise unknown("api.unknown_list", name, found)
    return found[name]


def list_of(class_iri: str) -> str:
    """Return the name of the list that things of ``class_iri`` stand in; empty without one."""
    if table := table_of_class(class_iri):
        return table.name
    above = superclasses().get(class_iri, frozenset())
    return next((table.name for table in tables() if table.class_iri in above), "")


def address_of(thing: Thing) -> str:
    """Return the address of a thing's data."""
    return f"/api/v1/{list_of(thing.class_iri)}/{thing.reference.key}"


def thing_at(known: Knowledge, kind: str, key: str) -> Thing:
    """Return the thing ``key`` of ``kind``.

    Raises ``Problem``: 303 to the right address when the key is one of another kind, otherwise
    404 with the nearest keys.
    """
    if found := known.thing(thing_iri(kind, key)):
        return found
    raise elsewhere(known, key, "/doc/{kind}/{key}")


def elsewhere(known: Knowledge, key: str, address: str) -> Problem:
    """Return the problem that ``key`` is not here: it is elsewhere, or nowhere."""
    found = known.called(key)
    if len(found) == 1:
        to = address.format(kind=found[0].kind, key=found[0].key)
        return Problem("api.elsewhere", HTTPStatus.SEE_OTHER, {"to": to}, headers={"Location": to})
    if found:
        names = [f"{each.kind}/{each.key}" for each in found]
        values = {"name": key, "nearest": ", ".join(names)}
        return Problem("api.several_things", HTTPStatus.NOT_FOUND, values, {"nearest": names})
    return unknown("api.unknown_thing", key, known.all_keys())


def reference_named(known: Knowledge, parameter: str, text: str) -> Reference:
    """Return the thing that ``text`` names as ``kind/key`` or by a key that is unique.

    Raises ``Problem`` naming the ``parameter``.
    """
    kind, _, key = text.rpartition("/")
    found = [each for each in known.called(key) if kind in {"", each.kind}]
    if len(found) == 1:
        return found[0]
    names = [f"{each.kind}/{each.key}" for each in found]
    problem = unknown("api.unknown_thing", text, names or known.all_keys())
    raise Problem(
        "api.several_things" if found else "api.unknown_thing",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        problem.values,
        {"parameter": parameter, **problem.members},
    )
