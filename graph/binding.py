"""Values put into a query as terms, for engines that take nothing but its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from re import Match

from graph.errors import QueryError
from graph.keywords import tokens
from graph.store import Values
from graph.terms import engine_term

# Each of these words begins another clause; brackets do the rest.
CLAUSES = frozenset(
    {"SELECT", "WHERE", "FROM", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
)
# How a term stands where only a variable may: selected, grouped by, ordered by. What is selected
# or grouped by inside keeps out of the way of the name outside.
DRESSED = {"GROUP": "({term} AS {name}_{place})", "ORDER": "({term})"}
SELECTED = {True: "({term} AS {name})", False: "({term} AS {name}_{place})"}


@dataclass(slots=True)
class _Group:
    """The inside of a pair of braces: what is replaced there, and the clause that is being read."""

    terms: Mapping[str, str]
    clause: str = ""
    depth: int = 0
    after: str = ""


def bound(query: str, values: Values) -> str:
    """Return ``query`` with the variables of ``values`` replaced by their terms.

    Terms take the place of whole tokens and are escaped, so no value can become syntax. As in the
    embedded engine a subquery is concerned only if it selects the variable. Raises ``QueryError``
    if the query does not select a variable it has bound, or assigns it itself.
    """
    if not values:
        return query
    parts = list(tokens(query))
    groups = [_Group({name: str(engine_term(value)) for name, value in values.items()})]
    text, end = [], 0
    for place, part in enumerate(parts):
        if part["word"]:
            _enter_clause(groups, part["word"].upper(), parts[place + 1 :])
        elif part["bracket"]:
            _enter_bracket(groups, part["bracket"])
        elif (name := part["variable"]) in groups[-1].terms:
            text += [query[end : part.start()], _term(groups[-1], name, place, len(groups) == 1)]
            end = part.end()
        groups[-1].after = part["word"] or ""
    return "".join([*text, query[end:]])


def _enter_clause(groups: list[_Group], word: str, rest: Sequence[Match[str]]) -> None:
    group = groups[-1]
    if word in CLAUSES:
        group.clause = word
    if word != "SELECT":
        return
    selected = _selected(rest)
    if len(groups) > 1:
        if selected:  # else it is `*`, which selects all
            group.terms = {name: term for name, term in group.terms.items() if name in selected}
    elif missing := set(group.terms) - selected:
        raise QueryError("graph.not_selected", names=", ".join(sorted(f"?{n}" for n in missing)))


def _selected(rest: Sequence[Match[str]]) -> set[str]:
    """Return the variables between ``SELECT`` and the braces."""
    found: set[str] = set()
    for part in rest:
        if part["bracket"] == "{" or (part["word"] or "").upper() in CLAUSES:
            break
        if part["variable"]:
            found.add(part["variable"])
    return found


def _enter_bracket(groups: list[_Group], bracket: str) -> None:
    group = groups[-1]
    if bracket == "{":
        groups.append(_Group(group.terms))
    elif bracket == "}" and len(groups) > 1:
        groups.pop()
        groups[-1].clause = ""
    else:
        group.depth += {"(": 1, ")": -1}.get(bracket, 0)


def _term(group: _Group, name: str, place: int, outermost: bool) -> str:
    if group.after.upper() == "AS" or group.clause == "VALUES":
        raise QueryError("graph.assigned_twice", name=f"?{name}")
    forms = DRESSED | {"SELECT": SELECTED[outermost]}
    form = "{term}" if group.depth else forms.get(group.clause, "{term}")
    return form.format(term=group.terms[name], name=f"?{name}", place=place)
