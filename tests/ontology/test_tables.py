"""Tables are read from the shapes, and the shapes only use what the vocabulary declares."""

import pytest
from rdflib import RDF, SH, Literal, URIRef

from ontology.source import read_graph
from ontology.tables import Table, claim_columns, table_named, table_of_class, tables
from ontology.terms import NAMESPACE, expand
from ontology.vocabulary import superclasses, terms

ALL = tables()
CLASSES_WITHOUT_TABLE = {
    "Item", "Agent", "Claim", "Finding", "RelationTable", "RelationColumn", "ClaimColumn",
}  # fmt: skip


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_the_paths_and_classes_of_a_table_are_declared(table: Table) -> None:
    for column in table.columns:
        assert not column.path or column.path in terms(), column
        assert not column.class_iri or column.class_iri in superclasses(), column


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_the_columns_of_a_table_have_different_names_and_labels(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    for language in ("de", "en"):
        labels = [column.label.in_language(language) for column in table.columns]
        assert sorted({x for x in labels if labels.count(x) > 1}) == []


def test_every_property_shape_has_a_message_and_a_name_in_both_languages() -> None:
    for name in ("shapes.ttl", "relations.ttl"):
        graph = read_graph(name)
        for shape in set(graph.objects(None, SH.property)):
            for relation in (SH.message, SH.name):
                found = [
                    value.language or ""
                    for value in graph.objects(shape, relation)
                    if isinstance(value, Literal)
                ]
                assert sorted(found) == ["de", "en"], shape


def test_every_class_of_things_has_a_table() -> None:
    graph = read_graph("querschnitt.ttl")
    owned = {
        str(s).removeprefix(NAMESPACE)
        for s in graph.subjects(RDF.type, URIRef(expand("owl:Class")))
    }
    with_table = {table.class_iri.removeprefix(NAMESPACE) for table in ALL if not table.joins}
    assert owned - with_table == CLASSES_WITHOUT_TABLE


def test_every_table_ends_with_the_columns_of_the_claim() -> None:
    ends = {tuple(column.name for column in table.columns[-8:]) for table in ALL}
    assert ends == {tuple(column.name for column in claim_columns())}


def test_measures_have_the_columns_that_ministries_deliver() -> None:
    measures = table_named("measures")
    assert measures is not None
    assert measures.column("id").required
    assert measures.column("fields").separator == ";"
    assert measures.column("status").choices
    assert measures is table_of_class(expand("qs:Measure"))


def test_a_relation_table_knows_its_subject_relation_and_object() -> None:
    involvements = table_named("involvements")
    assert involvements is not None
    assert involvements.joins
    assert involvements.with_role("subject").class_iri == expand("qs:Measure")
    assert expand("qs:lead") in involvements.with_role("relation").relations


def test_an_unknown_table_or_column_is_not_made_up() -> None:
    measures = table_named("measures")
    assert table_named("unknown") is None
    assert measures is not None
    with pytest.raises(KeyError, match="measures has no column 'unknown'"):
        measures.column("unknown")
