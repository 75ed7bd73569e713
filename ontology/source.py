"""The Turtle files of the ontology, read once."""

from functools import cache
from importlib.resources import files

from rdflib import Graph

VOCABULARY_FILES = ("querschnitt.ttl", "concepts.ttl")


def read_text(name: str) -> str:
    """Return the text of the ontology's file ``name``."""
    return files("ontology").joinpath(name).read_text(encoding="utf-8")


@cache
def read_graph(name: str) -> Graph:
    """Return the Turtle file ``name`` of the ontology as a graph; callers must not change it."""
    return Graph().parse(data=read_text(name), format="turtle")
