"""Who relies on whom through others: dependencies followed to their end, as sets of bits."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.columns import HALF, Column, Ints, Longs, dense, flags
from graph.snapshot import Snapshot

Bits = npt.NDArray[np.uint64]
WORD = 64


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
    if not len(links):
        return links
    waiting, awaited = _responsible(snapshot)
    reached = _Reached.of(links, awaited, len(snapshot.terms))
    rows, lines = waiting.expand(reached.nodes)
    found = reached.by_key(rows, lines)
    return found.where(found.firsts != found.seconds)


@dataclass(frozen=True, slots=True)
class _Reached:
    """The identities that each node reaches, as bits.

    ``nodes`` (int32[n], sorted) have the sets ``bits`` (uint64[n, w]). A set numbers only the
    identities met in its part of the graph: ``parts`` (int32[n]) names the part, and
    ``identities`` gives, for each part, the identity of each bit. So sets stay small however
    many parts there are.
    """

    nodes: Ints
    parts: Ints
    bits: Bits
    identities: Column

    @classmethod
    def of(cls, links: Column, awaited: Column, size: int) -> "_Reached":
        nodes, places = dense(np.concatenate([links.firsts, links.seconds]), size)
        firsts, seconds = places[: len(links)], places[len(links) :]
        parts = _parts(len(nodes), firsts, seconds)
        rows, offices = awaited.expand(nodes)
        identities = Column.of(parts[rows], offices)
        words = max(1, -(-int(np.diff(identities.starts).max()) // WORD))
        own = np.zeros((len(nodes), words), np.uint64)
        bit = identities.places(parts[rows], offices) - identities.starts[parts[rows]]
        np.bitwise_or.at(own, (rows, bit // WORD), np.uint64(1) << (bit % WORD).astype(np.uint64))
        return cls(nodes, parts, _propagated(own, firsts, seconds), identities)

    def by_key(self, rows: Longs, keys: Ints) -> Column:
        """Return the column from each of ``keys`` to what the nodes in its ``rows`` reach."""
        if not len(rows):
            return Column.of(keys, keys)
        # Sets of one key and part are joined before bits become pairs: there are far fewer.
        packed = (keys.astype(np.int64) << HALF) | self.parts[rows]
        order = np.argsort(packed)
        starts = np.flatnonzero(np.diff(packed[order], prepend=-1))
        merged = np.bitwise_or.reduceat(self.bits[rows[order]], starts, axis=0)
        flat = np.unpackbits(merged.astype("<u8").view(np.uint8), axis=1, bitorder="little")
        which, bit = np.nonzero(flat)
        firsts = order[starts[which]]
        offices = self.identities.seconds[self.identities.starts[self.parts[rows[firsts]]] + bit]
        return Column.of(keys[firsts], offices)


def _responsible(snapshot: Snapshot) -> tuple[Column, Column]:
    """Return who is responsible: from items to lines of ministries, and to offices' identities."""
    columns, size = snapshot.columns, len(snapshot.terms)
    lined, offices = columns["identityLine"], columns["Organisation"].firsts
    lineless = flags(size, offices)
    lineless[lined.firsts] = False
    alone = np.flatnonzero(lineless).astype(np.int32)
    owners = columns["lead"].joined(columns["partyState"]).joined(columns["attachedTo"])
    found = _transitive(owners)
    themselves = np.flatnonzero(snapshot.flags("Organisation", "Ministry")).astype(np.int32)
    found = found.joined(Column.ordered(themselves, themselves))
    ministries = found.where(snapshot.flags("Ministry")[found.seconds])
    others = found.where(snapshot.flags("Organisation")[found.seconds])
    return ministries.then(lined), others.then(lined.joined(Column.ordered(alone, alone)))


def _running(snapshot: Snapshot) -> Column:
    """Return the part of ``waits`` that still waits: as in rule D01."""
    ended, completed = snapshot.flags("endDate"), snapshot.flags("completed")
    resting = ended | completed | snapshot.flags("dropped")
    over = completed | (ended & ~snapshot.flags("identityLine"))
    links = snapshot.waits
    return links.where(~resting[links.firsts] & ~over[links.seconds])


def _transitive(steps: Column) -> Column:
    """Return the pairs that any number of ``steps`` join."""
    found = news = steps
    while len(news):
        news = news.then(steps).without(found)
        found = found.joined(news) if len(news) else found
    return found


def _parts(size: int, firsts: Ints, seconds: Ints) -> Ints:
    """Return for each of ``size`` nodes the least node it is joined to in either direction."""
    labels = np.arange(size, dtype=np.int32)
    while True:
        one, other = labels[firsts], labels[seconds]
        if (one == other).all():
            return labels
        np.minimum.at(labels, np.maximum(one, other), np.minimum(one, other))
        while (labels[labels] != labels).any():
            labels = labels[labels]


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
