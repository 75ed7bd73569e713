"""Claims, changes and clocks that the tests of this folder share."""

import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import strategies as st

from graph.claims import quads_of_claim
from graph.dataset import LOG_FILE, Dataset
from graph.terms import Term
from ontology.statement import RDF, XSD, Claim, Literal, Statement
from ontology.terms import NAMESPACE, concept_iri, thing_iri

NOW = datetime(2014, 11, 24, 9, 30, tzinfo=UTC)
DAY = date(2014, 11, 24)
TYPE = f"{RDF}type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
MEASURE = thing_iri("measure", "M-1")
MINISTRY = thing_iri("ministry", "A")
LEAD = f"{NAMESPACE}lead"


def now() -> datetime:
    return NOW


def opened(folder: Path, *, writing: bool = True, valid_on: date = DAY) -> Dataset:
    """Return the data set in ``folder``, as the program opens it."""
    return Dataset.open(
        folder, clock=now, salt=secrets.token_bytes, valid_on=valid_on, writing=writing
    )


def log_file(folder: Path) -> Path:
    return folder / LOG_FILE


def claim_iri(key: str) -> str:
    return thing_iri("claim", key)


def claim(
    key: str,
    *said: tuple[str, str, Term],
    modality: str = "done",
    valid: dict[str, str | Literal] | None = None,
) -> Claim:
    """Return a claim with its metadata; ``valid`` may hold ``validFrom`` and ``validTo``."""
    name = claim_iri(key)
    about = {
        Statement(name, TYPE, f"{NAMESPACE}Claim"),
        Statement(name, f"{NAMESPACE}modality", concept_iri("modality", modality)),
        Statement(name, f"{NAMESPACE}visibility", concept_iri("visibility", "public")),
    }
    for relation, when in (valid or {}).items():
        value = Literal(when) if isinstance(when, str) else when
        about.add(Statement(name, NAMESPACE + relation, value))
    return Claim(name, frozenset(Statement(*part) for part in said), frozenset(about))


def measure(key: str = "M-1", *, label: str = "Deutschkurse") -> Claim:
    """Return a claim that a measure exists, has a name and a lead."""
    name = thing_iri("measure", key)
    return claim(
        f"measures-{key}",
        (name, TYPE, f"{NAMESPACE}Measure"),
        (name, LABEL, Literal.text(label, "de")),
        (name, LEAD, MINISTRY),
    )


def accept(data: Dataset, *claims: Claim, message: str = "neu") -> None:
    """Record ``claims`` in ``data``."""
    data.accept(data.difference(claims), "operator", message, "test")


def size(claims: Iterable[Claim]) -> int:
    return sum(1 for item in claims for _ in quads_of_claim(item))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_numbers = st.from_regex(r"[+-]?[0-9]{1,12}(\.[0-9]{0,6})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)
_types = st.sampled_from(
    [f"{XSD}{name}" for name in ("integer", "int", "decimal", "double", "boolean", "dateTime")]
    + [f"{XSD}{name}" for name in ("date", "gYear", "gYearMonth", "duration", "anyURI", "string")]
)
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(Literal.text, texts, st.sampled_from(["de", "en", "de-DE"])),
    st.builds(Literal, st.one_of(_numbers, texts), _types),
)
_names = st.sampled_from([thing_iri("measure", key) for key in ("M-1", "M-2", "Ü-3")])
_relations = st.sampled_from([LEAD, LABEL, f"{NAMESPACE}answersPartly", f"{NAMESPACE}field"])
_parts = st.tuples(_names, _relations, st.one_of(_names, literals))
_keys = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    modality = draw(st.sampled_from(["done", "planned", "demanded"]))
    return claim(draw(_keys), *draw(st.lists(_parts, max_size=4)), modality=modality)


batches = st.lists(_claims(), max_size=4, unique_by=lambda item: item.iri)
"""What one import brings: up to four claims, some of them told before."""

histories = st.lists(batches, max_size=4)
