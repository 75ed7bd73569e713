"""The list beside the picture has the same things and relations as the picture."""

from tests.viz.samples import Sample
from viz.tree import branches


def test_the_centre_comes_first_and_every_relation_from_both_ends(sample: Sample) -> None:
    found = branches(sample.nodes, sample.edges, sample.nodes[0].reference)
    assert [branch.thing.reference.key for branch in found] == ["F-1", "M-1", "O-A"]
    groups = {
        branch.thing.reference.key: [
            (group.arrow, group.label.de, [end.key for end in group.ends])
            for group in branch.groups
        ]
        for branch in found
    }
    assert groups == {
        "F-1": [("←", "im Handlungsfeld", ["M-1"])],
        "M-1": [("→", "Federführung", ["O-A"]), ("→", "im Handlungsfeld", ["F-1"])],
        "O-A": [("←", "Federführung", ["M-1"])],
    }


def test_relations_that_leave_the_picture_are_left_out(sample: Sample) -> None:
    (branch,) = branches(sample.nodes[:1], sample.edges, None)
    assert branch.groups == ()
