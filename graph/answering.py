"""The answer to a question: its rows as values to read, and as RDF."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from graph.model import Value
from graph.references import Named, references
from graph.store import Store, Values
from graph.terms import Term
from ontology.head import TODAY
from ontology.questions import Question
from ontology.statement import Literal, Statement


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a question; a cell is a value, or ``None`` where nothing is on record.

    ``given`` is what the parameters were set to.
    """

    question: Question
    given: Values
    rows: tuple[tuple[Value | None, ...], ...]


def answer(store: Store, question: Question, given: Values, *, day: date) -> Answer:
    """Return what ``question`` finds on ``day`` with the parameters that are ``given``."""
    found = store.select(question.query, bound(question, given, day))
    rows = [[row[name] for name in question.columns] for row in found]
    named = references(store, {term for row in rows for term in row if isinstance(term, str)})
    cells = (tuple(_value(term, named) for term in row) for row in rows)
    return Answer(question, given, tuple(dict.fromkeys(cells)))


def bound(question: Question, given: Values, day: date) -> dict[str, Term]:
    """Return the values for the variables of a question's query: what is given, and the day."""
    today = {TODAY: Literal(day.isoformat())} if TODAY in question.selected else {}
    return {**given, **today}


def statements(found: Answer) -> list[Statement]:
    """Return the answer as RDF, each row a subject and each column a relation of the question's.

    As https://www.w3.org/TR/csv2rdf/ has it in minimal mode, with an address for each row instead
    of a blank node.
    """
    start = found.question.iri
    set_to = {name: _text(term) for name, term in found.given.items()}
    table = f"{start}?{urlencode(set_to)}" if set_to else start
    return [
        Statement(f"{table}#row={number}", f"{start}#{name}", _term(value))
        for number, row in enumerate(found.rows, 1)
        for name, value in zip(found.question.columns, row, strict=True)
        if value is not None
    ]


def _value(term: Term | None, named: Named) -> Value | None:
    if term is None:
        return None
    if isinstance(term, str):
        return Value(term, (), reference=named[term])
    return Value(term.value, (), term.language, term.datatype)


def _term(value: Value) -> Term:
    if value.reference:
        return value.reference.iri
    return Literal(value.text, value.datatype, value.language)


def _text(term: Term) -> str:
    return term if isinstance(term, str) else term.value
