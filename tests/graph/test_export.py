"""Exports are complete, sorted and the same bytes for the same content."""

import json
from pathlib import Path

import pytest

from graph.dataset import Dataset
from graph.export import ExportForm, export
from ontology.terms import CLAIMS, CURRENT, INFERRED
from tests.graph.samples import MEASURE, accept, claim, measure, opened


@pytest.mark.parametrize("form", ["trig", "nq", "ttl", "jsonld"])
@pytest.mark.parametrize("views", [False, True])
def test_the_same_content_gives_the_same_bytes(
    tmp_path: Path, form: ExportForm, views: bool
) -> None:
    claims = [measure(f"M-{number}") for number in range(20)]
    with opened(tmp_path / "one") as one, opened(tmp_path / "other") as other:
        accept(one, *claims)
        for item in reversed(claims):
            accept(other, item)
        assert export(one.store, form, views=views) == export(other.store, form, views=views)


def filled(folder: Path) -> Dataset:
    data = opened(folder)
    accept(data, measure(), claim("z", (MEASURE, "qs:x", "qs:y"), modality="demanded"))
    data.close()
    return data


def test_n_quads_are_the_lines_that_the_content_hash_is_taken_over(tmp_path: Path) -> None:
    data = filled(tmp_path)
    assert export(data.store, "nq").decode().splitlines() == data.claim_lines()


def test_trig_is_readable(tmp_path: Path) -> None:
    text = export(filled(tmp_path).store, "trig").decode()
    assert "@prefix qs: <https://w3id.org/querschnitt/def#> ." in text
    assert "a qs:Measure" in text
    assert '"Deutschkurse"@de' in text
    assert CLAIMS in text
    assert CURRENT not in text


def test_views_are_added_when_wanted(tmp_path: Path) -> None:
    text = export(filled(tmp_path).store, "trig", views=True).decode()
    assert CURRENT in text
    assert INFERRED in text


def test_turtle_holds_only_what_is_in_force(tmp_path: Path) -> None:
    text = export(filled(tmp_path).store, "ttl").decode()
    assert "qs:lead" in text
    assert "qs:x" not in text
    assert "modality" not in text


def test_json_ld_holds_each_thing_once(tmp_path: Path) -> None:
    things = json.loads(export(filled(tmp_path).store, "jsonld"))
    assert [thing["@id"] for thing in things] == [MEASURE]


def test_an_empty_data_set_can_be_exported(tmp_path: Path) -> None:
    data = opened(tmp_path / "none", writing=False)
    assert export(data.store, "nq") == b""
    assert json.loads(export(data.store, "jsonld")) == []
