"""Claims as a reader sees them: who says what, in which document, on which basis."""

from collections import defaultdict
from collections.abc import Iterable

from graph.backing import claim_key, text_of
from graph.claims import is_claim
from graph.model import ClaimView, Source, StatedTriple, Value
from graph.references import Named, nameless, references
from graph.selection import one_of
from graph.statements import pointing
from graph.store import Store
from graph.terms import Term
from ontology.messages import both
from ontology.statement import RDF, Literal
from ontology.terms import CLAIMS, CURRENT, expand, thing_iri
from ontology.vocabulary import Text, concept_labels, terms

_METADATA = f"""SELECT ?subject ?relation ?object WHERE {{{{
  {{things}}
  GRAPH <{CLAIMS}> {{{{ ?subject ?relation ?object }}}}
}}}}"""
_STATEMENTS = """SELECT ?claim ?subject ?relation ?object WHERE {{
  {things}
  GRAPH ?claim {{ ?subject ?relation ?object }}
}} ORDER BY ?claim ?subject ?relation ?object"""
_DOCUMENTS = f"""SELECT ?subject ?relation ?object WHERE {{{{
  {{things}}
  GRAPH <{CURRENT}> {{{{ ?subject ?relation ?object }}}}
}}}}"""
SOURCE = expand("prov:hadPrimarySource")
OFFICE_NAME = "prov:wasAttributedTo"
OFFICE = expand(OFFICE_NAME)

Facts = dict[str, dict[str, list[Term]]]


def claim_views(store: Store, claims: Iterable[str]) -> tuple[ClaimView, ...]:
    """Return the claims with these IRIs or keys, sorted by table and row; strangers left out."""
    iris = sorted(
        {name if is_claim(name) else thing_iri("claim", name) for name in claims if _may_be(name)}
    )
    if not iris:
        return ()
    metadata = _facts(store, _METADATA.format(things=one_of("subject", iris)))
    statements = _statements(store, iris)
    documents = {text_of(term) for facts in metadata.values() for term in facts.get(SOURCE, ())}
    sources = document_sources(store, documents)
    offices = {text_of(term) for facts in metadata.values() for term in facts.get(OFFICE, ())}
    said_by = references(store, sorted(offices))
    views = [
        _view(iri, metadata[iri], statements[iri], sources, said_by)
        for iri in iris
        if iri in metadata
    ]
    return tuple(sorted(views, key=lambda view: (view.table, view.row, view.key)))


def document_sources(store: Store, documents: Iterable[str]) -> dict[str, Source]:
    """Return each document as a source, by IRI."""
    iris = sorted(set(documents))
    if not iris:
        return {}
    facts = _facts(store, _DOCUMENTS.format(things=one_of("subject", iris)))
    named = references(store, iris)
    return {iri: _source(iri, facts.get(iri, {}), named) for iri in iris}


def _may_be(name: str) -> bool:
    return is_claim(name) or "/" not in name


def _source(iri: str, facts: dict[str, list[Term]], named: Named) -> Source:
    return Source(
        document=named[iri],
        publisher=_one(facts, "qs:publisherName"),
        date=_one(facts, "dcterms:issued"),
        url=_one(facts, "schema:url"),
        extent_read=_one(facts, "qs:extentRead"),
        document_type=concept_labels().get(_one(facts, "qs:documentType")),
        reliability=concept_labels().get(_one(facts, "qs:reliability")),
    )


def _view(
    iri: str,
    facts: dict[str, list[Term]],
    statements: tuple[StatedTriple, ...],
    sources: dict[str, Source],
    said_by: Named,
) -> ClaimView:
    named = [sources[text_of(term)] for term in facts.get(SOURCE, ())]
    return ClaimView(
        iri=iri,
        key=claim_key(iri),
        table=_one(facts, "qs:table"),
        row=_one(facts, "qs:row"),
        basis=_notation(facts, "qs:basis"),
        modality=_notation(facts, "qs:modality"),
        visibility=_notation(facts, "qs:visibility"),
        confidence=_notation(facts, "qs:confidence"),
        note=_one(facts, "rdfs:comment"),
        valid_from=_one(facts, "qs:validFrom"),
        valid_to=_one(facts, "qs:validTo"),
        occurred=_one(facts, "qs:occurred"),
        sources=tuple(sorted(named, key=lambda source: source.document.key)),
        statements=statements,
        said_by=said_by.get(_one(facts, OFFICE_NAME)),
    )


def _statements(store: Store, iris: list[str]) -> dict[str, tuple[StatedTriple, ...]]:
    rows = store.select(_STATEMENTS.format(things=one_of("claim", iris)))
    ends = [row[end] for row in rows for end in ("subject", "object")]
    named = references(store, [end for end in ends if isinstance(end, str)])
    found: dict[str, list[StatedTriple]] = defaultdict(list)
    for row in rows:
        claim, target = text_of(row["claim"]), row["object"]
        if target is not None:
            said = _stated(claim, text_of(row["subject"]), text_of(row["relation"]), target, named)
            found[claim].append(said)
    return defaultdict(tuple, {claim: tuple(said) for claim, said in found.items()})


def _stated(claim: str, subject: str, relation: str, target: Term, named: Named) -> StatedTriple:
    keys = (claim_key(claim),)
    if isinstance(target, Literal):
        said = Value(target.value, keys, target.language, target.datatype)
    else:
        said = pointing(named[target], keys, inferred=False)
    return StatedTriple(named[subject], _label(relation), relation, said)


def _label(relation: str) -> Text:
    if relation == f"{RDF}type":
        return both("sentence.is_a")
    return terms()[relation].label if relation in terms() else nameless(relation).label


def _facts(store: Store, query: str) -> Facts:
    found: Facts = defaultdict(lambda: defaultdict(list))
    for row in store.select(query):
        target = row["object"]
        if target is not None:
            found[text_of(row["subject"])][text_of(row["relation"])].append(target)
    return found


def _one(facts: dict[str, list[Term]], name: str) -> str:
    return "; ".join(sorted(map(text_of, facts.get(expand(name), ()))))


def _notation(facts: dict[str, list[Term]], name: str) -> str:
    return _one(facts, name).rpartition("/")[2]
