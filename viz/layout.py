"""Where the things of a picture stand: computed here, the same for the same network."""

from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np

Place = tuple[float, float]
SEED = 2014
SPRINGS_UP_TO = 400  # things; beyond, springs take seconds and show a tangle anyway
ROOM = 105.0  # pixels that one thing needs in each direction
WIDTH, HEIGHT, ROUNDS = 200.0, 104.0, 150  # of a name with its sign; tries to free all of them
PER_RING = 24  # things on the first ring around the centre


def places(network: "nx.MultiDiGraph[str]", centre: str = "") -> dict[str, Place]:
    """Return a place in pixels for each node: springs for small networks, rings for large ones."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted((source, target) for source, target in network.edges()))
    _hold_together(plain, centre)
    rings = _rings(plain, centre)
    if len(plain) > SPRINGS_UP_TO:
        return rings
    return _springs(plain, rings, centre)


def _hold_together(plain: "nx.Graph[str]", centre: str) -> None:
    """Tie parts that hang on nothing to the centre, or springs would push them out of sight."""
    parts = [sorted(part) for part in nx.connected_components(plain)]
    anchor = centre if centre in plain else next(iter(plain), "")
    plain.add_edges_from((anchor, part[0]) for part in parts if anchor not in part)


def _springs(plain: "nx.Graph[str]", start: dict[str, Place], centre: str) -> dict[str, Place]:
    """Return places by springs that begin on the rings; the centre stays in the middle."""
    if len(plain) < 2:  # noqa: PLR2004 - one thing needs no springs
        return start
    size = ROOM * sqrt(len(plain))
    scaled = {node: (x / size, y / size) for node, (x, y) in start.items()}
    found = nx.spring_layout(
        plain,
        pos=scaled,
        fixed=[centre] if centre in plain else None,
        k=1.6 / sqrt(len(plain)),
        iterations=80,
        seed=SEED,
        method="force",
    )
    return _apart(_sized({node: (float(x), float(y)) for node, (x, y) in found.items()}))


def _sized(found: dict[str, Place]) -> dict[str, Place]:
    """Return the places spread so that each thing has room for its name."""
    reach = max((max(abs(x), abs(y)) for x, y in found.values()), default=1.0) or 1.0
    scale = ROOM * sqrt(len(found)) / reach
    return {node: (x * scale, y * scale) for node, (x, y) in found.items()}


def _apart(found: dict[str, Place]) -> dict[str, Place]:
    """Return the places moved as little as needed so that no name covers another."""
    places = np.array([*found.values()])
    for _ in range(ROUNDS):
        gap = places[:, None, :] - places[None, :, :]
        lacking = np.array([WIDTH, HEIGHT]) - np.abs(gap)
        np.einsum("iij->ij", lacking)[:] = 0  # nothing covers itself
        covered = (lacking > 0).all(axis=2)
        if not covered.any():
            break
        sideways = (lacking[..., 0] < lacking[..., 1] * WIDTH / HEIGHT)[..., None]
        way = np.where(sideways, [1.0, 0.0], [0.0, 1.0])
        push = np.where(gap < 0, -1.0, 1.0) * way * lacking / 2
        places = places + (push * covered[..., None]).sum(axis=1) * 0.6
    return {node: (float(x), float(y)) for node, (x, y) in zip(found, places, strict=True)}


def _rings(plain: "nx.Graph[str]", centre: str) -> dict[str, Place]:
    """Return places on rings around the centre, the nearer things further in."""
    order = [node for ring in _by_distance(plain, centre) for node in ring]
    found: dict[str, Place] = {}
    if centre in plain:
        found[centre] = (0.0, 0.0)
        order.remove(centre)
    number = 1
    while order:
        ring, order = order[: PER_RING * number], order[PER_RING * number :]
        radius = number * ROOM * PER_RING / (2 * pi)
        for place, node in enumerate(ring):
            angle = 2 * pi * place / len(ring) + number
            found[node] = (radius * cos(angle), radius * sin(angle))
        number += 1
    return found


def _by_distance(plain: "nx.Graph[str]", centre: str) -> list[list[str]]:
    if centre not in plain:
        return [list(plain)]
    layers = [sorted(layer) for layer in nx.bfs_layers(plain, centre)]
    reached = {node for layer in layers for node in layer}
    return [*layers, sorted(set(plain) - reached)]
