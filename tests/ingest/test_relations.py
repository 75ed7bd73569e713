"""A relation says whether it leads to an item, a choice or a value."""

import pytest

from ingest.faults import CellError
from ingest.relations import local_name, relation_named
from ontology.tables import table_named, tables
from ontology.targets import target_of
from ontology.terms import expand


def allowed(table: str) -> tuple[str, ...]:
    found = table_named(table)
    assert found
    return found.with_role("relation").relations


@pytest.mark.parametrize("written", ["lead", "qs:lead", "Federführung", "federführung", "LEAD"])
def test_a_relation_is_known_by_name_or_label(written: str) -> None:
    assert relation_named(written, allowed("involvements")) == expand("qs:lead")


def test_a_relation_of_another_table_is_refused_with_the_nearest_allowed() -> None:
    with pytest.raises(CellError) as raised:
        relation_named("Federführng", allowed("involvements"))
    assert raised.value.suggestion == "Federführung"
    with pytest.raises(CellError):
        relation_named("answers", allowed("involvements"))


@pytest.mark.parametrize(
    ("relation", "kind"),
    [("qs:lead", "reference"), ("qs:advises", "reference"), ("qs:remark", "language"),
     ("qs:numberOfMeetings", "integer"), ("qs:dueDate", "date"), ("qs:status", "choice"),
     ("qs:contractPartnerKind", "choice"), ("qs:abbreviation", "text"),
     ("qs:nonePlanned", "boolean"), ("schema:url", "url")],
)  # fmt: skip
def test_the_ontology_says_what_a_relation_leads_to(relation: str, kind: str) -> None:
    assert target_of(expand(relation)).kind == kind


def test_relations_that_one_table_allows_differ_in_their_last_part() -> None:
    for table in tables():
        if table.joins:
            names = [local_name(relation) for relation in allowed(table.name)]
            assert len(names) == len(set(names)), table.name
