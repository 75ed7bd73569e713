"""Things as lists, one by one, and found by name."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from graph.backing import Backing, Triple, text_of
from graph.claims import CLAIM_START
from graph.model import Property, Reference, Thing, ThingRow, Value
from graph.references import Named, reference, references
from graph.sources import claim_views
from graph.statements import Told, in_force, told, value
from graph.store import Store
from graph.terms import engine_iri
from ontology.known import KnownThing
from ontology.statement import Literal
from ontology.tables import Column, Table, table_of_class, tables
from ontology.terms import CLAIMS, CURRENT, compact, expand, kind_and_key
from ontology.vocabulary import Text, superclasses, terms

TYPE = expand("rdf:type")
IDENTIFIER = expand("dcterms:identifier")
ORDER = expand("qs:officialOrder")
HIDDEN = frozenset({TYPE, IDENTIFIER})
OPEN_TABLE = "statements"
LAST = 1_000_000
_LISTED = f"""SELECT ?graph ?subject ?relation ?object WHERE {{{{
  GRAPH <{CURRENT}> {{{{ ?subject a {{class_iri}} }}}}
  GRAPH ?graph {{{{ ?subject ?relation ?object }}}}
  FILTER(STRSTARTS(STR(?graph), "{CLAIM_START}"))
}}}}"""
_ABOUT = """SELECT ?graph ?subject ?relation ?object WHERE {
  GRAPH ?graph { ?subject ?relation ?object }
}"""
_SOURCED = (
    f"SELECT ?claim ?document {{ GRAPH <{CLAIMS}> {{ ?claim prov:hadPrimarySource ?document }} }}"
)
_KNOWN = f"""SELECT ?graph ?thing ?class WHERE {{
  GRAPH ?graph {{ ?thing a ?class }}
  FILTER(STRSTARTS(STR(?graph), "{CLAIM_START}"))
}}"""
_NAMES = f"""SELECT ?graph ?thing ?name WHERE {{
  GRAPH ?graph {{ ?thing skos:prefLabel|qs:abbreviation ?name }}
  FILTER(STRSTARTS(STR(?graph), "{CLAIM_START}"))
}}"""
_KEYED = f"SELECT ?thing ?key WHERE {{ GRAPH <{CURRENT}> {{ ?thing dcterms:identifier ?key }} }}"


def things_of(store: Store, table: Table, *, day: date) -> list[ThingRow]:
    """Return the things of ``table`` in force on ``day``, in official order or by key.

    Cells are keyed by column name; relations to other things that stand in tables of their own
    (``lead``, ``answers`` …) by the relation's name. Empty cells are left out.
    """
    query = _LISTED.format(class_iri=engine_iri(table.class_iri))
    backing = Backing(store, day)
    found = in_force(told(store.select(query)), backing)
    named = references(store, _mentioned(found))
    columns = _Columns(table)
    cells: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for triple, claims in found.items():
        if name := columns.name_of(triple):
            cells[triple.subject][name].append(value(triple.object, claims, backing, named))
    rows = [
        ThingRow(named[iri], {name: tuple(sorted(v, key=_by_text)) for name, v in row.items()})
        for iri, row in cells.items()
    ]
    return sorted(rows, key=columns.place)


def thing(store: Store, iri: str, *, day: date) -> Thing | None:
    """Return the thing ``iri`` with what is in force about it on ``day`` and every claim about it.

    ``None`` if no claim speaks of it. Claims that are not in force are among ``claims``.
    """
    at = engine_iri(iri).value
    outgoing = list(told(store.select(_ABOUT, {"subject": at})))
    incoming = list(told(store.select(_ABOUT, {"object": at})))
    class_iri = _class_of(outgoing)
    if not class_iri:
        return None
    backing = Backing(store, day)
    out, into = in_force(outgoing, backing), in_force(incoming, backing)
    named = references(store, [iri, *_mentioned(out), *_mentioned(into)])
    rests = store.select(_SOURCED, {"document": at})
    claims = {said.graph for said in (*outgoing, *incoming)} | {str(r["claim"]) for r in rests}
    return Thing(
        reference=named[iri],
        class_iri=class_iri,
        class_label=terms()[class_iri].label,
        properties=_properties(out, class_iri, backing, named, incoming=False),
        incoming=_properties(into, class_iri, backing, named, incoming=True),
        claims=claim_views(store, claims),
    )


def known_things(store: Store) -> list[KnownThing]:
    """Return every thing that a claim describes, in force or not, with its names; by IRI."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in store.select(_NAMES):
        names[text_of(row["thing"])].append(text_of(row["name"]))
    classes = {text_of(row["thing"]): text_of(row["class"]) for row in store.select(_KNOWN)}
    found = []
    for iri, class_iri in sorted(classes.items()):
        if place := kind_and_key(iri):
            known = tuple(dict.fromkeys(sorted(names[iri])))
            found.append(KnownThing(iri, place[1], class_iri, known))
    return found


