"""Where on the gap map something stands: columns by identity line, others, and nobody named."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.model import MapColumn, RecommendationState, Reference
from graph.portfolio import Portfolio
from graph.references import Named
from ontology.messages import both
from ontology.vocabulary import Text

OTHER, NOBODY = "other", "nobody"


class Place(NamedTuple):
    """A cell of the map: IRI of the field, key of the column."""

    field: str
    column: str


class Places:
    """Which column of the map something belongs to."""

    def __init__(self, offices: Portfolio) -> None:
        self._offices = offices
        self._lines = offices.standing

    def columns(self, named: Named) -> tuple[MapColumn, ...]:
        """Return the columns: ministries in official order, other offices, nobody."""
        shown = sorted(self._lines.items(), key=lambda pair: self._offices.rank(pair[1]))
        ministries = [
            MapColumn(line, _short(named[office]), named[office], "ministry")
            for line, office in shown
        ]
        return (
            *ministries,
            MapColumn(OTHER, both("map.other"), None, "other"),
            MapColumn(NOBODY, both("map.nobody"), None, "nobody"),
        )

    def of_offices(self, offices: Iterable[str]) -> list[str]:
        """Return the keys of the columns that ``offices`` stand in; nobody if there is none."""
        keys = [self._offices.identity(office) for office in offices]
        return list(dict.fromkeys(k if k in self._lines else OTHER for k in keys)) or [NOBODY]

    def of_states(
        self, states: Sequence[RecommendationState]
    ) -> dict[Place, list[RecommendationState]]:
        """Return the recommendations of every cell; a field counts each of its own."""
        found: dict[Place, list[RecommendationState]] = defaultdict(list)
        for state in states:
            for column in self.of_offices(office.iri for office in state.addressees):
                for field in state.fields:
                    found[Place(field.iri, column)].append(state)
        return found


def _short(ministry: Reference) -> Text:
    short = ministry.abbreviation
    return Text(short, short) if short else ministry.label
