"""A made-up state of any size in our own tables: the same claims for the same scale, always.

One unit is about one state: 200 recommendations, 400 measures, 12 ministries, dependencies and
completeness unknown. Fields and target groups are shared by all units. About one recommendation
in four stays without a measure; some measures have ended or were dropped, some are parts of others.
"""

import random
from collections.abc import Iterator

from ontology.statement import Claim, Literal, Statement
from ontology.tables import table_named
from ontology.terms import concept_iri, expand, thing_iri

RECOMMENDATIONS = 200
MEASURES = 400
MINISTRIES = 12
FIELDS = 11
GROUPS = 16
DEPENDENCIES = 240
ANSWERED_SHARE = 0.75
NATURES = ("recommendation", "government-mandate", "finding", "minority-vote", "hearing-demand")
Cell = str | Literal

TYPE = expand("rdf:type")
IDENTIFIER = expand("dcterms:identifier")
LABEL = expand("skos:prefLabel")
SCHEME = thing_iri("field-scheme", "GEN")
PERIOD = thing_iri("legislative-period", "GEN")


def _claim(table: str, row: str, about: str, statements: list[Statement], basis: str) -> Claim:
    iri = thing_iri("claim", f"{table}.{row}")
    said: dict[str, Cell] = {
        TYPE: expand("qs:Claim"),
        expand("qs:basis"): concept_iri("basis", basis),
        expand("qs:modality"): concept_iri("modality", "done"),
        expand("qs:visibility"): concept_iri("visibility", "public"),
        expand("qs:table"): Literal(table),
        expand("qs:row"): Literal(row),
        expand("qs:about"): about,
    }
    metadata = frozenset(Statement(iri, relation, value) for relation, value in said.items())
    return Claim(iri, frozenset(statements), metadata)


def _thing(table: str, key: str, cells: dict[str, Cell | list[Cell]]) -> Claim:
    """Return the claim of one row of the table of things ``table``."""
    known = table_named(table)
    if known is None:
        raise LookupError(table)
    subject = thing_iri(known.kind, key)
    statements = [
        Statement(subject, TYPE, known.class_iri),
        Statement(subject, IDENTIFIER, Literal(key)),
    ]
    for relation, cell in cells.items():
        values = cell if isinstance(cell, list) else [cell]
        statements += [Statement(subject, expand(relation), value) for value in values]
    return _claim(table, key, subject, statements, "stated")


def _link(table: str, subject: str, relation: str, target: str, basis: str = "stated") -> Claim:
    row = ".".join((subject.rsplit("/", 1)[1], relation, target.rsplit("/", 1)[1]))
    statement = Statement(subject, expand(f"qs:{relation}"), target)
    return _claim(table, row, subject, [statement], basis)


def _title(text: str) -> Cell:
    return Literal.text(text, "de")


def _shared() -> Iterator[Claim]:
    yield _thing("periods", "GEN", {"skos:prefLabel": _title("Wahlperiode")})
    yield _thing("field-schemes", "GEN", {"skos:prefLabel": _title("Felder")})
    for number in range(FIELDS):
        order = Literal(str(number + 1), expand("xsd:integer"))
        cells: dict[str, Cell | list[Cell]] = {
            "skos:prefLabel": _title(f"Feld {number}"),
            "skos:inScheme": SCHEME,
            "qs:officialOrder": order,
        }
        yield _thing("fields", f"F{number}", cells)
    for number in range(GROUPS):
        yield _thing("target-groups", f"T{number}", {"skos:prefLabel": _title(f"Gruppe {number}")})
    defaults: dict[str, Cell | list[Cell]] = {
        "skos:prefLabel": _title("Erzeugt"),
        "qs:defaultPeriod": PERIOD,
        "qs:defaultScheme": SCHEME,
    }
    yield _thing("datasets", "GEN", defaults)


def _fields(chance: random.Random, most: int) -> list[Cell]:
    count = chance.randint(1, most)
    return [thing_iri("field", f"F{n}") for n in chance.sample(range(FIELDS), count)]


def _groups(chance: random.Random) -> list[Cell]:
    return [thing_iri("target-group", f"T{n}") for n in chance.sample(range(GROUPS), 2)]


def _ministries(unit: int) -> Iterator[Claim]:
    for number in range(MINISTRIES):
        line = f"L{unit}-{number}"
        yield _thing("lines", line, {"skos:prefLabel": _title(f"Linie {unit}.{number}")})
        cells: dict[str, Cell | list[Cell]] = {
            "skos:prefLabel": _title(f"Ressort {unit}.{number}"),
            "qs:legislativePeriod": PERIOD,
            "qs:identityLine": thing_iri("organisation-line", line),
            "qs:officialOrder": Literal(str(number + 1), expand("xsd:integer")),
        }
        yield _thing("ministries", f"O{unit}-{number}", cells)


