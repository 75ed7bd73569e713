"""Who relies on whom through others: dependencies followed to their end, as sets of bits."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.columns import HALF, LOW, Column, Flags, Ints, Longs, dense, flags, packed, ranked
from graph.snapshot import Snapshot

Bits = npt.NDArray[np.uint64]
SHIFT = 6
WORD = 1 << SHIFT


def reach(links: Column, item: int) -> Ints:
    """Return whatever ``links`` lead to from ``item``, in any number of steps (int32, sorted).

    ``item`` itself is among it only if it lies on a cycle. With ``snapshot.waits`` this is what
    an item relies on; with ``snapshot.awaited``, what slips when it slips.
    """
    found: set[int] = set()
    open_ends = [item]
    while open_ends:
        news = set(links.of_one(open_ends.pop()).tolist()) - found
        found |= news
        open_ends += news
    return np.array(sorted(found), np.int32)


def closure(snapshot: Snapshot) -> Column:
    """Return which identity line relies on which office, directly or through others.

    A line relies on an office (its identity line, if it has one) if something the line is
    responsible for waits for something the office is responsible for, or waits for what waits
    for it, and so on. Who is responsible, and what waits no more, is as in rule D01: nothing is
    followed through what is over. Nobody relies on himself.
    """
    links = _running(snapshot)
    nodes, places = dense(np.concatenate([links.firsts, links.seconds]), len(snapshot.terms))
    firsts, seconds = places[: len(links)], places[len(links) :]
    waiting, awaited = _responsible(snapshot, nodes)
    prerequisite = flags(len(nodes), seconds)[awaited.rows]
    reached = _Reached.of(len(nodes), firsts, seconds, awaited.where(prerequisite))
    found = reached.by_key(waiting.where(reached.some[waiting.rows]))
    return found.where(found.firsts != found.seconds)


class _Marks(NamedTuple):
    """Numbers that count for rows of the nodes, in no order; some may stand there twice."""

    rows: Longs
    numbers: Ints

    def where(self, kept: Flags) -> "_Marks":
        """Return the marks that are ``kept``."""
        return _Marks(self.rows[kept], self.numbers[kept])

    def then(self, column: Column) -> "_Marks":
        """Return for the same rows what ``column`` leads to."""
        places, numbers = column.expand(self.numbers)
        return _Marks(self.rows[places], numbers)


@dataclass(frozen=True, slots=True)
class _Reached:
    """The identities that each node reaches, as bits.

    ``bits`` (uint64[n, w]) are the sets. A set numbers only the identities met in its part of the
    graph, so that sets stay small however many parts there are: ``parts`` (int32[n]) names the
    part, whose bits stand for ``identities`` (int32) from ``starts`` (int64[n]) on.
    """

    bits: Bits
    parts: Ints
    identities: Ints
    starts: Longs
    width: int

    @classmethod
    def of(cls, size: int, firsts: Ints, seconds: Ints, own: _Marks) -> "_Reached":
        """Return what ``size`` nodes reach by edges from ``firsts``, sorted, to ``seconds``."""
        parts = _parts(size, firsts, seconds)
        part = parts[own.rows]
        places, keys = ranked(packed(part, own.numbers))
        ends = np.cumsum(np.bincount(keys >> HALF, minlength=size))
        starts = np.append(0, ends[:-1])
        bit = places - starts[part]
        width = int(bit.max(initial=0)) + 1
        bits = np.zeros((size, -(-width // WORD)), np.uint64)
        flat, ones = bits.reshape(-1), np.uint64(1) << (bit & (WORD - 1)).astype(np.uint64)
        np.bitwise_or.at(flat, own.rows * bits.shape[1] + (bit >> SHIFT), ones)
        identities = (keys & LOW).astype(np.int32)
        return cls(_propagated(bits, firsts, seconds), parts, identities, starts, width)

    @property
    def some(self) -> Flags:
        """Return which nodes reach anything (bool[n])."""
        found: Flags = np.bitwise_or.reduce(self.bits, axis=1) != 0
        return found

    def by_key(self, marks: _Marks) -> Column:
        """Return the column from each of the ``marks`` to what the nodes in its rows reach."""
        rows, keys = marks
        # Sets of one key and part are joined before bits become pairs: there are far fewer.
        both = packed(keys, self.parts[rows])
        order = np.argsort(both)
        starts = np.flatnonzero(np.diff(both[order], prepend=-1))
        if not len(starts):
            return Column.of(keys, keys)
        merged = np.bitwise_or.reduceat(self.bits[rows[order]], starts, axis=0)
        octets = merged.astype("<u8").view(np.uint8)
        which, bit = np.nonzero(np.unpackbits(octets, 1, self.width, "little"))
        found = order[starts[which]]
        offices = self.identities[self.starts[self.parts[rows[found]]] + bit]
        return Column.of(keys[found], offices)


def _responsible(snapshot: Snapshot, nodes: Ints) -> tuple[_Marks, _Marks]:
    """Return who is responsible for ``nodes``: lines of ministries, and offices' identities."""
    columns, size = snapshot.columns, len(snapshot.terms)
    owners = columns["lead"].joined(columns["partyState"]).joined(columns["attachedTo"])
    found = [_Marks(np.arange(len(nodes)), nodes)]
    found.append(found[0].then(owners))
    while len(found[-1].rows):
        news = found[-1].then(owners)
        if len(news.rows):  # owners of owners are rare, and only they can lead round in circles
            known = np.concatenate([packed(*marks) for marks in found])
            news = news.where(~np.isin(packed(*news), known))
        found.append(news)
    rows, numbers = map(np.concatenate, zip(*found, strict=True))
    everybody = _Marks(rows, numbers)
    lined = columns["identityLine"]
    ministries, offices = snapshot.flags("Ministry"), snapshot.flags("Organisation")
    alone = np.flatnonzero(offices & ~flags(size, lined.firsts)).astype(np.int32)
    identities = lined.joined(Column.ordered(alone, alone))
    return (
        everybody.where(ministries[numbers]).then(lined),
        everybody.where(offices[numbers]).then(identities),
    )


