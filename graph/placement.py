"""Where measures stand on the map: in cells of a field and a leading line."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from graph.columns import NOBODY, Column, Flags, Ints, Longs, dense, packed, ranked

DENSE = 16
"""Cells are found by a table if it has at most so many of them per row, otherwise by sorting."""


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """Where measures that are not dropped stand: in cells of a field and a leading line.

    ``fields`` and ``lines`` (int32[c]) are those of each cell, sorted by field and then line;
    ``cells`` leads from measures to the places of their cells. A cell may have become empty.
    """

    fields: Ints
    lines: Ints
    cells: Column

    @classmethod
    def of(cls, led: Column, field: Column, dropped: Flags) -> Self:
        """Return where everything stands that is ``led``."""
        measures, fields, lines = _standing(led.firsts, led.seconds, field, dropped)
        all_fields, row_fields = dense(fields, len(dropped))
        all_lines, row_lines = dense(lines, len(dropped))
        width = max(1, len(all_lines))
        keys = row_fields * np.int64(width) + row_lines
        found: Ints | Longs
        places: Ints | Longs
        if len(all_fields) * width <= DENSE * len(keys):
            found, places = dense(keys, len(all_fields) * width)
        else:
            places, found = ranked(keys)
        cells = Column.of(measures, places.astype(np.int32))
        return cls(all_fields[found // width], all_lines[found % width], cells)

    def after(self, touched: Ints, led: Column, field: Column, dropped: Flags) -> Self:
        """Return where everything stands if only the sorted ``touched`` may have moved."""
        rows, lines = led.expand(touched)
        measures, fields, lines = _standing(touched[rows], lines, field, dropped)
        known = packed(self.fields, self.lines)
        keys = packed(fields, lines)
        places = np.searchsorted(known, keys)
        if (np.append(known, NOBODY)[places] != keys).any():
            return type(self).of(led, field, dropped)  # a cell that was not there before
        moved = Column.of(measures, places.astype(np.int32))
        cells = self.cells.replaced(touched, moved.firsts, moved.seconds)
        return type(self)(self.fields, self.lines, cells)


def _standing(
    measures: Ints, lines: Ints, field: Column, dropped: Flags
) -> tuple[Ints, Ints, Ints]:
    """Return measure, field and line of each place in which one of ``measures`` stands."""
    kept = ~dropped[measures]
    rows, fields = field.expand(measures[kept])
    return measures[kept][rows], fields, lines[kept][rows]