def _recommendations(unit: int, chance: random.Random) -> Iterator[Claim]:
    reihe = f"S{unit}"
    excerpt = concept_iri("completeness", "excerpt")
    yield _thing(
        "recommendation-sets",
        reihe,
        {"skos:prefLabel": _title(f"Bericht {unit}"), "qs:completeness": excerpt},
    )
    for number in range(RECOMMENDATIONS):
        cells: dict[str, Cell | list[Cell]] = {
            "skos:prefLabel": _title(f"Empfehlung {unit}.{number}"),
            "dcterms:description": _title(f"Das Land soll Vorhaben {number} umsetzen."),
            "qs:inSet": thing_iri("recommendation-set", reihe),
            "qs:nature": concept_iri("nature", chance.choice(NATURES)),
            "qs:field": _fields(chance, 2),
            "qs:targetGroup": _groups(chance),
        }
        yield _thing("recommendations", f"E{unit}-{number}", cells)


def _measures(unit: int, chance: random.Random) -> Iterator[Claim]:
    answered = chance.sample(range(RECOMMENDATIONS), int(RECOMMENDATIONS * ANSWERED_SHARE))
    for number in range(MEASURES):
        key = f"M{unit}-{number}"
        measure = thing_iri("measure", key)
        cells: dict[str, Cell | list[Cell]] = {
            "skos:prefLabel": _title(f"Maßnahme {unit}.{number}"),
            "qs:field": _fields(chance, 2),
            "qs:targetGroup": _groups(chance),
            "schema:startDate": Literal(str(chance.randint(2010, 2024)), expand("xsd:gYear")),
        }
        cells |= _course(unit, number, chance)
        yield _thing("measures", key, cells)
        lead, helper = chance.sample(range(MINISTRIES), 2)
        yield _link("involvements", measure, "lead", thing_iri("organisation", f"O{unit}-{lead}"))
        target = thing_iri("organisation", f"O{unit}-{helper}")
        yield _link("involvements", measure, "support", target)
        recommendation = thing_iri("recommendation", f"E{unit}-{chance.choice(answered)}")
        basis = chance.choice(("stated", "inferred"))
        yield _link("answers", measure, "answers", recommendation, basis)


def _course(unit: int, number: int, chance: random.Random) -> dict[str, Cell | list[Cell]]:
    """Return what became of a measure: one in five has an end, a state or a frame programme."""
    what = chance.randrange(20)
    if what == 0:
        return {"qs:status": concept_iri("status", chance.choice(("dropped", "completed")))}
    if what == 1:
        year = str(chance.randint(2024, 2028))
        return {"schema:endDate": Literal(year, expand("xsd:gYear"))}
    if what in (2, 3) and number:
        return {"qs:partOf": thing_iri("measure", f"M{unit}-{chance.randrange(number)}")}
    return {}


def _dependencies(unit: int, chance: random.Random) -> Iterator[Claim]:
    for number in range(DEPENDENCIES):
        first, second = chance.sample(range(MEASURES), 2)
        cells: dict[str, Cell | list[Cell]] = {
            "qs:dependent": thing_iri("measure", f"M{unit}-{max(first, second)}"),
            "qs:prerequisite": thing_iri("measure", f"M{unit}-{min(first, second)}"),
            "qs:dependencyKind": concept_iri("dependency-kind", "precondition"),
        }
        yield _thing("dependencies", f"D{unit}-{number}", cells)


def generate(scale: int) -> Iterator[Claim]:
    """Return the claims of ``scale`` units; unit k is the same at every scale."""
    yield from _shared()
    for unit in range(scale):
        chance = random.Random(f"unit {unit}")
        yield from _ministries(unit)
        yield from _recommendations(unit, chance)
        yield from _measures(unit, chance)
        yield from _dependencies(unit, chance)


def edited() -> Claim:
    """Return what the last measure of unit 0, no frame programme, says after an edit."""
    cells: dict[str, Cell | list[Cell]] = {
        "skos:prefLabel": _title("Maßnahme, geändert"),
        "qs:field": thing_iri("field", "F0"),
        "qs:targetGroup": thing_iri("target-group", "T0"),
        "qs:lead": thing_iri("organisation", "O0-0"),
        "qs:answers": thing_iri("recommendation", "E0-0"),
    }
    return _thing("measures", f"M0-{MEASURES - 1}", cells)
