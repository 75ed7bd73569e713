"""One thing as a page shows it: its values with what stands behind them."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import ClaimView, Property, Thing, Value
from ontology.tables import table_of_class
from ontology.terms import NAMESPACE, expand
from viz.frame import Frame
from viz.rendering import is_web
from viz.wording import Wording

# Texts of ours that render what a source says: never a quotation.
PARAPHRASES = {expand("dcterms:description"), NAMESPACE + "task"}
DEPENDENCY = {NAMESPACE + name for name in ("waitsFor", "dependsOn", "dependent", "prerequisite")}
MAY_DEPEND = {NAMESPACE + name for name in ("Measure", "Ministry", "OrganisationLine")}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value: its text, where it leads and the claims that state it."""

    text: str
    link: str
    outside: bool
    language: str
    paraphrase: bool
    inferred: bool
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class ShownProperty:
    """One relation with its values; ``contradicting`` when one value was to be expected."""

    property: Property
    values: tuple[ShownValue, ...]
    contradicting: bool


def properties(frame: Frame, words: Wording, thing: Thing) -> tuple[ShownProperty, ...]:
    """Return the thing's own relations, those of its table in the table's order first."""
    places = _places(thing.class_iri)
    found = sorted(thing.properties, key=lambda each: places.get(each.iri, len(places)))
    single = _single(thing.class_iri)
    return tuple(_shown(frame, words, thing, each, single) for each in found)


def incoming(frame: Frame, words: Wording, thing: Thing) -> tuple[ShownProperty, ...]:
    """Return the relations of other things that point at this one."""
    return tuple(_shown(frame, words, thing, each, frozenset()) for each in thing.incoming)


def lacks_dependency(thing: Thing) -> bool:
    """Return whether the thing may depend on others and nothing is on record about it."""
    if thing.class_iri not in MAY_DEPEND:
        return False
    return not any(each.iri in DEPENDENCY for each in (*thing.properties, *thing.incoming))


def _places(class_iri: str) -> dict[str, int]:
    table = table_of_class(class_iri)
    return {column.path: column.order for column in table.columns} if table else {}


def _single(class_iri: str) -> frozenset[str]:
    """Return the relations that can have only one value of a class, as far as its table says."""
    table = table_of_class(class_iri)
    columns = table.columns if table else ()
    return frozenset(
        column.path for column in columns if column.role == "property" and not column.separator
    )


def _shown(
    frame: Frame, words: Wording, thing: Thing, found: Property, single: frozenset[str]
) -> ShownProperty:
    claims = {claim.key: claim for claim in thing.claims}
    ordered = sorted(found.values, key=lambda value: value.language not in ("", frame.language))
    values = tuple(_value(frame, words, found.iri, value, claims) for value in ordered)
    languages = [value.language for value in values]
    return ShownProperty(
        found, values, found.iri in single and len(set(languages)) < len(languages)
    )


def _value(
    frame: Frame, words: Wording, relation: str, value: Value, claims: Mapping[str, ClaimView]
) -> ShownValue:
    target = value.reference
    outside = is_web(value.text) if target is None else not target.kind and is_web(target.iri)
    inside = frame.doc(target.kind, target.key) if target and target.kind else ""
    concept = target is not None and not target.kind and words.name(target) != target.iri
    link = inside or (value.text if target is None else target.iri) * (outside and not concept)
    return ShownValue(
        text=words.value(value),
        link=link,
        outside=not inside and bool(link),
        language=value.language,
        paraphrase=relation in PARAPHRASES,
        inferred=value.inferred,
        claims=tuple(claims[key] for key in value.claims if key in claims),
    )
