"""A row as a file holds it: known by file, sheet, line and heading, its cells still text."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.faults import Place
from ontology.tables import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ``table``: ``cells`` by column name, only those that are not empty.

    ``headings`` are the column names as the file writes them.
    """

    table: Table
    place: Place
    cells: Mapping[str, str]
    headings: Mapping[str, str]

    def place_of(self, column: str) -> Place:
        """Return the place of the cell in ``column``."""
        heading = self.headings.get(column, column)
        return Place(self.place.file, self.place.sheet, self.place.line, heading)
