"""A row becomes exactly one claim, named and described by the agreed rules."""

from collections.abc import Mapping
from hashlib import sha256

import pytest

from ingest.claims import read_claim
from ingest.faults import Fault, Place
from ingest.lookup import Names
from ingest.row import Row
from ontology.known import KnownThing
from ontology.statement import XSD, Claim, Literal, Statement
from ontology.tables import table_named
from ontology.terms import BASE, EDTF, concept_iri, expand, thing_iri


def reading(
    known: list[KnownThing], name: str, cells: Mapping[str, str]
) -> tuple[Claim | None, list[Fault]]:
    table = table_named(name)
    assert table
    row = Row(table, Place(f"{name}.csv", "", 2), cells, {key: key for key in cells})
    return read_claim(row, Names(known))


def claim_of(known: list[KnownThing], table: str, **cells: str) -> Claim:
    claim, faults = reading(known, table, cells)
    assert claim, [fault.text("en") for fault in faults]
    return claim


def said(claim: Claim) -> dict[str, list[object]]:
    """Return the metadata by relation."""
    found: dict[str, list[object]] = {}
    for statement in claim.metadata:
        assert statement.subject == claim.iri
        found.setdefault(statement.predicate, []).append(statement.object)
    return found


def digest(text: str, length: int) -> str:
    return sha256(text.encode()).hexdigest()[:length]


def test_a_row_of_things_states_class_identifier_and_each_value(known: list[KnownThing]) -> None:
    claim = claim_of(
        known,
        "measures",
        id="M-WIR-VZ",
        title="Zentren",
        fields="F-1;F-2",
        start="2015-21",
    )
    thing = f"{BASE}/id/measure/M-WIR-VZ"
    assert claim.statements == {
        Statement(thing, expand("rdf:type"), expand("qs:Measure")),
        Statement(thing, expand("dcterms:identifier"), Literal("M-WIR-VZ")),
        Statement(thing, expand("skos:prefLabel"), Literal.text("Zentren", "de")),
        Statement(thing, expand("qs:field"), thing_iri("field", "F-1")),
        Statement(thing, expand("qs:field"), thing_iri("field", "F-2")),
        Statement(thing, expand("schema:startDate"), Literal("2015-21", EDTF)),
    }


def test_the_metadata_say_where_a_claim_comes_from(known: list[KnownThing]) -> None:
    claim = claim_of(
        known,
        "measures",
        id="M-2", title="Titel", fields="F-1", source="D-2; D-1", basis="erschlossen",
        modality="planned", visibility="intern", confidence="hoch", valid_from="2014",
        valid_to="2019-01-18", note="unsicher",
    )  # fmt: skip
    assert claim.iri == f"{BASE}/id/claim/measures.M-2-{digest('D-1;D-2', 8)}"
    found = said(claim)
    assert set(found.pop(expand("prov:hadPrimarySource"))) == {
        thing_iri("document", "D-1"),
        thing_iri("document", "D-2"),
    }
    assert found == {
        expand("rdf:type"): [expand("qs:Claim")],
        expand("qs:table"): [Literal("measures")],
        expand("qs:row"): [Literal("M-2")],
        expand("qs:about"): [thing_iri("measure", "M-2")],
        expand("qs:basis"): [concept_iri("basis", "inferred")],
        expand("qs:modality"): [concept_iri("modality", "planned")],
        expand("qs:visibility"): [concept_iri("visibility", "internal")],
        expand("qs:confidence"): [concept_iri("confidence", "high")],
        expand("qs:validFrom"): [Literal("2014", f"{XSD}gYear")],
        expand("qs:validTo"): [Literal("2019-01-18", f"{XSD}date")],
        expand("rdfs:comment"): [Literal.text("unsicher", "de")],
    }


def test_what_a_row_does_not_say_about_itself_has_a_default(known: list[KnownThing]) -> None:
    claim = claim_of(known, "measures", id="M-2", title="Titel", fields="F-1")
    assert claim.iri == f"{BASE}/id/claim/measures.M-2"
    found = said(claim)
    assert found[expand("qs:basis")] == [concept_iri("basis", "stated")]
    assert found[expand("qs:modality")] == [concept_iri("modality", "done")]
    assert found[expand("qs:visibility")] == [concept_iri("visibility", "public")]
    assert expand("prov:hadPrimarySource") not in found


