"""The profiles: which selection of what is known about something, and in whose words."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.terms import PREFIXES, concept_iri
from ontology.vocabulary import Choice, schemes, superclasses


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: its short name, its IRI, and for things of which vocabulary's classes it is.

    Those in the words of another vocabulary are named by it, as
    https://www.w3.org/TR/dx-prof-conneg/ asks; without ``vocabulary`` a profile fits everything.
    """

    token: str
    iri: str
    vocabulary: str = ""

    @property
    def choice(self) -> Choice:
        """Return what the profile is called, and what it means."""
        return next(each for each in schemes()["profile"] if each.notation == self.token)

    @property
    def query(self) -> str:
        """Return the ``CONSTRUCT`` that makes it of ``?thing``."""
        return _query(self.token)

    def fits(self, class_iri: str) -> bool:
        """Return whether things of our class ``class_iri`` can be told in its words."""
        above = superclasses().get(class_iri, frozenset((class_iri,)))
        return any(each.startswith(self.vocabulary) for each in above)


@cache
def _query(token: str) -> str:
    return files("ontology.profiles").joinpath(f"{token}.rq").read_text(encoding="utf-8")


FULL = Profile("full", concept_iri("profile", "full"))
PLAIN = Profile("plain", concept_iri("profile", "plain"))
ORG = Profile("org", PREFIXES["org"], PREFIXES["org"])
SKOS = Profile("skos", PREFIXES["skos"], PREFIXES["skos"])
ALTERNATES = Profile("alt", "http://www.w3.org/ns/dx/connegp/altr")
FOREIGN = (ORG, SKOS)
"""The profiles in the words of other vocabularies."""
