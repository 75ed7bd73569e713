"""A priority is the sum of its parts, and every part has its reason."""

from graph.severity import scale, severity


def test_a_priority_is_the_sum_of_its_parts() -> None:
    total, parts = severity(3, {"accepted", "presumed", "unknown"})
    assert total == sum(part.points for part in parts) == 3
    assert [part.points for part in parts] == [3, 1, -1]


def test_a_priority_stays_between_one_and_four() -> None:
    assert severity(4, {"accepted", "mandated"})[0] == 4
    assert severity(1, {"presumed"})[0] == 1


def test_every_part_has_its_reason_in_both_languages() -> None:
    for part in scale().parts.values():
        assert part.reason.de
        assert part.reason.en
        assert part.points
