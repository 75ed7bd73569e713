"""Where a thing is found: its list, and the thing behind a key that may be of any kind."""

from dataclasses import replace
from http import HTTPStatus

from api.knowledge import Knowledge
from api.problems import ProblemError, unknown
from graph.departures import departures
from graph.model import Reference, Thing
from graph.portfolio import portfolio
from ontology.tables import Table, table_named, table_of_class, tables
from ontology.terms import thing_iri
from ontology.vocabulary import superclasses

OFFICES = ("ministries", "organisations", "lines")


def table_for(name: str) -> Table:
    """Return the table ``name``; raises ``ProblemError`` naming the nearest."""
    if found := table_named(name):
        return found
    raise unknown("api.unknown_list", name, [table.name for table in tables()])


def thing_table_for(name: str) -> Table:
    """Return the table of things ``name``; raises ``ProblemError`` naming the nearest."""
    if (found := table_named(name)) and not found.joins:
        return found
    raise unknown("api.unknown_list", name, [table.name for table in tables() if not table.joins])


def list_of(class_iri: str) -> str:
    """Return the name of the list that things of ``class_iri`` stand in; empty without one."""
    if table := table_of_class(class_iri):
        return table.name
    above = superclasses().get(class_iri, frozenset())
    return next((table.name for table in tables() if table.class_iri in above), "")


def thing_at(known: Knowledge, kind: str, key: str) -> Thing:
    """Return the thing ``key`` of ``kind``.

    Raises ``ProblemError``: 410 when it was there and is gone, 303 to the right page when the key
    is one of another kind, otherwise 404 with the nearest keys.
    """
    if found := known.thing(thing_iri(kind, key)):
        return found
    raise elsewhere(known, kind, key, page=True)


def elsewhere(known: Knowledge, kind: str, key: str, *, page: bool = False) -> ProblemError:
    """Return the problem that ``key`` is not here: it is gone, elsewhere, or nowhere.

    Elsewhere is the thing's data, or its ``page``.
    """
    if problem := gone(known, kind, key):
        return problem
    found = known.called(key) if kind in {table.kind for table in tables()} else []
    if len(found) != 1:
        return _not_one(key, found, known.all_keys(), HTTPStatus.NOT_FOUND)
    to = f"/doc/{found[0].kind}/{key}"
    if not page and (thing := known.thing(found[0].iri)):
        to = f"/api/v1/{list_of(thing.class_iri)}/{key}"
    return ProblemError("api.elsewhere", HTTPStatus.SEE_OTHER, {"to": to}, headers={"Location": to})


def gone(known: Knowledge, kind: str, key: str) -> ProblemError | None:
    """Return the problem that the thing or claim ``key`` was there once; ``None`` if it was not."""
    once = known.kept("gone", lambda: departures(known.dataset.records, public=known.public))
    if (found := once.get(thing_iri(kind, key))) is None:
        return None
    values = {"name": key, "day": found.time.date(), "number": found.number}
    members = {"removed": found.time.isoformat(), "change": f"/feed/{found.number}"}
    return ProblemError("api.gone", HTTPStatus.GONE, values, members)


def reference_named(known: Knowledge, parameter: str, text: str) -> Reference:
    """Return the thing that ``text`` names as ``kind/key`` or by a key that is unique.

    Raises ``ProblemError`` naming the ``parameter``.
    """
    kind, _, key = text.rpartition("/")
    found = [each for each in known.called(key) if kind in {"", each.kind}]
    if len(found) == 1:
        return found[0]
    problem = _not_one(text, found, known.all_keys(), HTTPStatus.UNPROCESSABLE_ENTITY)
    raise replace(problem, members={"parameter": parameter, **problem.members})


def office_named(known: Knowledge, text: str) -> Reference:
    """Return the office that ``text`` names by key or abbreviation, as it is called today.

    A ministry is the one of the data set's period on its identity line. Raises ``ProblemError``.
    """
    offices = portfolio(known.store)
    every = [each for name in OFFICES for each in known.references(name)]
    found = [each for each in every if text in (each.key, f"{each.kind}/{each.key}")]
    found = found or [each for each in every if text and text == each.abbreviation]
    present = {offices.present(each.iri) for each in found}
    chosen = [each for each in every if each.iri in present]
    if len(chosen) == 1:
        return chosen[0]
    names = [name for each in every for name in (each.abbreviation, each.key) if name]
    raise _not_one(text, chosen, names, HTTPStatus.UNPROCESSABLE_ENTITY)


def _not_one(
    name: str, found: list[Reference], keys: list[str], status: HTTPStatus
) -> ProblemError:
    """Return the problem that ``name`` means nothing, or several things."""
    if not found:
        return replace(unknown("api.unknown_thing", name, keys), status=status)
    names = [f"{each.kind}/{each.key}" for each in found]
    values = {"name": name, "nearest": ", ".join(names)}
    return ProblemError("api.several_things", status, values, {"nearest": names})
