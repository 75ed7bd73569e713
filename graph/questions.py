"""The headline questions on a snapshot, answered in numbers: gap, matrix and overlaps."""

from dataclasses import dataclass

import numpy as np

from graph.columns import Ints, Longs, dense, flags
from graph.coverage import LEFT_OUT
from graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """How many measures of a field a line leads: three arrays of equal length, no zeros.

    ``fields`` and ``lines`` (int32) are sorted by field and then line, ``measures`` is int64.
    """

    fields: Ints
    lines: Ints
    measures: Longs


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """Groups of measures that lines share, sorted by key, in each by line and then measure.

    ``keys`` (int32[g, c]) says what the measures have in common; the rows of group ``i``, in
    ``lines`` and ``measures`` (int32[k]), stand from ``starts[i]`` to ``starts[i + 1]`` (int64).
    """

    keys: Ints
    starts: Longs
    lines: Ints
    measures: Ints


def gap(snapshot: Snapshot, natures: str = "") -> Ints:
    """Return the recommendations that rule G02 finds (int32, sorted)."""
    columns, size = snapshot.columns, len(snapshot.terms)
    kinds = columns["natureGroup"]
    groups = snapshot.terms.texts(kinds.seconds)
    counted = [group not in LEFT_OUT or group in natures for group in groups]
    usual = snapshot.flags("expecting")
    said = snapshot.flags("expectsAction")
    # What a nature expects, and what its recommendations may say instead.
    expecting, open_to_own = np.zeros((2, size), np.bool_)
    expecting[kinds.firsts[counted]] = True
    open_to_own |= expecting & said
    expecting &= usual
    nature = columns["nature"]
    own = said[nature.firsts]
    asked = np.where(
        own, usual[nature.firsts] & open_to_own[nature.seconds], expecting[nature.seconds]
    )
    found = flags(size, nature.firsts[asked])
    found &= snapshot.flags("Recommendation")
    found[_settled(snapshot)] = False
    return np.flatnonzero(found).astype(np.int32)


def matrix(snapshot: Snapshot) -> Cells:
    """Return the cells of ``ontology/matrix.rq``."""
    placement = snapshot.placement
    counts = np.bincount(placement.cells.seconds, minlength=len(placement.fields))
    if (filled := counts > 0).all():
        return Cells(placement.fields, placement.lines, counts)
    return Cells(placement.fields[filled], placement.lines[filled], counts[filled])


def overlap(snapshot: Snapshot) -> Overlaps:
    """Return what rule O03 finds; a key is a field and a target group."""
    measures, lines = _running(snapshot)
    by_field, fields = snapshot.columns["field"].expand(measures)
    by_group, groups = snapshot.columns["targetGroup"].expand(measures[by_field])
    rows = by_field[by_group]
    return _shared(snapshot, (fields[by_group], groups), lines[rows], measures[rows])


def answered_by_several(snapshot: Snapshot) -> Overlaps:
    """Return what rule O02 finds; a key is a recommendation or part of one."""
    measures, lines = _running(snapshot)
    answers = snapshot.columns["answers"].without(snapshot.columns["answersIndirectly"])
    rows, asked = answers.expand(measures)
    return _shared(snapshot, (asked,), lines[rows], measures[rows])


def _settled(snapshot: Snapshot) -> Ints:
    """Return what needs no answer any more: it has one, itself or in part, or was refused."""
    answers, parts = snapshot.columns["answers"], snapshot.columns["partOfRecommendation"]
    responses = snapshot.columns["respondsTo"]
    standing = answers.seconds[~snapshot.flags("dropped")[answers.firsts]]
    answered = flags(len(snapshot.terms), standing)
    refused = snapshot.flags("rejected")[responses.firsts]
    wholes = parts.seconds[answered[parts.firsts]]
    return np.concatenate([standing, wholes, responses.seconds[refused]])


def _running(snapshot: Snapshot) -> tuple[Ints, Ints]:
    """Return the measures that run on the day and are no frame for others, and who leads them."""
    running = snapshot.flags("Measure")
    running &= ~snapshot.flags("dropped", "completed", "startDate", "endDate")
    running[snapshot.columns["partOf"].seconds] = False
    kept = running[snapshot.led.firsts]
    return snapshot.led.firsts[kept], snapshot.led.seconds[kept]


def _shared(snapshot: Snapshot, keys: tuple[Ints, ...], lines: Ints, measures: Ints) -> Overlaps:
    """Return the groups of equal ``keys`` that have several lines and several measures."""
    parts = [dense(numbers, len(snapshot.terms)) for numbers in (*keys, lines, measures)]
    widths = [len(different).bit_length() for different, _ in parts]
    if sum(widths) >= np.iinfo(np.int64).bits:
        raise OverflowError(widths)
    sorted_ = np.zeros(len(lines), np.int64)
    for width, (_, places) in zip(widths, parts, strict=True):
        sorted_ <<= width
        sorted_ |= places
    sorted_.sort()
    by_line = sorted_ >> widths[-1]
    by_group = by_line >> widths[-2]
    measure = sorted_ & ((1 << widths[-1]) - 1)
    starts = np.flatnonzero(np.diff(by_group, prepend=-1))
    sizes = np.diff(starts, append=len(sorted_))
    several = by_line[starts] != by_line[starts + sizes - 1]
    several &= np.minimum.reduceat(measure, starts) != np.maximum.reduceat(measure, starts)
    kept = np.repeat(several, sizes)
    unpacked, rest = [], by_group[starts[several]]
    for width, (different, _) in zip(widths[-3::-1], parts[-3::-1], strict=True):
        unpacked.append(different[rest & ((1 << width) - 1)])
        rest = rest >> width
    return Overlaps(
        keys=np.stack(unpacked[::-1], axis=1),
        starts=np.concatenate([[0], np.cumsum(sizes[several])]),
        lines=parts[-2][0][by_line[kept] & ((1 << widths[-2]) - 1)],
        measures=parts[-1][0][measure[kept]],
    )
