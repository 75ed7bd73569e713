"""Every question answers on two engines alike; what is set narrows, and an answer exists as RDF."""

import pytest
import rdflib
from rdflib.query import ResultRow

from graph.answering import answer, bound, statements
from graph.embedded import EmbeddedStore
from graph.rdf import rdflib_iri, rdflib_term, value_of
from graph.store import VIEWS, Values
from ontology.questions import Question, question_named, questions
from ontology.statement import XSD, Literal
from tests.graph.cases import DAY, as_texts, iri, told

# rdflib's own query engine uses what it warns of
rdflib_warns = pytest.mark.filterwarnings("ignore:Dataset.(default_context|contexts)")
every_question = pytest.mark.parametrize("question", questions(), ids=lambda each: str(each.id))

SAID = """
  <organisation-line/A> a qs:OrganisationLine ; skos:prefLabel "Ressort A"@de .
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:abbreviation "RA" ;
    qs:legislativePeriod <legislative-period/P-1> ; schema:startDate "2014"^^xsd:gYear .
  <organisation/A-2> a qs:Ministry ; qs:identityLine <organisation-line/A> ;
    qs:legislativePeriod <legislative-period/P-2> ; schema:startDate "2019"^^xsd:gYear .
  <organisation/B-1> a qs:Ministry ; qs:identityLine <organisation-line/B> ;
    qs:legislativePeriod <legislative-period/P-1> .
  <field/F-1> a qs:FieldOfAction ; skos:inScheme <field-scheme/S-1> ; skos:closeMatch <field/F-2> .
  <field/F-2> a qs:FieldOfAction ; skos:inScheme <field-scheme/S-2> .
  <field/F-3> a qs:FieldOfAction ; skos:inScheme <field-scheme/S-2> .
  <measure/M-1> a qs:Measure ; qs:field <field/F-1>, <field/F-3> ; qs:lead <organisation/A-1> ;
    qs:support <organisation/B-1> ; qs:targetGroup <target-group/T-1> ; qs:partOf <measure/M-2> .
  <measure/M-2> a qs:Measure ; qs:field <field/F-1> ; schema:endDate "2020"^^xsd:gYear .
  <recommendation/R-1> a qs:Recommendation ; skos:prefLabel "Mehr Kurse"@de ; qs:field <field/F-1> ;
    qs:nature nature:recommendation ; qs:inSet <recommendation-set/RS-1> .
  <contract/V-1> a qs:Contract ; qs:contractType <http://a.example/type> ; 
    schema:endDate "2025-03-31"^^xsd:date ;
    qs:partyState <organisation/A-2> ; qs:partyPartner <organisation/P-1> .
  <contract/V-2> a qs:Contract ; qs:contractType <http://a.example/type> ;
    schema:endDate "2026"^^xsd:gYear .
  <body/G-1> a qs:Body . <body/G-2> a qs:Body ; qs:establishedOn "2014" .
  <membership/MB-1> org:member <person/P-1> ; org:organization <body/G-1> .
  <membership/MB-2> org:member <person/P-1> ; org:organization <body/G-2> ; qs:roleName "Vorsitz" .
  <membership/MB-3> org:member <person/P-2> ; org:organization <body/G-2> .
  <meeting/MT-1> a qs:Meeting ; schema:organizer <body/G-1> ;
    schema:startDate "2015-03-01"^^xsd:date .
  <meeting/MT-2> a qs:Meeting ; schema:organizer <body/G-1> .
  <dependency/D-1> a qs:Dependency ; qs:dependent <measure/M-1> ;
    qs:prerequisite <organisation/B-1> ;
    qs:dependencyKind <http://a.example/kind> .
  <budget-figure/BF-1> a qs:BudgetFigure ; qs:budgetOf <measure/M-1> ; qs:verbatim "1 Mio. Euro" .
"""


@pytest.fixture(scope="module")
def small() -> EmbeddedStore:
    """Return a store with a little of most kinds."""
    return told(SAID, thought='<body/G-2> qs:establishedOn "2016" .')


def terms(given: dict[str, str | int]) -> Values:
    """Return what parameters are set to: ``kind/key`` is a thing."""
    return {
        name: Literal(str(value), f"{XSD}integer")
        if isinstance(value, int)
        else iri(value)
        if "/" in value
        else Literal(value)
        for name, value in given.items()
    }


def named(slug: str) -> Question:
    """Return the question called ``slug``, which there has to be."""
    question = question_named(slug)
    assert question is not None
    return question


def rows_of(store: EmbeddedStore, slug: str, **given: str | int) -> list[dict[str, str]]:
    """Return the rows of a question as texts; things and concepts by their short names."""
    rows = store.select(named(slug).query, bound(named(slug), terms(given), DAY))
    return [as_texts({name: row[name] for name in named(slug).columns}) for row in rows]


