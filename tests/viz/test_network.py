"""The picture is one file that asks nobody for anything, whoever wrote its words."""

import json
import re

import pytest

from graph.model import NetworkNode
from ontology.messages import message
from ontology.vocabulary import Text
from tests.viz.maker import Maker, plain
from tests.viz.samples import Sample
from viz.network import LIMIT, PICTURE_POLICY, TooManyThingsError, picture, shape


def drawn(sample: Sample) -> str:
    centre = sample.nodes[0].reference
    return picture(sample.nodes, sample.edges, centre=centre, language="de")


def data(html: str) -> list[list[dict[str, object]]]:
    """Return the things and relations that the picture's script is given."""
    return [json.loads(found) for found in re.findall(r"new vis\.DataSet\((\[.*?\])\);", html)]


def outside_scripts(html: str) -> str:
    return re.sub(r"<script\b[^>]*>.*?</script>", "", html, flags=re.DOTALL)


def test_the_picture_loads_nothing(sample: Sample) -> None:
    html = drawn(sample)
    assert not re.search(r"<script\b[^>]*\bsrc\s*=", html)
    assert "<link" not in outside_scripts(html)
    assert not re.search(r"(cdnjs|jsdelivr|unpkg|googleapis)", outside_scripts(html))
    assert 'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;' in html


def test_the_policy_allows_its_own_script_and_no_network() -> None:
    assert "default-src 'none'" in PICTURE_POLICY
    assert "connect-src" not in PICTURE_POLICY
    assert "sandbox allow-scripts" in PICTURE_POLICY
    assert "frame-ancestors 'self'" in PICTURE_POLICY


def test_things_stand_still_where_they_were_put(sample: Sample) -> None:
    html = drawn(sample)
    things, relations = data(html)
    assert all({"x", "y"} <= set(thing) for thing in things)
    assert '"physics": {"enabled": false}' in html
    assert '"smooth": false' in html
    assert {relation["arrows"] for relation in relations} == {"to"}
    assert drawn(sample) == html


def test_gaps_and_overlaps_are_marked_by_shape_and_word(sample: Sample) -> None:
    things, _ = data(drawn(sample))
    shapes = {thing["shape"]: thing["label"] for thing in things}
    assert shapes["diamond"] == "Maßnahme eins\n[Lücke]"
    assert shapes["star"] == "MA\n[Lücke]\n[Überschneidung]\n[Abhängigkeit]"
    assert shapes["triangleDown"] == "Feld F-1"


def test_what_is_only_inferred_is_dashed(sample: Sample) -> None:
    _, relations = data(drawn(sample))
    assert [relation["dashes"] for relation in relations] == [False, True]
    assert relations[1]["title"] == "Federführung (erschlossen)"


def test_the_words_are_in_the_readers_language(sample: Sample) -> None:
    centre = sample.nodes[0].reference
    english = picture(sample.nodes, sample.edges, centre=centre, language="en")
    assert '<html lang="en">' in english
    assert "<h1>Surroundings: Feld F-1</h1>" in english
    assert "[gap]" in data(english)[0][1]["label"]  # type: ignore[operator]  # it is a text
    assert "<h1>Umfeld: Feld F-1</h1>" in drawn(sample)
    assert drawn(sample).encode("utf-8").decode("utf-8").count("ü") > 0


def test_no_name_becomes_code(hostile_sample: Sample) -> None:
    html = drawn(hostile_sample)
    assert "<script>alert" not in html
    assert "<img" not in outside_scripts(html)
    assert "&lt;script&gt;alert(1)" in outside_scripts(html)
    things, _ = data(html)
    assert len(things) == 3
    assert not any("href" in str(thing["title"]) for thing in things)


def test_too_many_things_are_refused_with_a_reason() -> None:
    make = Maker(plain)
    many = [
        NetworkNode(make.thing("measure", f"M-{n}", "x"), "Measure", Text("Maßnahme", "measure"))
        for n in range(LIMIT + 1)
    ]
    with pytest.raises(TooManyThingsError) as caught:
        picture(many, (), centre=None, language="de")
    assert "2001" in message(caught.value.key, "de", **caught.value.values)


def test_relations_to_things_outside_the_picture_are_left_out(sample: Sample) -> None:
    things, relations = data(picture(sample.nodes[:2], sample.edges, centre=None, language="de"))
    assert (len(things), len(relations)) == (2, 1)


def test_an_unmarked_thing_has_the_shape_of_its_kind(sample: Sample) -> None:
    text = Text("", "")
    thing = sample.nodes[0].reference
    shapes = [shape(NetworkNode(thing, name, text)) for name in ("Ministry", "Measure")]
    assert shapes == ["square", "dot"]
    assert shape(NetworkNode(thing, "Measure", text, ("overlap",))) == "hexagon"
    assert shape(NetworkNode(thing, "Measure", text, ("dependency",))) == "dot"
