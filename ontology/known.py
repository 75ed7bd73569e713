"""What is already known by name, so that a table can point at it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing that can be referred to: by ``key`` (its printed identifier) or by a name of it."""

    iri: str
    key: str
    class_iri: str
    names: tuple[str, ...] = ()