@pytest.mark.parametrize("source", ["", "D-1"])
def test_a_document_speaks_for_itself(known: list[KnownThing], source: str) -> None:
    claim = claim_of(known, "documents", id="D-1", title="Bericht", source=source)
    assert claim.iri == f"{BASE}/id/claim/documents.D-1"
    assert said(claim)[expand("prov:hadPrimarySource")] == [thing_iri("document", "D-1")]


def test_a_row_that_joins_two_things_is_one_statement(known: list[KnownThing]) -> None:
    claim = claim_of(
        known, "involvements", measure="M-1", role="Federführung", organisation="HMSI", source="D-1"
    )
    measure, ministry = thing_iri("measure", "M-1"), thing_iri("organisation", "O-1")
    assert claim.statements == {Statement(measure, expand("qs:lead"), ministry)}
    assert claim.iri == f"{BASE}/id/claim/involvements.M-1.lead.O-1-{digest('D-1', 8)}"
    assert said(claim)[expand("qs:about")] == [measure]
    assert said(claim)[expand("qs:row")] == [Literal("M-1.lead.O-1")]


def test_a_row_identifier_that_is_given_is_kept(known: list[KnownThing]) -> None:
    claim = claim_of(known, "involvements", id="R7", measure="M-1", role="lead", organisation="O-1")
    assert claim.iri == f"{BASE}/id/claim/involvements.R7"


def test_a_statement_has_a_value_of_the_kind_that_the_relation_asks_for(
    known: list[KnownThing],
) -> None:
    claim = claim_of(
        known, "statements", subject="B-1", relation="Zahl der Sitzungen", value="31",
        sentence="4", occurred="Frühjahr 2015",
    )  # fmt: skip
    body = thing_iri("body", "B-1")
    number = Literal("31", f"{XSD}integer")
    assert claim.statements == {Statement(body, expand("qs:numberOfMeetings"), number)}
    assert claim.iri == f"{BASE}/id/claim/statements.B-1.numberOfMeetings.{digest('31', 12)}"
    found = said(claim)
    assert found[expand("qs:sentence")] == [Literal("4", f"{XSD}integer")]
    assert found[expand("qs:occurred")] == [Literal("2015-21", EDTF)]


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"relation": "berät"}, "ingest.object_missing", "object"),
        ({"relation": "Zahl der Sitzungen"}, "ingest.value_missing", "value"),
        ({"relation": "berät", "object": "O-1", "value": "x"}, "ingest.value_superfluous", "value"),
        ({"relation": "Zahl der Sitzungen", "object": "O-1", "value": "3"},
         "ingest.object_superfluous", "object"),
        ({"relation": "Zahl der Sitzungen", "value": "viele"}, "ingest.unknown_number", "value"),
        ({"relation": "schenkt", "object": "O-1"}, "ingest.unknown_relation", "relation"),
    ],
)  # fmt: skip
def test_a_statement_that_does_not_fit_its_relation_is_one_fault(
    known: list[KnownThing], cells: dict[str, str], key: str, column: str
) -> None:
    claim, faults = reading(known, "statements", {"subject": "B-1", **cells})
    assert claim is None
    assert [(fault.key, fault.column) for fault in faults] == [(key, column)]


def test_a_required_cell_that_holds_only_separators_is_empty(known: list[KnownThing]) -> None:
    claim, (fault,) = reading(known, "measures", {"id": "M-2", "title": "Titel", "fields": " ; ;"})
    assert claim is None
    assert (fault.column, fault.key) == ("fields", "ingest.missing_value")


def test_all_wrong_cells_of_a_row_are_told_at_once(known: list[KnownThing]) -> None:
    claim, faults = reading(
        known,
        "measures",
        {"id": "M 2", "title": "", "fields": "F-7", "start": "bald", "source": "D-9"},
    )
    assert claim is None
    assert {fault.column: fault.key for fault in faults} == {
        "id": "ingest.wrong_form",
        "title": "ingest.missing_value",
        "fields": "ingest.unknown_reference",
        "start": "ingest.unknown_date",
        "source": "ingest.unknown_reference",
    }