def find(store: Store, key: str) -> list[Reference]:
    """Return the things of any kind whose key is exactly ``key``, by IRI."""
    rows = store.select(_KEYED, {"key": Literal(key)})
    return [reference(store, iri) for iri in sorted({text_of(row["thing"]) for row in rows})]


class _Columns:
    """Which column a statement about a thing of ``table`` stands in, and how rows are sorted."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._by_path: dict[str, list[Column]] = defaultdict(list)
        for column in table.columns:
            if column.role == "property":
                self._by_path[column.path].append(column)
        self._joins = joining(table.class_iri)
        self._order = next((c.name for c in table.columns if c.path == ORDER), "")
        self._group = next((c.name for c in table.columns if c.kind == "reference"), "")

    def name_of(self, triple: Triple) -> str:
        """Return the name of the column, or nothing if the statement has no place in a list."""
        columns = self._by_path.get(triple.relation, [])
        if not columns:
            return self._joins.get(triple.relation, "")
        language = triple.object.language if isinstance(triple.object, Literal) else ""
        return next((c.name for c in columns if c.language == language), columns[0].name)

    def place(self, row: ThingRow) -> tuple[str, int, str]:
        """Return by what ``row`` is sorted."""
        order = row.cells.get(self._order)
        if not order:
            return "", LAST, row.reference.key
        group = row.cells.get(self._group, ())
        return (group[0].text if group else ""), int(order[0].text), row.reference.key


def joining(class_iri: str) -> dict[str, str]:
    """Return the relations by which things of a class are joined to others, with their names."""
    general = superclasses()[class_iri]
    return {
        relation: compact(relation).partition(":")[2]
        for table in tables()
        if table.joins and table.name != OPEN_TABLE
        if table.with_role("subject").class_iri in general
        for relation in table.with_role("relation").relations
    }


def _mentioned(found: Iterable[Triple]) -> list[str]:
    iris = [triple.subject for triple in found]
    return iris + [triple.object for triple in found if isinstance(triple.object, str)]


def _class_of(found: Iterable[Told]) -> str:
    classes = {
        text_of(said.triple.object)
        for said in found
        if said.triple.relation == TYPE and said.graph.startswith(CLAIM_START)
    }
    return min(classes, default="")


def _properties(
    found: dict[Triple, list[str]],
    class_iri: str,
    backing: Backing,
    named: Named,
    *,
    incoming: bool,
) -> tuple[Property, ...]:
    values: dict[str, list[Value]] = defaultdict(list)
    for triple, claims in found.items():
        if triple.relation in HIDDEN and not incoming:
            continue
        target = triple.subject if incoming else triple.object
        values[triple.relation].append(value(target, claims, backing, named))
    table = table_of_class(class_iri)
    order = {c.path: (c.order, c.name) for c in table.columns[::-1]} if table else {}
    parts = [
        Property(
            iri=relation,
            name=_name_of(relation, order, incoming=incoming),
            label=terms()[relation].label if relation in terms() else _short(relation),
            values=tuple(sorted(found_values, key=_by_text)),
            incoming=incoming,
        )
        for relation, found_values in values.items()
    ]
    return tuple(sorted(parts, key=lambda p: (order.get(p.iri, (LAST, ""))[0], p.label.de)))


def _short(relation: str) -> Text:
    """Return a relation of another vocabulary by its prefixed name, where we have a prefix."""
    return Text(compact(relation), compact(relation))


def _name_of(relation: str, order: dict[str, tuple[int, str]], *, incoming: bool) -> str:
    if not incoming and relation in order:
        return order[relation][1]
    return compact(relation).partition(":")[2]


def _by_text(found: Value) -> tuple[str, str]:
    return found.text, found.language
