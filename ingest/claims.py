"""A row becomes a claim: what it states, and who says so."""

from hashlib import sha256

from ingest.cells import Value, values
from ingest.faults import CellError, Fault, worded
from ingest.lookup import Names
from ingest.relations import local_name, relation_named
from ingest.row import Row
from ontology.statement import Claim, Literal, Statement
from ontology.tables import Column, Table
from ontology.targets import target_of
from ontology.terms import concept_iri, expand, kind_and_key, thing_iri
from ontology.vocabulary import terms

TYPE = expand("rdf:type")
SOURCE = expand("prov:hadPrimarySource")
CLAIM = expand("qs:Claim")
TABLE = expand("qs:table")
ROW = expand("qs:row")
ABOUT = expand("qs:about")
DEFAULTS = {
    expand("qs:basis"): concept_iri("basis", "stated"),
    expand("qs:modality"): concept_iri("modality", "done"),
    expand("qs:visibility"): concept_iri("visibility", "public"),
}
DOCUMENTS = "documents"  # their rows speak for themselves


class _Cells:
    """The cells of a row as values, and what is wrong with them."""

    def __init__(self, row: Row, names: Names) -> None:
        self.row = row
        self.names = names
        self.faults: list[Fault] = []
        self.excused = False

    def values(self, column: Column) -> list[Value]:
        """Return the values in ``column``; notes what is wrong or missing."""
        text = self.row.cells.get(column.name, "")
        found, wrong = values(column, text, self.names) if text else ([], [])
        if column.required and not found and not wrong:
            expected = worded("ingest.expected.value")
            self.wrong(column, CellError("ingest.missing_value", "", expected))
        for error in wrong:
            self.wrong(column, error)
        return found

    def value(self, column: Column) -> Value | None:
        """Return the one value in ``column``, or ``None``."""
        found = self.values(column)
        return found[0] if found else None

    def wrong(self, column: Column, error: CellError) -> None:
        """Note that ``error`` is in ``column``."""
        if error.key == "ingest.unknown_reference" and self.names.incomplete:
            self.excused = True
        else:
            self.faults.append(Fault.at(self.row.place_of(column.name), error))


def read_claim(row: Row, names: Names) -> tuple[Claim | None, list[Fault]]:
    """Return the claim that ``row`` makes, or ``None`` and what is wrong with the row."""
    cells = _Cells(row, names)
    stated = _joining(cells) if row.table.joins else _describing(cells)
    metadata = _metadata(cells)
    if stated is None or cells.faults or cells.excused:
        return None, cells.faults
    key, about, statements = stated
    own = thing_iri("document", key) if row.table.name == DOCUMENTS else ""
    return _claim(row.table, key, about, statements, _spoken_for(metadata, own)), []


def row_key(subject: str, relation: str, found: Value) -> str:
    """Return the identifier of a row that joins two things and states none itself."""
    return f"{_key(subject)}.{local_name(relation)}.{_key(found)}"


def claim_iri(table: str, row: str, sources: list[str]) -> str:
    """Return the name of the claim that ``row`` of ``table`` makes, resting on ``sources``."""
    keys = ";".join(sorted(map(_key, sources)))
    suffix = f"-{sha256(keys.encode()).hexdigest()[:8]}" if sources else ""
    return thing_iri("claim", f"{table}.{row}{suffix}")


def _key(value: Value) -> str:
    """Return the key of a thing, or a short digest of any other value."""
    if isinstance(value, str) and (found := kind_and_key(value)):
        return found[1]
    text = value.value if isinstance(value, Literal) else value
    return sha256(text.encode()).hexdigest()[:12]


def _describing(cells: _Cells) -> tuple[str, str, set[Statement]] | None:
    """Return key, thing and statements of a row that describes one thing."""
    table = cells.row.table
    found = {
        column.name: cells.values(column) for column in table.columns if column.role == "property"
    }
    if not found["id"]:
        return None
    key = _plain(found["id"][0])
    thing = thing_iri(table.kind, key)
    statements = {
        Statement(thing, column.path, value)
        for column in table.columns
        for value in found.get(column.name, [])
    }
    return key, thing, statements | {Statement(thing, TYPE, table.class_iri)}


def _joining(cells: _Cells) -> tuple[str, str, set[Statement]] | None:
    """Return key, subject and the one statement of a row that joins two things."""
    table = cells.row.table
    given = cells.value(table.with_role("id"))
    subject = cells.value(table.with_role("subject"))
    relation = _relation(cells)
    found = _object(cells, relation) if relation else None
    if not isinstance(subject, str) or not relation or found is None:
        return None
    key = _plain(given) if given else row_key(subject, relation, found)
    return key, subject, {Statement(subject, relation, found)}


def _relation(cells: _Cells) -> str:
    column = cells.row.table.with_role("relation")
    named = cells.value(column)
    try:
        return relation_named(_plain(named), column.relations) if named else ""
    except CellError as error:
        cells.wrong(column, error)
        return ""


def _object(cells: _Cells, relation: str) -> Value | None:
    """Return what the relation leads to: from the column for items or the one for values."""
    columns = {column.role: column for column in cells.row.table.columns}
    item, content = columns["object"], columns.get("value")
    if content is None:
        return cells.value(item)
    target = target_of(relation)
    leads_to_item = target.kind == "reference"
    column, other = (item, content) if leads_to_item else (target.column(content), item)
    label = terms()[relation].label
    expected = worded("ingest.expected.one_of_two", object=item.label, content=content.label)
    if surplus := cells.row.cells.get(other.name):
        key = "ingest.value_superfluous" if leads_to_item else "ingest.object_superfluous"
        cells.wrong(other, CellError(key, surplus, expected, relation=label))
    if column.name not in cells.row.cells:
        key = "ingest.object_missing" if leads_to_item else "ingest.value_missing"
        cells.wrong(column, CellError(key, "", expected, relation=label))
        return None
    return cells.value(column)


def _metadata(cells: _Cells) -> dict[str, list[Value]]:
    """Return the values of the claim columns by relation, with their defaults."""
    found: dict[str, list[Value]] = {
        column.path: cells.values(column)
        for column in cells.row.table.columns
        if column.role == "claim"
    }
    for relation, default in DEFAULTS.items():
        found[relation] = found.get(relation) or [default]
    return found


def _spoken_for(metadata: dict[str, list[Value]], document: str) -> dict[str, list[Value]]:
    """Return the metadata, without a source where a document would only name itself."""
    if metadata[SOURCE] != [document]:
        return metadata
    return metadata | {SOURCE: []}


def _claim(
    table: Table,
    key: str,
    about: str,
    statements: set[Statement],
    metadata: dict[str, list[Value]],
) -> Claim:
    sources = [value for value in metadata[SOURCE] if isinstance(value, str)]
    iri = claim_iri(table.name, key, sources)
    said = {
        Statement(iri, relation, value) for relation in metadata for value in metadata[relation]
    }
    said |= {
        Statement(iri, TYPE, CLAIM),
        Statement(iri, TABLE, Literal(table.name)),
        Statement(iri, ROW, Literal(key)),
        Statement(iri, ABOUT, about),
    }
    if table.name == DOCUMENTS and not sources:
        said.add(Statement(iri, SOURCE, about))
    return Claim(iri, frozenset(statements), frozenset(said))


def _plain(value: Value) -> str:
    return value.value if isinstance(value, Literal) else value
