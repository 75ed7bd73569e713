"""Parts of queries that name many things at once."""

from collections.abc import Iterable

from graph.terms import engine_iri


def one_of(variable: str, iris: Iterable[str]) -> str:
    """Return the clause that lets ``variable`` be each of ``iris``; refuses what is no IRI.

    A value can be bound for one variable only, so a list has to stand in the text.
    """
    names = " ".join(dict.fromkeys(str(engine_iri(iri)) for iri in iris))
    return f"VALUES ?{variable} {{ {names} }}"


def among(variable: str, iris: Iterable[str]) -> str:
    """Return the filter that ``variable`` is one of ``iris``; refuses what is no IRI.

    Better than ``one_of`` for relations: the engine then starts from the things.
    """
    names = ", ".join(dict.fromkeys(str(engine_iri(iri)) for iri in iris))
    return f"FILTER(?{variable} IN ({names}))"
