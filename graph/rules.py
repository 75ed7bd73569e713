"""Asking a rule: its flat rows, gathered into one hit per cause."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from graph.backing import text_of
from graph.portfolio import Portfolio
from graph.store import Row, Store
from graph.terms import Term
from ontology.head import TODAY
from ontology.rules import VARIANT, Rule
from ontology.rules import Variant as Wording
from ontology.statement import Literal
from ontology.terms import expand

Parameters = Mapping[str, str | int]
ID_LENGTH = 16
BOOLEAN = expand("xsd:boolean")
INTEGER = expand("xsd:integer")


@dataclass(frozen=True, slots=True)
class Hit:
    """All rows of a rule that share its key columns."""

    rule: Rule
    id: str
    rows: tuple[Row, ...]

    @property
    def variant(self) -> str:
        """Return which sort of hit it is; empty for rules with one sort."""
        return text_of(self.rows[0].get(VARIANT))

    @property
    def wording(self) -> Wording:
        """Return sentence, remedy, severity and scope of this sort of hit."""
        return self.rule.variant(self.variant)

    def iris(self, column: str) -> tuple[str, ...]:
        """Return the different things in ``column``, in the order of the rows."""
        found = (row.get(column) for row in self.rows)
        return tuple(dict.fromkeys(value for value in found if isinstance(value, str)))

    def texts(self, column: str) -> tuple[str, ...]:
        """Return the different texts and numbers in ``column``, in the order of the rows."""
        found = (row.get(column) for row in self.rows)
        return tuple(dict.fromkeys(v.value for v in found if isinstance(v, Literal)))

    def flags(self) -> set[str]:
        """Return the columns that are true in one of the rows."""
        return {name for row in self.rows for name, value in row.items() if is_true(value)}


def rows(store: Store, rule: Rule, *, day: date, parameters: Parameters | None = None) -> list[Row]:
    """Return the flat rows of ``rule`` on ``day``, without what was put in.

    ``parameters`` the rule does not have are passed over; the others have their defaults.
    """
    given = {name: parameter.default for name, parameter in rule.parameters.items()}
    given |= {name: value for name, value in (parameters or {}).items() if name in given}
    values = {name: _literal(value) for name, value in given.items()}
    if TODAY in rule.selected:
        values[TODAY] = Literal(day.isoformat())
    found = store.select(rule.query, values)
    return [{name: row[name] for name in rule.columns} for row in found]


def hits(
    store: Store,
    rule: Rule,
    offices: Portfolio,
    *,
    day: date,
    parameters: Parameters | None = None,
) -> list[Hit]:
    """Return what ``rule`` finds on ``day``: groups, never pairs, in the order of the rows."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, rule, day=day, parameters=parameters):
        groups[finding_id(rule, row, offices)].append(row)
    found = [Hit(rule, name, tuple(group)) for name, group in groups.items()]
    return [hit for hit in found if _enough(hit, parameters or {})]


def finding_id(rule: Rule, row: Row, offices: Portfolio) -> str:
    """Return the id of the finding that ``row`` belongs to.

    It depends on the rule's name and its key columns alone, offices taken by their identity line:
    never on members, wording, state or version.
    """
    parts = [rule.id, *(offices.identity(text_of(row[name])) for name in rule.key)]
    return sha256("\n".join(parts).encode("utf-8")).hexdigest()[:ID_LENGTH]


def is_true(value: Term | None) -> bool:
    """Return whether ``value`` is the boolean true."""
    return isinstance(value, Literal) and value.datatype == BOOLEAN and value.value in {"true", "1"}


def _enough(hit: Hit, parameters: Parameters) -> bool:
    return all(
        len(_different(hit.rows, column)) >= _number(hit.rule, least, parameters)
        for column, least in hit.rule.at_least.items()
    )


def _different(found: Iterable[Row], column: str) -> set[Term | None]:
    return {row[column] for row in found} - {None}


def _number(rule: Rule, least: int | str, parameters: Parameters) -> int:
    if isinstance(least, int):
        return least
    return int(parameters.get(least, rule.parameters[least].default))


def _literal(value: str | int) -> Literal:
    return Literal(str(value), INTEGER) if isinstance(value, int) else Literal(value)
