"""One set of values for every page."""

from dataclasses import dataclass

from graph.finding import Finding, SeverityPart
from graph.model import (
    Cell,
    ClaimView,
    Dependency,
    GapMap,
    MapColumn,
    MapRow,
    NetworkEdge,
    NetworkNode,
    Property,
    RecommendationState,
    Source,
    StatedTriple,
    Thing,
    ThingRow,
    Value,
    Wait,
    WaitMatrix,
)
from ontology.terms import EDTF, NAMESPACE, expand, thing_iri
from tests.viz.maker import Maker, Say
from tests.viz.outcome_samples import Outcomes, outcomes
from viz.frame import Frame


@dataclass(frozen=True)
class Sample:
    """What the pages are given; all texts went through ``say``."""

    frame: Frame
    gap_map: GapMap
    finding: Finding
    thing: Thing
    claim: ClaimView
    rows: tuple[ThingRow, ...]
    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    source: Source
    waits: WaitMatrix
    outcomes: Outcomes


MINISTRY, NOBODY = thing_iri("organisation-line", "L-A"), "nobody"
SUPPLEMENT = "F-9"


def gap_map(make: Maker) -> GapMap:
    """Return two fields and a supplementary one, with every kind of state and cell."""
    ministry = make.thing("organisation", "O-A", "Ministerium A", "MA")
    columns = (
        MapColumn(MINISTRY, make.text("Linie A"), ministry, "ministry"),
        MapColumn("other", make.text("andere Stellen"), None, "other"),
        MapColumn(NOBODY, make.text("kein Ressort benannt"), None, "nobody"),
    )
    first = (make.state("E-1", "taken-up"), make.state("E-2", "open"))
    second = (
        make.state("E-2", "open"),
        make.state("E-3", "open"),
        make.state("E-4", "presumably"),
        make.state("E-5", "open", nature="minority-vote", counted=False),
        make.state("E-6", "nothing-asked", nature="finding"),
    )
    rows = (
        _row(make, "F-1", first, measures=3),
        _row(make, "F-2", second, measures=0, expected=True),
        _row(make, SUPPLEMENT, (), measures=1),
    )
    natures = (
        (make.nature("recommendation", "Empfehlung"), {"asked": 4, "taken_up": 1, "open": 2}),
        (make.nature("minority-vote", "Sondervotum"), {"asked": 1, "open": 1}),
    )
    period = make.thing("legislative-period", "WP-1", "1. Wahlperiode")
    scheme = make.thing("field-scheme", "FS-1", "Einteilung eins")
    notes = (make.text("Auszug, nicht vollständig."),)
    return GapMap(period, scheme, columns, rows, natures, 4, 4, 2, notes)


def _row(
    make: Maker,
    key: str,
    states: tuple[RecommendationState, ...],
    *,
    measures: int,
    expected: bool = False,
) -> MapRow:
    found = tuple(make.thing("measure", f"M-{key}-{n}", f"Maßnahme {n}") for n in range(measures))
    cells = (
        Cell(key, MINISTRY, found, (), "nothing-asked", "", expected=expected),
        Cell(key, NOBODY, (), states, "open" if states else "nothing-asked", ""),
    )
    coverages = [state.coverage for state in states if state.counted]
    return MapRow(
        field=make.thing("field", key, f"Feld {key}"),
        supplementary=key == SUPPLEMENT,
        cells=cells,
        measures=measures,
        asked=len(coverages),
        taken_up=coverages.count("taken-up"),
        partly=0,
        presumably=coverages.count("presumably"),
        open=coverages.count("open"),
        recommendations=states,
    )


def finding(make: Maker) -> Finding:
    """Return a gap with everything a finding can have."""
    subject = make.thing("recommendation", "E-2", "Empfehlung E-2")
    field = make.thing("field", "F-1", "Feld F-1")
    line = make.thing("organisation-line", "L-A", "Linie A")
    return Finding(
        id="00ff",
        rule="G02",
        kind="gap",
        title=make.text("Empfehlung ohne Maßnahme"),
        sentence=make.text("Zu „Empfehlung E-2“ ist keine Maßnahme hinterlegt."),
        remedy=make.text("Eine Maßnahme eintragen."),
        state="presumed",
        state_reason=make.text("Niemand hat die Liste für vollständig erklärt."),
        severity=2,
        severity_parts=(SeverityPart(3, make.text("Regel")), SeverityPart(-1, make.text("offen"))),
        subject=subject,
        members={"recommendation": (subject,), "set": (make.thing("set", "S-1", "Reihe"),)},
        numbers={"n_field": "1", "due": "2014-12", "accepted": "true", "mandated": "false"},
        fields=(field,),
        ministries=(make.thing("organisation", "O-A", "Ministerium A", "MA"),),
        lines=(line,),
        nature=make.nature("recommendation", "Empfehlung"),
        notes=(make.text("Auszug, nicht vollständig."),),
        ask=(make.thing("organisation", "O-A", "Ministerium A"),),
        claims=("documents.D-1",),
        evidence="e",
    )


def source(make: Maker) -> Source:
    return Source(
        document=make.thing("document", "D-1", "Handout für die Presse"),
        publisher=make.say("Ministerium A"),
        date="2014-11-24",
        url="https://example.org/handout.pdf",
        extent_read=make.say("Volltext"),
        document_type=make.text("amtlich"),
        reliability=make.text("hoch"),
    )


