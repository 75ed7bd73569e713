"""Small stores for the tests of rules, findings, maps and networks."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from graph import example
from graph.embedded import EmbeddedStore
from graph.terms import Term
from ontology.rules import Rule, rule_named
from ontology.statement import Literal
from ontology.terms import BASE, CONCEPT, PREFIXES, thing_iri

DAY = example.DAY
RULES = Path(__file__).parents[2] / "ontology" / "rules" / "cases"
START = f"{BASE}/id/"
HEAD = f"@base <{START}> .\n" + "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
SAID = "stated"
THOUGHT = "inferred"


def store_of(trig: str, *, day: date = DAY) -> EmbeddedStore:
    """Return a store with the claims of a TriG text and what follows from them on ``day``."""
    return example.case_store(trig, day)


def told(said: str, *, thought: str = "", wished: str = "", day: date = DAY) -> EmbeddedStore:
    """Return a store in which a source states, another leads to infer, and a third demands.

    The texts are Turtle with relative names such as ``<measure/M-1>`` and ``c:`` for concepts.
    """
    concepts = f"@prefix status: <{CONCEPT}status/> .\n@prefix nature: <{CONCEPT}nature/> .\n"
    claims = f"""<{BASE}/graph/claims> {{
      <claim/said> a qs:Claim ; qs:basis <{CONCEPT}basis/stated> ; qs:table "measures" ;
        prov:hadPrimarySource <document/S-1> .
      <claim/thought> a qs:Claim ; qs:basis <{CONCEPT}basis/inferred> ;
        prov:hadPrimarySource <document/S-2> .
      <claim/wished> a qs:Claim ; qs:modality <{CONCEPT}modality/demanded> .
    }}"""
    texts = {"said": said, "thought": thought, "wished": wished}
    graphs = [f"<claim/{name}> {{ {text} }}" for name, text in texts.items() if text]
    return store_of("\n".join([HEAD, concepts, claims, *graphs]), day=day)


def rule(name: str) -> Rule:
    """Return the rule called ``name``, which there has to be."""
    found = rule_named(name)
    assert found is not None, f"there is no rule {name}"
    return found


def case(rule: Rule) -> tuple[EmbeddedStore, list[dict[str, str]]]:
    """Return the store and the expected rows of a rule; fails naming a file that is missing."""
    trig, table = RULES / f"{rule.id}.trig", RULES / f"{rule.id}.csv"
    missing = [f"ontology/rules/cases/{p.name}" for p in (trig, table) if not p.exists()]
    assert not missing, f"rule {rule.id} has no case: {', '.join(missing)}"
    with table.open(encoding="utf-8", newline="") as file:
        return store_of(trig.read_text(encoding="utf-8")), list(csv.DictReader(file))


def as_texts(row: Mapping[str, Term | None]) -> dict[str, str]:
    """Return a row as the expected tables write it: things and concepts by their short names."""
    return {name: short(value) for name, value in row.items()}


def short(value: Term | None) -> str:
    """Return the short name of an IRI, the text of a literal, nothing for nothing."""
    if isinstance(value, Literal):
        return value.value
    return (value or "").removeprefix(START).removeprefix(CONCEPT)


def iri(name: str) -> str:
    """Return the IRI of ``measure/M-1``."""
    return thing_iri(*name.split("/", 1))
