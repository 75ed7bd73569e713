"""The service's other answers: its manifest, suggestions, proposed properties, and extension."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.knowledge import Knowledge
from api.names import names_of, spelling
from api.problems import expect
from api.reconciliation import (
    THINGS,
    Kind,
    description,
    id_of,
    kind_of,
    properties,
    properties_of,
    thing_meant,
    types,
    values_of,
)
from api.reconciling import ExtensionSent
from api.settings import Language
from graph.model import Value
from graph.names import Named
from ontology.terms import NAMESPACE, expand
from ontology.vocabulary import Text

SUGGESTED = 20
WIDTH, HEIGHT = 430, 320  # pixels of a preview
USUAL_TYPES = (
    "Ministry", "OrganisationLine", "Organisation", "Body", "Measure", "Recommendation", "Contract",
    "FieldOfAction", "TargetGroup", "Document",
)  # fmt: skip
Cell = Mapping[str, str | int | float]
INTEGER, DECIMAL, DAY = map(expand, ("xsd:integer", "xsd:decimal", "xsd:date"))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the service is and can do; the names are the standard's."""

    versions: tuple[str, ...]
    name: str
    identifierSpace: str  # noqa: N815 - as the standard spells it
    schemaSpace: str  # noqa: N815
    serviceVersion: str  # noqa: N815
    documentation: str
    view: Mapping[str, str]
    defaultTypes: tuple[Kind, ...]  # noqa: N815
    preview: Mapping[str, str | int]
    suggest: Mapping[str, Mapping[str, str]]
    extend: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that may be meant by what has been typed; ``notable`` are its types."""

    id: str
    name: str
    description: str
    notable: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Entities:
    """Things, types or properties that may be meant, the best first."""

    result: tuple[Entity | Kind, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The properties of a type."""

    type: str
    limit: int
    properties: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """The values of properties, by thing and property."""

    meta: tuple[Kind, ...]
    rows: Mapping[str, Mapping[str, tuple[Cell, ...]]]


def manifest(base: str, name: str, version: str, language: Language) -> Manifest:
    """Return what the service at the address ``base`` is and can do."""
    preview = f"{base}/reconcile/preview?id={{{{id}}}}"
    return Manifest(
        versions=("0.2",),
        name=name,
        identifierSpace=THINGS,
        schemaSpace=NAMESPACE,
        serviceVersion=version,
        documentation=f"{base}/docs",
        view={"url": f"{base}/doc/{{{{id}}}}"},
        defaultTypes=tuple(_kind(each, types()[each], language) for each in USUAL_TYPES),
        preview={"url": preview, "width": WIDTH, "height": HEIGHT},
        suggest={
            each: {"service_url": base, "service_path": f"/reconcile/suggest/{each}"}
            for each in ("entity", "property", "type")
        },
        extend={
            "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"}
        },
    )


def suggested_things(known: Knowledge, prefix: str, after: int, language: Language) -> Entities:
    """Return the things whose name contains ``prefix``, from the one numbered ``after`` on."""
    names = names_of(known)
    found = names.containing(prefix, after + SUGGESTED)[after:]
    return Entities(tuple(_entity(known, names.things[each.iri], language) for each in found))


def suggested(choices: Mapping[str, Text], prefix: str, after: int, language: Language) -> Entities:
    """Return the types or properties whose name or id contains ``prefix``."""
    wanted = spelling(prefix)
    found = [
        _kind(name, label, language)
        for name, label in choices.items()
        if wanted in spelling(f"{name} {label.de} {label.en}")
    ]
    return Entities(tuple(found[after : after + SUGGESTED]))


def proposed(type_name: str, limit: int, language: Language) -> Proposal:
    """Return the properties of a type; raises ``ProblemError`` for a type that nobody knows."""
    name = type_name.removeprefix(NAMESPACE)
    expect("type", name, types())
    found = [_kind(*each, language) for each in properties_of(name).items()]
    return Proposal(type_name, limit, tuple(found[:limit]))


def extended(known: Knowledge, asked: ExtensionSent, language: Language) -> Extension:
    """Return the values of the properties that are wanted of some things.

    Raises ``ProblemError`` for a property that nobody knows; a thing that nobody knows has none.
    """
    wanted = [each.id for each in asked.properties]
    for each in wanted:
        expect("extend.properties.id", each, properties())
    return Extension(
        meta=tuple(_kind(each, properties()[each], language) for each in wanted),
        rows={
            each: {name: _cells(known, each, name, language) for name in wanted}
            for each in asked.ids
        },
    )


def _entity(known: Knowledge, named: Named, language: Language) -> Entity:
    return Entity(
        id=id_of(named),
        name=named.reference.label.in_language(language),
        description=description(known, named, language),
        notable=(kind_of(named, language),),
    )


def _cells(known: Knowledge, thing: str, name: str, language: Language) -> tuple[Cell, ...]:
    named = thing_meant(known, thing)
    values = values_of(known, named, name) if named else ()
    return tuple(_cell(each, language) for each in values)


def _cell(value: Value, language: Language) -> Cell:
    if found := value.reference:
        label = found.label.in_language(language)
        return {"id": f"{found.kind}/{found.key}", "name": label} if found.kind else {"str": label}
    if value.datatype == INTEGER:
        return {"int": int(value.text)}
    if value.datatype == DECIMAL:
        return {"float": float(value.text)}
    if value.datatype == DAY:
        return {"date": f"{value.text}T00:00:00Z"}
    return {"str": value.text}


def _kind(name: str, label: Text, language: Language) -> Kind:
    return Kind(name, label.in_language(language))