def claim(make: Maker, key: str = "measures.M-1", basis: str = "stated") -> ClaimView:
    subject = make.thing("measure", "M-1", "Maßnahme eins")
    value = Value(make.say("Text der Angabe"), (key,), language="de")
    return ClaimView(
        iri=thing_iri("claim", key),
        key=key,
        table="measures",
        row="M-1",
        basis=basis,
        modality="planned",
        visibility="internal",
        confidence="medium",
        note=make.say("Anmerkung"),
        valid_from="2014",
        valid_to="",
        occurred="2015-21",
        sources=(source(make),),
        statements=(StatedTriple(subject, make.text("Beschreibung"), NAMESPACE + "remark", value),),
    )


def thing(make: Maker) -> Thing:
    """Return a measure with contradicting starts, an inferred lead and a paraphrase."""
    first, second = claim(make), claim(make, "measures.M-1-x", "inferred")
    ministry = make.thing("organisation", "O-A", "Ministerium A", "MA")
    date, url = expand("xsd:date"), expand("xsd:anyURI")

    def stated(name: str, label: str, *values: Value, incoming: bool = False) -> Property:
        iri = expand(name)
        return Property(iri, name.partition(":")[2], make.text(label), values, incoming)

    return Thing(
        reference=make.thing("measure", "M-1", "Maßnahme eins"),
        class_iri=NAMESPACE + "Measure",
        class_label=make.text("Maßnahme"),
        properties=(
            stated("qs:lead", "Federführung", Value("", (second.key,), "", "", ministry, True)),
            stated(
                "schema:startDate",
                "beginnt am",
                Value("2014-03-19", (first.key,), datatype=date),
                Value("2015-21", (second.key,), datatype=EDTF),
            ),
            stated(
                "dcterms:description",
                "Beschreibung",
                Value(make.say("Was getan wird."), (first.key,), "de"),
            ),
            stated(
                "schema:url",
                "Adresse",
                Value("https://example.org/m1", (first.key,), datatype=url),
                Value("javascript:alert(1)", (first.key,), datatype=url),
            ),
        ),
        incoming=(
            stated(
                "qs:partOf",
                "Teil von",
                Value("", (), "", "", make.thing("measure", "M-2", "Maßnahme zwei")),
                incoming=True,
            ),
        ),
        claims=(first, second),
    )


def network(make: Maker) -> tuple[tuple[NetworkNode, ...], tuple[NetworkEdge, ...]]:
    """Return a field with a measure and its ministry, each kind of mark, one inferred relation."""
    field = make.thing("field", "F-1", "Feld F-1")
    measure = make.thing("measure", "M-1", "Maßnahme eins")
    ministry = make.thing("organisation", "O-A", "Ministerium A", "MA")
    nodes = (
        NetworkNode(field, "FieldOfAction", make.text("Handlungsfeld")),
        NetworkNode(measure, "Measure", make.text("Maßnahme"), ("gap",)),
        NetworkNode(ministry, "Ministry", make.text("Ressort"), ("gap", "overlap", "dependency")),
    )
    in_field = NAMESPACE + "field"
    lead = NAMESPACE + "lead"
    edges = (
        NetworkEdge(measure.iri, field.iri, in_field, make.text("im Handlungsfeld"), False, ()),
        NetworkEdge(measure.iri, ministry.iri, lead, make.text("Federführung"), True, ("x",)),
    )
    return nodes, edges


def wait(make: Maker) -> Wait:
    """Return that one ministry waits for a body through one inferred dependency."""
    through = Dependency(
        reference=make.thing("dependency", "DP-1", "Abhängigkeit eins"),
        kind=make.nature("precondition", "Vorbedingung"),
        dependent=make.thing("measure", "M-1", "Maßnahme eins"),
        prerequisite=make.thing("measure", "M-2", "Maßnahme zwei"),
        prerequisite_text="",
        text=make.say("Das eine setzt das andere voraus."),
        due="",
        inferred=True,
        claims=(),
    )
    waiting = make.thing("organisation", "O-A", "Ministerium A", "MA")
    return Wait(waiting, make.thing("body", "B-1", "Gremium eins"), (through,), inferred=True)


def sample_in(say: Say) -> Sample:
    make = Maker(say)
    nodes, edges = network(make)
    gap, waiting = finding(make), wait(make)
    ministries = (waiting.waiting,)
    query = {"cell": "F-1.nobody", "thing": "field/F-1", "note": say("x")}
    value = Value("2014-12", (), datatype=expand("xsd:gYearMonth"))
    return Sample(
        frame=Frame("de", "/gaps", query, 7, "2026-11-23T15:00:00+00:00", make.text("Bestand")),
        gap_map=gap_map(make),
        finding=gap,
        thing=thing(make),
        claim=claim(make),
        rows=(ThingRow(make.thing("measure", "M-1", "Maßnahme eins"), {"start": (value,)}),),
        nodes=nodes,
        edges=edges,
        source=source(make),
        waits=WaitMatrix(ministries, (waiting.awaited,), (waiting,), waiting.dependencies, ()),
        outcomes=outcomes(make, gap, waiting.dependencies[0]),
    )