def _running(snapshot: Snapshot) -> Column:
    """Return the part of ``waits`` that still waits: as in rule D01."""
    ended, completed = snapshot.flags("endDate"), snapshot.flags("completed")
    resting = ended | completed | snapshot.flags("dropped")
    over = completed | (ended & ~snapshot.flags("identityLine"))
    links = snapshot.waits
    return links.where(~resting[links.firsts] & ~over[links.seconds])


def _parts(size: int, firsts: Ints, seconds: Ints) -> Ints:
    """Return for each of ``size`` nodes the least node it is joined to in either direction."""
    labels = np.arange(size, dtype=np.int32)
    while len(firsts):  # edges become edges between labels; those within one are settled
        np.minimum.at(labels, np.maximum(firsts, seconds), np.minimum(firsts, seconds))
        while not np.array_equal(further := labels[labels], labels):
            labels = further
        firsts, seconds = labels[firsts], labels[seconds]
        apart = firsts != seconds
        firsts, seconds = firsts[apart], seconds[apart]
    return labels


def _propagated(own: Bits, firsts: Ints, seconds: Ints) -> Bits:
    """Return for each node the bits of all that follows it; ``firsts`` are sorted.

    Each round looks only at edges to nodes that gained something, until none does.
    """
    reached = np.zeros_like(own)
    gained = np.ones(len(own), np.bool_)
    while True:
        kept = np.flatnonzero(gained[seconds])
        if not len(kept):
            return reached
        sources, targets = firsts[kept], seconds[kept]
        starts = np.flatnonzero(np.diff(sources, prepend=-1))
        merged = np.bitwise_or.reduceat(own[targets] | reached[targets], starts, axis=0)
        changed = sources[starts]
        merged |= reached[changed]
        grew = (merged != reached[changed]).any(axis=1)
        gained[:] = False
        gained[changed[grew]] = True
        reached[changed[grew]] = merged[grew]