def by_rdflib(store: EmbeddedStore, slug: str, **given: str | int) -> list[dict[str, str]]:
    """Return the same rows as rdflib finds them."""
    graph = rdflib.Dataset()
    for quad in store.quads():
        place = graph.default_graph if quad.graph in VIEWS else graph.graph(rdflib_iri(quad.graph))
        place.add((rdflib_iri(quad.subject), rdflib_iri(quad.predicate), rdflib_term(quad.object)))
    values = {n: rdflib_term(term) for n, term in bound(named(slug), terms(given), DAY).items()}
    found = [
        row
        for row in graph.query(named(slug).query, initBindings=values)
        if isinstance(row, ResultRow)
    ]
    return [
        as_texts({n: None if row[n] is None else value_of(row[n]) for n in named(slug).columns})
        for row in found
        if isinstance(row, ResultRow)
    ]


CASES: list[tuple[str, dict[str, str | int], list[list[str]]]] = [
    (
        "ministry-lines",
        {"ministry": "organisation/A-2"},
        [
            ["organisation-line/A", "legislative-period/P-1", "organisation/A-1", "RA", "2014", ""],
            ["organisation-line/A", "legislative-period/P-2", "organisation/A-2", "", "2019", ""],
        ],
    ),
    (
        "field-programme",
        {"field": "field/F-1", "ministry": "organisation/A-2"},
        [["field/F-1", "measure/M-1", "organisation/A-1", "", ""]],
    ),
    (
        "waiting-for-ministry",
        {"ministry": "organisation/B-1"},
        [
            [
                "organisation/B-1", "organisation/B-1", "organisation/A-1", "measure/M-1",
                "http://a.example/kind", "", "dependency/D-1",
            ]
        ],
    ),
    ("waiting-for-ministry", {"ministry": "organisation/A-1"}, []),
    ("bodies-meetings", {}, [["body/G-1", "2", "2015-03-01", "2015-03-01", "", ""]]),
    (
        "bodies-meetings",
        {"from": "2015-01-01", "until": "2015-12-31"},
        [["body/G-1", "1", "2015-03-01", "2015-03-01", "", ""]],
    ),
    ("bodies-meetings", {"from": "2016-01-01"}, []),
    (
        "sits-in-several-bodies",
        {},
        [
            ["person/P-1", "2", "body/G-1", "", "", ""],
            ["person/P-1", "2", "body/G-2", "Vorsitz", "", ""],
        ],
    ),
    ("contracts-ending", {"months": 4}, []),
    (
        "contracts-ending",
        {"months": 5},
        [
            [
                "2025-03-31", "contract/V-1", "http://a.example/type", "organisation/A-2",
                "organisation/P-1",
            ]
        ],
    ),
    (
        "sources-contradict",
        {},
        [
            [
                "body/G-2", "https://w3id.org/querschnitt/def#establishedOn", "2014",
                "document/S-1", "2016", "document/S-2",
            ]
        ],
    ),
    (
        "recommendations-mentioning",
        {"word": "KURS"},
        [["", "recommendation-set/RS-1", "", "recommendation/R-1", ""]],
    ),
    ("recommendations-mentioning", {"word": "Wohnung"}, []),
    (
        "ministries-together",
        {},
        [["organisation-line/A", "organisation-line/B", "1"]],
    ),
]  # fmt: skip
every_case = pytest.mark.parametrize(("slug", "given", "expected"), CASES)


@every_case
def test_a_question_finds_what_is_said(
    small: EmbeddedStore, slug: str, given: dict[str, str | int], expected: list[list[str]]
) -> None:
    assert [list(row.values()) for row in rows_of(small, slug, **given)] == expected


@rdflib_warns
@every_case
def test_rdflib_finds_the_same(
    small: EmbeddedStore, slug: str, given: dict[str, str | int], expected: list[list[str]]
) -> None:
    assert [list(row.values()) for row in by_rdflib(small, slug, **given)] == expected


@rdflib_warns
@every_question
def test_no_question_needs_one_engine(small: EmbeddedStore, question: Question) -> None:
    found = rows_of(small, question.id)
    assert sorted(by_rdflib(small, question.id), key=str) == sorted(found, key=str)


def test_each_row_of_an_answer_is_a_thing_of_its_own(small: EmbeddedStore) -> None:
    given = terms({"ministry": "organisation/A-2"})
    said = statements(answer(small, named("ministry-lines"), given, day=DAY))
    address = named("ministry-lines").iri
    rows = list(dict.fromkeys(each.subject for each in said))
    assert [row.rpartition("#")[2] for row in rows] == ["row=1", "row=2"]
    assert all(row.startswith(f"{address}?ministry=http") for row in rows)
    lines = [each.object for each in said if each.predicate == f"{address}#line"]
    assert lines == [iri("organisation-line/A")] * 2
    starts = [each.object for each in said if each.predicate == f"{address}#start"]
    assert starts == [Literal(year, f"{XSD}gYear") for year in ("2014", "2019")]


def test_an_answer_says_nothing_twice(small: EmbeddedStore) -> None:
    found = answer(small, named("budget-figures"), {}, day=DAY)
    assert len(found.rows) == len(set(found.rows)) == 1
