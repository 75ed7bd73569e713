"""Pictures do not jump: the same network is always laid out the same, and can be read."""

import networkx as nx
import pytest

from viz.layout import HEIGHT, SPRINGS_UP_TO, WIDTH, places


def star(leaves: int) -> "nx.MultiDiGraph[str]":
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    found.add_edges_from((f"leaf-{n}", "centre") for n in range(leaves))
    return found


@pytest.mark.parametrize("leaves", [3, SPRINGS_UP_TO + 10])
def test_the_same_network_has_the_same_places(leaves: int) -> None:
    assert places(star(leaves), "centre") == places(star(leaves), "centre")


@pytest.mark.parametrize("leaves", [1, 12, 40])
def test_no_name_covers_another(leaves: int) -> None:
    found = list(places(star(leaves), "centre").values())
    covering = [
        (a, b)
        for number, a in enumerate(found)
        for b in found[:number]
        if abs(a[0] - b[0]) < WIDTH * 0.9 and abs(a[1] - b[1]) < HEIGHT * 0.9
    ]
    assert covering == []


def test_things_that_hang_on_nothing_stay_in_sight() -> None:
    network = star(5)
    network.add_nodes_from(["alone", "lonely"])
    found = places(network, "centre")
    reach = max(abs(x) + abs(y) for x, y in found.values())
    assert reach < 3_000


def test_one_thing_and_nothing_can_be_laid_out() -> None:
    one: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert places(one) == {}
    one.add_node("only")
    assert set(places(one, "only")) == {"only"}
    assert set(places(one, "somebody else")) == {"only"}


def test_a_large_network_is_laid_out_in_rings_around_its_centre() -> None:
    found = places(star(SPRINGS_UP_TO + 100), "centre")
    assert found["centre"] == (0.0, 0.0)
    assert len(set(found.values())) == len(found)
