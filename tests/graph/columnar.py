"""Random claims for the tests of the integer snapshot, and its answers as IRIs."""

from collections.abc import Iterable

from hypothesis import strategies as st

from graph.change import Change
from graph.claims import difference
from graph.columns import Column, Ints
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from graph.questions import Overlaps
from graph.snapshot import Snapshot
from ontology.statement import XSD, Claim, Literal
from ontology.terms import concept_iri, expand, thing_iri
from tests.graph.samples import DAY, claim

Part = tuple[str, str, str | Literal]


def things(kind: str, count: int) -> list[str]:
    return [thing_iri(kind, f"{kind[0]}{number}") for number in range(count)]


MEASURES, FIELDS, GROUPS = things("measure", 5), things("field", 2), things("target-group", 2)
ASKED, PARTS, RESPONSES = things("recommendation", 3), things("part", 2), things("response", 2)
OFFICES, LINES, BODIES = (
    things("organisation", 4),
    things("organisation-line", 3),
    things("body", 1),
)
LINKS = things("dependency", 5)
NATURES = [
    concept_iri("nature", name)
    for name in ("recommendation", "finding", "minority-vote", "hearing-demand")
]
DATES = [
    Literal(text, f"{XSD}{kind}")
    for text, kind in (
        ("2013", "gYear"),
        ("2014", "gYear"),
        ("2014-11", "gYearMonth"),
        ("2014-11-24", "date"),
        ("2014-12-01", "date"),
        ("2012/2013", "string"),
        ("2012/", "string"),
        ("2015", "string"),
    )
]
OWN = Literal("true", f"{XSD}boolean"), Literal("false", f"{XSD}boolean")
WAITING = [*MEASURES, *BODIES, *OFFICES]


def said(
    subjects: list[str], relation: str, objects: Iterable[str | Literal]
) -> st.SearchStrategy[Part]:
    return st.tuples(
        st.sampled_from(subjects), st.just(expand(relation)), st.sampled_from(list(objects))
    )


def status(name: str) -> str:
    return concept_iri("status", name)


parts = st.one_of(
    said(MEASURES, "qs:lead", OFFICES),
    said(MEASURES, "qs:field", FIELDS),
    said(MEASURES, "qs:targetGroup", GROUPS),
    said(MEASURES, "qs:answers", [*ASKED, *PARTS]),
    said(MEASURES, "qs:answersPartly", ASKED),
    said(MEASURES, "qs:answersIndirectly", ASKED),
    said(MEASURES, "qs:partOf", MEASURES),
    said(MEASURES, "qs:status", map(status, ("dropped", "completed", "running"))),
    said([*MEASURES, *OFFICES], "schema:endDate", DATES),
    said(MEASURES, "schema:startDate", DATES),
    said(OFFICES[3:], "qs:identityLine", LINES[:1]),
    said(OFFICES, "rdf:type", map(expand, ("qs:Ministry", "qs:Organisation"))),
    said(BODIES, "qs:attachedTo", OFFICES),
    said(ASKED, "qs:nature", NATURES),
    said(ASKED, "qs:expectsAction", OWN),
    said(PARTS, "qs:partOfRecommendation", ASKED),
    said(RESPONSES, "qs:respondsTo", ASKED),
    said(RESPONSES, "qs:responseKind", [concept_iri("response", n) for n in ("rejected", "none")]),
    said(LINKS, "qs:dependent", WAITING),
    said(LINKS, "qs:prerequisite", WAITING),
    said(LINKS, "qs:metOn", DATES),
)
GROUND = claim(
    "ground",
    *[(name, expand("rdf:type"), expand("qs:Measure")) for name in MEASURES[:4]],
    *[(name, expand("rdf:type"), expand("qs:Recommendation")) for name in ASKED],
    *[(name, expand("rdf:type"), expand("qs:Ministry")) for name in OFFICES[:3]],
    *[(o, expand("qs:identityLine"), line) for o, line in zip(OFFICES, LINES, strict=False)],
    *[(name, expand("qs:nature"), nature) for name, nature in zip(ASKED, NATURES, strict=False)],
    *[(name, expand("qs:lead"), office) for name, office in zip(MEASURES, OFFICES, strict=False)],
    *[(name, expand("qs:field"), FIELDS[0]) for name in MEASURES[:3]],
    *[(name, expand("qs:targetGroup"), GROUPS[0]) for name in MEASURES[1:4]],
)  # fmt: skip


@st.composite
def _claims(draw: st.DrawFn, most: int) -> Claim:
    key = draw(st.sampled_from(["a", "b", "c", "d", "e", "ground"]))
    modality = draw(st.sampled_from(["done", "planned", "demanded"]))
    names = draw(st.sampled_from([(), ("validFrom",), ("validTo",)]))
    valid: dict[str, str | Literal] = {name: draw(st.sampled_from(DATES)) for name in names}
    return claim(key, *draw(st.lists(parts, max_size=most)), modality=modality, valid=valid)


def batches(most: int) -> st.SearchStrategy[list[Claim]]:
    return st.lists(_claims(most), max_size=4, unique_by=lambda item: item.iri)


def stored(claims: Iterable[Claim]) -> EmbeddedStore:
    store = EmbeddedStore()
    store.load_lines(Vocabulary.built_in().lines)
    apply(store, difference(store, {c.iri: c for c in (GROUND, *claims)}.values()))
    return store


def apply(store: EmbeddedStore, change: Change) -> None:
    store.apply(change)
    refresh(store, Vocabulary.built_in(), DAY)


def pairs(snapshot: Snapshot, column: Column) -> set[tuple[str, str]]:
    firsts, seconds = map(snapshot.terms.texts, (column.firsts, column.seconds))
    assert len(set(zip(firsts, seconds, strict=True))) == len(column)
    return set(zip(firsts, seconds, strict=True))


def groups(snapshot: Snapshot, found: Overlaps) -> dict[tuple[str, ...], set[tuple[str, str]]]:
    lines, measures = map(snapshot.terms.texts, (found.lines, found.measures))
    bounds = zip(found.starts[:-1].tolist(), found.starts[1:].tolist(), strict=True)
    members = [set(zip(lines[a:b], measures[a:b], strict=True)) for a, b in bounds]
    keys = [tuple(snapshot.terms.texts(key)) for key in found.keys]
    return dict(zip(keys, members, strict=True))


def named(snapshot: Snapshot, numbers: Ints) -> list[str]:
    return sorted(snapshot.terms.texts(numbers))
