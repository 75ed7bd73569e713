"""The way back: claims become rows of tables that read as the same claims."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ingest.cells import Value, joined, text_of_value
from ingest.claims import (
    ABOUT,
    CLAIM,
    DOCUMENTS,
    ROW,
    SOURCE,
    TABLE,
    TYPE,
    claim_iri,
    row_key,
)
from ingest.lines import tidy
from ingest.relations import local_name
from ontology.known import KnownThing
from ontology.statement import RDF, XSD, Claim, Literal, Statement
from ontology.tables import Column, Table, ValueKind, table_named
from ontology.targets import target_of
from ontology.terms import EDTF, expand, kind_and_key

Cells = dict[str, str]  # column name to text; empty cells are absent
Values = Mapping[str, list[Value]]  # relation to objects
DATATYPES: Mapping[ValueKind, frozenset[str]] = {
    "text": frozenset({f"{XSD}string"}),
    "language": frozenset({f"{RDF}langString"}),
    "date": frozenset({f"{XSD}date", f"{XSD}gYearMonth", f"{XSD}gYear", EDTF}),
    "integer": frozenset({f"{XSD}integer"}),
    "decimal": frozenset({f"{XSD}decimal"}),
    "boolean": frozenset({f"{XSD}boolean"}),
    "url": frozenset({expand("xsd:anyURI")}),
}


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows by table name, and the IRIs of claims that no row can hold."""

    rows: Mapping[str, list[Cells]]
    left: tuple[str, ...]


class _UnfitError(Exception):
    """A claim says something that no column holds."""


def rows_of(claims: Iterable[Claim], known: Iterable[KnownThing] = ()) -> TableRows:
    """Return the rows that state ``claims``, in the order of the claims' names.

    A thing is written as its key, with its kind before it where ``claims`` or other ``known``
    things share the key; ``known`` is needed where ``claims`` are not all there are.
    """
    ordered = sorted(claims, key=lambda claim: claim.iri)
    short = _short_names(ordered, known)
    rows: dict[str, list[Cells]] = defaultdict(list)
    left = []
    for claim in ordered:
        try:
            name, cells = _row(claim, short)
            rows[name].append(cells)
        except _UnfitError:
            left.append(claim.iri)
    return TableRows(dict(rows), tuple(left))


def _short_names(claims: Iterable[Claim], known: Iterable[KnownThing]) -> Callable[[str], str]:
    """Return a function from a thing's IRI to its key, with the kind where keys are shared."""
    things = {thing.iri for thing in known} | {
        name
        for claim in claims
        for statement in (*claim.statements, *claim.metadata)
        for name in (statement.subject, statement.object)
        if isinstance(name, str)
    }
    found = {thing: kind_and_key(thing) for thing in things}
    uses = Counter(key for _, key in filter(None, found.values()))

    def short(iri: str) -> str:
        kind, key = kind_and_key(iri) or ("", iri)
        return f"{kind}/{key}" if uses[key] > 1 else key

    return short


def _row(claim: Claim, short: Callable[[str], str]) -> tuple[str, Cells]:
    """Return the table and the cells that state ``claim``; raises ``_UnfitError``."""
    said = _grouped(claim.iri, claim.metadata)
    table = table_named(_text(said, TABLE))
    if table is None:
        raise _UnfitError
    key, about = _text(said, ROW), _name(said, ABOUT)
    sources = [source for source in said.get(SOURCE, []) if isinstance(source, str)]
    if table.name == DOCUMENTS and sources == [about]:
        said[SOURCE], sources = [], []
    if claim.iri != claim_iri(table.name, key, sources):
        raise _UnfitError
    columns = [column for column in table.columns if column.role == "claim"]
    cells = _cells(columns, said, {TYPE, TABLE, ROW, ABOUT}, short)
    if said.get(TYPE) != [CLAIM]:
        raise _UnfitError
    stated = _joining(table, claim, short) if table.joins else _describing(table, claim, short)
    return table.name, {name: text for name, text in (stated | cells).items() if text}


def _grouped(subject: str, statements: Iterable[Statement]) -> dict[str, list[Value]]:
    """Return the objects of ``statements`` by relation, all of them about ``subject``."""
    found: dict[str, list[Value]] = defaultdict(list)
    for statement in statements:
        if statement.subject != subject:
            raise _UnfitError
        found[statement.predicate].append(statement.object)
    return found


def _describing(table: Table, claim: Claim, short: Callable[[str], str]) -> Cells:
    said = _grouped(claim.iri, claim.metadata)
    thing = _name(said, ABOUT)
    stated = _grouped(thing, claim.statements)
    if stated.get(TYPE) != [table.class_iri] or kind_and_key(thing) != (
        table.kind,
        _text(said, ROW),
    ):
        raise _UnfitError
    columns = [column for column in table.columns if column.role == "property"]
    return _cells(columns, stated, {TYPE}, short)


def _joining(table: Table, claim: Claim, short: Callable[[str], str]) -> Cells:
    said = _grouped(claim.iri, claim.metadata)
    subject, key = _name(said, ABOUT), _text(said, ROW)
    (relation, found), *more = _grouped(subject, claim.statements).items()
    roles = {column.role: column for column in table.columns}
    if more or len(found) != 1 or relation not in roles["relation"].relations:
        raise _UnfitError
    column = roles["object"]
    if "value" in roles and target_of(relation).kind != "reference":
        column = target_of(relation).column(roles["value"])
    given = "" if key == row_key(subject, relation, found[0]) else key
    return {
        roles["id"].name: given,
        roles["subject"].name: short(subject),
        roles["relation"].name: local_name(relation),
        column.name: _cell(column, found, short),
    }


def _cells(
    columns: Iterable[Column], said: Values, beside: set[str], short: Callable[[str], str]
) -> Cells:
    """Return the cells of ``columns``; raises ``_UnfitError`` when they do not hold all said."""
    cells: Cells = {}
    held = sum(len(said.get(relation, [])) for relation in beside)
    for column in columns:
        found = [value for value in said.get(column.path, []) if _holds(column, value)]
        held += len(found)
        cells[column.name] = _cell(column, found, short)
    if held != sum(map(len, said.values())):
        raise _UnfitError
    return cells


def _cell(column: Column, found: list[Value], short: Callable[[str], str]) -> str:
    several = len(found) > 1 and not column.separator
    if several or not all(_holds(column, value) for value in found):
        raise _UnfitError
    return joined(column, sorted(text_of_value(column, value, short) for value in found))


def _holds(column: Column, value: Value) -> bool:
    if isinstance(value, str):
        if column.kind == "reference":
            return bool(kind_and_key(value))
        return any(choice.iri == value for choice in column.choices)
    if value.language != column.language or tidy(value.value) != value.value:
        return False
    return value.datatype in DATATYPES.get(column.kind, ())


def _text(said: Values, relation: str) -> str:
    match said.get(relation):
        case [Literal(value=text)]:
            return text
    raise _UnfitError


def _name(said: Values, relation: str) -> str:
    match said.get(relation):
        case [str(name)]:
            return name
    raise _UnfitError
